"""What a hand on a widget feels, measured in a real JupyterLab beside two other ways of making one.

Run ``python -m benchmarks.interaction``, or name parts: ``... drag frames first_picture imports sizes``.
"""
