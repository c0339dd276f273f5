"""A real JupyterLab on a free loopback port, with folders of its own."""

import json
import shutil
import sys
import threading
import urllib.request
from pathlib import Path

from .running import Running, free_port, own_folders

QUIET_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "fetchNews": "false",
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
}

KERNELS = {
    "no_subshells": [
        sys.executable,
        str(Path(__file__).with_name("kernel_without_subshells.py")),
        "-f",
        "{connection_file}",
    ],
    "departing": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
}


class JupyterServer:
    """JupyterLab as a context manager: up on entry, gone with its kernels on exit.

    Parameters
    ----------
    folder : Path
        An empty folder. Configuration, settings, runtime files and notebooks all stay in it.

    Attributes
    ----------
    url : str
        Where the server answers, without a slash at the end.
    notebooks : Path
        The folder that the server serves.

    Notes
    -----
    Besides the environment's own ``python3`` the server offers two kernels: ``no_subshells``,
    which handles a widget's messages only between cells, and ``departing``, a kernel like
    ``python3`` that `kernel_gone` takes away.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.notebooks = folder / "notebooks"
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._ready = threading.Event()

    def __enter__(self) -> "JupyterServer":
        self.notebooks.mkdir(parents=True)
        settings = self.folder / "settings"
        settings.mkdir()
        (settings / "overrides.json").write_text(json.dumps(QUIET_SETTINGS))
        (settings / "page_config.json").write_text(json.dumps({"buildCheck": False}))
        for name in KERNELS:
            self._install_kernel(name)
        self._program = Running(self._command(settings), self.folder, own_folders(self.folder), self._hear)
        if not (self._ready.wait(timeout=60) and self._program.alive):
            self.__exit__()
            raise RuntimeError(f"JupyterLab did not start:\n{self.log_tail()}")
        return self

    def __exit__(self, *_) -> None:
        self._program.stop()

    def log_tail(self, lines: int = 60) -> str:
        """Return the last lines that server and kernels wrote."""
        return self._program.log_tail(lines)

    def request(self, method: str, path: str) -> object:
        """Ask the server's REST interface and return the decoded answer, or None."""
        request = urllib.request.Request(f"{self.url}/api/{path}", method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def stop_sessions(self) -> None:
        """Shut every running kernel down."""
        for session in self.request("GET", "sessions"):
            self.request("DELETE", f"sessions/{session['id']}")

    def forget_settings(self) -> None:
        """Return to the settings of a first visit."""
        shutil.rmtree(self.folder / "user_settings", ignore_errors=True)

    def kernel_gone(self) -> None:
        """Take the kernel ``departing`` off the list of kernels."""
        shutil.rmtree(self._kernel_folder("departing"))

    def kernel_back(self) -> None:
        """Offer the kernel ``departing`` (again)."""
        if not self._kernel_folder("departing").exists():
            self._install_kernel("departing")

    def _kernel_folder(self, name: str) -> Path:
        return self.folder / "data" / "kernels" / name

    def _install_kernel(self, name: str) -> None:
        folder = self._kernel_folder(name)
        folder.mkdir(parents=True)
        spec = {"argv": KERNELS[name], "display_name": name, "language": "python"}
        (folder / "kernel.json").write_text(json.dumps(spec))

    def _command(self, settings: Path) -> list[str]:
        return [
            *(sys.executable, "-m", "jupyterlab"),
            "--no-browser",
            "--allow-root",
            "--ip=127.0.0.1",
            f"--port={self._port}",
            "--ServerApp.port_retries=0",
            "--IdentityProvider.token=",
            "--ServerApp.password=",
            "--ServerApp.disable_check_xsrf=True",
            f"--ServerApp.root_dir={self.notebooks}",
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.extension_manager=readonly",
            f"--LabApp.app_settings_dir={settings}",
            f"--LabApp.user_settings_dir={self.folder / 'user_settings'}",
            f"--LabApp.workspaces_dir={self.folder / 'workspaces'}",
        ]

    def _hear(self, line: str) -> None:
        if not line or "is running at" in line:
            self._ready.set()
