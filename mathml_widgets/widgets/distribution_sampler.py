"""`DistributionSampler`: what is this distribution, and how does a machine draw from it?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from traitlets import Any as Anything
from traitlets import Bool, Dict, Enum, Float, Instance, Int, Unicode, validate
from traitlets.utils.bunch import Bunch

from ..maths import probability as pr
from ..maths.probability import pictures
from ..maths.probability.draw_estimates import MOMENTS
from ..maths.probability.sampling_distributions import STATISTICS
from ..shell import Array, agrees, asks, computes, derived, given, kept
from ..shell.connected import from_view
from ..shell.errors import GivenError
from ..shell.figure import FigureWidget, axis, figure, span
from ..shell.gathering import at_once
from ..shell.kinds import log
from ._distribution_sampler import (
    curves,
    dials,
    draws,
    fits,
    handed,
    marks,
    picture,
    previews,
    recipe,
    repeats,
    rows,
    words,
)
from ._distribution_sampler.dials import MOST_SAMPLES, N_STEPS

Numbers = NDArray[np.float64]

MOST_DATA = 100_000
LARGEST = 1e75
"""Numbers beyond it have no kurtosis in floats: their fourth power is infinite."""

N_LAGS = 41

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

HILL = tuple(
    (float(x), float(h)) for x, h in zip(np.linspace(-3, 3, 13), (0, 1, 3, 5, 4, 2, 1, 2, 5, 7, 4, 1, 0), strict=True)
)
CHIPS = (0, 0, 1, 2, 4, 6, 5, 3, 2, 1, 0, 0)

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
    own_reach = derived(Array(None), help="Between which values nearly all lies.").tag(sync=False)
    reach_before = log(Array(None), help="What the chart showed when the hand took hold.").tag(sync=False)
    reach = derived(Array(None), help="Between which values the chart lies.").tag(sync=False)
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
            found = handed.told_by(first)
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

    built = computes("distribution", "plane")(handed.distribution_of)
    landmarks = computes("quantiles", "own_reach")(curves.landmarks_of)
    steadied = computes("reach")(curves.reach_under_a_hand)
    evaluated = computes("points", "density", "log_density", "cumulative")(curves.curves_of)

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

    sampled = computes("drawn", "record", "samples", "weights")(draws.draws)
    histogram = computes("counts")(draws.histogram)

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

    filmed = computes("film")(picture.film_of_mechanism)

    # --- what a hand would find elsewhere ---------------------------------------------

    over_widths = computes("rates_by_width")(previews.over_widths)
    beside_the_hand = computes("kept_parameters")(previews.parameters_beside_the_hand)
    along_a_parameter = computes("over_parameter")(previews.along_a_parameter)
    over_a_slider = computes("preview", "previewed")(previews.preview_of)

    # --- statistics of many draws -----------------------------------------------------

    repeated = computes("statistic_draws", "statistic_moments")(repeats.repeated_statistic)
    lengths = computes("norms", "norm_moments")(repeats.norms_along)
    fitted = computes("chip_fits", "best_family", "best_parameters")(fits.fitted)

    # --- the picture ------------------------------------------------------------------

    pictured = computes("layers", "window")(picture.layers_and_window)
    controls_now = computes("dials")(dials.dials_of)
    held_in_the_chart = computes("hands")(dials.hands_of)

    # --- what is said -----------------------------------------------------------------

    told = computes("readouts")(rows.rows_of)
    in_words = computes("description", "notices")(words.description_and_notices)

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
        return recipe.recipe_of(self.family, self.distribution, self.points)

    # --- the chart --------------------------------------------------------------------

    def build(self) -> list[Any]:
        """Make the figure and its marks: each view feeds some of them and hides the others."""
        import bqplot

        x, y = bqplot.LinearScale(allow_padding=False), bqplot.LinearScale(allow_padding=False)
        self._marks = marks.made({"x": x, "y": y})
        self._axes = axis(x, "x"), axis(y, "density", upright=True)
        self._shown: dict[str, Any] | None = None
        self.observe(self._enlarge, "present")
        self.observe(self._steady, "held")
        self._chart = figure(list(self._marks.values()), list(self._axes))
        self._chart.layout.height = "420px"
        return [self._chart]

    def _enlarge(self, change: Any) -> None:
        """Write the names as large as the rest is written for a projector."""
        self._marks["names"].default_size = 20 if change["new"] else 13

    def _steady(self, change: Any) -> None:
        """Remember what the chart shows when a hand takes hold."""
        self._store({"reach_before": self.reach if change["new"] else None})

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
            marks.feed(self._marks, layers)
