"""What `EntropyCalculator` is made of, one idea in a file."""
