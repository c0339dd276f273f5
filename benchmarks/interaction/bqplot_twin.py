"""The same chart by hand: an ipywidgets slider, an observer, and bqplot marks that it feeds."""

import bqplot
import ipywidgets
import numpy as np

N_SAMPLES, N_BINS, N_POINTS = 1000, 40, 201


class BqplotTwin(ipywidgets.VBox):
    """A normal density and the histogram of as many draws; a slider moves the mean."""

    def __init__(self) -> None:
        scales = {"x": bqplot.LinearScale(min=-4, max=4), "y": bqplot.LinearScale(min=0, max=0.6)}
        self.curve = bqplot.Lines(x=[], y=[], scales=scales)
        self.bars = bqplot.Bars(x=[], y=[], scales=scales)
        axes = [bqplot.Axis(scale=scales["x"]), bqplot.Axis(scale=scales["y"], orientation="vertical")]
        self.slider = ipywidgets.FloatSlider(min=-5, max=5, step=0.01)
        self.numbers = ipywidgets.Label()
        self.slider.observe(self.compute, "value")
        self.compute()
        figure = bqplot.Figure(marks=[self.bars, self.curve], axes=axes)
        super().__init__([figure, self.slider, self.numbers])
        self.add_class("bqplot-twin")

    def compute(self, _: object = None) -> None:
        """Draw the numbers anew and show them."""
        mean = self.slider.value
        draws = np.random.default_rng(0).normal(mean, 1, N_SAMPLES)
        heights, edges = np.histogram(draws, N_BINS, (-4, 4), density=True)
        x = np.linspace(-4, 4, N_POINTS)
        with self.curve.hold_sync(), self.bars.hold_sync():
            self.curve.x, self.curve.y = x, np.exp(-((x - mean) ** 2) / 2) / np.sqrt(2 * np.pi)
            self.bars.x, self.bars.y = (edges[1:] + edges[:-1]) / 2, heights
        error = draws.std() / np.sqrt(N_SAMPLES)
        self.numbers.value = f"mean {mean:.4f}, simulated {draws.mean():.4f} ± {error:.4f}"
