"""A host as a process of its own, on a free loopback port, with folders of its own."""

import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.browser.running import BIN, Running, free_port, own_folders

HERE = Path(__file__).parent


class Process:
    """Runs while its block does.

    Parameters
    ----------
    folder : Path
        Where it runs, and keeps its settings.
    command : list of str
        A program of this environment and its arguments; ``{port}`` stands for the port.
    ready : str
        A path that answers once the host is up.
    **environment
        Variables beyond those that every host gets.
    """

    def __init__(self, folder: Path, command: list[str], ready: str = "/", **environment: str):
        self.folder = folder
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self._command = [str(BIN / command[0]), *(word.format(port=port) for word in command[1:])]
        self._ready = self.url + ready
        self._environment = environment

    def __enter__(self) -> "Process":
        environment = own_folders(self.folder) | self._told() | self._environment
        self._program = Running(self._command, self.folder, environment)
        deadline = time.monotonic() + 60
        while not self._answers():
            if not self._program.alive or time.monotonic() > deadline:
                self.__exit__()
                raise RuntimeError(f"{self._command[0]} did not start:\n{self.log_tail()}")
        return self

    def __exit__(self, *_) -> None:
        self._program.stop()

    def log_tail(self, lines: int = 60) -> str:
        """Return the last lines that the host and its kernels wrote."""
        return self._program.log_tail(lines)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self._ready, timeout=1):
                return True
        except urllib.error.HTTPError:  # it refuses, so it is there
            return True
        except OSError:
            return False

    def _told(self) -> dict[str, str]:
        return {"HOME": str(self.folder), "PYTHONPATH": str(HERE), "MATHML_TOLD": str(self.folder)}
