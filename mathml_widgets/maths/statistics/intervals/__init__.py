"""Intervals that are to hold a parameter, and how often they do."""
