"""Twenty families: a million draws each with histogram and moments; and areas and quantiles far into the tails."""

from functools import cache
from typing import Any

from benchmarks.maths.race import Goal, Job, Maker, Task, accurate, faster, main  # pins the threads: before NumPy

import numpy as np  # isort: skip

N_DRAWS = 1_000_000
N_BINS = 60

FAMILIES = {
    "Normal": (1.0, 2.0),
    "Uniform": (-1.0, 3.0),
    "Exponential": (2.0,),
    "Gamma": (3.0, 2.0),
    "Beta": (2.0, 5.0),
    "StudentT": (9.0, 1.0, 2.0),
    "Laplace": (1.0, 2.0),
    "LogNormal": (0.0, 0.4),
    "Cauchy": (0.0, 1.0),
    "Weibull": (1.7, 3.0),
    "VonMises": (0.0, 3.0),
    "ChiSquared": (5.0,),
    "FisherF": (5.0, 20.0),
    "Logistic": (1.0, 2.0),
    "Bernoulli": (0.3,),
    "Binomial": (40, 0.3),
    "Geometric": (0.3,),
    "Poisson": (12.0,),
    "NegativeBinomial": (3.5, 0.4),
    "Categorical": ((0.1, 0.2, 0.3, 0.25, 0.15),),
}


def of_scipy() -> dict[str, Any]:
    from scipy import stats

    p = FAMILIES
    return {
        "Normal": stats.norm(*p["Normal"]),
        "Uniform": stats.uniform(-1, 4),
        "Exponential": stats.expon(scale=0.5),
        "Gamma": stats.gamma(3, scale=0.5),
        "Beta": stats.beta(2, 5),
        "StudentT": stats.t(9, 1, 2),
        "Laplace": stats.laplace(1, 2),
        "LogNormal": stats.lognorm(0.4),
        "Cauchy": stats.cauchy(),
        "Weibull": stats.weibull_min(1.7, scale=3),
        "VonMises": stats.vonmises(3),
        "ChiSquared": stats.chi2(5),
        "FisherF": stats.f(5, 20),
        "Logistic": stats.logistic(1, 2),
        "Bernoulli": stats.bernoulli(0.3),
        "Binomial": stats.binom(40, 0.3),
        "Geometric": stats.geom(0.3),
        "Poisson": stats.poisson(12),
        "NegativeBinomial": stats.nbinom(3.5, 0.4),
        "Categorical": stats.rv_discrete(values=(np.arange(5), p["Categorical"][0])),
    }


@cache
def all_edges() -> dict[str, Any]:
    from mathml_widgets.maths import probability

    return {
        name: probability.default_edges(getattr(probability, name)(*parameters), N_BINS)
        for name, parameters in FAMILIES.items()
    }


def ours() -> Task:
    from mathml_widgets.maths import probability

    distributions = {name: getattr(probability, name)(*parameters) for name, parameters in FAMILIES.items()}
    edges = all_edges()

    def task() -> dict[str, Any]:
        generator = np.random.default_rng(1)
        found = {}
        for name, distribution in distributions.items():
            seen = probability.simulate(distribution, N_DRAWS, generator, edges[name])
            moments = seen.moments
            found[name] = (
                seen.counts,
                [moments.mean.value, moments.variance.value, moments.skewness.value, moments.kurtosis.value],
            )
        return found

    return task


def scipys() -> Task:
    from scipy import stats

    distributions, edges = of_scipy(), all_edges()

    def task() -> dict[str, Any]:
        generator = np.random.default_rng(1)
        found = {}
        for name, distribution in distributions.items():
            draws = distribution.rvs(size=N_DRAWS, random_state=generator)
            counts = np.histogram(draws, edges[name])[0]
            seen = [draws.mean(), draws.var(ddof=1), stats.skew(draws), stats.kurtosis(draws)]
            found[name] = (counts, seen)
        return found

    return task


def worst_z(found: dict[str, Any]) -> float:
    """How many standard errors the worst bin of all histograms is off, divided by what is usual for so many bins."""
    from mathml_widgets.maths import probability

    edges, worst = all_edges(), 0.0
    for name, (counts, _) in found.items():
        distribution = getattr(probability, name)(*FAMILIES[name])
        shares = np.diff(distribution.cdf(edges[name]))
        spread = np.sqrt(N_DRAWS * shares * (1 - shares))
        worst = max(worst, float(np.max(np.abs(counts - N_DRAWS * shares) / np.maximum(spread, 1))))
    return worst / np.sqrt(2 * np.log(N_BINS * len(FAMILIES)))


def less_memory(share: float) -> Goal:
    def judge(figures: Any) -> tuple[bool, str]:
        ratio = figures["mathml_widgets"].megabytes / figures["scipy.stats"].megabytes
        return ratio <= share, f"{ratio:.3g}"

    return Goal(f"mathml_widgets <= {share:g} of scipy.stats's peak MB", judge)


TAILS = 10.0 ** -np.arange(1.0, 31.0)


def tail_points() -> dict[str, Any]:
    """Return quantiles of ours, rounded to single precision, as points in either tail."""
    from mathml_widgets.maths import probability

    points = {}
    for name, parameters in FAMILIES.items():
        if name in ("Bernoulli", "Categorical", "VonMises"):
            continue
        distribution = getattr(probability, name)(*parameters)
        upper, lower = distribution.quantile(TAILS, upper_tail=True), distribution.quantile(TAILS)
        points[name] = lower.astype(np.float32).astype(float), upper.astype(np.float32).astype(float)
    return points


def our_tails() -> Task:
    from mathml_widgets.maths import probability

    points = tail_points()
    distributions = {name: getattr(probability, name)(*FAMILIES[name]) for name in points}

    def task() -> dict[str, Any]:
        return {
            name: (
                one.cdf(points[name][0]),
                one.sf(points[name][1]),
                one.quantile(TAILS),
                one.quantile(TAILS, upper_tail=True),
            )
            for name, one in distributions.items()
        }

    return task


def scipys_tails() -> Task:
    points, distributions = tail_points(), of_scipy()

    def task() -> dict[str, Any]:
        return {
            name: (
                distributions[name].cdf(lower),
                distributions[name].sf(upper),
                distributions[name].ppf(TAILS),
                distributions[name].isf(TAILS),
            )
            for name, (lower, upper) in points.items()
        }

    return task


def tail_error(found: dict[str, Any]) -> float:
    """Return the worst error of cdf and sf, relative to the exact value times the condition number, against mpmath.

    A quantile counts by the area that it leaves, in units of what an error of its last digit does to that area.
    """
    import mpmath as mp

    from tests.maths.probability.condition_numbers import DIGITS, exact_and_condition
    from tests.maths.probability.exact_families import CONTINUOUS, DISCRETE

    points, worst = tail_points(), 0.0
    exact_of = {entry[0].__name__: entry for entry in CONTINUOUS + DISCRETE}
    with mp.workdps(DIGITS):
        for name, answers in found.items():
            family, _, below, above, _ = exact_of[name]
            for tail, exact_function in enumerate((below, above)):
                pairs = list(zip(points[name][tail], answers[tail], strict=True))
                if not family.is_discrete:
                    pairs += [(x, p) for x, p in zip(answers[tail + 2], TAILS, strict=True)]
                lowest, highest = family(*FAMILIES[name]).support()
                for x, answer in pairs[::3]:
                    if not lowest < x < highest or (highest < np.inf and not family.is_discrete and highest - x < 1e-9):
                        continue
                    exact, condition = exact_and_condition(exact_function, [x, *FAMILIES[name]])
                    worst = max(worst, float(abs(mp.mpf(float(answer)) - exact) / (abs(exact) * condition)))
    return worst


def preliz() -> Task:
    import preliz as pz

    edges = all_edges()
    p = FAMILIES
    distributions = {
        "Normal": pz.Normal(*p["Normal"]),
        "Uniform": pz.Uniform(*p["Uniform"]),
        "Exponential": pz.Exponential(2.0),
        "Gamma": pz.Gamma(3.0, 2.0),
        "Beta": pz.Beta(2.0, 5.0),
        "StudentT": pz.StudentT(9.0, 1.0, 2.0),
        "Laplace": pz.Laplace(1.0, 2.0),
        "LogNormal": pz.LogNormal(0.0, 0.4),
        "Cauchy": pz.Cauchy(0.0, 1.0),
        "Weibull": pz.Weibull(1.7, 3.0),
        "VonMises": pz.VonMises(0.0, 3.0),
        "ChiSquared": pz.ChiSquared(5.0),
        "Logistic": pz.Logistic(1.0, 2.0),
        "Bernoulli": pz.Bernoulli(0.3),
        "Binomial": pz.Binomial(40, 0.3),
        "Geometric": pz.Geometric(0.3),
        "Poisson": pz.Poisson(12.0),
        "Categorical": pz.Categorical(list(p["Categorical"][0])),
    }

    def task() -> dict[str, Any]:
        from scipy import stats

        found = {}
        for name, distribution in distributions.items():
            draws = distribution.rvs(N_DRAWS, random_state=1)
            counts = np.histogram(draws, edges[name])[0]
            found[name] = (counts, [draws.mean(), draws.var(), stats.skew(draws), stats.kurtosis(draws)])
        return found

    return task


DRAWING: dict[str, Maker] = {"mathml_widgets": ours, "scipy.stats": scipys, "PreliZ (18 of the 20)": preliz}
REACHING: dict[str, Maker] = {"mathml_widgets": our_tails, "scipy.stats": scipys_tails}
JOBS = {
    "draws": Job(
        "20 families, 1e6 draws each, histogram and four moments (error: worst bin, in units of chance)",
        DRAWING,
        worst_z,
        (
            faster("mathml_widgets", "scipy.stats", 1 / 0.65),
            less_memory(0.1),
            accurate("mathml_widgets", 1.5),
        ),
    ),
    "tails": Job(
        "cdf, sf and quantiles of 17 families at areas from 0.1 to 1e-30 (error: in condition numbers, by mpmath)",
        REACHING,
        tail_error,
        (accurate("mathml_widgets", 1e-13),),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)
