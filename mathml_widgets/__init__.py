"""Interactive widgets for the mathematics of machine learning, computed by NumPy.

Every widget lives in a file of its own, `widgets/<name>.py`, and is found by its name:
`mathml_widgets.MatrixTransform` imports `widgets/matrix_transform.py` on first use, so
importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .widgets.distribution_sampler import DistributionSampler as DistributionSampler
    from .widgets.entropy_calculator import EntropyCalculator as EntropyCalculator
    from .widgets.loss_landscape import LossLandscape as LossLandscape
    from .widgets.matrix_transform import MatrixTransform as MatrixTransform
    from .widgets.morph_spectrum import MorphSpectrum as MorphSpectrum

    __version__: str


def _stems() -> list[str]:
    return sorted(
        path.stem for path in (Path(__file__).parent / "widgets").glob("*.py") if not path.stem.startswith("_")
    )


def _class_name(stem: str) -> str:
    return "".join(word.capitalize() for word in stem.split("_"))


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version(__name__)
    for stem in _stems():
        if _class_name(stem) == name:
            return getattr(import_module(f"{__name__}.widgets.{stem}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return ["__version__", "lessons", "maths", *map(_class_name, _stems())]
