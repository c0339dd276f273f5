"""Functions of three numbers, between them made of everything that can be watched, and a point to try them at."""

import numpy as np

RNG = np.random.default_rng(7)
A = RNG.normal(size=(4, 3))
B = RNG.normal(size=(3, 3))
C = RNG.normal(size=(2, 3))
POINT = np.array([0.7, -0.4, 1.3])

ANALYTIC = {
    "sum": lambda x: np.sum(x**2),
    "sum of a list": lambda x: sum(v**2 for v in x),
    "mean": lambda x: np.mean(np.exp(x)) + x.mean(),
    "average": lambda x: np.average(x**3, weights=np.array([1.0, 2.0, 3.0])) + np.average(x),
    "var": lambda x: np.var(np.exp(x), ddof=1),
    "std": lambda x: np.std(x) + np.outer(x, x).std(axis=1)[0],
    "norm": lambda x: np.linalg.norm(x) ** 3,
    "prod": lambda x: np.prod(x) * np.outer(x, x).prod(axis=0)[1],
    "cumsum": lambda x: np.sum(np.cumsum(x) ** 3) + np.add.accumulate(x)[1] ** 2,
    "diff": lambda x: np.sum(np.diff(x) ** 4) + np.diff(x, n=2)[0],
    "matvec": lambda x: np.sum(np.tanh(A @ x)),
    "quadratic": lambda x: x @ B @ x,
    "matmul": lambda x: np.sum((np.outer(x, x) @ A.T) ** 2),
    "row times matrix": lambda x: np.sum(np.exp(x @ A.T)),
    "dot": lambda x: np.dot(x, x) * np.dot(A, x)[2],
    "scalar dot": lambda x: np.dot(x[0], x[1]),
    "vdot": lambda x: np.vdot(x, np.sin(x)),
    "inner": lambda x: np.inner(x, C)[1] ** 2 + np.inner(x[0], 2.0),
    "outer": lambda x: np.sum(np.outer(x, x) ** 3),
    "tensordot": lambda x: np.sum(np.tensordot(np.outer(x, x), B, axes=([1], [0])) ** 2),
    "double contraction": lambda x: np.tensordot(np.outer(x, x), B, 2),
    "einsum": lambda x: np.sum(np.einsum("ij,j->i", A, x) ** 4) + np.einsum("ij,jk", B, np.outer(x, x))[0, 1],
    "reshape": lambda x: np.mean(x.reshape(3, 1) * x, axis=0) @ x + np.reshape(x, (3, -1))[2, 0],
    "transpose": lambda x: np.sum((x[:, None] * A.T).T[1] ** 2) + np.transpose(np.outer(x, x**2))[0, 2],
    "swapaxes": lambda x: np.swapaxes(np.outer(x, x**2), 0, 1)[0, 2] + np.moveaxis(np.outer(x, x**3), 0, 1)[1, 2],
    "squeeze": lambda x: np.sum(np.squeeze(x[None]) ** 3) + np.expand_dims(x, 0).squeeze(0)[1] ** 2,
    "ravel": lambda x: np.ravel(np.outer(x, x))[5] + np.outer(x, x).flatten()[1],
    "broadcast_to": lambda x: np.sum(np.broadcast_to(x, (2, 3)) ** 2 * C),
    "broadcasting": lambda x: np.sum((x[:, None] - x) ** 2 * B),
    "roll": lambda x: np.sum(x * np.roll(x, 1) ** 2),
    "flip": lambda x: np.sum(x * np.flip(x) ** 2 * np.array([1.0, 2.0, 3.0])) + x[::-1][0],
    "repeat": lambda x: np.prod(np.repeat(x, 2)) + np.tile(x, 2)[4] ** 2,
    "take": lambda x: np.sum(x[[0, 0, 2]] ** 3) + np.take(x, [1, 1])[0] * x[np.array([True, False, True])][1],
    "slices": lambda x: x[1:] @ x[:-1] ** 2 + x[-1] * x[..., 0] + x[None, 1][0],
    "concatenate": lambda x: np.sum(np.concatenate([x, [1.0, 2.0], x[:1]]) ** 3),
    "stack": lambda x: np.sum(np.stack([x[0] * x[1], x[2]]) ** 2) + np.stack([x, x**2], axis=1)[2, 1],
    "hstack": lambda x: np.sum(np.hstack([x, x[0]]) ** 2) + np.vstack([x, x**2])[1, 0] + np.append(x, x)[4] ** 3,
    "array of numbers": lambda x: np.sum(np.array([x[0] * x[1], np.sin(x[2])]) ** 2),
    "object arrays": lambda x: A @ np.array([x[0], x[1] * x[0], x[2]]) @ np.ones(4),
    "diag": lambda x: np.sum(np.diag(x) @ B @ np.diag(x)) + np.diag(np.outer(x, x))[1] + np.diag(x, 1)[0, 1],
    "trace": lambda x: np.trace(np.outer(x, x) @ B) + np.diagonal(np.outer(x, x))[2],
    "triangles": lambda x: np.sum(np.tril(np.outer(x, x)) ** 2) + np.sum(np.triu(np.outer(x, x), 1) ** 3),
    "polyval": lambda x: np.sum(np.polyval([1.0, 2.0, 3.0], x)),
    "powers": lambda x: x[0] ** 3 + x[2] ** 2.5 + 2.0 ** x[1] + x[2] ** x[0] + x[0] ** 1 + x[1] ** -2,
    "division": lambda x: x[0] / x[1] + 3.0 / x[2] + np.reciprocal(x[0]),
    "where": lambda x: np.sum(np.where(np.array([True, False, True]), x**3, -(x**2))),
    "log-sum-exp": lambda x: np.log(np.sum(np.exp(A @ x))),
    "elementary": lambda x: np.sin(x[0]) * np.cos(x[1]) + np.tan(x[0]) + np.log(x[2]) + np.sqrt(x[2]) + np.exp(x[1]),
    "hyperbolic": lambda x: np.sinh(x[0]) + np.cosh(x[1]) * np.tanh(x[2]) + np.arcsinh(x[0]) + np.arccosh(x[2]),
    "inverse": lambda x: np.arcsin(x[0]) + np.arccos(x[1]) + np.arctan(x[2]) + np.arctanh(x[0]),
    "logarithms": lambda x: np.log2(x[0]) + np.log10(x[2]) + np.log1p(x[1]) + np.expm1(x[0]) + np.exp2(x[1]),
    "constant": lambda x: 3.0,
    "zeros like": lambda x: np.sum((np.zeros_like(x) + np.ones_like(x) * np.full_like(x, 2.0) + x) ** 2),
    "sizes": lambda x: np.sum(x) * len(x) * x.size * np.size(x) * np.ndim(x) * np.shape(x)[0] + x.ndim,
    "methods": lambda x: (
        x.copy().dot(x)
        + x.take([0])[0]
        + x.astype(float).sum() * (+x).cumsum()[1]
        + x[:1].item()
        + np.atleast_1d(x[0])[0]
    ),
}
NOT_ANALYTIC = {
    "abs": lambda x: np.sum(np.abs(x) ** 3) + abs(x[1]) + np.fabs(x[0]),
    "max": lambda x: np.max(x * x) + np.maximum(x[0], x[1]) + np.outer(x, x).max(axis=1)[0] + x.min() * np.amin(x),
    "norm 1": lambda x: np.linalg.norm(x, 1) ** 2 + np.linalg.norm(x, np.inf) ** 3,
    "clip": lambda x: np.sum(np.clip(x, -0.1, 0.5) ** 2) + x.clip(max=1.0)[0] ** 2,
    "relu": lambda x: np.sum(np.maximum(A @ x, 0.0) ** 2),
    "where": lambda x: np.sum(np.where(x > 0, x**3, -(x**2))),
    "masks": lambda x: np.sum(np.where((x > 0) & ~(x > 1), x**2, np.where((x < 0) | (x >= 2), x, 1.0))),
    "branch": lambda x: x[0] ** 2 if x[1] > 0 else x[2] ** 3,
    "chained branch": lambda x: x[0] ** 2 if -1 < x[1] <= 0 and x[0] != x[2] else x[2],
    "sort": lambda x: np.sort(x)[0] ** 3,
    "argmax": lambda x: x[np.argmax(x)] ** 2 + x[x.argmin()] if np.any(x > 1) and not np.all(x > 1) else x[1],
    "logaddexp": lambda x: np.logaddexp.reduce(x) * np.add.reduce(x) + np.logaddexp(x[0], x[1]),
    "angles": lambda x: np.arctan2(x[0], x[2]) + np.hypot(x[1], x[2]) + np.degrees(x[0]) * np.radians(x[1]),
    "cbrt": lambda x: np.sum(np.cbrt(x)),
    "steps": lambda x: x[0] * np.sign(x[1]) + x[2] * np.floor(x[0]) + x[1] % 0.3 + (x[2] // 0.4) * x[0],
    "power of abs": lambda x: np.sum(np.abs(x) ** x),
}
ALL = {**ANALYTIC, **{f"{name} (not analytic)": f for name, f in NOT_ANALYTIC.items()}}
