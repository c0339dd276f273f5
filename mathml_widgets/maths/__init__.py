"""Mathematics as plain functions on NumPy arrays.

Each subject is a package of its own (``from mathml_widgets.maths import linear_algebra``) and each
idea in it a file that can be read as a lesson. Nothing here knows about Jupyter: what a widget
shows, a script can compute. Divergence and singularity are results to look at; a ``ValueError``
names the argument, the rule and the culprit.
"""
