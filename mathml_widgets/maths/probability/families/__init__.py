"""Named families of distributions, one a file, with their densities, tails, quantiles, moments and draws.

`FAMILIES` lists them by name; each class declares its parameters' rules, defaults and slider ranges.
"""

from ...lazily import lazily

lazily(__name__)
