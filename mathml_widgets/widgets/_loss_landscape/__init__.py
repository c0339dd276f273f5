"""The parts of `LossLandscape`, one idea a file."""
