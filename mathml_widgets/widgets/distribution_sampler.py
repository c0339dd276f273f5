"""`DistributionSampler`: what is this distribution, and how does a machine draw from it?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from traitlets import Any as Anything
from traitlets import Bool, Dict, Enum, Float, Instance, Int, Unicode, validate
from traitlets.utils.bunch import Bunch

from ..maths import probability as pr
from ..maths.numerals import numeral
from ..maths.probability import pictures
from ..maths.probability.draw_estimates import MOMENTS
from ..maths.probability.formulas import log_density_source
from ..maths.probability.mechanisms import LENGTHS
from ..maths.probability.sampling_distributions import STATISTICS
from ..maths.probability.simulation import Bins
from ..shell import Array, Step, agrees, asks, computes, derived, given, kept, readout
from ..shell.connected import from_view
from ..shell.errors import GivenError
from ..shell.figure import (
    ANSWER,
    GHOST,
    HAND,
    SECOND,
    THIRD,
    FigureWidget,
    axis,
    button_dial,
    curve_names,
    dial,
    dial_under,
    figure,
    height_hand,
    menu_dial,
    name_of,
    span,
    span_hand,
    values_on,
)
from ..shell.films import film
from ..shell.gathering import at_once

Numbers = NDArray[np.float64]

MOST_SAMPLES = 1_000_000
MOST_DATA = 100_000
LARGEST = 1e75
"""Numbers beyond it have no kurtosis in floats: their fourth power is infinite."""

N_STEPS = 200
N_POINTS = 201
N_LAGS = 41
N_PREVIEWED = 41
"""Values of a slider for which it is known what they would come to."""

PREVIEWED = {
    "sample_size": "spread of the {statistic}",
    "n_samples": "standard error of the mean",
    "n_dimensions": "mean norm",
    "level": "length of the interval",
    "envelope": "acceptance rate",
}
WIDTHS_TRIED = np.geomspace(0.05, 20.0, 13)
N_VECTORS = 200
MOST_DRAWS = 1_000_000
"""How many draws the picture of a statistic takes at most."""

VIEWS = (
    "density",
    "cdf",
    "quantile",
    "log-density",
    "ECDF",
    "QQ",
    "running mean",
    "statistic",
    "norm",
    "autocorrelation",
    "mechanism",
    "chips",
)
OTHERS = ("mixture", "drawn", "data", "kernel density", "yours")
FAMILIES = (*pr.FAMILIES, *OTHERS, *pr.PLANE_TARGETS)
LINE_VIEWS = ("density", "cdf", "log-density", "ECDF")
"""Where the axis is that of the values, so that an interval can be brushed."""

HILL = tuple(
    (float(x), float(h)) for x, h in zip(np.linspace(-3, 3, 13), (0, 1, 3, 5, 4, 2, 1, 2, 5, 7, 4, 1, 0), strict=True)
)
CHIPS = (0, 0, 1, 2, 4, 6, 5, 3, 2, 1, 0, 0)
LINES = ("area", "ghosts", "second", "curve", "trail", "guide", "edges")
MARKS = ("bars", "columns", "band", "area", "ghosts", "second", "curve", "trail", "masses", "refused", "dots", "guide",
         "now", "edges", "names")  # fmt: skip
"""The marks of the chart from back to front."""

PLAYED = ("ghosts", "curve", "trail", "refused", "dots", "guide", "now")
"""Those that change from step to step of a mechanism."""

NOTHING = 1e-12
"""What rounding leaves of a zero, as a share of the variance."""

COLOURS = {"answer": ANSWER, "second": SECOND, "third": THIRD, "ghost": GHOST}
WIDTHS = {"Metropolis-Hastings": "Step width", "Hamiltonian": "Length of a leap"}

READER = np.round(np.sort(np.random.default_rng(7).gamma(3.0, 1.0, 60)), 2)
"""Data that stand in until the reader hands over some."""


class DistributionSampler(FigureWidget):
    """A distribution, its draws, and the machine that makes them.

    Parameters
    ----------
    family : str, array_like, callable or Distribution, optional
        The name of a family; or data, a density, or a distribution of `mathml_widgets.maths.probability`.
    parameters : array_like, optional
        Those of a family, in its order.
    **given
        Any other given or interface trait by name.

    Examples
    --------
    >>> w = DistributionSampler("gamma", [3, 2], interval=[1, 2])
    >>> w.moments[:2].tolist(), round(w.interval_probability, 4)
    ([1.5, 0.75], 0.4386)
    """

    positional = ("family", "parameters")

    family = given(Enum(FAMILIES, "normal"), label="Family", help="The family, or where the density comes from.")
    parameters = given(
        Array(None, shape=("parameters",), longest=90),
        help="The parameters of the family, in its order; of a mixture rows of weight, mean and standard deviation. "
        "None stands for the usual ones.",
    )
    drawn_density = given(
        Array(HILL, shape=("points", 2), longest=200), help="A density drawn by hand: rows of place and height."
    )
    data = given(Array(READER, shape=("values",), longest=MOST_DATA), help="The reader's numbers.")
    support = given(Array([-np.inf, np.inf], shape=(2,), finite=False), help="Where the reader's density lives.")
    pdf = kept(Anything(None, allow_none=True), help="The reader's density, a function of an array.")
    logpdf = kept(Anything(None, allow_none=True), help="Or its logarithm.")
    your_distribution = kept(
        Instance(pr.Distribution, allow_none=True), help="Or a distribution of mathml_widgets.maths.probability."
    )
    view = given(Enum(VIEWS, "density"), label="View", help="What the chart shows.")
    interval = given(
        Array(None, shape=(2,)), help="The ends a and b whose probability is asked for; None for mean ± deviation."
    )
    level = given(Float(0.95, min=0.5, max=0.999), help="The probability of intervals and bands.")
    n_samples = given(Int(1000, min=1, max=MOST_SAMPLES), help="How many numbers are drawn.")
    sampler = given(Enum(pr.MECHANISMS, "direct"), label="Sampler", help="The machine that draws.")
    width = given(Float(1.0, min=0.01, max=100.0), help="The width of what the sampler proposes; 1 is a sensible one.")
    envelope = given(
        Float(1.0, min=0.2, max=20.0), help="How many times the least possible the envelope of rejection is."
    )
    step = given(Int(20, min=1, max=N_STEPS), help="How many steps of the mechanism are shown.")
    statistic = given(Enum(STATISTICS, "mean"), help="The statistic whose distribution is shown.")
    sample_size = given(Int(10, min=1, max=10_000), help="How many draws the statistic is made of.")
    n_dimensions = given(Int(100, min=1, max=2000), help="The dimension of the random vectors.")
    n_bins = given(Int(40, min=2, max=400), help="The bins of the histogram, at most.")
    chips = given(Array(CHIPS, shape=("bins",), longest=60), help="Chips laid on equal bins.")
    chip_range = given(Array([-3.0, 3.0], shape=(2,)), help="Where the bins of the chips begin and end.")

    distribution = derived(
        Instance(pr.Distribution, allow_none=True), help="What can be asked for everything else: cdf, quantile, ..."
    ).tag(sync=False)
    plane = derived(Instance(pr.PlaneTarget, allow_none=True), help="The target in the plane, if it is one.").tag(
        sync=False
    )
    quantiles = derived(Array(None), help="The quantiles of (1 - level)/2, a quarter, half, three quarters, the rest.")
    reach = derived(Array(None), help="Between which values nearly all lies.").tag(sync=False)
    points = derived(Array(None), help="Where the density is evaluated for the chart.").tag(sync=False)
    density = derived(Array(None), help="The density, or probability, at the points.").tag(sync=False)
    log_density = derived(Array(None), help="Its natural logarithm.").tag(sync=False)
    cumulative = derived(Array(None), help="The cdf at the points.").tag(sync=False)
    moments = derived(Array(None), help="Mean, variance, skewness and excess kurtosis by formula.")
    entropy = derived(Float(allow_none=True), help="The entropy in nats.")
    interval_probability = derived(Float(), help="The probability of a ≤ X ≤ b.")
    integrated = derived(
        Array(None), help="The moments, entropy and interval probability by integration; none while a hand moves."
    )
    highest_density = derived(Array(None), help="The shortest region of the level: rows from, to; none under a hand.")
    machine = derived(Instance(pr.Mechanism, allow_none=True), help="The sampler set up.").tag(sync=False)
    sampler_reason = derived(Unicode(), help="Why the sampler asked for cannot draw from this; else empty.")
    drawn = derived(Anything(None, allow_none=True), help="The draws, and how many were tried.").tag(sync=False)
    record = derived(Anything(None, allow_none=True), help="What the machine did for the first draws.").tag(sync=False)
    walkthrough = derived(Anything(None, allow_none=True), help="The pictures of its first steps.").tag(sync=False)
    rates_by_width = derived(Array(None, finite=False), help="Rows: width, share accepted; while it is held.").tag(
        sync=False
    )
    kept_parameters = derived(Array(None), help="The parameters, NaN for the one under the finger.").tag(sync=False)
    over_parameter = derived(Array(None), help="Rows: a parameter while it is held, the interval's probability.").tag(
        sync=False
    )
    at_rest = derived(Bool(True), help="Whether no hand is on anything but the steps.").tag(sync=False)
    samples = derived(Array(None), help="The draws.").tag(sync=False)
    weights = derived(Array(None), help="Their weights, adding up to 1, where the sampler weighs.").tag(sync=False)
    counts = derived(Array(None), help="The histogram: rows left edge, right edge, height as a density.").tag(
        sync=False
    )
    simulated_moments = derived(Array(None), help="The moments of the draws.")
    standard_errors = derived(Array(None), help="The standard errors of the moments of the draws.")
    simulated_probability = derived(Array(None), help="The share of draws in the interval, and its standard error.")
    acceptance_rate = derived(Float(allow_none=True), help="The share of proposals that were accepted.")
    autocorrelation = derived(Array(None), help="The correlation of draws 0, 1, 2, ... steps apart.")
    effective_sample_size = derived(Float(allow_none=True), help="How many independent draws tell as much.")
    empirical_band = derived(Float(), help="How far the ECDF may lie from the cdf, with probability `level`.")
    sampler_steps = derived(Array(None), help="The numbers of the first steps, in columns.").tag(sync=False)
    step_names = derived(Unicode(), help="What these columns are.")
    statistic_moments = derived(
        Array(None), help="Of the statistic: mean and standard deviation by theory, simulated, and errors of these."
    )
    norm_moments = derived(Array(None), help="Of the norm: mean, spread, their simulation, and errors of these.")
    statistic_draws = derived(Array(None), help="The statistic of many samples.").tag(sync=False)
    norms = derived(Array(None), help="Rows: dimension, mean and standard deviation of the norm.").tag(sync=False)
    chip_fits = derived(Dict(), help="The families by how well they fit the chips: the loss of each.")
    best_family = derived(Unicode(), help="The family that fits the chips best.")
    best_parameters = derived(Array(None), help="Its parameters.")
    layers = derived(Dict(), help="What the chart draws.").tag(sync=False)

    presets = {
        "bimodal mixture": {"family": "mixture"},
        "drawn by hand": {"family": "drawn"},
        "your array": {"family": "data"},
        "chips on bins": {"family": "normal", "view": "chips"},
        "medians of ten": {"family": "exponential", "view": "statistic", "statistic": "median", "sample_size": 10},
        "a mean that never settles": {"family": "Cauchy", "view": "running mean", "n_samples": 100_000},
        "the norm in high dimension": {"family": "normal", "view": "norm", "n_dimensions": 1000},
        "darts under a curve": {"family": "beta", "sampler": "rejection", "view": "mechanism"},
        "a walk round the donut": {"family": "donut", "sampler": "Metropolis-Hastings", "view": "mechanism"},
        "a roll along the banana": {"family": "banana", "sampler": "Hamiltonian", "view": "mechanism"},
        "a creep along the ellipse": {"family": "ellipse", "sampler": "Gibbs", "view": "mechanism"},
        "a neck too narrow": {"family": "funnel", "sampler": "Hamiltonian", "view": "mechanism"},
    }

    panes = (*FigureWidget.panes, "dials", "hands")

    def __init__(self, *positional: Any, **named: Any) -> None:
        first, *rest = positional or (None,)
        if first is not None and not isinstance(first, str):
            if rest:
                raise TypeError("DistributionSampler takes parameters only with the name of a family")
            found = _told_by(first)
            for name in found:
                if name in named:
                    raise TypeError(f"DistributionSampler got {name} twice, by position and by name")
            positional, named = (), found | named
        super().__init__(*positional, **named)

    # --- what follows from what is written --------------------------------------------

    @validate("data")
    def _of_a_size_that_can_be_squared(self, proposal: Bunch) -> Numbers:
        data: Numbers = proposal["value"]
        far = np.abs(data) > LARGEST
        if far.any():
            raise GivenError(f"data must lie between -{LARGEST:g} and {LARGEST:g}, got {data[far][0]:g}")
        return data

    def _apply_rules(self, written: list[str]) -> None:
        """Choose a family by what is handed over, its usual parameters and interval, and the view of a sampler."""
        super()._apply_rules(written)
        touched = {*written, *(self.presets.get(self.preset, ()) if "preset" in written else ())}
        before = self._accepted
        if "family" not in touched:
            if touched & {"pdf", "logpdf", "your_distribution"}:
                self.family = "yours"
            elif "data" in touched and self.family not in ("data", "kernel density"):
                self.family = "data"
            elif "drawn_density" in touched:
                self.family = "drawn"
        changed = self.family != before.get("family", self.family)
        if self.parameters is None or (changed and "parameters" not in touched):
            self.parameters = pr.usual_parameters(self.family)
        if self.interval is None or (changed and "interval" not in touched):
            found, _ = DistributionSampler.built(*(getattr(self, name) for name in DistributionSampler.built.inputs))
            self.interval = pr.usual_interval(found)
        if "sampler" in touched and "view" not in touched and self.sampler != before.get("sampler", "direct"):
            self.view = "mechanism" if self.sampler != "direct" else "density"

    def _restore(self, snapshot: dict[str, Any]) -> None:
        """Bring values back as they were: nothing follows from them anew."""
        super()._restore(snapshot)
        for name in snapshot:
            self._note(name)

    @from_view
    def draw_more(self, count: int) -> None:
        """Draw so many more numbers; the ones there are stay."""
        if type(count) is not int or count < 1:
            raise ValueError(f"count must be a whole number from 1 on, got {count!r}")
        self.n_samples = min(self.n_samples + count, MOST_SAMPLES)

    @from_view
    def draw_anew(self) -> None:
        """Draw as many other numbers."""
        self.seed = self.seed + 1

    @from_view
    def take_step(self, count: int = 1) -> None:
        """Let the mechanism go some steps forward, or back."""
        if type(count) is not int:
            raise ValueError(f"count must be a whole number, got {count!r}")
        self.step = min(max(self.step + count, 1), N_STEPS)

    @from_view
    def take_best(self) -> None:
        """Take the family that fits the chips best."""
        if self.best_family:
            self.set(family=self.best_family, parameters=self.best_parameters, view="density")

    # --- the distribution -------------------------------------------------------------

    @computes("distribution", "plane")
    def built(
        family: str, parameters: Numbers, drawn_density: Numbers, data: Numbers, support: Numbers,
        pdf: Any, logpdf: Any, your_distribution: pr.Distribution | None,
    ) -> tuple[pr.Distribution, pr.PlaneTarget | None]:  # fmt: skip
        if family != "yours":
            return pr.distribution_named(family, parameters, drawn_density=drawn_density, data=data)
        if your_distribution is not None:
            if your_distribution.shape != ():
                raise ValueError(f"your_distribution must be a single one, got shape {your_distribution.shape}")
            return your_distribution, None
        if pdf is None and logpdf is None:
            raise ValueError("pdf, logpdf or your_distribution must be given for the family 'yours'")
        with np.errstate(all="ignore"):
            return pr.FromDensity(pdf, logpdf=logpdf, support=(float(support[0]), float(support[1]))), None

    @computes("quantiles", "reach")
    def landmarks(distribution: pr.Distribution, level: float) -> tuple[Numbers, Numbers]:
        tail = (1 - level) / 2
        asked = np.array([1e-3, tail, 0.25, 0.5, 0.75, 1 - tail, 1 - 1e-3])
        if isinstance(distribution, pr.KernelDensity):
            ends = distribution.data[[0, -1]] + 3 * distribution.bandwidth * np.array([-1, 1])
            found = np.concatenate([ends[:1], np.asarray(distribution.quantile(asked[1:-1])), ends[1:]])
        else:
            found = np.asarray(distribution.quantile(asked))
        middle, spread = found[3], max(found[4] - found[2], 1e-12 * abs(found[3]), 1e-300)
        low, high = max(found[0], middle - 9 * spread), min(found[-1], middle + 9 * spread)
        return found[1:-1], np.array([low, high])

    @computes("points", "density", "log_density", "cumulative")
    def curves(distribution: pr.Distribution, reach: Numbers) -> tuple[Numbers, ...]:
        low, high = pictures.axis_of(distribution, reach)
        if isinstance(distribution, pr.Empirical):
            values = np.unique(distribution.data)
            points = values if len(values) <= 2000 else values[:: len(values) // 2000 + 1]
        elif distribution.is_discrete:
            first, last = math.ceil(low), math.floor(high)
            points = np.arange(first, last + 1, max(1, (last - first) // 1000), dtype=float)
        else:
            points = np.linspace(low, high, N_POINTS)
        logs = np.asarray(distribution.logpdf(points))
        with np.errstate(over="ignore"):
            return points, np.exp(logs), logs, np.asarray(distribution.cdf(points))

    @computes("moments", "entropy")
    def sizes(distribution: pr.Distribution) -> tuple[Numbers, float | None]:
        moments = np.array([float(getattr(distribution, name)()) for name in MOMENTS])
        if isinstance(distribution, pr.KernelDensity):  # which integrates, and that is for when the hand rests
            return moments, None
        entropy = float(distribution.entropy())
        return moments, entropy if math.isfinite(entropy) else None

    @computes("interval_probability")
    def between(distribution: pr.Distribution, interval: Numbers) -> float:
        if interval[0] > interval[1]:
            raise ValueError(f"interval must run from a to b ≥ a, got {interval.tolist()}")
        return float(pr.interval_probability(distribution, *interval))

    @computes("integrated")
    def by_integration(distribution: pr.Distribution, interval: Numbers, held: str) -> Numbers | None:
        with np.errstate(all="ignore"):
            return None if held else pr.integrated_numbers(distribution, interval)

    @computes("highest_density")
    def shortest(distribution: pr.Distribution, level: float, held: str) -> Numbers | None:
        return None if held else pr.highest_density_region(distribution, level).intervals

    # --- the draws --------------------------------------------------------------------

    @computes("machine", "sampler_reason")
    def set_up(
        sampler: str, distribution: pr.Distribution, plane: pr.PlaneTarget | None, width: float, envelope: float
    ) -> tuple[pr.Mechanism, str]:
        target = plane or distribution
        try:
            return pr.mechanism(sampler, target, width=width, envelope=envelope), ""
        except ValueError as error:
            return pr.mechanism("direct", target), str(error)

    @computes("drawn", "record", "samples", "weights")
    def draws(machine: pr.Mechanism, n_samples: int, seed: int) -> Iterator[Step]:
        generator = np.random.default_rng(_seed(seed))
        values: tuple[Any, ...] = ()
        for block in pr.growing_samples(machine, n_samples, generator):
            if block is not None:
                values = block, block.record, _fixed(block.samples), _weights(block)
            yield Step(values, len(values[2]) / n_samples)

    @computes("counts")
    def histogram(
        distribution: pr.Distribution, reach: Numbers, samples: Numbers, weights: Numbers | None, n_bins: int
    ) -> Numbers:
        edges = pictures.histogram_edges(distribution, reach, n_bins)
        if weights is None:
            bins = Bins(edges)
            bins.add(samples)
            heights = bins.counts[1:-1] / len(samples)
        else:
            heights = np.histogram(samples, edges, weights=weights)[0]
        return np.column_stack([edges[:-1], edges[1:], heights / np.diff(edges)])

    @computes("autocorrelation", "effective_sample_size")
    def memory(machine: pr.Mechanism, samples: Numbers, weights: Numbers | None) -> tuple[Numbers | None, float | None]:
        return pr.memory_of(samples, weights, machine.chain_length, N_LAGS)

    @computes("simulated_moments", "standard_errors", "acceptance_rate")
    def estimates(
        drawn: pr.Block, samples: Numbers, weights: Numbers | None, effective_sample_size: float | None
    ) -> tuple[Numbers, Numbers, float | None]:
        rate = drawn.n_accepted / drawn.n_tried if drawn.n_tried else None
        return *pr.moments_of_draws(samples, weights, effective_sample_size), rate

    @computes("simulated_probability", "empirical_band")
    def shares(
        samples: Numbers, weights: Numbers | None, effective_sample_size: float | None, interval: Numbers, level: float
    ) -> tuple[Numbers, float]:
        a, b = interval.tolist()
        band = math.sqrt(math.log(2 / (1 - level)) / (2 * (effective_sample_size or len(samples))))
        return np.array(pr.share_of_draws(samples, a, b, weights, effective_sample_size)), band

    # --- the mechanism, step by step --------------------------------------------------

    @computes("sampler_steps", "step_names")
    def steps(machine: pr.Mechanism, record: Any, distribution: pr.Distribution, samples: Numbers) -> tuple[Any, str]:
        return pictures.steps_of(machine, record, distribution, samples[:N_STEPS])

    @computes("walkthrough")
    def walked_through(
        view: str, machine: pr.Mechanism, plane: pr.PlaneTarget | None, record: Any, distribution: pr.Distribution,
        points: Numbers, density: Numbers, cumulative: Numbers,
    ) -> pictures.Walkthrough | None:  # fmt: skip
        if view != "mechanism":
            return None
        return pictures.walkthrough(machine, plane, record, distribution, points, density, cumulative)

    @computes("at_rest")
    def rests(held: str) -> bool:
        return held in ("", "step")

    @computes("film")
    def filmed(
        walkthrough: pictures.Walkthrough | None, machine: pr.Mechanism, record: Any, sampler_steps: Numbers,
        step_names: str, at_rest: bool,
    ) -> dict[str, Any]:  # fmt: skip
        if walkthrough is None or not at_rest:
            return {}
        numbers = range(1, walkthrough.n_steps + 1)
        found = pictures.film_of(map(walkthrough.picture, numbers), PLAYED)
        words = [pictures.step_in_words(machine, sampler_steps, step_names, step, record) for step in numbers]
        return film("step", "the mechanism", found, [MARKS.index(name) for name in PLAYED], MARKS.index("names"), words)

    # --- what a hand would find elsewhere ---------------------------------------------

    @computes("rates_by_width")
    def over_widths(
        held: str, sampler: str, distribution: pr.Distribution, plane: pr.PlaneTarget | None, envelope: float, seed: int
    ) -> Iterator[Step]:
        rates: list[float] = []
        if held != "width":
            yield Step(None, 1.0)
            return
        generator = np.random.default_rng(_seed(seed, 3))
        growing = pr.acceptance_along(sampler, plane or distribution, WIDTHS_TRIED, generator, envelope=envelope)
        for rate in growing:
            rates.append(rate)
            yield Step(np.column_stack([WIDTHS_TRIED[: len(rates)], rates]), len(rates) / len(WIDTHS_TRIED))

    @computes("kept_parameters")
    def beside_the_hand(held: str, dials: list[dict[str, Any]], parameters: Numbers) -> Numbers:
        under = dial_under(held, dials)
        if under is None or under["name"] != "parameters" or "shares" in under:
            return parameters
        kept = parameters.copy()
        kept[under["index"]] = math.nan
        return kept

    @computes("over_parameter")
    def along_a_parameter(
        held: str, dials: list[dict[str, Any]], family: str, kept_parameters: Numbers, data: Numbers, interval: Numbers
    ) -> Iterator[Step]:
        under = dial_under(held, dials)
        if under is None or under["name"] != "parameters":
            yield Step(None, 1.0)
            return
        values = values_on(under, N_PREVIEWED)
        rows = pr.parameters_along(kept_parameters, under["index"], values, under.get("shares"))
        n_each = len(values)
        if family not in pr.VECTORIZED and family != "mixture":
            values, rows, n_each = values[::4], rows[::4], 1
        a, b = interval.tolist()
        parts = []
        for k in range(0, len(rows), n_each):
            if n_each == 1:
                yield Step(None, k / len(rows))
            parts.append(pr.probability_along(family, rows[k : k + n_each], a, b, data))
        yield Step(np.column_stack([values, np.concatenate(parts)]), 1.0)

    @computes("preview", "previewed")
    def over_a_slider(
        held: str, dials: list[dict[str, Any]], over_parameter: Numbers | None, drawn_density: Numbers,
        distribution: pr.Distribution, interval: Numbers, machine: pr.Mechanism, envelope: float,
        rates_by_width: Numbers | None, statistic: str,
    ) -> tuple[Numbers | None, dict[str, Any]]:  # fmt: skip
        under = dial_under(_of_its_slider(held), dials)
        if under is None:
            return None, {}
        handle, place, values = under["name"], under.get("index", 0), values_on(under, N_PREVIEWED)
        a, b = interval.tolist()
        told = {"slider": name_of(under), "name": f"P({numeral(a)} ≤ X ≤ {numeral(b)})"}
        found: Numbers | None
        if handle == "parameters":
            if over_parameter is None:
                return None, {}
            values, found = over_parameter.T
        elif handle == "drawn_density":
            found = pr.probability_along_height(drawn_density, place // 2, values, a, b)
        elif handle == "interval":
            found, told["name"] = pr.probability_along_end(distribution, interval, place, values), "P(a ≤ X ≤ b)"
        elif handle == "width" and rates_by_width is not None:
            (values, found), told["name"] = rates_by_width.T, "acceptance rate"
        else:
            least = machine.bound / envelope
            found = pr.number_along(handle, values, distribution, statistic=statistic, least_bound=least)
            told["name"] = PREVIEWED.get(handle, "").format(statistic=statistic)
        if found is None or not np.isfinite(found).any():
            return None, {}
        return np.column_stack([values, found]), told

    # --- statistics of many draws -----------------------------------------------------

    @computes("statistic_draws", "statistic_moments")
    def repeated(
        distribution: pr.Distribution, statistic: str, sample_size: int, n_samples: int, seed: int, view: str
    ) -> tuple[Numbers | None, Numbers | None]:
        if view != "statistic":
            return None, None
        repeats = max(2, min(n_samples, MOST_DRAWS // sample_size, 100_000))
        generator = np.random.default_rng(_seed(seed, 1))
        found = pr.simulated_statistic(distribution, statistic, sample_size, repeats, generator)
        exact = pictures.law_of(distribution, statistic, sample_size)
        theory = [float(exact.mean()), math.sqrt(float(exact.variance()))] if exact is not None else [math.nan] * 2
        return found, np.array([*theory, *pr.mean_and_spread(found)])

    @computes("norms", "norm_moments")
    def lengths(
        distribution: pr.Distribution, n_dimensions: int, seed: int, view: str
    ) -> tuple[Numbers | None, Numbers | None]:
        if view != "norm":
            return None, None
        draws = distribution.sample((N_VECTORS, n_dimensions), np.random.default_rng(_seed(seed, 2)))
        with np.errstate(over="ignore"):
            all_norms = np.sqrt(np.cumsum(draws * draws, axis=1))
        dimensions = np.unique(np.geomspace(1, n_dimensions, 14).round().astype(int))
        picked = all_norms[:, dimensions - 1]
        rows = np.column_stack([dimensions, picked.mean(axis=0), picked.std(axis=0, ddof=1)])
        theory = pictures.norm_theory(distribution, n_dimensions)
        return rows, np.array([*theory, *pr.mean_and_spread(picked[:, -1])])

    @computes("chip_fits", "best_family", "best_parameters")
    def fitted(chips: Numbers, chip_range: Numbers, view: str, held: str) -> Iterator[Step]:
        if chip_range[0] >= chip_range[1]:
            raise ValueError(f"chip_range must increase, got {chip_range.tolist()}")
        if (chips < 0).any():
            raise ValueError(f"chips must be at least 0, got {chips.min():g}")
        if view != "chips" or held or np.count_nonzero(chips) < 1:
            yield Step(({}, "", None), 1.0)
            return
        edges = np.linspace(chip_range[0], chip_range[1], len(chips) + 1)
        candidates = [one for one in pr.FAMILIES.values() if not one.is_discrete]
        fits: list[pr.Fit] = []
        for done, family in enumerate(candidates, start=1):
            fits += pr.fit_chips(edges, chips, [family])
            fits.sort(key=lambda one: one.loss)
            losses = {one.family: one.loss for one in fits}
            best = list(fits[0].distribution.parameters.values()) if fits else None
            yield Step((losses, fits[0].family if fits else "", best), done / len(candidates))

    # --- the picture ------------------------------------------------------------------

    @computes("layers", "window")
    def pictured(
        view: str, distribution: pr.Distribution,
        reach: Numbers, points: Numbers, density: Numbers, log_density: Numbers, cumulative: Numbers,
        interval: Numbers, samples: Numbers, weights: Numbers | None, counts: Numbers,
        moments: Numbers, empirical_band: float, autocorrelation: Numbers | None, effective_sample_size: float | None,
        step: int, statistic: str, sample_size: int, statistic_draws: Numbers | None, norms: Numbers | None,
        chips: Numbers, chip_range: Numbers, best_family: str, best_parameters: Numbers | None, n_bins: int,
        family: str, drawn_density: Numbers, walkthrough: pictures.Walkthrough | None,
    ) -> tuple[dict[str, Any], Numbers]:  # fmt: skip
        low, high = pictures.axis_of(distribution, reach)
        ends = (low, high)
        if view == "cdf":
            picture = pictures.cdf_picture(distribution, points, cumulative, interval, ends)
        elif view == "quantile":
            picture = pictures.quantile_picture(distribution, points, cumulative, samples, weights, ends)
        elif view == "log-density":
            picture = pictures.log_picture(distribution, points, log_density, interval, ends)
        elif view == "ECDF":
            picture = pictures.ecdf_picture(distribution, points, cumulative, samples, weights, empirical_band, ends)
        elif view == "QQ":
            picture = pictures.qq_picture(distribution, samples, weights)
        elif view == "running mean":
            picture = pictures.running_picture(samples, weights, moments, effective_sample_size)
        elif view == "statistic" and statistic_draws is not None:
            law = pictures.law_of(distribution, statistic, sample_size)
            picture = pictures.statistic_picture(distribution, statistic, sample_size, statistic_draws, law, n_bins)
        elif view == "norm" and norms is not None:
            picture = pictures.norm_picture(distribution, norms)
        elif view == "autocorrelation":
            picture = pictures.correlation_picture(autocorrelation, effective_sample_size)
        elif view == "chips":
            picture = pictures.chips_picture(chips, chip_range, best_family, best_parameters)
        elif view == "mechanism" and walkthrough is not None:
            picture = walkthrough.picture(step)
        else:
            area = float(np.trapezoid(drawn_density[:, 1], drawn_density[:, 0])) if family == "drawn" else 1.0
            picture = pictures.density_picture(
                distribution, points, density, counts, len(samples), interval, ends, area
            )
        return picture, np.array(picture.pop("window"), dtype=float)

    @computes("dials")
    def controls_now(
        family: str, parameters: Numbers, view: str, sampler: str, drawn_density: Numbers, chips: Numbers,
        interval: Numbers, distribution: pr.Distribution, reach: Numbers, best_family: str,
    ) -> list[dict[str, Any]]:  # fmt: skip
        dials = _parameter_dials(family, parameters)
        if view in (*LINE_VIEWS, "quantile", "QQ"):
            ends = pictures.axis_of(distribution, reach)
            low, high = min(ends[0], interval[0]), max(ends[1], interval[1])
            dials += [
                dial("interval", name, low, high, index=i, ordered=True, step=_tidy_step(high - low))
                for i, name in enumerate("ab")
            ]
        if sampler in ("rejection", "importance", *LENGTHS) and sampler != "Gibbs":
            dials.append(dial("width", WIDTHS.get(sampler, "Proposal width"), *WIDTHS_TRIED[[0, -1]], log=True))
        if sampler == "rejection":
            dials.append(dial("envelope", "Envelope over the least", 0.5, 5.0, log=True))
        if view == "mechanism":
            dials.append(dial("step", "Step", 1, N_STEPS, step=1))
        if view == "statistic":
            dials += [
                menu_dial("statistic", "Statistic"),
                dial("sample_size", "Draws in each", 1, 1000, log=True, step=1),
            ]
        if view == "norm":
            dials.append(dial("n_dimensions", "Dimensions", 1, 2000, log=True, step=1))
        if view == "chips":
            dials += [
                dial("chips", f"Bin {i + 1}", 0, max(20, chips.max()), index=i, step=1, fold="Chips on each bin")
                for i in range(len(chips))
            ]
            if best_family:
                dials.append(button_dial(f"Take {best_family}", "take_best", row="chips"))
        if family == "drawn":
            top = max(1.0, 1.25 * float(drawn_density[:, 1].max()))
            dials += [
                dial("drawn_density", f"at {x:.3g}", 0, top, index=2 * i + 1, step=_tidy_step(top), fold="Heights")
                for i, x in enumerate(drawn_density[:, 0])
            ]
        dials += [
            button_dial(f"{count:,}", "draw_more", row="Draw", label=f"Draw {count:,} more", count=count)
            for count in (1, 100, 10_000, MOST_SAMPLES)
        ]
        dials.append(button_dial("Other draws", "draw_anew", row="Draw"))
        dials.append(dial("n_samples", "Draws", 1, MOST_SAMPLES, log=True, step=1, fold="More settings"))
        dials.append(dial("n_bins", "Bins", 2, 200, step=1, fold="More settings"))
        dials.append(dial("level", "Level", 0.5, 0.999, step=0.001, fold="More settings"))
        return dials

    @computes("hands")
    def held_in_the_chart(
        family: str, view: str, drawn_density: Numbers, chips: Numbers, chip_range: Numbers, machine: pr.Mechanism
    ) -> list[dict[str, Any]]:
        if view == "chips":
            edges = np.linspace(chip_range[0], chip_range[1], len(chips) + 1)
            return [height_hand("chips", "Chips on the bin", (edges[1:] + edges[:-1]) / 2, step=1)]
        if view == "density" and family == "drawn":
            return [
                height_hand("drawn_density", "Height", drawn_density[:, 0], column=1),
                span_hand("interval", "Interval"),
            ]
        return [span_hand("interval", "Interval")] if view in LINE_VIEWS else []

    # --- what is said -----------------------------------------------------------------

    @computes("readouts")
    def told(
        distribution: pr.Distribution, moments: Numbers, entropy: float | None, interval: Numbers,
        interval_probability: float, integrated: Numbers | None, simulated_moments: Numbers,
        standard_errors: Numbers, simulated_probability: Numbers, quantiles: Numbers, level: float,
        highest_density: Numbers | None, acceptance_rate: float | None, autocorrelation: Numbers | None,
        effective_sample_size: float | None, machine: pr.Mechanism, statistic: str, sample_size: int,
        statistic_moments: Numbers | None, norm_moments: Numbers | None, n_dimensions: int, view: str, envelope: float,
    ) -> list[dict[str, Any]]:  # fmt: skip
        missing = distribution.undefined()
        rows = []
        for i, name in enumerate(MOMENTS):
            simulated = (simulated_moments[i], standard_errors[i])
            rows.append(
                readout(
                    name,
                    name.capitalize() if name != "kurtosis" else "Excess kurtosis",
                    _integrated(integrated, i, moments[i]),
                    exact=_closed(moments[i]),
                    simulated=simulated if np.isfinite(simulated).all() else None,
                    reason=missing.get(name, "infinite: the integral does not settle"),
                    main=name in ("mean", "variance") and view != "mechanism",
                    detail=i > 1,
                )
            )
        a, b = interval
        rows.append(
            readout(
                "interval_probability",
                f"P({numeral(a)} ≤ X ≤ {numeral(b)})",
                _integrated(integrated, 5, interval_probability),
                exact=_closed(interval_probability),
                simulated=simulated_probability.tolist(),
                about="second",
                main=True,
            )
        )
        if statistic_moments is not None:
            rows += _pair("statistic", f"The {statistic} of {sample_size:,}", statistic_moments)
        if norm_moments is not None:
            rows += _pair("norm", f"Norm in dimension {n_dimensions:,}", norm_moments)
        if acceptance_rate is not None:
            exact = 1 / machine.bound if machine.name == "rejection" and envelope >= 1 else None
            rows.append(
                readout(
                    "acceptance_rate", "Acceptance rate", acceptance_rate, exact=exact and _closed(exact), main=True
                )
            )
        if machine.chain_length or machine.name == "importance":
            rows.append(
                readout(
                    "effective_sample_size",
                    "Effective sample size",
                    effective_sample_size,
                    form="count",
                    reason="a chain never moves",
                    main=True,
                )
            )
        if machine.chain_length:
            lag = None if autocorrelation is None or len(autocorrelation) < 2 else autocorrelation[1]
            rows.append(readout("autocorrelation", "Correlation of neighbours", lag, reason="a chain never moves"))
        tails = f"{numeral(100 * level)} %"
        shortest = "…" if highest_density is None else _pieces(highest_density)
        rows += [
            readout("entropy", "Entropy", _integrated(integrated, 4, entropy), exact=_closed(entropy), unit="nats",
                    reason="by integration only", detail=True),
            readout("quartiles", "Quartiles", quantiles[1:4], detail=True),
            readout("equal_tailed", f"{tails}, equal tails", quantiles[[0, -1]], detail=True),
            readout("highest_density", f"{tails}, shortest", shortest, detail=True),
        ]  # fmt: skip
        return rows

    @computes("description", "notices")
    def in_words(
        family: str, parameters: Numbers, distribution: pr.Distribution, plane: pr.PlaneTarget | None, view: str,
        interval: Numbers, interval_probability: float, moments: Numbers, samples: Numbers, simulated_moments: Numbers,
        standard_errors: Numbers, sampler: str, sampler_reason: str, machine: pr.Mechanism, record: Any,
        step: int, sampler_steps: Numbers, step_names: str, reach: Numbers, effective_sample_size: float | None,
        statistic: str, statistic_draws: Numbers | None, chip_fits: dict[str, float], best_family: str,
    ) -> tuple[str, list[dict[str, str]]]:  # fmt: skip
        name = _title(family, distribution, parameters, plane)
        words = f"{name}. P({numeral(interval[0])} ≤ X ≤ {numeral(interval[1])}) is {numeral(interval_probability)}. "
        words += f"{len(samples):,} draws by the sampler {machine.name}; the chart shows: {view}."
        notices = []
        if sampler_reason:
            notices.append({"about": "ghost", "text": f"{sampler_reason} Drawn directly instead."})
        if view == "mechanism" and (said := pictures.step_in_words(machine, sampler_steps, step_names, step, record)):
            notices.append({"about": "answer", "text": said})
        notices += [
            {"about": "third", "text": text} for text in _warnings(machine, record, effective_sample_size, samples)
        ]
        if plane is not None and view != "mechanism":
            notices.append(
                {"about": "ghost", "text": "The target lies in the plane; shown is the distribution of its x."}
            )
        outside = _outside(distribution, reach) if view in ("density", "log-density") else 0.0
        if outside > 5e-3:
            text = f"{numeral(100 * outside)} % of the probability lies beyond the chart."
            notices.append({"about": "ghost", "text": text})
        if view == "density" and family == "data":
            notices.append({"about": "ghost", "text": "Each value is as probable as it was frequent: no density."})
        if view == "statistic" and statistic_draws is not None:
            notices += _statistic_notices(statistic, statistic_draws, moments, samples)
        if view == "running mean" and not np.isfinite(moments[:2]).all():
            what = "no mean: no number of draws settles it" if np.isnan(moments[0]) else "no finite variance or mean"
            notices.append(
                {"about": "answer", "text": f"There is {what}; single draws keep throwing the average about."}
            )
        if view == "chips":
            notices.append({"about": "answer", "text": _fits_in_words(chip_fits, best_family)})
        odd = _disagreements(moments, simulated_moments, standard_errors)
        if odd:
            notices.append(
                {"about": "third", "text": f"Simulated and exact differ by more than 4 standard errors: {odd}."}
            )
        return words, notices

    # --- what must agree --------------------------------------------------------------

    @agrees("moments, entropy and the interval's probability by formula are those by integration", tolerance=1e-6)
    def formulas_are_integrals(
        moments: Numbers, entropy: float | None, interval_probability: float, integrated: Numbers | None
    ) -> tuple[Any, Any] | None:
        if integrated is None:
            return None
        closed = np.array([*moments, math.nan if entropy is None else entropy, interval_probability])
        both = np.isfinite(closed) & np.isfinite(integrated)
        return closed[both] / np.maximum(1, np.abs(closed[both])), integrated[both] / np.maximum(
            1, np.abs(closed[both])
        )

    @agrees("the cdf takes the quantiles back to their probabilities")
    def quantiles_invert(distribution: pr.Distribution, quantiles: Numbers, level: float) -> tuple[Any, Any] | None:
        if distribution.is_discrete:
            return None
        return distribution.cdf(quantiles), [(1 - level) / 2, 0.25, 0.5, 0.75, (1 + level) / 2]

    @agrees("draws agree with the formulas to within five standard errors")
    def draws_agree(
        moments: Numbers, simulated_moments: Numbers, standard_errors: Numbers,
        interval_probability: float, simulated_probability: Numbers, machine: pr.Mechanism,
    ) -> tuple[Any, Any] | None:  # fmt: skip
        if machine.chain_length or not np.isfinite(moments[3]) or machine.name == "importance":
            return None
        off = abs(np.append(moments[:1] - simulated_moments[:1], interval_probability - simulated_probability[0]))
        error = np.append(standard_errors[:1], max(simulated_probability[1], 1e-3))
        return np.maximum(off - 5 * error, 0.0), np.zeros(2)

    # --- what is asked ----------------------------------------------------------------

    @asks(
        "How probable is it that X falls between a and b?",
        label="probability of the interval",
        unit="probability",
        masks=("interval_probability", "preview", "notices"),
        hints=("The probability is the area under the density from a to b.", "The whole area is 1."),
        tolerance=0.03,
    )
    def probability(guess: float, interval_probability: float) -> tuple[float, float]:
        return interval_probability, abs(guess - interval_probability)

    @asks(
        "How wide is the distribution of the mean of n draws: what is its standard deviation?",
        label="width of the mean",
        unit="relative error",
        masks=("statistic mean", "statistic spread", "preview", "notices"),
        hints=("Variances of independent draws add up.", "It is the standard deviation of one draw over √n."),
        tolerance=0.1,
    )
    def width_of_the_mean(guess: float, moments: Numbers, sample_size: int) -> tuple[Any, float]:
        if not np.isfinite(moments[1]) or moments[1] <= 0:
            return "there is none: the variance is not finite", 1.0
        truth = math.sqrt(moments[1] / sample_size)
        return truth, abs(guess - truth) / truth

    @asks(
        "Of all that the sampler proposes, what share is accepted?",
        label="acceptance rate",
        unit="share",
        masks=("acceptance_rate", "preview", "notices"),
        hints=("Count accepted and refused among the steps that are shown.", "Wider proposals are refused more often."),
        tolerance=0.05,
    )
    def share_accepted(guess: float, acceptance_rate: float | None) -> tuple[Any, float]:
        if acceptance_rate is None:
            return "this sampler refuses nothing", abs(guess - 1.0)
        return acceptance_rate, abs(guess - acceptance_rate)

    # --- what leaves with the reader --------------------------------------------------

    @property
    def recipe(self) -> str:  # type: ignore[override]
        """Plain NumPy for the density and the probability of the interval."""
        source = log_density_source(self.family)
        if not source:
            return ""
        if self.distribution is not None and self.distribution.is_discrete:
            return (
                f"from math import lgamma\n\n{source}\n\npoints = np.arange({self.points[0]}, {self.points[-1] + 1})\n"
                "log_density = log_density_at(points)\ndensity = np.exp(log_density)\n"
                "interval_probability = density[(points >= interval[0]) & (points <= interval[1])].sum()\n"
            )
        low, high = float(self.points[0]), float(self.points[-1])
        return (
            f"from math import lgamma\n\n{source}\n\npoints = np.linspace({low}, {high}, {N_POINTS})\n"
            "log_density = log_density_at(points)\ndensity = np.exp(log_density)\n"
            "width = (interval[1] - interval[0]) / 200_000\n"
            "middles = interval[0] + width * (np.arange(200_000) + 0.5)\n"
            "interval_probability = width * np.exp(log_density_at(middles)).sum()\n"
        )

    # --- the chart --------------------------------------------------------------------

    def build(self) -> list[Any]:
        """Make the figure and its marks: each view feeds some of them and hides the others."""
        import bqplot

        x, y = bqplot.LinearScale(allow_padding=False), bqplot.LinearScale(allow_padding=False)
        scales = {"x": x, "y": y}

        def line(color: str, **options: Any) -> Any:
            return bqplot.Lines(x=[], y=[], scales=scales, colors=[color], visible=False, **options)

        def dots(color: str, **options: Any) -> Any:
            return bqplot.Scatter(x=[], y=[], scales=scales, colors=[color], visible=False, **options)

        self._marks: dict[str, Any] = {
            "bars": bqplot.Bars(
                x=[], y=[], scales=scales, colors=[ANSWER], opacities=[0.38], padding=0.06, stroke_width=0,
                visible=False,
            ),
            "columns": bqplot.Bars(
                x=[], y=[[], []], scales=scales, colors=[SECOND, THIRD], opacities=[0.45] * 2, padding=0.12,
                visible=False,
            ),
            "band": bqplot.Lines(
                x=[], y=[[], []], scales=scales, colors=[ANSWER] * 2, fill="between", fill_colors=[ANSWER],
                fill_opacities=[0.16], stroke_width=0.0, visible=False,
            ),
            "area": line(SECOND, fill="bottom", fill_colors=[SECOND], fill_opacities=[0.28], stroke_width=0.0),
            "ghosts": line(GHOST, stroke_width=1.2, line_style="dashed"),
            "second": line(THIRD, stroke_width=2.0, line_style="dashed"),
            "curve": line(SECOND, stroke_width=2.2),
            "trail": line(ANSWER, stroke_width=1.6),
            "masses": dots(SECOND, default_size=40),
            "refused": dots(GHOST, default_size=30, fill=False, stroke_width=1.4),
            "dots": dots(ANSWER, default_size=22, opacities=[0.8]),
            "guide": line(ANSWER, stroke_width=1.4, line_style="dotted"),
            "now": dots(ANSWER, default_size=90, stroke="var(--mathml-ground)", stroke_width=1.5),
            "edges": line(HAND, stroke_width=1.4),
            "names": curve_names(scales, [SECOND]),
        }  # fmt: skip
        self._axes = axis(x, "x"), axis(y, "density", upright=True)
        self._shown: dict[str, Any] | None = None
        self.observe(self._enlarge, "present")
        self._chart = figure(list(self._marks.values()), list(self._axes))
        self._chart.layout.height = "420px"
        return [self._chart]

    def _enlarge(self, change: Any) -> None:
        """Write the names as large as the rest is written for a projector."""
        self._marks["names"].default_size = 20 if change["new"] else 13

    def draw(self) -> None:
        """Feed the marks of this view, and hide the others."""
        if self.layers is self._shown:
            return
        self._shown = layers = self.layers
        low, high, bottom, top = self.window.tolist()
        chart = self._chart
        with at_once(chart, *self._marks.values(), *self._axes, *(one.scale for one in self._axes)):
            chart.min_aspect_ratio, chart.max_aspect_ratio = (1.13, 1.13) if layers.get("square") else (0.01, 100.0)
            for one, title, ends in zip(self._axes, layers["titles"], ((low, high), (bottom, top)), strict=True):
                one.label = title
                span(one, *ends)
            for name, mark in self._marks.items():
                layer = layers.get(name, ())
                if name in LINES and name in layers:
                    layer = _to_its_end(layer)
                mark.visible = len(layer) > 0
                if not mark.visible:
                    continue
                if name == "names":
                    where = layer
                    mark.x, mark.y = np.array([one[:2] for one in where]).T
                    mark.text, mark.colors = [one[2] for one in where], [COLOURS[one[3]] for one in where]
                elif name in ("columns", "band"):
                    mark.x, mark.y = layer[0], layer[1:]
                else:
                    mark.x, mark.y = layer


def _to_its_end(line: Numbers) -> Any:
    """Return a broken line up to its last point: bqplot puts a label there."""
    there = np.flatnonzero(np.isfinite(line).all(axis=0))
    return line[:, : there[-1] + 1] if len(there) else ()


def _told_by(first: Any) -> dict[str, Any]:
    """Return the traits that an object handed over by position stands for."""
    if isinstance(first, pr.PlaneTarget):
        return {"family": first.name, "parameters": list(first.parameters.values())}
    if isinstance(first, pr.Distribution):
        if first.shape == () and pr.FAMILIES.get(first.name) is type(first):
            values = [np.atleast_1d(one) for one in first.parameters.values()]
            return {"family": first.name, "parameters": np.concatenate(values)}
        if isinstance(first, pr.Mixture) and all(type(one) is pr.Normal for one in first.components):
            rows = [(w, *one.parameters.values()) for w, one in zip(first.weights, first.components, strict=True)]
            return {"family": "mixture", "parameters": np.ravel(rows)}
        return {"your_distribution": first}
    return {"pdf": first} if callable(first) else {"data": first}


def _of_its_slider(held: str) -> str:
    """Return what `held` would say if not a ring in the chart but its slider were under the finger."""
    name, ring, number = held.partition(" ring ")
    if not ring or not number.isdecimal():
        return held
    return f"{name} {2 * int(number) if name == 'drawn_density' else number}"


def _seed(seed: int, stream: int = 0) -> list[int]:
    """Return a seed for one of the widget's streams of random numbers, whatever the sign of the reader's."""
    return [2 * seed if seed >= 0 else -2 * seed - 1, stream]


def _fixed(numbers: Numbers) -> Numbers:
    """Return the array, never to be changed: then nobody needs a copy."""
    whole = numbers if numbers.flags.owndata else numbers.copy()
    whole.flags.writeable = False
    return whole


def _weights(block: pr.Block) -> Numbers | None:
    if block.log_weights is None:
        return None
    relative = np.exp(block.log_weights - block.log_weights.max())
    return np.asarray(relative / relative.sum())


def _integrated(integrated: Numbers | None, place: int, closed: float | None) -> Any:
    """Return the number for the middle column: integrated, or a sign that it is to come."""
    if closed is not None and not math.isfinite(closed):
        closed = None
    if integrated is None:
        return None if closed is None else "…"
    value = float(integrated[place])
    return value if math.isfinite(value) else closed


def _closed(value: float | None) -> str | None:
    """Return a number as a fraction where it is a simple one, else with six digits."""
    if value is None or not math.isfinite(value):
        return None
    value = 0.0 if abs(value) < NOTHING else value
    simple = Fraction(value).limit_denominator(120)
    if simple.denominator > 1 and math.isclose(float(simple), value, rel_tol=1e-12):
        return str(simple)
    return numeral(value, 6)


def _pair(name: str, label: str, numbers: Numbers) -> list[dict[str, Any]]:
    """Return the rows of a mean and of a spread, each by theory and simulated."""
    mean, spread, seen_mean, seen_spread, mean_error, spread_error = numbers.tolist()
    rows = []
    for what, theory, seen, error in (
        ("mean", mean, seen_mean, mean_error),
        ("spread", spread, seen_spread, spread_error),
    ):
        known = math.isfinite(theory)
        rows.append(
            readout(
                f"{name} {what}",
                f"{label}: {what}",
                theory if known else "no formula" if math.isfinite(seen) else None,
                simulated=(seen, error) if math.isfinite(error) else None,
                reason="too wild for a float",
                main=True,
            )
        )
    return rows


def _pieces(intervals: Numbers) -> str:
    """Return intervals as text."""
    shown = [f"{numeral(a)} to {numeral(b)}" if a < b else numeral(a) for a, b in intervals[:3].tolist()]
    return ", ".join([*shown, "…"] if len(intervals) > 3 else shown)


def _tidy_step(span_: float) -> float:
    """Return a power of ten below a five-hundredth of a span: what a slider counts in."""
    return float(10.0 ** math.floor(math.log10(span_ / 200))) if 0 < span_ < math.inf else 0.01


def _parameter_dials(family: str, parameters: Numbers) -> list[dict[str, Any]]:
    """Return a slider for each parameter of a family; shares of a whole make room for one another."""
    n = len(parameters)
    if family == "categorical":
        fold = "Probabilities" if n > 6 else ""
        return [
            dial("parameters", f"P(X = {i})", 0, 1, index=i, step=0.001, shares=list(range(n)), fold=fold)
            for i in range(n)
        ]
    if family == "mixture":
        dials = []
        for k in range(n // 3):
            place = f" {k + 1}" if n > 3 else ""
            low, high = min(-5.0, parameters[3 * k + 1]), max(5.0, parameters[3 * k + 1])
            widths = min(0.05, parameters[3 * k + 2]), max(3.0, parameters[3 * k + 2])
            fold = f"Component {k + 1}" if n > 9 else ""
            if n > 3:
                shares = list(range(0, n, 3))
                dials.append(
                    dial("parameters", f"Weight{place}", 0, 1, index=3 * k, step=0.001, shares=shares, fold=fold)
                )
            dials += [
                dial("parameters", f"Mean{place}", low, high, index=3 * k + 1, step=0.01, fold=fold),
                dial("parameters", f"Deviation{place}", *widths, index=3 * k + 2, step=0.01, fold=fold),
            ]
        return dials
    dials = []
    for i, (name, one) in enumerate(pr.declared_by(family).items()):
        low, high = min(one.lowest, parameters[i]), max(one.highest, parameters[i])
        step = 1.0 if one.rule is pr.Rule.COUNT else _tidy_step(high - low)
        dials.append(dial("parameters", name.replace("_", " ").capitalize(), low, high, index=i, step=step))
    return dials


def _title(family: str, distribution: pr.Distribution, parameters: Numbers, plane: pr.PlaneTarget | None) -> str:
    """Return what the distribution is, in words."""
    declared = pr.declared_by(family)
    if declared:
        inside = ", ".join(
            f"{name.replace('_', ' ')} {numeral(v)}" for name, v in zip(declared, parameters, strict=True)
        )
        return f"{'The target' if plane else 'The distribution'} {family}, {inside}"
    count = {"mixture": f" of {len(parameters) // 3} normal ones", "categorical": f" of {len(parameters)} things"}
    return f"The distribution {family}{count.get(family, '')}"


def _outside(distribution: pr.Distribution, reach: Numbers) -> float:
    """Return the probability that the chart leaves out."""
    low, high = pictures.axis_of(distribution, reach)
    below, above = distribution.tails([low, high])
    return float(below[0] + above[1])


def _warnings(
    machine: pr.Mechanism, record: Any, effective_sample_size: float | None, samples: Numbers
) -> Iterator[str]:
    """Yield what a reader should know about draws that are not what they seem."""
    if machine.name == "rejection" and machine.bound < 1:
        yield "The envelope cuts the density: what is drawn follows the lower of the two curves."
    elif machine.name == "rejection" and record.violated.any():
        yield "The envelope cuts the density at some darts: what is drawn follows the lower of the two curves."
    if machine.name == "importance" and effective_sample_size and effective_sample_size < 0.1 * len(samples):
        yield "A few draws carry nearly all the weight: the proposal is too narrow, or lies elsewhere."
    if machine.name == "Hamiltonian" and (lost := int(record[1].divergent.sum())):
        yield f"{lost:,} of the first rolls left the hill: leaps are too long for the narrow places."
    if machine.chain_length and effective_sample_size and len(samples) >= 100:
        yield (
            f"Neighbours of a walk are alike: {len(samples):,} draws are worth about {effective_sample_size:,.0f} "
            f"independent ones. Each chain has {machine.chain_length} steps and starts at an exact draw."
        )


def _statistic_notices(statistic: str, values: Numbers, moments: Numbers, samples: Numbers) -> Iterator[dict[str, str]]:
    if len(values) < len(samples):
        text = f"Shown are {len(values):,} samples: more would take more than {MOST_DRAWS:,} draws."
        yield {"about": "ghost", "text": text}
    if statistic == "mean" and not np.isfinite(moments[1]):
        yield {"about": "answer", "text": "Without a finite variance the mean of many draws is no narrower by √n."}


def _fits_in_words(losses: dict[str, float], best: str) -> str:
    if not best:
        return "Drag the rings, or draw across the chart, to lay chips on the bins."
    runners = [name for name, _ in sorted(losses.items(), key=lambda one: one[1])[1:3]]
    return f"Of {len(losses)} families {best} comes nearest to the chips" + (
        f", then {' and '.join(runners)}." if runners else "."
    )


def _disagreements(moments: Numbers, simulated: Numbers, errors: Numbers) -> str:
    """Return the names of the moments that are simulated wrongly beyond chance."""
    with np.errstate(invalid="ignore"):
        off = np.abs(moments - simulated) > 4 * errors
    sure = np.isfinite(moments) & np.isfinite(errors) & (errors > 0) & np.isfinite(moments[3])
    return ", ".join(name for name, wrong in zip(MOMENTS[:2], (off & sure)[:2], strict=True) if wrong)
