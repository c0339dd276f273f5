"""A program that runs beside the tests, on ports and in folders of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

BIN = Path(sys.executable).parent


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_folders(folder: Path) -> dict[str, str]:
    """Return the environment in which Jupyter keeps all that it writes in one folder."""
    return os.environ | {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
        "PATH": os.pathsep.join([str(BIN), os.environ["PATH"]]),
        "PYTHONUNBUFFERED": "1",
    }


class Running:
    """A program from its start to `stop`, with the last lines that it and its children wrote.

    Parameters
    ----------
    command : list of str
    folder : Path
        Where it runs.
    environment : dict of str
    hear : callable
        Told of each line, and of an empty one when there will be no more.
    """

    def __init__(
        self, command: list[str], folder: Path, environment: dict[str, str], hear: Callable[[str], object] = len
    ):
        self._hear = hear
        self._log: deque[str] = deque(maxlen=4000)
        self._process = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def stop(self) -> None:
        """Ask it to end; end it if it does not."""
        if self.alive:
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=5)
        self._process.stdout.close()

    def log_tail(self, lines: int) -> str:
        """Return the last lines that were written."""
        return "".join(list(self._log)[-lines:])

    def _read(self) -> None:
        for line in self._process.stdout:
            self._log.append(line)
            self._hear(line)
        self._hear("")
