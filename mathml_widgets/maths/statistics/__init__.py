"""Statistics: what data can and cannot tell.

How good a classifier is, and how sure that is (`classification`, `comparison`); what a fit owes to
noise (`learning`); the data as they might have been (`resampling`); tests and intervals with what
they promise (`testing`, `intervals`), and what comes of them in the long run (`long_run`).
Arrays go in; arrays, numbers and named tuples come out.
"""

from ..lazily import lazily

lazily(__name__)
