"""Principal components of 10,000 points in 300 dimensions, and the ten words nearest to one, beside their peers.

    python -m benchmarks.maths.embeddings [components components32 neighbors] [--rounds 7] [--seconds 20]

The points are a cloud whose standard deviations fall as 1, 1/sqrt(2), 1/sqrt(3) ... along random directions, in
float64 or float32. The error of the components is the sine of the largest angle between the space that they span and
that of a singular value decomposition in float64; that of neighbours is the largest difference of a cosine, or 1
where the words differ. Searches are among vectors prepared beforehand, as a program with a vocabulary does; "raw"
starts from the bare array.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from .race import Goal, Job, Task, accurate, faster, main

import numpy as np  # isort: skip  after race has pinned the threads

POINTS, DIMENSIONS, COMPONENTS, NEIGHBORS = 10_000, 300, 3, 10
OURS = "mathml_widgets"


@cache
def cloud(dtype: str) -> Any:
    rng = np.random.default_rng(0)
    turn = np.linalg.qr(rng.normal(size=(DIMENSIONS, DIMENSIONS)))[0]
    spread = 1 / np.sqrt(np.arange(1, DIMENSIONS + 1))
    return ((rng.normal(size=(POINTS, DIMENSIONS)) * spread) @ turn + rng.normal(size=DIMENSIONS)).astype(dtype)


@cache
def directions(dtype: str) -> Any:
    points = cloud(dtype).astype(np.float64)
    return np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][:COMPONENTS]


def sine(dtype: str) -> Callable[[Any], float]:
    def error(answer: Any) -> float:
        components = np.asarray(answer[0], dtype=np.float64)
        components /= np.linalg.norm(components, axis=1, keepdims=True)
        expected = directions(dtype)
        return float(np.linalg.norm(components - components @ expected.T @ expected, 2))

    return error


def our_components(dtype: str) -> Task:
    from mathml_widgets.maths import linear_algebra

    points = cloud(dtype)
    return lambda: linear_algebra.principal_components(points, COMPONENTS)


def sklearn_components(solver: str, dtype: str) -> Task:
    from sklearn.decomposition import PCA

    points = cloud(dtype)

    def run() -> Any:
        found = PCA(COMPONENTS, svd_solver=solver, random_state=0)
        scores = found.fit_transform(points)
        return found.components_, scores

    return run


def components(dtype: str) -> Job:
    solvers = ("auto", "covariance_eigh", "randomized", "arpack")
    contestants: dict[str, Callable[[], Task]] = {OURS: lambda: our_components(dtype)}
    for solver in solvers:
        contestants[f"sklearn, {solver}"] = lambda solver=solver: sklearn_components(solver, dtype)
    return Job(
        f"{COMPONENTS} principal components and scores of {POINTS} x {DIMENSIONS} {dtype}",
        contestants,
        sine(dtype),
        (quickest(), tenfold()),
    )


def quickest() -> Goal:
    def judge(found: Any) -> tuple[bool, str]:
        ratio = found[OURS].warm / min(figures.warm for name, figures in found.items() if name != OURS)
        return ratio <= 1.25, f"{ratio:.3g}x its time"

    return Goal("within 1.25x of sklearn's quickest", judge)


def tenfold() -> Goal:
    def judge(found: Any) -> tuple[bool, str]:
        peers = {name: figures for name, figures in found.items() if name != OURS}
        peer = min(peers, key=lambda name: peers[name].warm)
        return 10 * found[OURS].error <= peers[peer].error, f"{found[OURS].error:.1e} against {peers[peer].error:.1e}"

    return Goal("a subspace error at most a tenth of that of sklearn's quickest", judge)


@cache
def cosines() -> Any:
    vectors = cloud("float32").astype(np.float64)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit @ unit[0]


def wrong_neighbors(answer: Any) -> float:
    rows, scores = answer
    expected = cosines()
    best = np.argsort(-expected)[1 : NEIGHBORS + 1]
    return float(np.abs(np.asarray(scores) - expected[best]).max()) if list(rows) == best.tolist() else 1.0


def our_neighbors(prepared: bool) -> Task:
    from mathml_widgets.maths import linear_algebra

    vectors = cloud("float32")
    given = linear_algebra.searchable(vectors) if prepared else vectors
    return lambda: linear_algebra.nearest_neighbors(given, vectors[0], NEIGHBORS, excluded=[0])


def gensim_neighbors() -> Task:
    from gensim.models import KeyedVectors

    words = [str(i) for i in range(POINTS)]
    vectors = KeyedVectors(DIMENSIONS)
    vectors.add_vectors(words, cloud("float32"))
    vectors.fill_norms()

    def run() -> Any:
        found = vectors.most_similar("0", topn=NEIGHBORS)
        return [int(word) for word, _ in found], [score for _, score in found]

    return run


def sklearn_neighbors() -> Task:
    from sklearn.neighbors import NearestNeighbors

    vectors = cloud("float32")
    search = NearestNeighbors(n_neighbors=NEIGHBORS + 1, metric="cosine", algorithm="brute").fit(vectors)

    def run() -> Any:
        far, rows = search.kneighbors(vectors[:1])
        return rows[0, 1:], 1 - far[0, 1:]

    return run


JOBS = {
    "components": components("float64"),
    "components32": components("float32"),
    "neighbors": Job(
        f"the {NEIGHBORS} nearest by cosine of {POINTS} x {DIMENSIONS}",
        {
            OURS: lambda: our_neighbors(True),
            f"{OURS}, raw": lambda: our_neighbors(False),
            "gensim": gensim_neighbors,
            "sklearn": sklearn_neighbors,
        },
        wrong_neighbors,
        (faster(OURS, "gensim", 1.0), accurate(OURS, 1e-14)),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)
