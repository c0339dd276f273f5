"""The sources that a reader can choose."""

from __future__ import annotations

from typing import Any

# Lewand, Cryptological Mathematics, 2000, page 36: in hundred-thousandths.
ENGLISH = (
    8167, 1492, 2782, 4253, 12702, 2228, 2015, 6094, 6966, 153, 772, 4025, 2406, 6749, 7507, 1929, 95, 5987, 6327,
    9056, 2758, 978, 2360, 150, 1974, 74,
)  # fmt: skip


def _preset(**source: Any) -> dict[str, Any]:
    return {"probabilities": None, "counts": None, "data": None, "symbols": [], **source}


PRESETS = {
    "powers of one half": _preset(probabilities=[0.5, 0.25, 0.125, 0.125]),
    "nine to one": _preset(probabilities=[0.9, 0.1]),
    "fair die": _preset(probabilities=[1 / 6] * 6, symbols=list("⚀⚁⚂⚃⚄⚅")),
    "English letters": _preset(
        probabilities=[share / sum(ENGLISH) for share in ENGLISH], symbols=list("abcdefghijklmnopqrstuvwxyz")
    ),
    "your text": _preset(data="the quick brown fox jumps over the lazy dog"),
    "two coins that agree": _preset(
        probabilities=[[0.5, 0.0], [0.0, 0.5]], symbols=["heads", "tails", "heads", "tails"]
    ),
    "sky and umbrella": _preset(
        probabilities=[[0.45, 0.05], [0.1, 0.4]], symbols=["sun", "rain", "at home", "in hand"]
    ),
}
