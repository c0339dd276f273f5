"""Evidence: what is to be believed after something was seen."""

from ...lazily import lazily

lazily(__name__)
