"""What is dragged: the widgets, other ways of making the like, an echo, and nothing at all."""

from dataclasses import dataclass

IMPORTS = """\
import sys
sys.path.insert(0, {root!r})
import mathml_widgets as mw
from IPython.display import HTML
from benchmarks.interaction.bqplot_twin import BqplotTwin
from benchmarks.interaction.clock import Clock
from benchmarks.interaction.echo import Echo
from benchmarks.interaction.matplotlib_twin import MatplotlibTwin
from benchmarks.interaction.traits_twin import TraitsTwin
clock = Clock()
"""


@dataclass(frozen=True)
class Contestant:
    """One of them, as it stands in the notebook.

    Parameters
    ----------
    name : str
        Its name in recorder.js.
    title : str
        Its name in the table.
    cell : str
        The code that shows it.
    target : str
        The CSS selector of what the hand takes hold of.
    grip : tuple of float
        Where on the target, as shares of its width and height.
    is_there : str
        In JavaScript: whether the cell's `output` shows the picture.
    """

    name: str
    title: str
    cell: str
    target: str
    grip: tuple[float, float] = (0.5, 0.5)
    is_there: str = ""


OURS = Contestant(
    name="mathml_widgets",
    title="mathml_widgets",
    cell="mw.MatrixTransform()",
    target=".mathml-handle[data-name=first]",
    is_there="output.querySelector('.mathml-handle')",
)
TRAITS = Contestant(
    name="traits",
    title="naive traits",
    cell="TraitsTwin()",
    target=".twin-ring",
    is_there="output.querySelector('.twin-ring')",
)
IPYMPL = Contestant(
    name="ipympl",
    title="ipympl",
    cell="twin = MatplotlibTwin()\ntwin.figure.canvas",
    target=".jupyter-matplotlib-canvas-container",
    grip=(0.6, 0.45),
    # The canvas is there before its first picture is.
    is_there="""[...output.querySelectorAll('canvas')].some((canvas) => canvas.width > 200 &&
        canvas.getContext('2d').getImageData(100, 100, 1, 1).data[3] > 0)""",
)
NOTHING = Contestant(
    name="nothing",
    title="a bare page",
    cell='HTML(\'<div class="nothing" style="height: 560px; user-select: none"></div>\')',
    target=".nothing",
)
ECHO = Contestant(name="echo", title="an echo", cell="Echo()", target=".echo", is_there="output.querySelector('.echo')")
SLIDER = Contestant(
    name="chart_slider",
    title="DistributionSampler",
    cell="mw.DistributionSampler()",
    target=".mathml-slider[data-name='parameters 1'] input",
    is_there="output.querySelector('.mathml-hands-ground')",
)
BRUSH = Contestant(
    name="chart_brush",
    title="DistributionSampler, brush",
    cell="mw.DistributionSampler()",
    target=".mathml-hands [data-name='interval ring 2'] .mathml-ring",
    is_there="output.querySelector('.mathml-hands-ground')",
)
PLAIN_BQPLOT = Contestant(
    name="plain_bqplot",
    title="ipywidgets and bqplot",
    cell="BqplotTwin()",
    target=".bqplot-twin .noUi-handle",
    is_there="output.querySelector('.bqplot-twin .noUi-handle')",
)
CONTESTANTS = (OURS, TRAITS, IPYMPL)
ANSWERING = (*CONTESTANTS, ECHO)
CELLS = (*ANSWERING, NOTHING)
CHARTS = (SLIDER, BRUSH, PLAIN_BQPLOT, ECHO)
CHART_CELLS = (*CHARTS, IPYMPL)
