"""Code cells that several tests put into their notebook."""

MATRIX = """\
import mathml_widgets as mw
w = mw.MatrixTransform()
w"""

COMPANION = """\
import traitlets
s = mw.MorphSpectrum()
link = traitlets.link((w, "matrix"), (s, "matrix"))
s"""
