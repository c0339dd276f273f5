"""Mixtures of Gaussians in any dimension: fitted, drawn from, noised and denoised."""

from ...lazily import lazily

lazily(__name__)
