"""The parts of `DistributionSampler`, one idea a file."""
