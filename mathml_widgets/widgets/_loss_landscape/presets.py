"""The prepared examples, and the data to begin with."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...maths import geometry as g


def moons() -> g.DataSet:
    """Return the data to begin with."""
    return g.moons(100, noise=0.15, generator=np.random.default_rng(0))


def of_network(data: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return a preset that trains a network."""
    usual: dict[str, Any] = {
        "source": "data", "function": None, "grid": None, "layer_sizes": [], "activation": "tanh",
        "criterion": "automatic", "with_biases": True, "parameters": None, "checkpoints": None, "optimizer": "Adam",
        "learning_rate": 0.03, "n_steps": 300, "n_starts": 1, "batch_size": 0, "directions": "automatic",
        "rescaling": 1.0, "radius": None, "direction_angle": 0.0, "log_scale": False, "clamp": None,
    }  # fmt: skip
    return usual | data | values


def of_function(function: str, **values: Any) -> dict[str, Any]:
    """Return a preset of a function."""
    nothing = {"data": None, "targets": None, "n_steps": 0}
    return of_network(nothing, source="function", function=function, **values)


def data_of(found: Any) -> dict[str, Any]:
    """Return data and targets as given traits."""
    return {"data": found.data, "targets": np.asarray(found.targets, dtype=float).reshape(len(found.data), -1)[:, 0]}


def prepared() -> dict[str, dict[str, Any]]:
    """Return the prepared examples."""
    rotation = g.deep_linear(3, 2, generator=np.random.default_rng(1))
    small = 0.05 * np.random.default_rng(0).standard_normal(rotation.network.n_parameters)
    two = g.two_weights()
    spirals = data_of(g.spirals(120, generator=np.random.default_rng(0)))
    either = data_of(g.exclusive_or(100, generator=np.random.default_rng(0)))
    arms = data_of(moons())
    return {
        "moons": of_network(arms),
        "spirals": of_network(spirals, layer_sizes=[2, 12, 12, 1], n_steps=600),
        "exclusive or": of_network(either),
        "two seeds": of_network(arms, n_starts=2, directions="checkpoints", mode="line"),
        "sharp or flat": of_network(arms, activation="relu", directions="filter", learning_rate=0.01, n_steps=500),
        "two weights": of_network(
            data_of(two), layer_sizes=[1, 1, 1], activation="relu", with_biases=False, criterion="squared", n_steps=0,
            parameters=[1.0, 1.0], directions="axes", radius=[2.5, 2.5], clamp=4.0,
        ),
        "deep linear": of_network(
            {"data": rotation.data, "targets": rotation.targets}, layer_sizes=list(rotation.network.layer_sizes),
            activation="identity", with_biases=False, criterion="squared", parameters=small,
            optimizer="GradientDescent", learning_rate=0.1, n_steps=600,
        ),
        "saddle, 5 of 100 down": of_function("saddle(5)", directions="random"),
        "saddle, 20 of 100 down": of_function("saddle(20)", directions="random"),
        "saddle, 45 of 100 down": of_function("saddle(45)", directions="random"),
        "Himmelblau": of_function(
            "himmelblau", parameters=[-1.0, -4.0], optimizer="GradientDescent", learning_rate=0.01, n_steps=100
        ),
        "Rosenbrock": of_function(
            "rosenbrock", parameters=[-1.2, 1.0], optimizer="BFGS", n_steps=100, log_scale=True
        ),
        "monkey saddle": of_function("monkey_saddle"),
        "Rastrigin": of_function("rastrigin", parameters=[2.3, -1.6], learning_rate=0.05, n_steps=200),
    }  # fmt: skip
