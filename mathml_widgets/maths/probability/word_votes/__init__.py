"""Naive Bayes: texts classified by adding up words."""

from ...lazily import lazily

lazily(__name__)
