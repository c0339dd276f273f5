"""Information: surprise, measured.

One outcome surprises by the logarithm of one over its probability. From that come the entropy of a source
(`entropy`, `entropy_estimates`), what a wrong belief costs (`kl_divergence`, `divergences`), what one variable tells
about another (`mutual_information`, `ksg_mutual_information`, `channel_capacity`), codes that reach these bounds
(`huffman_code`, `arithmetic_encode`), and the beliefs that assume least (`maximum_entropy`).
The unit is in the base: bits by default, nats for e, hartleys for 10.
"""

from ..lazily import lazily

lazily(__name__)
