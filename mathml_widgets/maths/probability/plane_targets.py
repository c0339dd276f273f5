r"""Four shapes in the plane on which walks are tried: an ellipse, a banana, a donut and a funnel.

Each is a density of a point (x, y) whose logarithm, slope, draws and curves of equal density are known in closed
form, so that what a walk finds can be held against what is there.
A walk along the axes creeps along the ellipse, one of fixed step is too bold for the neck of the funnel and too shy
for its mouth, and the middle of the donut is where nobody is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from math import erf, exp, log, pi, sqrt
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from ..linear_algebra.arguments import FloatArray
from .counts import as_count
from .distribution import Distribution
from .families.normal import Normal
from .from_density import FromDensity
from .parameters import Parameter, Rule, as_parameter
from .samplers.gibbs import Conditional, normal_conditionals

N_NODES = 161
AROUND = np.linspace(0.0, 2 * pi, 121)


class PlaneTarget:
    """A density in the plane.

    Attributes
    ----------
    name : str
    declared : dict
        Rule, default and slider range of each parameter, by name.
    parameters : dict
        Their values.
    extent : tuple of float
        The lowest and highest x and y between which nearly all of it lies.
    """

    name: ClassVar[str]
    declared: ClassVar[Mapping[str, Parameter]]

    def __init__(self, **values: float) -> None:
        for name, value in values.items():
            if as_parameter(value, name, self.declared[name].rule).shape != ():
                raise ValueError(f"{name} must be one number, got {value!r}")
        self.parameters = {name: float(value) for name, value in values.items()}

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{type(self).__name__}({inside})"

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The lowest and highest x, and the lowest and highest y, between which nearly all of it lies."""
        raise NotImplementedError

    def logpdf(self, points: ArrayLike) -> FloatArray:
        """Return the natural logarithm of the density at points (..., 2), in nats, shape (...)."""
        x, y = coordinates(points)
        with np.errstate(all="ignore"):
            return np.asarray(self._log_density(x, y))

    def gradient(self, points: ArrayLike) -> FloatArray:
        """Return the slope of the log-density at points (..., 2), in the same shape."""
        x, y = coordinates(points)
        with np.errstate(all="ignore"):
            return np.stack(self._slope(x, y), axis=-1)

    def sample(self, n: int, generator: Generator) -> FloatArray:
        """Return `n` independent draws, shape (n, 2)."""
        return np.stack(self._draw(as_count(n, "n"), generator), axis=-1)

    def marginal(self) -> Distribution:
        """Return the distribution of x alone."""
        raise NotImplementedError

    def level_curves(self, drop: float) -> list[FloatArray]:
        """Return closed curves, each (n, 2), on which the log-density is `drop` nats below its greatest value."""
        raise NotImplementedError

    def conditionals(self) -> tuple[Conditional, ...]:
        """Return how to draw x given y, and y given x, for `gibbs`: exactly, or on a fine grid."""
        x_low, x_high, y_low, y_high = self.extent
        return grid_conditionals(self.logpdf, ((x_low, x_high), (y_low, y_high)))

    def _log_density(self, x: FloatArray, y: FloatArray) -> Any:
        raise NotImplementedError

    def _slope(self, x: FloatArray, y: FloatArray) -> tuple[Any, Any]:
        raise NotImplementedError

    def _draw(self, n: int, generator: Generator) -> tuple[Any, Any]:
        raise NotImplementedError


class Ellipse(PlaneTarget):
    r"""Two standard normal coordinates with a correlation.

    Parameters
    ----------
    correlation : float
        Between -0.999 and 0.999.

    Examples
    --------
    >>> Ellipse(0.6).logpdf([0, 0]).round(4).item()  # -log(2π · 0.8)
    -1.6147
    """

    name = "ellipse"
    declared = MappingProxyType({"correlation": Parameter(Rule.FINITE, 0.9, -0.99, 0.99)})

    def __init__(self, correlation: float = 0.9) -> None:
        super().__init__(correlation=correlation)
        if not -0.999 <= correlation <= 0.999:
            raise ValueError(f"correlation must lie between -0.999 and 0.999, got {correlation}")
        self._r = float(correlation)
        self._rest = 1 - self._r**2

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The lowest and highest x and y."""
        return -4.0, 4.0, -4.0, 4.0

    def marginal(self) -> Distribution:
        """Return the distribution of x alone: the standard normal one."""
        return Normal(0.0, 1.0)

    def level_curves(self, drop: float) -> list[FloatArray]:
        """Return the ellipse on which the log-density is `drop` nats below its greatest value."""
        x, z = sqrt(2 * drop) * np.cos(AROUND), sqrt(2 * drop) * np.sin(AROUND)
        return [np.column_stack([x, self._r * x + sqrt(self._rest) * z])]

    def conditionals(self) -> tuple[Conditional, ...]:
        """Return how to draw x given y, and y given x: from normal distributions."""
        return normal_conditionals([0.0, 0.0], [[1.0, self._r], [self._r, 1.0]])

    def _log_density(self, x: FloatArray, y: FloatArray) -> Any:
        square = (x * x - 2 * self._r * x * y + y * y) / self._rest
        return -square / 2 - log(2 * pi) - log(self._rest) / 2

    def _slope(self, x: FloatArray, y: FloatArray) -> tuple[Any, Any]:
        return (self._r * y - x) / self._rest, (self._r * x - y) / self._rest

    def _draw(self, n: int, generator: Generator) -> tuple[Any, Any]:
        x, z = generator.standard_normal((2, n))
        return x, self._r * x + sqrt(self._rest) * z


class Banana(PlaneTarget):
    r"""A bent normal: x is standard normal, and y is normal about :math:`b (x^2 - 1)`.

    Parameters
    ----------
    bend : float
        The b.
    width : float
        The standard deviation of y given x, positive.

    Examples
    --------
    >>> Banana(1, 0.5).gradient([0, -1]).tolist()  # nothing pulls at the bottom of the bend
    [0.0, 0.0]
    """

    name = "banana"
    declared = MappingProxyType(
        {"bend": Parameter(Rule.FINITE, 1.0, -2.0, 2.0), "width": Parameter(Rule.POSITIVE, 0.4, 0.1, 2.0)}
    )

    def __init__(self, bend: float = 1.0, width: float = 0.4) -> None:
        super().__init__(bend=bend, width=width)
        self._bend, self._width = float(bend), float(width)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The lowest and highest x and y."""
        ends = self._bend * -1.0, self._bend * 9.0
        return -3.5, 3.5, min(ends) - 4 * self._width, max(ends) + 4 * self._width

    def marginal(self) -> Distribution:
        """Return the distribution of x alone: the standard normal one."""
        return Normal(0.0, 1.0)

    def level_curves(self, drop: float) -> list[FloatArray]:
        """Return the bent ellipse on which the log-density is `drop` nats below its greatest value."""
        x, z = sqrt(2 * drop) * np.cos(AROUND), sqrt(2 * drop) * np.sin(AROUND)
        return [np.column_stack([x, self._bend * (x * x - 1) + self._width * z])]

    def _off(self, x: FloatArray, y: FloatArray) -> Any:
        return (y - self._bend * (x * x - 1)) / self._width

    def _log_density(self, x: FloatArray, y: FloatArray) -> Any:
        off = self._off(x, y)
        return -(x * x + off * off) / 2 - log(2 * pi * self._width)

    def _slope(self, x: FloatArray, y: FloatArray) -> tuple[Any, Any]:
        pull = self._off(x, y) / self._width
        return 2 * self._bend * x * pull - x, -pull

    def _draw(self, n: int, generator: Generator) -> tuple[Any, Any]:
        x, z = generator.standard_normal((2, n))
        return x, self._bend * (x * x - 1) + self._width * z


class Donut(PlaneTarget):
    r"""A ring: the density at distance r from the middle is proportional to :math:`e^{-(r - R)^2 / 2 w^2}`.

    Parameters
    ----------
    radius : float
        The R, positive.
    width : float
        The w, positive.

    Examples
    --------
    >>> ring = Donut(3, 0.5)
    >>> round(float(ring.logpdf([3, 0]) - ring.logpdf([0, 0])), 9)  # (3 / 0.5)² / 2
    18.0
    """

    name = "donut"
    declared = MappingProxyType(
        {"radius": Parameter(Rule.POSITIVE, 2.5, 0.5, 5.0), "width": Parameter(Rule.POSITIVE, 0.4, 0.1, 2.0)}
    )

    def __init__(self, radius: float = 2.5, width: float = 0.4) -> None:
        super().__init__(radius=radius, width=width)
        self._radius, self._width = float(radius), float(width)
        ratio = self._radius / self._width
        bell = exp(-ratio * ratio / 2) + ratio * sqrt(pi / 2) * (1 + erf(ratio / sqrt(2)))
        self._log_total = log(2 * pi * self._width**2 * bell)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The lowest and highest x and y."""
        end = self._radius + 4 * self._width
        return -end, end, -end, end

    def marginal(self) -> Distribution:
        """Return the distribution of x alone, by integration over y: right to about 1e-6."""
        end = self._radius + 8 * self._width
        y = np.linspace(0.0, end, N_NODES)
        weights = np.full(N_NODES, 2 * y[1])
        weights[[0, -1]] /= 2

        def density(x: FloatArray) -> FloatArray:
            return np.asarray(np.exp(self._log_density(np.asarray(x)[..., None], y)) @ weights)

        return FromDensity(density, support=(-end, end))

    def level_curves(self, drop: float) -> list[FloatArray]:
        """Return the circles on which the log-density is `drop` nats below its greatest value."""
        away = self._width * sqrt(2 * drop)
        circle = np.column_stack([np.cos(AROUND), np.sin(AROUND)])
        return [radius * circle for radius in (self._radius + away, self._radius - away) if radius > 0]

    def _log_density(self, x: FloatArray, y: FloatArray) -> Any:
        off = (np.hypot(x, y) - self._radius) / self._width
        return -off * off / 2 - self._log_total

    def _slope(self, x: FloatArray, y: FloatArray) -> tuple[Any, Any]:
        r = np.hypot(x, y)
        pull = (self._radius - r) / self._width**2 / np.where(r > 0, r, 1.0)
        return pull * x, pull * y

    @cached_property
    def _distance(self) -> Distribution:
        end = self._radius + 12 * self._width
        return FromDensity(lambda r: r * np.exp(-(((r - self._radius) / self._width) ** 2) / 2), support=(0.0, end))

    def _draw(self, n: int, generator: Generator) -> tuple[Any, Any]:
        r, angle = self._distance.sample(n, generator), 2 * pi * generator.random(n)
        return r * np.cos(angle), r * np.sin(angle)


class Funnel(PlaneTarget):
    r"""Neal's funnel: x is normal with standard deviation s, and y is normal with standard deviation :math:`e^{x/2}`.

    Parameters
    ----------
    spread : float
        The s, positive.

    References
    ----------
    Neal, "Slice sampling", Annals of Statistics 31 (2003), section 8.

    Examples
    --------
    >>> Funnel(1).logpdf([0, 0]).round(4).item()  # -log 2π
    -1.8379
    """

    name = "funnel"
    declared = MappingProxyType({"spread": Parameter(Rule.POSITIVE, 1.5, 0.3, 3.0)})

    def __init__(self, spread: float = 1.5) -> None:
        super().__init__(spread=spread)
        self._spread = float(spread)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The lowest and highest x and y."""
        end = 4 * self._spread
        height = 3 * exp(1.25 * self._spread)
        return -end, end, -height, height

    def marginal(self) -> Distribution:
        """Return the distribution of x alone: a normal one."""
        return Normal(0.0, self._spread)

    def level_curves(self, drop: float) -> list[FloatArray]:
        """Return the drop-shaped curve on which the log-density is `drop` nats below its greatest value."""
        # Along y = 0 the log-density is a parabola about -s²/2: to what it lacks there, y² e^{-x} / 2 is added.
        middle, half = -(self._spread**2) / 2, self._spread * sqrt(2 * drop)
        x = middle + half * np.cos(AROUND)
        y = np.sqrt(2 * drop) * np.sin(AROUND) * np.exp(x / 2)
        return [np.column_stack([x, y])]

    def _log_density(self, x: FloatArray, y: FloatArray) -> Any:
        z = x / self._spread
        return -(z * z + x + y * y * np.exp(-x)) / 2 - log(2 * pi * self._spread)

    def _slope(self, x: FloatArray, y: FloatArray) -> tuple[Any, Any]:
        narrow = np.exp(-x)
        return -x / self._spread**2 - 0.5 + y * y * narrow / 2, -y * narrow

    def _draw(self, n: int, generator: Generator) -> tuple[Any, Any]:
        x = self._spread * generator.standard_normal(n)
        return x, np.exp(x / 2) * generator.standard_normal(n)


def coordinates(points: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return x and y of points (..., 2), which may have left the numbers: a walk that diverges asks there."""
    array = np.asarray(points, dtype=np.float64)
    if array.ndim == 0 or array.shape[-1] != 2:
        raise ValueError(f"points must have shape (..., 2), got {array.shape}")
    return array[..., 0], array[..., 1]


PLANE_TARGETS: dict[str, type[PlaneTarget]] = {one.name: one for one in (Ellipse, Banana, Donut, Funnel)}


def grid_conditionals(
    log_density: Callable[[FloatArray], Any], extents: tuple[tuple[float, float], ...], n_nodes: int = 401
) -> tuple[Conditional, ...]:
    """Return conditional distributions by evaluating the density along a line through the point.

    Parameters
    ----------
    log_density : callable
        Of points (..., n_dimensions), up to a constant.
    extents : tuple of pairs
        Between which values each coordinate lies.
    n_nodes : int
        How many points a line has, at least 2.

    Returns
    -------
    tuple of callable
        For `gibbs`.

    Notes
    -----
    Between two nodes the cdf is taken to be straight: its error is of second order in their distance.

    References
    ----------
    Ritter and Tanner, "Facilitating the Gibbs sampler: the Gibbs stopper and the griddy-Gibbs sampler", JASA 87 (1992).

    Examples
    --------
    >>> _, second = grid_conditionals(Banana(1, 0.5).logpdf, ((-4, 4), (-3, 9)))
    >>> draws = second(np.full((20_000, 2), 1.0), np.random.default_rng(0))
    >>> bool(abs(draws.mean()) < 0.02), round(float(draws.std()), 2)
    (True, 0.5)
    """
    if as_count(n_nodes, "n_nodes") < 2:
        raise ValueError(f"n_nodes must be at least 2, got {n_nodes}")

    def conditional(i: int) -> Conditional:
        nodes = np.linspace(*extents[i], n_nodes)

        def draw(points: FloatArray, generator: Generator) -> FloatArray:
            lines = np.repeat(points[:, None, :], n_nodes, axis=1)
            lines[..., i] = nodes
            logs = np.asarray(log_density(lines), dtype=np.float64)
            heights = np.exp(logs - logs.max(axis=1, keepdims=True))
            areas = np.cumsum(heights[:, 1:] + heights[:, :-1], axis=1)
            target = generator.random(len(points)) * areas[:, -1]
            cell = (areas < target[:, None]).sum(axis=1).clip(0, n_nodes - 2)
            row = np.arange(len(points))
            above = areas[row, cell]
            below = np.where(cell > 0, areas[row, cell - 1], 0.0)
            share = np.clip((target - below) / np.where(above > below, above - below, 1.0), 0.0, 1.0)
            return np.asarray(nodes[cell] + share * (nodes[1] - nodes[0]))

        return draw

    return tuple(conditional(i) for i in range(len(extents)))
