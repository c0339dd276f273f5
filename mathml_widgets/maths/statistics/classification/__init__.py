"""How good is a classifier: counts, curves, calibration and the threshold."""
