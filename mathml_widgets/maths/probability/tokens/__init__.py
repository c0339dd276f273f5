"""Language, one token after the other: scores, filters, draws, and models that only count."""

from ...lazily import lazily

lazily(__name__)
