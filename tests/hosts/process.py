"""A host as a process of its own, on a free loopback port, with folders of its own."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from pathlib import Path

from tests.browser.server import free_port

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent


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
        self._log: deque[str] = deque(maxlen=4000)

    def __enter__(self) -> "Process":
        self._process = subprocess.Popen(
            self._command,
            env=os.environ | self._own_folders() | self._environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()
        deadline = time.monotonic() + 60
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise RuntimeError(f"{self._command[0]} did not start:\n{self.log_tail()}")
        return self

    def __exit__(self, *_) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=5)
        self._process.stdout.close()

    def log_tail(self, lines: int = 60) -> str:
        """Return the last lines that the host and its kernels wrote."""
        return "".join(list(self._log)[-lines:])

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self._ready, timeout=1):
                return True
        except urllib.error.HTTPError:  # it refuses, so it is there
            return True
        except OSError:
            return False

    def _own_folders(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder),
            "JUPYTER_CONFIG_DIR": str(self.folder / "config"),
            "JUPYTER_DATA_DIR": str(self.folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime"),
            "IPYTHONDIR": str(self.folder / "ipython"),
            "PATH": os.pathsep.join([str(BIN), os.environ["PATH"]]),
            "PYTHONPATH": str(HERE),
            "PYTHONUNBUFFERED": "1",
            "MATHML_TOLD": str(self.folder),
        }

    def _read_log(self) -> None:
        for line in self._process.stdout:
            self._log.append(line)
