"""The reader's hand: mouse, finger and keys, to the pixel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page


def centre(target: Locator) -> tuple[float, float]:
    """Return the middle of what the target covers, in pixels of the page."""
    box = target.bounding_box()
    if box is None:
        raise AssertionError(f"{target} is not on the page")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drawn(page: Page) -> None:
    """Return when the page has shown what happened before this call."""
    page.evaluate("new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))")


def moved(target: Locator, before: tuple[float, float]) -> tuple[float, float]:
    """Return how far the target's middle has gone since ``before``, in pixels."""
    x, y = centre(target)
    return x - before[0], y - before[1]


class Hand:
    """Acts on one page.

    Distances are in pixels of the page, x to the right and y down. A drag is a straight line of
    ``steps`` equal moves. ``grip`` is where the pointer takes hold, measured from the middle of
    the target, so that a test can take a handle off its centre.
    """

    def __init__(self, page: Page):
        self._page = page

    @contextmanager
    def hold(self, target: Locator, grip: tuple[float, float] = (0, 0)) -> Iterator["Grasp"]:
        """Press the mouse button on the target; release it at the end of the block."""
        target.scroll_into_view_if_needed()
        x, y = centre(target)
        grasp = Grasp(self._page, x + grip[0], y + grip[1])
        self._page.mouse.down()
        drawn(self._page)
        try:
            yield grasp
        finally:
            self._page.mouse.up()

    def drag(
        self,
        target: Locator,
        dx: float,
        dy: float,
        *,
        steps: int = 10,
        grip: tuple[float, float] = (0, 0),
    ) -> None:
        """Drag the target with the mouse and let go."""
        with self.hold(target, grip) as grasp:
            grasp.move(dx, dy, steps)
        drawn(self._page)

    def touch_drag(
        self,
        target: Locator,
        dx: float,
        dy: float,
        *,
        steps: int = 10,
        grip: tuple[float, float] = (0, 0),
    ) -> None:
        """Drag the target with one finger and lift it."""
        target.scroll_into_view_if_needed()
        x, y = centre(target)
        x, y = x + grip[0], y + grip[1]
        with self.finger() as finger:
            finger("touchStart", x, y)
            for step in range(1, steps + 1):
                finger("touchMove", x + dx * step / steps, y + dy * step / steps)
            finger("touchEnd")
        drawn(self._page)

    def press(self, target: Locator, *keys: str) -> None:
        """Focus the target and press keys one after another, such as ``"Shift+ArrowLeft"``."""
        target.focus()
        for key in keys:
            self._page.keyboard.press(key)
        drawn(self._page)

    @contextmanager
    def finger(self) -> Iterator[Callable[..., None]]:
        """Give what sends the events of one finger: their kind, and where it is."""
        session = self._page.context.new_cdp_session(self._page)

        def event(kind: str, *point: float) -> None:
            points = [dict(zip("xy", point, strict=True))] if point else []
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        try:
            yield event
        finally:
            session.detach()


class Grasp:
    """The mouse with its button down."""

    def __init__(self, page: Page, x: float, y: float):
        self._page = page
        self._x, self._y = x, y
        page.mouse.move(x, y)

    def move(self, dx: float, dy: float, steps: int = 10) -> None:
        """Move on by this distance from where the pointer is now."""
        for step in range(1, steps + 1):
            self._page.mouse.move(self._x + dx * step / steps, self._y + dy * step / steps)
        self._x, self._y = self._x + dx, self._y + dy
        drawn(self._page)
