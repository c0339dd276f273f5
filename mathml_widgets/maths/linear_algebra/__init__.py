"""Linear algebra: what a matrix does to space, and the numbers that say so.

One idea a file: determinants, inverses, subspaces and sizes; eigenvectors (`spectrum`) and singular
vectors (`singular`); exact values beside rounded ones; the nearest matrix under a constraint; paths
from the identity to a matrix; and words for what is seen. Matrices taken apart (`lu`, `qr`,
`cholesky`, `low_rank`) and rows reduced in fractions; clouds of points (`principal_components`,
`tsne`, `random_projection`) and words as points (`cooccurrence` to `analogy`). Arrays go in and
come out; a matrix of any size where the notion allows, and a stack of matrices along leading axes
where a docstring says (..., n, n).
"""

from ..lazily import lazily

lazily(__name__)
