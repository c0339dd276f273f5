"""The widgets, one in a file: traits in, a call of the mathematics, traits out."""
