"""Optimization: how to get down, and what stands in the way.

One idea a file. A function to be made small is an `Objective`: the test functions with known minima
(`test_functions`), the losses of regression, or the reader's own. A method is a small object with
`init` and `step` (`optimizers`), or a generator of points. `descend` follows one method from one
start or many, `race` several from the same start; what they return holds every point, value and
internal, and how each path ended. Around these: learning rates that change (`schedules`) and their
tuning, what the curvatures promise (`rates`) and what paths keep of it (`convergence`), maps of where
each start ends (`basins`), the noise of minibatches and what comes of it (`minibatches`,
`stationary`, `averages`), and convexity: proofs against it and for it (`chords`, `convexity`), the
losses of classifiers (`margin_losses`), and what is left of it when functions are put together
(`combinations`).
"""

from ..lazily import lazily

lazily(__name__)
