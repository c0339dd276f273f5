"""Methods of descent, from one gradient a step to none at all.

Those with a learning rate differ only in how they scale and remember gradients; the others look for the
length of each step, or learn the curvature, or do without slopes. Every one has `init` and `step`, takes one
start or many at once, and keeps what it remembers in the open.
"""

from ...lazily import lazily

lazily(__name__)
