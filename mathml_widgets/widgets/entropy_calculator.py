"""`EntropyCalculator`: how many bits is this, per symbol and in all?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from traitlets import Any as Anything
from traitlets import Bool, Dict, Enum, Float, Int, List, Unicode, validate
from traitlets.utils.bunch import Bunch

from ..maths import information as info
from ..maths.expressions import number
from ..maths.information.exact_shares import Shares
from ..shell import Array, Data, MathWidget, agrees, asks, computes, derived, given
from ..shell.connected import GESTURE
from ..shell.errors import GivenError, short
from ._entropy_calculator import bars, codes, densities, messages, questions, rows, samples, sources, words
from ._entropy_calculator.presets import PRESETS

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

SOURCES = ("probabilities", "counts", "data")
OF_OUTCOMES = ("symbols", "locked_outcomes", "code_tree", "asked_about")
"""Traits that speak of outcomes by their places: they go when the outcomes do."""

BASES = (2.0, math.e, 10.0)
FAMILIES = (
    "normal", "uniform", "exponential", "laplace", "logistic", "cauchy", "gamma", "beta", "weibull", "lognormal", "t",
)  # fmt: skip
PICTURES = ("area", "code tree", "message", "estimates", "table", "orders", "density", "questions")

LONGEST_MESSAGE = 20_000
LONGEST_BLOCK = 12
SHOWN_BITS = 4_000
ORDERS = np.linspace(0.0, 5.0, 41)


class EntropyCalculator(MathWidget):
    """Bars that stay a distribution, and what they are worth in bits: surprise, codes, estimates, questions.

    Parameters
    ----------
    probabilities : array_like, shape (n_outcomes,) or (n_rows, n_columns), optional
        The distribution; the default is [1/2, 1/4, 1/8, 1/8]. In its place stand `counts`, or `data`: a text,
        bytes, a column, a table of two columns.
    **given
        Any other given or interface trait by name.

    Examples
    --------
    >>> w = EntropyCalculator([1/2, 1/4, 1/8, 1/8])
    >>> w.entropy, w.mean_code_length, w.unit
    (1.75, 1.75, 'bits')
    >>> w = EntropyCalculator(data="abracadabra", message="cab")
    >>> w.encoded_message, w.decoded
    ('110100111', True)
    """

    positional = ("probabilities",)
    alternatives = (SOURCES,)

    probabilities = given(
        Array([0.5, 0.25, 0.125, 0.125], allow_none=True),
        parse=number,
        help="The distribution, of one variable or, in a table, of two; what a hand moves.",
    )
    counts = given(
        Array(None, dtype=np.int64),
        parse=number,
        help="How often each outcome was seen, of one variable or, in a table, of two.",
    )
    data = given(Data(), help="A text, bytes, a column or two columns: their symbols are counted.")
    symbols = given(List(Unicode()), help="Names of the outcomes; for a table of its rows, then of its columns.")
    locked_outcomes = given(List(Int()), help="Places whose probability stays while others are moved.")
    base = given(Float(2.0), parse=number, help="The base of the logarithm: 2 for bits, e for nats, 10 for hartleys.")
    block_length = given(Int(1, min=1, max=LONGEST_BLOCK), help="How many symbols are coded at once.")
    code_tree = given(
        List(List(Int(), minlen=2, maxlen=2), default_value=None, allow_none=True),
        help="A code tree by hand, join after join: nodes 0 to n-1 are the outcomes, n + k is what join k made.",
    )
    message = given(Unicode(""), help="The reader's message, spelt with the names of the outcomes.")
    order = given(Float(2.0, min=0.0, max=100.0), parse=number, help="The order of Rényi's and Tsallis' entropy.")
    estimator = given(Enum(samples.ESTIMATORS, "plug_in"), help="Which estimate of a source's entropy is the main one.")
    pseudocount = given(
        Float(1.0, min=0.0, max=1e6), parse=number, help="Imaginary observations of each outcome, by Laplace's rule."
    )
    n_samples = given(
        Int(100, min=1, max=1_000_000_000), help="How many symbols, or numbers, are drawn where there are no data."
    )
    family = given(Enum(FAMILIES, "normal"), help="The density whose differential entropy is shown.")
    family_parameters = given(
        Array([1.0, 1.0], shape=(2,)), parse=number, help="Its parameters; a family with one uses the first."
    )
    measurements = given(
        Array(None, longest=1_000_000), help="Numbers, or points in rows, for the estimate from nearest neighbours."
    )
    neighbors = given(Int(3, min=1, max=100), help="Which nearest neighbour measures the density.")
    asked_about = given(List(List(Int())), help="Twenty questions: each asks whether it is one of these outcomes.")
    picture = given(Enum(PICTURES, "area"), help="What is drawn large.")

    source = derived(Enum(SOURCES, "probabilities"), help="Which of the equivalent inputs is in force.")
    names = derived(List(Unicode()), help="The outcomes by their full names.").tag(sync=False)
    labels = derived(List(Unicode()), help="The names as they are shown: a space as ␣, and cut where they are long.")
    distribution = derived(Array(None), help="The probability of each outcome.")
    shares = derived(Anything(()), help="The same as exact fractions.").tag(sync=False)
    fractions = derived(List(Unicode()), help="The exact probabilities as text; empty where they are not simple.")
    counted = derived(Array(None, dtype=np.int64), help="The counts, where there are some.").tag(sync=False)
    observations = derived(Int(None, allow_none=True), help="How many symbols were counted; None without data.")
    unit = derived(Unicode(), help="What information is measured in: bits, nats or hartleys.")
    room = derived(Float(), help="The probability that outcomes which are not locked share.")
    movable = derived(Bool(True), help="Whether a hand can move anything: two unlocked outcomes that share some room.")

    entropy = derived(Float(), help="The mean surprise of a symbol.")
    maximum_entropy = derived(Float(), help="The most that so many outcomes can have.")
    efficiency = derived(Float(), help="The entropy as a share of the most.")
    perplexity = derived(Float(), help="How many equally likely outcomes would be as uncertain.")
    surprisals = derived(Array(None), help="The surprise of each outcome; infinite for an impossible one.")
    contributions = derived(Array(None), help="What each outcome adds to the entropy: probability times surprise.")
    entropy_curve = derived(
        Array(None), help="While a bar is held: rows of its probability and the entropy that it would give."
    )
    target_entropy = derived(Float(), help="The entropy to reach in the task of that name, in bits.")

    code = derived(Dict(), help="The code: who made it, its codewords, the joins of its tree, names of its leaves.")
    coding = derived(Anything(None), help="The code as the mathematics has it, or None.").tag(sync=False)
    coded_length = derived(Int(1), help="How many symbols are coded at once, after all.")
    code_reason = derived(Unicode(), help="Why there is no code, or not the one asked for; else empty.")
    node_weights = derived(Array(None), help="The probability at each node of the tree, leaves first.")
    mean_code_length = derived(Float(None, allow_none=True), help="Bits a symbol that the code needs on average.")
    exact_mean_length = derived(Unicode(), help="The same as a fraction; empty where it is not simple.")
    redundancy = derived(Float(None, allow_none=True), help="Bits a symbol above the entropy.")
    block_lengths = derived(Array(None), help="Rows: length of the block, mean bits a symbol, bits above the entropy.")
    code_judgement = derived(Dict(), help="A tree by hand: its loose nodes, the cost of each join, the best left.")
    next_join = derived(Anything(None), help="By hand: the two nodes that Huffman would join next.")

    message_symbols = derived(List(Unicode()), help="The first symbols of the message, as they are shown.")
    message_outcomes = derived(Array(None, dtype=np.int64), help="The place of each among the outcomes; -1 is unknown.")
    message_places = derived(Array(None, dtype=np.int64), help="The same for the whole message.").tag(sync=False)
    message_length = derived(Int(0), help="How many symbols the message has.")
    message_surprise = derived(Float(0.0), help="The surprise of the whole message.")
    message_words = derived(List(Unicode()), help="The codewords of the first symbols, or blocks of them.")
    encoded_message = derived(Unicode(), help="The message in bits, by the code.").tag(
        to_json=lambda bits, _owner: bits[:SHOWN_BITS]
    )
    encoded_length = derived(Int(None, allow_none=True), help="How many bits that takes.")
    decoded = derived(Bool(False), help="Whether the bits were decoded back to exactly this message.")
    message_reason = derived(Unicode(), help="Why the message has no bits; else empty.")

    cumulative = derived(Array(None), help="Where each outcome's part of [0, 1) begins, and the end.")
    arithmetic_steps = derived(
        List(Dict()), help="Arithmetic coding: before and after each symbol the interval and the bits that are settled."
    )
    arithmetic_bits = derived(Unicode(), help="The message as one number: the bits after the point.")
    arithmetic_decoded = derived(List(Unicode()), help="The symbols decoded from these bits, as they are shown.")
    arithmetic_matches = derived(Bool(False), help="Whether they are exactly those of the message.")

    sample_counts = derived(Array(None, dtype=np.int64), help="The counts, or those of a sample of the distribution.")
    estimates = derived(Array(None), help="Plug-in, Miller-Madow, jackknife and Laplace estimates of the entropy.")
    estimate_intervals = derived(Array(None), help="Their 95 % bootstrap intervals: rows of lower and upper end.")
    n_resamples = derived(Int(0), help="How many resamples the intervals rest on.")
    estimate = derived(Float(), help="The estimate that is the main one.")
    true_entropy = derived(Float(None, allow_none=True), help="The entropy that is estimated, where it is known.")

    renyi_entropy = derived(Float(), help="Rényi's entropy of the order.")
    tsallis_entropy = derived(Float(), help="Tsallis' entropy of the order, which has no unit.")
    order_curves = derived(Array(None), help="Rows: order, Rényi's entropy, Tsallis' entropy.")
    limits = derived(Array(None), help="Rényi's entropy at the orders 0, 1, 2 and infinity.")

    joint = derived(Array(None), help="The table of two variables, rows by columns.")
    row_labels = derived(List(Unicode()), help="The values of the first variable, as they are shown.")
    column_labels = derived(List(Unicode()), help="The values of the second variable, as they are shown.")
    variables = derived(List(Unicode()), help="What the two variables are called.")
    marginal_rows = derived(Array(None), help="The distribution of the first variable alone.")
    marginal_columns = derived(Array(None), help="The distribution of the second variable alone.")
    marginal_entropies = derived(Array(None), help="H(X) and H(Y).")
    joint_entropy = derived(Float(None, allow_none=True), help="H(X, Y): both variables together.")
    conditional_entropy = derived(Array(None), help="H(X | Y) and H(Y | X): what is left open.")
    mutual_information = derived(Float(None, allow_none=True), help="I(X; Y): what each tells about the other.")

    parameter_names = derived(List(Unicode()), help="What the parameters of the family are called.")
    differential_entropy = derived(Float(), help="The differential entropy of the density, in closed form.")
    neighbor_entropy = derived(Float(None, allow_none=True), help="The estimate from nearest neighbours.")
    normal_entropy = derived(
        Float(None, allow_none=True), help="The most that numbers of the same spread can have: that of a normal one."
    )
    density_curve = derived(Array(None), help="Rows: place, density f, and f log 1/f.")
    n_measured = derived(Int(0), help="How many numbers the estimate rests on.")

    hidden_outcome = derived(Int(0), help="The outcome that the questions look for; the seed draws it.").tag(sync=False)
    twenty_questions = derived(Dict(), help="What the questions so far have brought, and the best one to ask next.")

    area_rows = derived(List(Dict()), help="Readouts of the bars.").tag(sync=False)
    code_rows = derived(List(Dict()), help="Readouts of the code.").tag(sync=False)
    message_rows = derived(List(Dict()), help="Readouts of the message.").tag(sync=False)
    estimate_rows = derived(List(Dict()), help="Readouts of the estimates.").tag(sync=False)
    order_rows = derived(List(Dict()), help="Readouts of the other orders.").tag(sync=False)
    table_rows = derived(List(Dict()), help="Readouts of the table.").tag(sync=False)
    density_rows = derived(List(Dict()), help="Readouts of the density.").tag(sync=False)
    question_rows = derived(List(Dict()), help="Readouts of the questions.").tag(sync=False)

    presets = PRESETS
    panes = (*MathWidget.panes, "source", "pictures")

    def __init__(self, *positional: Any, **named: Any) -> None:
        self._grip: tuple[str, int] = ("", -1)
        self._gripped = self._placed = np.empty(0)
        super().__init__(*positional, **named)

    # --- what moves with what ---------------------------------------------------------

    def move(self, outcome: int, probability: float) -> None:
        """Give one outcome another probability; those that are not locked make room in their old ratio.

        Raises
        ------
        ValueError
            If the outcome is locked or unknown, nothing else can make room, or it is no probability.
        """
        place = self._place_of(outcome)
        moved = self._moved(self.distribution, place, probability)
        self.set(probabilities=moved, symbols=self._own_names())

    def build_tree(self, tree: Any) -> None:
        """Take a code tree by hand as nested pairs of places, such as ``((0, 1), 2)``: bit 0 to the first."""
        self.code_tree = [list(join) for join in info.joins_of_tree(tree, len(self.distribution))]

    def with_entry(self, name: str, index: Any, value: Any) -> Any:
        """Return the distribution, or the counts, after a hand changed one entry."""
        if name == "counts":
            return self._recounted(index, value)
        return self._dragged(index, value) if name == "probabilities" else super().with_entry(name, index, value)

    def _recounted(self, index: Any, value: Any) -> Whole:
        """Return the counts that there are, or those of the sample, with another one for one outcome."""
        counts = bars.recounted(self.sample_counts, self._place_of(index, "counts"), value)
        self.symbols = self._own_names()
        return counts.reshape(self._shape())

    def _dragged(self, index: Any, value: Any) -> Numbers:
        """Return the distribution after a hand moved one bar; within a gesture, from where the gesture began."""
        place, gesture = self._place_of(index), GESTURE.get()
        grip = (gesture, place)
        if not gesture or grip != self._grip or not np.array_equal(self._placed, self.distribution):
            self._gripped = self.distribution
        moved = self._moved(self._gripped, place, value)
        self._grip, self._placed = grip, moved.reshape(-1)
        self.symbols = self._own_names()
        return moved

    def _own_names(self) -> list[str]:
        """Return the names to keep when one source takes the place of another."""
        if self.source != "data":
            return list(self.symbols)
        return self.names if self.joint is None else [*self.row_labels, *self.column_labels]

    def _shape(self) -> tuple[int, ...]:
        return (len(self.distribution),) if self.joint is None else self.joint.shape

    def _place_of(self, index: Any, name: str = "probabilities") -> int:
        return bars.place_of(index, self._shape(), name)

    def _moved(self, start: Numbers, place: int, value: Any) -> Numbers:
        return bars.moved(start, place, value, self.locked_outcomes, self.movable).reshape(self._shape())

    def _apply_rules(self, written: list[str]) -> None:
        """Let what speaks of outcomes by their places go when the outcomes do."""
        super()._apply_rules(written)
        written = list(self._written or written)
        source = next((name for name in SOURCES if name in written and getattr(self, name) is not None), None)
        if source is None or not self._started:
            return
        if source == "data" or np.size(getattr(self, source)) != len(self.distribution):
            for name in OF_OUTCOMES:
                if name not in written:
                    setattr(self, name, self.traits()[name].default())

    @validate("message")
    def _short_enough(self, proposal: Bunch) -> str:
        text: str = proposal["value"]
        if len(text) > LONGEST_MESSAGE:
            raise GivenError(
                f"message must have at most {LONGEST_MESSAGE:,} characters, got {len(text):,}: "
                "a longer text can be counted as data"
            )
        return text

    @validate("base")
    def _known_base(self, proposal: Bunch) -> float:
        if proposal["value"] not in BASES:
            raise GivenError(f"base must be 2, e or 10, got {short(proposal['value'])}")
        return float(proposal["value"])

    # --- the source -------------------------------------------------------------------

    sourced = computes(
        "source", "names", "labels", "distribution", "shares", "fractions", "counted", "observations",
        "joint", "row_labels", "column_labels", "variables",
    )(sources.source_of)  # fmt: skip

    @computes("unit")
    def measured_in(base: float) -> str:
        return info.unit(base)

    left_to_move = computes("room", "movable")(bars.left_to_move)

    # --- entropy ----------------------------------------------------------------------

    @computes("entropy", "maximum_entropy", "efficiency", "perplexity", "surprisals", "contributions")
    def measured(distribution: Numbers, base: float) -> tuple[Any, ...]:
        parts = info.contributions(distribution, base)
        return (
            float(parts.sum()),
            info.maximum_of_entropy(len(distribution), base),
            float(info.efficiency(distribution)),
            float(info.perplexity(distribution)),
            info.surprisals(distribution, base),
            parts,
        )

    over_a_bar = computes("entropy_curve")(bars.entropy_over_bar)

    @computes("target_entropy")
    def drawn_target(labels: list[str], seed: int) -> float:
        most = math.log2(len(labels))
        return round(most * np.random.default_rng(seed).uniform(0.35, 0.95), 1)

    # --- codes ------------------------------------------------------------------------

    coded = computes("coding", "block_lengths", "code_reason")(codes.coded)
    drawn = computes("code", "coded_length", "node_weights", "mean_code_length", "exact_mean_length", "redundancy")(
        codes.drawn_code
    )
    judged = computes("code_judgement", "next_join")(codes.judgement_of)

    # --- a message --------------------------------------------------------------------

    @computes("message_symbols", "message_outcomes", "message_places", "message_length")
    def spelt(message: str, names: list[str]) -> tuple[list[str], Whole, Whole, int]:
        found = info.spelling(message, names)
        seen = [info.shown(symbol) for symbol in found.symbols[: messages.SHOWN_SYMBOLS]]
        return seen, found.outcomes[: messages.SHOWN_SYMBOLS], found.outcomes, len(found.symbols)

    surprised = computes("message_surprise")(messages.surprise_of)
    why_no_bits = computes("message_reason")(messages.reason_for_no_bits)
    encoded = computes("message_words", "encoded_message", "encoded_length", "decoded")(messages.encoded)

    @computes("cumulative")
    def cut_points(distribution: Numbers) -> Numbers:
        return np.concatenate([[0.0], np.cumsum(distribution)[:-1], [1.0]])

    narrowed = computes("arithmetic_steps", "arithmetic_bits", "arithmetic_decoded", "arithmetic_matches")(
        messages.narrowed
    )

    # --- estimates --------------------------------------------------------------------

    @computes("sample_counts", "true_entropy")
    def sampled(
        counted: Whole | None, distribution: Numbers, entropy: float, n_samples: int, seed: int
    ) -> tuple[Whole, float | None]:
        if counted is not None:
            return counted, None
        return np.random.default_rng(seed).multinomial(n_samples, distribution), entropy

    @computes("estimates")
    def estimated(sample_counts: Whole, base: float, pseudocount: float) -> Numbers:
        return np.array(info.entropy_estimates(sample_counts, base, pseudocount=pseudocount))

    @computes("estimate")
    def chosen(estimates: Numbers, estimator: str) -> float:
        return float(estimates[samples.ESTIMATORS.index(estimator)])

    bootstrapped = computes("estimate_intervals", "n_resamples")(samples.bootstrapped)

    # --- other orders, tables, densities ----------------------------------------------

    @computes("renyi_entropy", "tsallis_entropy")
    def of_the_order(distribution: Numbers, order: float, base: float) -> tuple[float, float]:
        return float(info.renyi_entropy(distribution, order, base)), float(info.tsallis_entropy(distribution, order))

    @computes("order_curves", "limits")
    def of_all_orders(distribution: Numbers, base: float) -> tuple[Numbers, Numbers]:
        limits = [info.renyi_entropy(distribution, order, base) for order in (0.0, 1.0, 2.0, math.inf)]
        return np.column_stack([ORDERS, info.order_curves(distribution, ORDERS, base)]), np.array(limits)

    @computes(
        "marginal_rows", "marginal_columns", "marginal_entropies", "joint_entropy", "conditional_entropy",
        "mutual_information",
    )  # fmt: skip
    def together(joint: Numbers | None, base: float) -> tuple[Any, ...]:
        if joint is None:
            return (None,) * 6
        found = info.joint_measures(joint, base)
        return (
            *info.marginals(joint),
            np.array([found.entropy_x, found.entropy_y]),
            found.joint_entropy,
            np.array([found.x_given_y, found.y_given_x]),
            found.mutual_information,
        )

    of_the_density = computes("parameter_names", "differential_entropy", "density_curve")(densities.entropy_and_curve)
    of_the_neighbors = computes("neighbor_entropy", "normal_entropy", "n_measured")(densities.of_the_neighbors)

    # --- twenty questions -------------------------------------------------------------

    @computes("hidden_outcome")
    def hidden_by_the_seed(distribution: Numbers, seed: int) -> int:
        return info.hidden_outcome(distribution, np.random.default_rng([seed, 3]))

    @computes("twenty_questions")
    def questioned(shares: Shares, hidden_outcome: int, asked_about: list[list[int]]) -> dict[str, Any]:
        found = info.questioned(shares, hidden_outcome, asked_about)._asdict()
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}

    # --- what is said -----------------------------------------------------------------

    told_of_the_bars = computes("area_rows")(rows.of_the_bars)
    told_of_the_code = computes("code_rows")(rows.of_the_code)
    told_of_the_message = computes("message_rows")(rows.of_the_message)
    told_of_the_estimates = computes("estimate_rows")(rows.of_the_estimates)
    told_of_the_orders = computes("order_rows")(rows.of_the_orders)
    told_of_the_table = computes("table_rows")(rows.of_the_table)
    told_of_the_density = computes("density_rows")(rows.of_the_density)
    told_of_the_questions = computes("question_rows")(rows.of_the_questions)
    told = computes("readouts")(rows.of_the_picture)
    in_words = computes("description")(words.description_of)
    worth_knowing = computes("notices")(words.notices_of)

    # --- what must agree --------------------------------------------------------------

    @agrees("the entropy is the mean of the surprises")
    def entropy_is_a_mean(entropy: float, distribution: Numbers, surprisals: Numbers) -> tuple[Any, Any]:
        possible = distribution > 0.0
        return entropy, distribution[possible] @ surprisals[possible]

    @agrees("the perplexity is the base to the power of the entropy")
    def perplexity_is_a_power(perplexity: float, entropy: float, base: float) -> tuple[Any, Any]:
        return perplexity, base**entropy

    @agrees("the entropy is the logarithm of the number of outcomes less the divergence from equal ones")
    def entropy_is_what_equality_leaves(entropy: float, distribution: Numbers, base: float) -> tuple[Any, Any]:
        equal = np.full(len(distribution), 1.0 / len(distribution))
        return entropy, math.log(len(distribution), base) - info.kl_divergence(distribution, equal, base)

    @agrees("the code needs at least the entropy and, by machine, less than a bit more for each block")
    def code_keeps_its_bounds(
        mean_code_length: float | None, entropy: float, base: float, code_tree: Any, coded_length: int
    ) -> tuple[Any, Any] | None:
        if mean_code_length is None:
            return None
        bits = entropy * math.log2(base)
        most = math.inf if code_tree is not None else bits + 1.0 / coded_length
        return mean_code_length, min(max(mean_code_length, bits), most)

    @agrees("the codewords use up Kraft's budget")
    def code_is_complete(coding: info.Coding | None) -> tuple[Any, Any] | None:
        if coding is None or coding.code is None:
            return None
        return float(info.kraft_sum([length for length in coding.code.lengths if length is not None])), 1.0

    @agrees("the message is decoded from its bits")
    def bits_lead_back(decoded: bool, message_reason: str) -> tuple[Any, Any] | None:
        return None if message_reason else (decoded, True)

    @agrees("the message is decoded from its number")
    def number_leads_back(arithmetic_matches: bool, message_reason: str) -> tuple[Any, Any] | None:
        return None if message_reason else (arithmetic_matches, True)

    @agrees("the estimates of the plug-in kind are the entropy of the observed shares")
    def plug_in_is_entropy(estimates: Numbers, sample_counts: Whole, base: float) -> tuple[Any, Any]:
        return estimates[0], info.entropy(info.normalized(sample_counts), base)

    @agrees("Rényi's entropies fall from order 0 over Shannon's at 1 to infinity")
    def orders_fall(limits: Numbers, entropy: float) -> tuple[Any, Any]:
        return limits[[0, 1, 1, 2, 3]], [max(limits[0], entropy), entropy, limits[1], min(limits[1:3]), min(limits[2:])]

    @agrees("both variables together are one of them and what is left of the other")
    def chain_rule_holds(
        joint_entropy: float | None, marginal_entropies: Numbers | None, conditional_entropy: Numbers | None
    ) -> tuple[Any, Any] | None:
        if marginal_entropies is None or conditional_entropy is None:
            return None
        return [joint_entropy] * 2, marginal_entropies + conditional_entropy[::-1]

    @agrees("the closed form is the entropy of the density", tolerance=1e-8)
    def densities_agree(
        differential_entropy: float, family: str, family_parameters: Numbers, base: float
    ) -> tuple[Any, Any]:
        parameters = family_parameters[: len(info.parameter_names(family))]
        return differential_entropy, info.density_of(family, parameters).entropy() / math.log(base)

    # --- what is asked ----------------------------------------------------------------

    reach_entropy = asks(**questions.REACH_ENTROPY)(questions.reach_entropy)
    build_best_tree = asks(**questions.BUILD_BEST_TREE)(questions.build_best_tree)
    bits_of_message = asks(**questions.BITS_OF_MESSAGE)(questions.bits_of_message)
    largest_contribution = asks(**questions.LARGEST_CONTRIBUTION)(questions.largest_contribution)
    below_one_bit = asks(**questions.BELOW_ONE_BIT)(questions.below_one_bit)

    # --- what leaves with the reader --------------------------------------------------

    recipe = """
possible = np.where(distribution > 0, distribution, 1)
surprisals = np.where(distribution > 0, -np.log(possible) / np.log(base), np.inf)
contributions = -distribution * np.log(possible) / np.log(base)
entropy = contributions.sum()
maximum_entropy = np.log(len(distribution)) / np.log(base)
perplexity = base**entropy
cumulative = np.concatenate([[0], distribution.cumsum()])
powers = np.where(distribution > 0, possible**order, 0)
renyi_entropy = entropy if order == 1 else np.log(powers.sum()) / (1 - order) / np.log(base)
"""
