"""A view of ours, in the words of a reader."""

import re

from playwright.sync_api import Locator, Page

from .hand import centre


class Sight:
    """What a reader sees of one widget.

    Parameters
    ----------
    root : Locator
        The outermost element of the view.

    Attributes
    ----------
    picture, badge, alert, notices, progress, question, lesson, field, field_error : Locator
        Parts of the view that are not told apart by a name.
    """

    def __init__(self, root: Locator):
        self.root = root
        self.page = root.page
        self.picture = root.locator("svg.mathml-picture")
        self.badge = root.locator(".mathml-badge")
        self.alert = root.locator(".mathml-error")
        self.notices = root.locator(".mathml-notices > .mathml-notice")
        self.progress = root.locator(".mathml-progress")
        self.question = root.locator(".mathml-question")
        self.lesson = root.locator(".mathml-lesson")
        self.field = root.locator(".mathml-field input")
        self.field_error = root.locator(".mathml-field-error")

    def handle(self, name: str) -> Locator:
        """What has the focus and the name of a ring."""
        return self.root.locator(f'.mathml-handle[data-name="{name}"]')

    def ring(self, name: str) -> Locator:
        """The ring itself, whose middle is the place that it shows."""
        return self.handle(name).locator(".mathml-ring")

    def mark(self, name: str) -> Locator:
        """A line, arrow or area of the picture by its name."""
        return self.picture.locator(f'[data-name="{name}"]')

    def entry(self, row: int, column: int) -> Locator:
        """An entry of the matrix, counted from 1."""
        return self.root.locator(f'.mathml-entries [data-name="entry {row}{column}"]')

    def reading(self, name: str) -> Locator:
        """A row of the table of numbers."""
        return self.root.locator(f'.mathml-readouts tr[data-name="{name}"]')

    def number(self, name: str) -> Locator:
        """What NumPy says in a row of the table of numbers."""
        return self.reading(name).locator(".mathml-numeric")

    def button(self, name: str) -> Locator:
        """A button by its face or by what it says it does."""
        return self.root.get_by_role("button", name=re.compile(f"^{re.escape(name)}$"))

    def menu(self, label: str) -> Locator:
        """A menu by its label."""
        return self.root.get_by_label(re.compile(f"^{re.escape(label)}:"))

    def type(self, row: int, column: int, text: str) -> None:
        """Type over an entry, or into the field that is open already, and press Enter."""
        if self.field.count() == 0:
            self.entry(row, column).click()
        self.field.fill(text)
        self.field.press("Enter")

    def still(self) -> None:
        """Wait until the picture has come to rest."""
        self.picture.evaluate("picture => rig.still(picture)")

    def place(self, target: Locator) -> tuple[float, float]:
        """Return where the target's middle is, in pixels from the middle of the picture, y up."""
        x, y = centre(target)
        middle_x, middle_y = centre(self.picture)
        return x - middle_x, middle_y - y

    def outline(self, path: Locator, points: int = 2) -> list[tuple[float, float]]:
        """Return equally spaced points of a path, in pixels from the middle of the picture, y up."""
        return path.evaluate("(path, points) => rig.outline(path, points)", points)


class Shown:
    """A page that shows views of ours."""

    page: Page

    @property
    def views(self) -> Locator:
        """Every view of ours, in the order of the page."""
        return self.page.locator(".mathml-root")

    def sight(self, number: int = 0) -> Sight:
        """Return a view, counted from the top of the page, once it is drawn and at rest."""
        view = self.views.nth(number)
        view.scroll_into_view_if_needed()
        sight = Sight(view)
        if sight.picture.count():
            sight.still()
        return sight
