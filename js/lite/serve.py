"""Serve a built site on loopback: ``python -m js.lite.serve [--port 8000] [dist/lite]``."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from .fetch import ROOT


class StaticFiles(SimpleHTTPRequestHandler):
    """Plain files, each with the type that a browser asks of it."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
    }

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def server_of(folder: Path, port: int = 0, handler: type[StaticFiles] = StaticFiles) -> ThreadingHTTPServer:
    """Return a server of a folder on loopback; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=str(folder)))


@contextmanager
def serving(folder: Path, port: int = 0, handler: type[StaticFiles] = StaticFiles) -> Iterator[str]:
    """Serve a folder in the background; give the address, without a slash at the end."""
    with server_of(folder, port, handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m js.lite.serve", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist/lite")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    if not (options.folder / "index.html").exists():
        parser.error(f"{options.folder} holds no site: run make lite first")
    with server_of(options.folder, options.port) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}  (Ctrl-C ends it)")
        with suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    main()
