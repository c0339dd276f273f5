"""What the data would say if they had come out otherwise: bootstrap and permutation."""
