"""The same drag by matplotlib and ipympl: every picture is drawn in the kernel and sent as an image."""

import matplotlib
import numpy as np

from .same_work import answer

matplotlib.use("module://ipympl.backend_nbagg")

from matplotlib import pyplot as plt
from matplotlib.collections import LineCollection

SPAN = 8
LINES = np.array([[[k, -8], [k, 8]] for k in range(-8, 9)] + [[[-8, k], [8, k]] for k in range(-8, 9)])
SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
TURN = np.linspace(0, 2 * np.pi, 121)
CIRCLE = np.column_stack([np.cos(TURN), np.sin(TURN)])


class MatplotlibTwin:
    """A figure whose first column follows the mouse while its button is down.

    Attributes
    ----------
    drawn : list of int
        How many motions each picture sent so far had seen.
    """

    def __init__(self) -> None:
        plt.ioff()
        self.figure = plt.figure(figsize=(7, 5.6), dpi=100)
        self.axes = self.figure.add_axes((0, 0, 0.8, 1), xlim=(-SPAN / 2, SPAN / 2), ylim=(-SPAN / 2, SPAN / 2))
        self.grid = self.axes.add_collection(LineCollection([], colors="0.7", linewidths=1))
        (self.square,) = self.axes.plot([], [], "0.4")
        (self.ellipse,) = self.axes.plot([], [], "C1")
        self.columns = self.axes.quiver([0, 0], [0, 0], [1, 1], [1, 1], **ARROWS, color="C0")
        self.singular = self.axes.quiver([0, 0], [0, 0], [1, 1], [1, 1], **ARROWS, color="C1")
        self.numbers = self.figure.text(0.81, 0.95, "", va="top", size=9)
        self.matrix = np.array([[1.5, 0.9], [-0.3, 1.25]])
        self.show()
        self.forget()
        self.figure.canvas.mpl_connect("motion_notify_event", self.moved)
        self.figure.canvas.mpl_connect("draw_event", lambda _: self.drawn.append(self.motions))

    def forget(self) -> None:
        """Count motions and pictures from here."""
        self.motions = 0
        self.drawn: list[int] = []

    def moved(self, event) -> None:
        self.motions += 1
        if event.button == 1 and event.xdata is not None:
            self.matrix = np.column_stack([[event.xdata, event.ydata], self.matrix[:, 1]])
            self.show()
            self.figure.canvas.draw_idle()

    def show(self) -> None:
        values = answer(self.matrix)
        self.grid.set_segments(LINES @ self.matrix.T)
        self.square.set_data(*(self.matrix @ SQUARE.T))
        self.ellipse.set_data(*(self.matrix @ CIRCLE.T))
        self.columns.set_UVC(*self.matrix)
        u, _ = values["singular_vectors"]
        self.singular.set_UVC(*(u * values["singular_values"]))
        names = ("determinant", "trace", "singular_values", "eigenvalues")
        self.numbers.set_text("\n".join(f"{name}\n{np.round(values[name], 3)}" for name in names))


ARROWS = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.006}
