"""`EntropyCalculator`: how many bits is this, per symbol and in all?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray
from traitlets import Any as Anything
from traitlets import Bool, Dict, Enum, Float, Int, List, Unicode, validate
from traitlets.utils.bunch import Bunch

from ..maths import information as info
from ..maths.expressions import number
from ..maths.information.exact_shares import Shares
from ..maths.numerals import numeral
from ..shell import Array, Data, MathWidget, Step, agrees, asks, computes, derived, given, readout
from ..shell.connected import GESTURE
from ..shell.errors import GivenError, short

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Rows = list[dict[str, Any]]

SOURCES = ("probabilities", "counts", "data")
OF_OUTCOMES = ("symbols", "locked_outcomes", "code_tree", "asked_about")
"""Traits that speak of outcomes by their places: they go when the outcomes do."""

BASES = (2.0, math.e, 10.0)
ESTIMATORS = ("plug_in", "miller_madow", "jackknife", "laplace")
ESTIMATOR_NAMES = ("Plug-in", "Miller-Madow", "Jackknife", "Laplace")
FAMILIES = (
    "normal", "uniform", "exponential", "laplace", "logistic", "cauchy", "gamma", "beta", "weibull", "lognormal", "t",
)  # fmt: skip
PICTURES = ("area", "code tree", "message", "estimates", "table", "orders", "density", "questions")

LONGEST_MESSAGE = 20_000
LONGEST_BLOCK = 12
MOST_BLOCKS = 4_096
SHOWN_SYMBOLS = 1_000
SHOWN_BITS = 4_000
SHOWN_FRACTIONS = 256
AT_ONCE = 300
"""Codewords, or symbols of a message, up to which an answer comes in one piece."""

ZOOMED = 32
LONGEST_INTERVAL = 2_000
MOST_COUNTED = 10**15
"""Observations of one outcome that a hand may ask for."""

N_RESAMPLES = 2_000
RESAMPLED_AT_ONCE = 20_000
MOST_NUMBERS = 100_000
SIMPLE = 1_000_000
ORDERS = np.linspace(0.0, 5.0, 41)
HELD_BAR = "bar "

# Lewand, Cryptological Mathematics, 2000, page 36: in hundred-thousandths.
ENGLISH = (
    8167, 1492, 2782, 4253, 12702, 2228, 2015, 6094, 6966, 153, 772, 4025, 2406, 6749, 7507, 1929, 95, 5987, 6327,
    9056, 2758, 978, 2360, 150, 1974, 74,
)  # fmt: skip


def _preset(**source: Any) -> dict[str, Any]:
    return {"probabilities": None, "counts": None, "data": None, "symbols": [], **source}


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
    estimator = given(Enum(ESTIMATORS, "plug_in"), help="Which estimate of a source's entropy is the main one.")
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

    presets = {
        "powers of one half": _preset(probabilities=[0.5, 0.25, 0.125, 0.125]),
        "nine to one": _preset(probabilities=[0.9, 0.1]),
        "fair die": _preset(probabilities=[1 / 6] * 6, symbols=list("⚀⚁⚂⚃⚄⚅")),
        "English letters": _preset(
            probabilities=[share / sum(ENGLISH) for share in ENGLISH], symbols=list("abcdefghijklmnopqrstuvwxyz")
        ),
        "your text": _preset(data="the quick brown fox jumps over the lazy dog"),
        "two coins that agree": _preset(
            probabilities=[[0.5, 0.0], [0.0, 0.5]], symbols=["heads", "tails", "heads", "tails"]
        ),
        "sky and umbrella": _preset(
            probabilities=[[0.45, 0.05], [0.1, 0.4]], symbols=["sun", "rain", "at home", "in hand"]
        ),
    }

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
        place = self._place_of(index, "counts")
        seen = float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
        if not 0.0 <= seen <= MOST_COUNTED or seen % 1.0:
            raise GivenError(f"counts[{place}] must be a whole number from 0 to 10¹⁵, got {short(value)}")
        counts: Whole = self.sample_counts.copy()
        counts[place] = seen
        self.symbols = self._own_names()
        return counts if self.joint is None else np.reshape(counts, self.joint.shape)

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

    def _place_of(self, index: Any, name: str = "probabilities") -> int:
        where = index if isinstance(index, (list, tuple)) else [index]
        shape = (len(self.distribution),) if self.joint is None else self.joint.shape
        if len(where) == 1:
            shape = (len(self.distribution),)
        fits = len(where) == len(shape) and all(
            type(i) is int and 0 <= i < length for i, length in zip(where, shape, strict=True)
        )
        if not fits:
            raise GivenError(f"{name} of {len(self.distribution)} outcomes have no entry {short(index)}")
        return int(np.ravel_multi_index(tuple(where), shape))

    def _moved(self, start: Numbers, place: int, value: Any) -> Numbers:
        name = f"probabilities[{place}]"
        if isinstance(value, bool) or not isinstance(value, Real) or not 0.0 <= float(value) <= 1.0:
            raise GivenError(f"{name} must be between 0 and 1, got {short(value)}")
        if place in self.locked_outcomes:
            raise GivenError(f"{name} cannot move, it is locked: unlock it first")
        if not self.movable:
            raise GivenError(f"{name} cannot move, the locked outcomes leave nothing to trade with: unlock another")
        moved = info.with_probability(start, place, float(value), locked_outcomes=self.locked_outcomes)
        return moved if self.joint is None else moved.reshape(self.joint.shape)

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

    @computes(
        "source", "names", "labels", "distribution", "shares", "fractions", "counted", "observations",
        "joint", "row_labels", "column_labels", "variables",
    )  # fmt: skip
    def sourced(probabilities: Numbers | None, counts: Whole | None, data: Any, symbols: list[str]) -> tuple[Any, ...]:
        if data is not None:
            kind, found = "data", info.source_of_data(data)
        elif counts is not None:
            kind, found = "counts", info.source_of_counts(counts, symbols)
        elif probabilities is not None:
            kind, found = "probabilities", info.source_of_probabilities(probabilities, symbols)
        else:
            raise ValueError("probabilities must be given where there are neither counts nor data, got none")
        few = len(found.names) <= SHOWN_FRACTIONS
        return (
            kind,
            list(found.names),
            list(map(info.shown, found.names)),
            found.distribution,
            found.shares,
            [_simple(share) for share in found.shares] if few else [],
            found.counts,
            None if found.counts is None else int(found.counts.sum()),
            found.joint,
            list(map(info.shown, found.row_names)),
            list(map(info.shown, found.column_names)),
            list(map(info.shown, found.variables)),
        )

    @computes("unit")
    def measured_in(base: float) -> str:
        return info.unit(base)

    @computes("room", "movable")
    def left_to_move(distribution: Numbers, locked_outcomes: list[int]) -> tuple[float, bool]:
        n = len(distribution)
        for place in locked_outcomes:
            if not 0 <= place < n:
                raise ValueError(f"locked_outcomes must be places from 0 to {n - 1}, got {place}")
        free = np.ones(n, bool)
        free[locked_outcomes] = False
        room = float(distribution[free].sum())
        return room, bool(free.sum() >= 2 and room > 0.0)

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

    @computes("entropy_curve")
    def over_a_bar(distribution: Numbers, locked_outcomes: list[int], held: str, base: float) -> Numbers | None:
        place = held.removeprefix(HELD_BAR)
        if not held.startswith(HELD_BAR) or not place.isdecimal() or int(place) >= len(distribution):
            return None
        return info.entropy_along(distribution, int(place), locked_outcomes=locked_outcomes, base=base)

    @computes("target_entropy")
    def drawn_target(labels: list[str], seed: int) -> float:
        most = math.log2(len(labels))
        return round(most * np.random.default_rng(seed).uniform(0.35, 0.95), 1)

    # --- codes ------------------------------------------------------------------------

    @computes("coding", "block_lengths", "code_reason")
    def coded(shares: Shares, block_length: int, code_tree: list[list[int]] | None) -> Iterator[Step]:
        if code_tree is not None:
            coding = info.coding_of_joins(code_tree, shares)
            rows = [] if coding.code is None else [_costs(coding)]
            loose = len(shares) - len(code_tree)
            reason = "" if rows else f"The tree is not finished: {loose} parts are loose."
            yield Step((coding, np.array(rows).reshape(-1, 3), reason), 1.0)
            return
        n = len(shares)
        longest = max(length for length in range(1, block_length + 1) if length == 1 or n**length <= MOST_BLOCKS)
        rows = []
        for length in range(1, longest + 1):
            if n**length > AT_ONCE and length > 1:
                pending = f"Blocks of {longest} are being coded."
                yield Step((None, np.array(rows), pending), (length - 1) / longest)
            coding = info.coding_of_blocks(shares, length)
            rows.append(_costs(coding))
        reason = ""
        if longest < block_length:
            instead = f"blocks of {longest}" if longest > 1 else "single symbols"
            reason = (
                f"Blocks of {longest + 1} would make {n ** (longest + 1):,} codewords, and {MOST_BLOCKS:,} are the "
                f"most here: {instead} are coded."
            )
        yield Step((coding, np.array(rows), reason), 1.0)

    @computes("code", "coded_length", "node_weights", "mean_code_length", "exact_mean_length", "redundancy")
    def drawn(coding: info.Coding | None, labels: list[str], code_tree: list[list[int]] | None) -> tuple[Any, ...]:
        if coding is None:
            nothing = {"by": "machine", "codewords": [], "joins": [], "names": [], "complete": False}
            return nothing, 1, np.empty(0), None, "", None
        mean = coding.mean_length
        return (
            _tree(coding, labels, "machine" if code_tree is None else "hand"),
            coding.block_length,
            coding.weights,
            None if mean is None else float(mean),
            "" if mean is None else _simple(mean),
            coding.redundancy,
        )

    @computes("code_judgement", "next_join")
    def judged(shares: Shares, code_tree: list[list[int]] | None) -> tuple[dict[str, Any], Any]:
        if code_tree is None:
            return {}, None
        found = info.judge_joins(code_tree, shares)
        judgement = {
            "roots": list(found.roots),
            "mean_length": str(found.reachable) if found.complete else "",
            "least_mean_length": _simple(found.least) or numeral(float(found.least), 4),
            "reachable": float(found.reachable),
            "costs": [float(cost) for cost in found.costs],
            "optimal": found.complete and found.reachable == found.least,
            "complete": found.complete,
        }
        return judgement, None if found.next_join is None else list(found.next_join)

    # --- a message --------------------------------------------------------------------

    @computes("message_symbols", "message_outcomes", "message_places", "message_length")
    def spelt(message: str, names: list[str]) -> tuple[list[str], Whole, Whole, int]:
        found = info.spelling(message, names)
        seen = [info.shown(symbol) for symbol in found.symbols[:SHOWN_SYMBOLS]]
        return seen, found.outcomes[:SHOWN_SYMBOLS], found.outcomes, len(found.symbols)

    @computes("message_surprise")
    def surprised(message_places: Whole, surprisals: Numbers) -> float:
        if (message_places < 0).any():
            return math.inf
        times = np.bincount(message_places, minlength=len(surprisals))
        seen = times > 0
        return float(times[seen] @ surprisals[seen])

    @computes("message_reason")
    def why_no_bits(
        message_places: Whole,
        message_symbols: list[str],
        distribution: Numbers,
        coding: info.Coding | None,
        code_reason: str,
    ) -> str:
        impossible = message_places < 0
        impossible[~impossible] = distribution[message_places[~impossible]] == 0.0
        if impossible.any():
            place = int(impossible.argmax())
            symbol = f"“{message_symbols[place]}”" if place < len(message_symbols) else "A symbol"
            why = "is none of the outcomes" if message_places[place] < 0 else "has probability 0"
            return f"{symbol} at index {place:,} {why}: no code has a word for it."
        return code_reason if coding is None or coding.code is None else ""

    @computes("message_words", "encoded_message", "encoded_length", "decoded")
    def encoded(
        message_places: Whole, message_reason: str, coding: info.Coding | None, distribution: Numbers
    ) -> Iterator[Step]:
        if message_reason or coding is None or coding.code is None:
            yield Step(([], "", None, False), 1.0)
            return
        blocks = info.blocks_of(message_places, coding.block_length, distribution).tolist()
        words = [coding.code.codewords[block] for block in blocks]
        bits = "".join(words)
        if len(blocks) > AT_ONCE:
            yield Step((words[:SHOWN_SYMBOLS], bits, len(bits), False), 0.5)
        back = info.decode(bits, coding.code, len(blocks))
        yield Step((words[:SHOWN_SYMBOLS], bits, len(bits), list(back) == blocks), 1.0)

    @computes("cumulative")
    def cut_points(distribution: Numbers) -> Numbers:
        return np.concatenate([[0.0], np.cumsum(distribution)[:-1], [1.0]])

    @computes("arithmetic_steps", "arithmetic_bits", "arithmetic_decoded", "arithmetic_matches")
    def narrowed(message_places: Whole, distribution: Numbers, shares: Shares, labels: list[str]) -> Iterator[Step]:
        row = message_places[:LONGEST_INTERVAL]
        if (row < 0).any() or (distribution[row] == 0.0).any():
            yield Step(([], "", [], False), 1.0)
            return
        outcomes = row.tolist()
        if len(outcomes) > ZOOMED:
            begun = info.arithmetic_encode(outcomes[:ZOOMED], shares, n_recorded=ZOOMED)
            yield Step((_steps(begun), "", [], False), 0.1)
        code = info.arithmetic_encode(outcomes, shares, n_recorded=ZOOMED)
        back = info.arithmetic_decode(code.bits, shares, len(outcomes))
        seen = [labels[place] for place in back[:SHOWN_SYMBOLS]]
        yield Step((_steps(code), code.bits, seen, list(back) == outcomes), 1.0)

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
        return float(estimates[ESTIMATORS.index(estimator)])

    @computes("estimate_intervals", "n_resamples")
    def bootstrapped(sample_counts: Whole, base: float, pseudocount: float, seed: int, held: str) -> Iterator[Step]:
        at_once = len(sample_counts) * N_RESAMPLES <= RESAMPLED_AT_ONCE
        growing = info.refined_intervals(
            sample_counts,
            N_RESAMPLES,
            np.random.default_rng([seed, 1]),
            base,
            n_first=N_RESAMPLES if at_once and not held else 100,
            pseudocount=pseudocount,
        )
        for intervals, done in growing:
            yield Step((np.array(intervals), done), 1.0 if held else done / N_RESAMPLES)

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

    @computes("parameter_names", "differential_entropy", "density_curve")
    def of_the_density(family: str, family_parameters: Numbers, base: float) -> tuple[list[str], float, Numbers]:
        names = info.parameter_names(family)
        parameters = family_parameters[: len(names)]
        closed = info.entropy_of(family, parameters, base)
        curve = info.density_curve(info.density_of(family, parameters), 201, base)
        return [name.replace("_", " ") for name in names], closed, np.column_stack(curve)

    @computes("neighbor_entropy", "normal_entropy", "n_measured")
    def of_the_neighbors(
        measurements: Numbers | None,
        family: str,
        family_parameters: Numbers,
        n_samples: int,
        neighbors: int,
        base: float,
        seed: int,
    ) -> Iterator[Step]:
        if measurements is None:
            n = min(n_samples, MOST_NUMBERS)
            parameters = family_parameters[: len(info.parameter_names(family))]
            points = info.density_of(family, parameters).sample(n, np.random.default_rng([seed, 2]))
        elif measurements.ndim not in (1, 2) or measurements.size == 0:
            raise ValueError(f"measurements must be one column, or points in rows, got shape {measurements.shape}")
        else:
            points = measurements
        sizes = [size for size in (5_000, 50_000) if size < len(points)] + [len(points)]
        for size in sizes:
            part = points[:size]
            spread = info.normal_entropy_of(part, base) if size > 1 else None
            close = None if size <= neighbors else info.nearest_neighbor_entropy(part, neighbors, base)
            yield Step((close, spread, size), size / len(points))

    # --- twenty questions -------------------------------------------------------------

    @computes("hidden_outcome")
    def hidden_by_the_seed(distribution: Numbers, seed: int) -> int:
        return info.hidden_outcome(distribution, np.random.default_rng([seed, 3]))

    @computes("twenty_questions")
    def questioned(shares: Shares, hidden_outcome: int, asked_about: list[list[int]]) -> dict[str, Any]:
        found = info.questioned(shares, hidden_outcome, asked_about)._asdict()
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}

    # --- what is said -----------------------------------------------------------------

    @computes("area_rows")
    def told_of_the_bars(
        entropy: float,
        maximum_entropy: float,
        efficiency: float,
        perplexity: float,
        distribution: Numbers,
        contributions: Numbers,
        labels: list[str],
        shares: Shares,
        base: float,
        unit: str,
    ) -> Rows:
        n = len(labels)
        exact = info.dyadic_entropy(shares) if base == 2.0 else None
        whole = n.bit_length() - 1 if base == 2.0 and n & (n - 1) == 0 else None
        most = int(contributions.argmax())
        return [
            readout("entropy", "Entropy", entropy, exact=exact, unit=f"{unit} a symbol", about="answer", main=True),
            readout("maximum_entropy", "At most", maximum_entropy, exact=whole, unit=unit),
            readout("efficiency", "Efficiency", 100.0 * efficiency, unit="% of the most"),
            readout("perplexity", "Perplexity", perplexity, unit="equally likely outcomes"),
            readout("contributions", "Adds most", labels[most], form="words", detail=True),
            readout("distribution", "with probability", float(distribution[most]), detail=True),
        ]

    @computes("code_rows")
    def told_of_the_code(
        mean_code_length: float | None,
        exact_mean_length: str,
        redundancy: float | None,
        coded_length: int,
        code_reason: str,
        code_judgement: dict[str, Any],
        entropy: float,
        base: float,
        unit: str,
    ) -> Rows:
        rows = [
            readout(
                "mean_code_length",
                "Mean code length",
                mean_code_length,
                exact=exact_mean_length or None,
                unit="bits a symbol",
                reason=code_reason,
                about="second",
                main=True,
            ),
            readout(
                "redundancy", "Above the entropy", redundancy, unit="bits a symbol", reason=code_reason, about="second"
            ),
            readout("coded_length", "Symbols coded at once", coded_length, form="count", detail=True),
        ]
        if base != 2.0:
            bits = entropy * math.log2(base)
            rows.append(readout("entropy", f"{numeral(entropy)} {unit} are", bits, unit="bits", detail=True))
        if code_judgement:
            rows += [
                readout("code_judgement", "Best from here", code_judgement["reachable"], unit="bits a symbol"),
                readout("least_mean_length", "Best possible", code_judgement["least_mean_length"], form="words"),
            ]
        return rows

    @computes("message_rows")
    def told_of_the_message(
        message_length: int,
        message_surprise: float,
        encoded_length: int | None,
        message_reason: str,
        arithmetic_bits: str,
        unit: str,
        picture: str,
    ) -> Rows:
        if picture != "message":
            return []
        cut = message_length > LONGEST_INTERVAL
        number_of = None if message_reason or (message_length and not arithmetic_bits) else len(arithmetic_bits)
        first = f" of the first {LONGEST_INTERVAL:,} symbols" if cut else ""
        return [
            readout("message_length", "Symbols", message_length, form="count"),
            readout(
                "message_surprise",
                "Surprise of the message",
                message_surprise,
                unit=unit,
                reason="infinite: it holds what cannot happen",
                about="answer",
                main=True,
            ),
            readout(
                "encoded_length",
                "By the code",
                encoded_length,
                unit="bits",
                form="count",
                reason=message_reason or "there is no code",
                about="second",
            ),
            readout(
                "arithmetic_bits",
                "By one number",
                number_of,
                unit=f"bits{first}",
                form="count",
                reason=message_reason or "being computed",
                about="third",
            ),
        ]

    @computes("estimate_rows")
    def told_of_the_estimates(
        estimates: Numbers,
        estimate_intervals: Numbers,
        estimator: str,
        sample_counts: Whole,
        true_entropy: float | None,
        n_resamples: int,
        unit: str,
        picture: str,
    ) -> Rows:
        if picture != "estimates":
            return []
        rows = []
        for name, label, value, (low, high) in zip(
            ESTIMATORS, ESTIMATOR_NAMES, estimates.tolist(), estimate_intervals.tolist(), strict=True
        ):
            main = name == estimator
            interval = f"{numeral(low)} to {numeral(high)} {unit}"
            rows.append(readout(name, label, value, unit=unit, about="answer" if main else "", main=main))
            rows.append(readout(f"{name}_interval", "95 % of resamples", interval, form="words", detail=not main))
        rows.append(readout("sample_counts", "Observations", int(sample_counts.sum()), form="count"))
        rows.append(readout("n_resamples", "Resamples", n_resamples, form="count", detail=True))
        rows.append(
            readout(
                "true_entropy",
                "True entropy",
                true_entropy,
                unit=unit,
                reason="unknown: there are only data",
                about="third",
                main=True,
            )
        )
        return rows

    @computes("order_rows")
    def told_of_the_orders(
        renyi_entropy: float, tsallis_entropy: float, limits: Numbers, order: float, unit: str, picture: str
    ) -> Rows:
        if picture != "orders":
            return []
        names = ("Order 0, Hartley", "Order 1, Shannon", "Order 2, collision", "Order ∞, the likeliest")
        at = f"order {order:g}"
        return [
            readout("renyi_entropy", f"Rényi, {at}", renyi_entropy, unit=unit, about="answer", main=True),
            readout("tsallis_entropy", f"Tsallis, {at}", tsallis_entropy, unit="no unit", about="second", main=True),
            *(
                readout(f"limit_{i}", name, value, unit=unit)
                for i, (name, value) in enumerate(zip(names, limits.tolist(), strict=True))
            ),
        ]

    @computes("table_rows")
    def told_of_the_table(
        joint_entropy: float | None,
        marginal_entropies: Numbers | None,
        conditional_entropy: Numbers | None,
        mutual_information: float | None,
        variables: list[str],
        unit: str,
        picture: str,
    ) -> Rows:
        if picture != "table":
            return []
        if marginal_entropies is None or conditional_entropy is None:
            reason = "needs a table of two variables"
            return [readout("joint_entropy", "Both together", None, unit=unit, reason=reason, main=True)]
        x, y = variables
        h_x, h_y = marginal_entropies.tolist()
        x_given_y, y_given_x = conditional_entropy.tolist()
        return [
            readout("joint_entropy", f"H({x}, {y})", joint_entropy, unit=unit, about="answer", main=True),
            readout("marginal_entropies", f"H({x})", h_x, unit=unit, about="second"),
            readout("marginal_entropies", f"H({y})", h_y, unit=unit, about="third"),
            readout("conditional_entropy", f"H({x} | {y})", x_given_y, unit=unit, about="second", main=True),
            readout("conditional_entropy", f"H({y} | {x})", y_given_x, unit=unit, about="third", main=True),
            readout("mutual_information", f"I({x}; {y})", mutual_information, unit=unit, main=True),
        ]

    @computes("density_rows")
    def told_of_the_density(
        differential_entropy: float,
        neighbor_entropy: float | None,
        normal_entropy: float | None,
        n_measured: int,
        measurements: Numbers | None,
        family: str,
        neighbors: int,
        unit: str,
        picture: str,
    ) -> Rows:
        if picture != "density":
            return []
        reason = f"needs more than {neighbors} numbers" if neighbor_entropy is None else "−∞: equal numbers"
        own = measurements is not None
        rows = [
            readout("neighbor_entropy", "Nearest neighbours", neighbor_entropy, unit=unit, reason=reason, main=True),
            readout(
                "normal_entropy",
                "Most for this spread",
                normal_entropy,
                unit=unit,
                reason="the numbers have no spread",
                about="third",
            ),
            readout("n_measured", "Numbers", n_measured, form="count"),
        ]
        closed = readout(
            "differential_entropy",
            f"Density: {family}",
            differential_entropy,
            unit=unit,
            about="answer",
            main=not own,
            detail=own,
        )
        return [*rows, closed] if own else [closed, *rows]

    @computes("question_rows")
    def told_of_the_questions(twenty_questions: dict[str, Any], labels: list[str], picture: str) -> Rows:
        if picture != "questions":
            return []
        game = twenty_questions
        found = None if game["found"] is None else labels[game["found"]]
        return [
            readout("asked_about", "Questions asked", len(game["answers"]), form="count", main=True),
            readout("left", "Still open", game["left"], unit="bits", about="answer", main=True),
            readout("gained", "Learnt", math.fsum(game["gained"]), unit="bits"),
            readout("still_needed", "Best plan still needs", game["still_needed"], unit="questions on average"),
            readout("found", "It is", found, form="words", reason="not found yet", about="third"),
        ]

    @computes("readouts")
    def told(
        picture: str,
        area_rows: Rows,
        code_rows: Rows,
        message_rows: Rows,
        estimate_rows: Rows,
        order_rows: Rows,
        table_rows: Rows,
        density_rows: Rows,
        question_rows: Rows,
    ) -> Rows:
        entropy = area_rows[:1]
        return {
            "area": [*area_rows, *code_rows[:2]],
            "code tree": [*entropy, *code_rows],
            "message": [*message_rows, *entropy, *code_rows[:1]],
            "estimates": estimate_rows,
            "table": table_rows,
            "orders": [*order_rows, *area_rows[3:4]],
            "density": density_rows,
            "questions": [*question_rows, *entropy],
        }[picture]

    @computes("description")
    def in_words(
        source: str,
        labels: list[str],
        distribution: Numbers,
        contributions: Numbers,
        entropy: float,
        maximum_entropy: float,
        efficiency: float,
        observations: int | None,
        mean_code_length: float | None,
        unit: str,
    ) -> str:
        n = len(labels)
        most = int(contributions.argmax())
        seen = "" if observations is None else f", counted from {observations:,} observation{_s(observations)}"
        words = (
            f"{n:,} outcome{_s(n)}{seen}. The entropy is {_amount(entropy, unit)} a symbol, "
            f"{numeral(100.0 * efficiency)} % of the possible {_amount(maximum_entropy, unit)}. "
            f"Most of it comes from {labels[most]}, of probability {numeral(distribution[most])}."
        )
        if mean_code_length is not None:
            words += f" The code needs {_amount(mean_code_length, 'bits')} a symbol."
        return words

    @computes("notices")
    def worth_knowing(
        picture: str,
        locked_outcomes: list[int],
        labels: list[str],
        room: float,
        movable: bool,
        code_reason: str,
        message_reason: str,
        message_length: int,
        observations: int | None,
        estimates: Numbers,
        measurements: Numbers | None,
        n_samples: int,
        differential_entropy: float,
        neighbor_entropy: float | None,
        neighbors: int,
        unit: str,
    ) -> list[dict[str, str]]:
        said = []
        if not movable and len(labels) > 1:
            said.append("The locked bars leave nothing to move: unlock one, and the others can trade with it.")
        elif locked_outcomes:
            said.append(f"The unlocked bars share {numeral(room)} among them.")
        if picture in ("area", "estimates") and observations is not None:
            said.append(
                f"These are {observations:,} observation{_s(observations)}, not their source: its entropy is probably "
                f"larger, by Miller and Madow {numeral(estimates[1])} {unit}."
            )
        if picture in ("area", "code tree") and code_reason:
            said.append(code_reason)
        if picture == "message" and message_reason:
            said.append(message_reason)
        if picture == "message" and message_length > LONGEST_INTERVAL:
            said.append(f"One number is made of the first {LONGEST_INTERVAL:,} symbols: its digits grow with them.")
        if picture == "density":
            if differential_entropy < 0.0 and measurements is None:
                said.append("It is negative, for a density has no least surprise: it changes with the unit of length.")
            if neighbor_entropy == -math.inf:
                said.append(f"Some numbers come more than {neighbors} times: what repeats has no density.")
            if measurements is None and n_samples > MOST_NUMBERS:
                said.append(f"{MOST_NUMBERS:,} numbers were drawn: more would take long to search.")
        return [{"about": "ghost", "text": text} for text in said]

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

    @asks(
        "Move the bars until the entropy is that of the mark.",
        label="reach an entropy",
        kind="handle",
        handle="probabilities",
        unit="bits",
        masks=(
            "entropy",
            "efficiency",
            "perplexity",
            "maximum_entropy",
            "contributions",
            "renyi_entropy",
            "notices",
            "mean_code_length",
            "redundancy",
            "distribution",
            "entropy_curve",
        ),
        hints=(
            "Equal bars have the largest entropy, a single one has none.",
            "A bar adds its width times its height: the area is what counts.",
        ),
        tolerance=0.05,
    )
    def reach_entropy(guess: Any, distribution: Numbers, target_entropy: float) -> tuple[float, float]:
        bars = distribution if guess is None else _guessed_bars(guess)
        return target_entropy, abs(float(info.entropy(bars)) - target_entropy)

    @asks(
        "Build the code tree with the least mean length.",
        label="build the best tree",
        kind="handle",
        handle="code_tree",
        unit="bits a symbol above the best",
        masks=("mean_code_length", "redundancy", "code_judgement", "least_mean_length", "next_join", "notices"),
        hints=("Rare outcomes can afford long codewords.", "Join the two least likely nodes, again and again."),
    )
    def build_best_tree(guess: Any, shares: Shares) -> tuple[str, float]:
        if guess is None:
            raise ValueError("guess must be a tree by hand, got none: join two nodes first")
        found = info.judge_joins(guess, shares)
        if not found.complete:
            raise ValueError(f"guess must be a whole tree, got {len(found.roots)} loose parts")
        return f"{_simple(found.least) or numeral(float(found.least), 4)} bits", float(found.reachable - found.least)

    @asks(
        "How many bits does this message need at the least?",
        label="bits of a message",
        unit="bits",
        masks=(
            "message_surprise",
            "encoded_length",
            "arithmetic_bits",
            "surprisals",
            "encoded_message",
            "message_words",
            "arithmetic_steps",
            "notices",
        ),
        hints=(
            "A symbol of probability one half needs 1 bit, one of a quarter 2.",
            "Add the surprise of each symbol.",
        ),
        tolerance=0.5,
    )
    def bits_of_message(guess: float, message_surprise: float, message_reason: str, base: float) -> tuple[float, float]:
        if message_reason:
            raise ValueError(f"message must be one that has bits: {message_reason}")
        bits = message_surprise * math.log2(base)
        return bits, abs(guess - bits)

    @asks(
        "Which outcome adds most to the entropy?",
        label="what adds most",
        kind="choice",
        choices=("the rarest", "one in between", "the commonest", "all add the same"),
        unit="wrong",
        masks=("contributions", "distribution", "surprisals", "notices"),
        hints=(
            "What is rare surprises much, and seldom.",
            "Probability times surprise is largest where the probability is 1/e, about 0.37.",
        ),
    )
    def largest_contribution(guess: str, distribution: Numbers, contributions: Numbers) -> tuple[str, float]:
        possible = distribution > 0.0
        p, parts = distribution[possible], contributions[possible]
        adding_most = p[parts >= parts.max() * (1.0 - 1e-12)]
        if len(adding_most) == len(p):
            return "all add the same", float(guess != "all add the same")
        rarest, commonest = np.isclose(adding_most, p.min()), np.isclose(adding_most, p.max())
        true = {
            "the rarest": rarest.any(),
            "one in between": (~rarest & ~commonest).any(),
            "the commonest": commonest.any(),
        }
        return " and ".join(choice for choice, holds in true.items() if holds), float(not true.get(guess, False))

    @asks(
        "Can a code spend less than one bit a symbol here?",
        label="below one bit",
        kind="choice",
        choices=("no, never", "yes, symbol by symbol", "yes, but only in blocks"),
        unit="wrong",
        masks=("entropy", "mean_code_length", "redundancy", "block_lengths", "perplexity", "efficiency", "notices"),
        hints=("A codeword for one of several symbols has at least one bit.", "A codeword can stand for many symbols."),
    )
    def below_one_bit(guess: str, distribution: Numbers) -> tuple[str, float]:
        if int((distribution > 0.0).sum()) == 1:
            truth = "yes, symbol by symbol"
        else:
            truth = "yes, but only in blocks" if float(info.entropy(distribution)) < 1.0 else "no, never"
        return truth, float(guess != truth)

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


def _tree(found: info.Coding, labels: list[str], by: str) -> dict[str, Any]:
    """Return a code as the view draws it; of more leaves than can be told apart, without joins."""
    n_leaves = len(found.weights) - len(found.joins)
    between = "" if all(len(info.characters(label)) == 1 for label in labels) else " "
    return {
        "by": by,
        "codewords": [None] * n_leaves if found.code is None else list(found.code.codewords),
        "joins": [list(join) for join in found.joins] if n_leaves <= MOST_BLOCKS else [],
        "names": info.block_names(labels, found.block_length, between) if found.block_length > 1 else labels,
        "complete": found.code is not None,
    }


def _costs(coding: info.Coding) -> list[float]:
    assert coding.mean_length is not None and coding.redundancy is not None
    return [coding.block_length, float(coding.mean_length), coding.redundancy]


def _steps(code: info.ArithmeticCode) -> list[dict[str, str]]:
    steps = []
    for interval in code.narrowing:
        low, high = info.decimal_ends(interval)
        steps.append({"low": low, "high": high, "bits": info.settled_bits(interval)})
    return steps


def _guessed_bars(guess: Any) -> Numbers:
    return np.asarray(guess, dtype=float).reshape(-1)


def _simple(share: Fraction) -> str:
    return str(share) if share.denominator <= SIMPLE else ""


def _s(n: int) -> str:
    return "" if n == 1 else "s"


def _amount(information: float, unit: str) -> str:
    text = numeral(information)
    return f"{text} {unit[:-1] if text == '1' else unit}"
