"""What becomes of tests that are done again and again."""
