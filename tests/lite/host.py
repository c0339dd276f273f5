"""A server of static files that can go away and come back at the same address."""

from contextlib import ExitStack
from pathlib import Path

from js.lite.serve import StaticFiles, serving

from ..browser.running import free_port


class Host:
    """Serves a folder while it is up.

    Parameters
    ----------
    folder : Path
        What is served.
    place : str
        Where in it the site is.

    Attributes
    ----------
    url : str
        The site's address, without a slash at the end.
    asked : list of str
        The paths that it was asked for, without their queries.
    """

    def __init__(self, folder: Path, place: str):
        asked = self.asked = []

        class Noting(StaticFiles):
            def log_request(self, *_: object) -> None:
                asked.append(self.path.partition("?")[0])

        self._handler = Noting
        self._folder = folder
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}/{place}"
        self._running = ExitStack()
        self._up = False

    def __enter__(self) -> "Host":
        self.up()
        return self

    def __exit__(self, *_: object) -> None:
        self.down()

    def up(self) -> None:
        """Serve, if that is not so already."""
        if not self._up:
            self._running.enter_context(serving(self._folder, self._port, self._handler))
            self._up = True

    def down(self) -> None:
        """Refuse every connection."""
        self._running.close()
        self._up = False
