"""What a fitted model owes to the function, and what to the noise."""
