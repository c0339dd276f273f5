"""Drawing: 64 Metropolis chains, and one step of a language model, beside their peers.

    python -m benchmarks.maths.sampling [metropolis token]

Run it with an interpreter that has the peers (`pip install torch jax`); one that is missing is reported as missing.
All do the same: the chains take 10,000 normal steps each in the plane on a banana, and all places are kept; the step
takes 50,257 scores in float64 through a temperature, top-k and top-p to one token. The error of the chains is how far
means, in standard errors, are off; that of the token's step the greatest one of a probability, against exact sums.
"""

import math
from functools import cache
from typing import Any

from benchmarks.maths.race import Job, Task, accurate, faster, main

CHAINS, STEPS, STEP_SIZE = 64, 10_000, 1.2
VOCABULARY, TEMPERATURE, K, P = 50_257, 0.8, 50, 0.9


def ours_chains() -> Task:
    import numpy as np

    from mathml_widgets.maths.probability import metropolis_hastings

    def banana(x: Any) -> Any:
        a, b = x[..., 0], x[..., 1]
        square = a * a
        return -0.5 * (square + (b - square) ** 2)

    start = np.zeros((CHAINS, 2))
    return lambda: metropolis_hastings(
        banana, start, STEPS, np.random.default_rng(0), step_size=STEP_SIZE
    ).samples.transpose(1, 0, 2)


def jax_chains() -> Task:
    import jax
    import jax.numpy as jnp

    def banana(x: Any) -> Any:
        a, b = x[..., 0], x[..., 1]
        return -0.5 * (a**2 + (b - a**2) ** 2)

    @jax.jit
    def run(key: Any) -> Any:
        def step(state: Any, key: Any) -> Any:
            x, logs = state
            one, two = jax.random.split(key)
            proposal = x + STEP_SIZE * jax.random.normal(one, x.shape)
            new = banana(proposal)
            taken = jnp.log(jax.random.uniform(two, (CHAINS,))) < new - logs
            x, logs = jnp.where(taken[:, None], proposal, x), jnp.where(taken, new, logs)
            return (x, logs), x

        start = jnp.zeros((CHAINS, 2))
        return jax.lax.scan(step, (start, banana(start)), jax.random.split(key, STEPS))[1]

    return lambda: run(jax.random.key(0)).block_until_ready()


def torch_chains() -> Task:
    import torch

    def banana(x: Any) -> Any:
        a, b = x[..., 0], x[..., 1]
        return -0.5 * (a**2 + (b - a**2) ** 2)

    def run() -> Any:
        generator = torch.Generator().manual_seed(0)
        x = torch.zeros((CHAINS, 2), dtype=torch.float64)
        logs, places = banana(x), torch.empty((STEPS, CHAINS, 2), dtype=torch.float64)
        normals = STEP_SIZE * torch.randn(places.shape, generator=generator, dtype=torch.float64)
        uniforms = torch.rand((STEPS, CHAINS), generator=generator, dtype=torch.float64).log()
        for t in range(STEPS):
            proposal = x + normals[t]
            new = banana(proposal)
            taken = uniforms[t] < new - logs
            x, logs = torch.where(taken[:, None], proposal, x), torch.where(taken, new, logs)
            places[t] = x
        return places

    return run


def chains_error(places: Any) -> float:
    """How many standard errors the means of the two coordinates are off 0 and 1, at the most."""
    import numpy as np

    from mathml_widgets.maths.probability import effective_sample_size

    draws = np.asarray(places)[500:].transpose(1, 0, 2)
    sizes = effective_sample_size(draws)
    off = abs(draws.mean(axis=(0, 1)) - [0.0, 1.0]) / np.sqrt(np.array([1.0, 3.0]) / sizes)
    return float(off.max())


@cache
def logits() -> Any:
    import numpy as np

    generator = np.random.default_rng(0)
    scores = -1.1 * np.log(np.arange(1, VOCABULARY + 1)) + generator.normal(0, 0.3, VOCABULARY)
    return generator.permutation(scores)


def ours_token() -> Task:
    import numpy as np

    from mathml_widgets.maths.probability import next_token

    generator = np.random.default_rng(0)
    scores = logits()

    def run() -> Any:
        step = next_token(scores, [("temperature", TEMPERATURE), ("top_k", K), ("top_p", P)])
        step.draw(generator)
        return step.over_vocabulary()

    return run


def torch_token() -> Task:
    import torch

    generator = torch.Generator().manual_seed(0)
    scores = torch.tensor(logits())

    def run() -> Any:
        """As transformers' warpers do it: top-k by its threshold, top-p by sorting, over the whole vocabulary."""
        z = scores / TEMPERATURE
        z = z.masked_fill(z < torch.topk(z, K).values[-1], -math.inf)
        sorted_z, order = torch.sort(z)
        removed = sorted_z.softmax(0).cumsum(0) <= 1 - P
        removed[-1] = False
        z = z.masked_fill(removed.scatter(0, order, removed), -math.inf)
        p = z.softmax(0)
        torch.multinomial(p, 1, generator=generator)
        return p

    return run


def torch_topk_token() -> Task:
    import torch

    generator = torch.Generator().manual_seed(0)
    scores = torch.tensor(logits())

    def run() -> Any:
        """Only the k best, which are sorted already."""
        top = torch.topk(scores / TEMPERATURE, K)
        p = top.values.softmax(0)
        p = p[: int((p.cumsum(0) < P).sum()) + 1]
        p = p / p.sum()
        torch.multinomial(p, 1, generator=generator)
        return torch.zeros(VOCABULARY, dtype=torch.float64).scatter(0, top.indices[: len(p)], p)

    return run


def jax_token() -> Task:
    import jax
    import jax.numpy as jnp

    scores = jnp.asarray(logits())

    @jax.jit
    def step(scores: Any, key: Any) -> Any:
        values, places = jax.lax.top_k(scores / TEMPERATURE, K)
        p = jax.nn.softmax(values)
        p = jnp.where(jnp.cumsum(p) - p < P, p, 0.0)
        p = p / p.sum()
        token = jax.random.choice(key, places, p=p)
        return jnp.zeros(VOCABULARY).at[places].set(p), token

    return lambda: step(scores, jax.random.key(0))[0].block_until_ready()


def token_error(probabilities: Any) -> float:
    """The greatest error of a probability, against exact sums."""
    import numpy as np

    scores = [score / TEMPERATURE for score in logits().tolist()]
    order = sorted(range(VOCABULARY), key=lambda i: -scores[i])[:K]
    weights = [math.exp(scores[i] - scores[order[0]]) for i in order]
    total, n = math.fsum(weights), 1
    while math.fsum(weights[:n]) < P * total:
        n += 1
    truth = np.zeros(VOCABULARY)
    truth[order[:n]] = np.array(weights[:n]) / math.fsum(weights[:n])
    return float(abs(np.asarray(probabilities) - truth).max())


JOBS = {
    "metropolis": Job(
        f"{CHAINS} Metropolis chains of {STEPS} steps",
        {"mathml_widgets": ours_chains, "jax scan": jax_chains, "torch loop": torch_chains},
        chains_error,
        (
            faster("mathml_widgets", "jax scan", 1.0),
            faster("mathml_widgets", "jax scan", 1.0, figure="first"),
            accurate("mathml_widgets", 4.0),
        ),
    ),
    "token": Job(
        f"temperature, top-k, top-p and a draw over {VOCABULARY} scores",
        {
            "mathml_widgets": ours_token,
            "torch": torch_token,
            "torch, top-k alone": torch_topk_token,
            "jax, top-k alone": jax_token,
        },
        token_error,
        (faster("mathml_widgets", "torch", 2.5), accurate("mathml_widgets", 1e-15)),
    ),
}

if __name__ == "__main__":
    main(__spec__.name, JOBS)
