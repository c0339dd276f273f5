"""Tests whose null distribution is a formula."""
