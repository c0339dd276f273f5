"""How a machine draws: mechanisms that can be stepped, and that record what they did."""

from ...lazily import lazily

lazily(__name__)
