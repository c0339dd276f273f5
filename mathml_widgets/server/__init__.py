"""The Jupyter Server extension: answers reach the browser without the network's delay."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

__all__ = ["_jupyter_server_extension_points", "_load_jupyter_server_extension"]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "mathml_widgets.server"}]


def _load_jupyter_server_extension(server: "ServerApp") -> None:
    from .nodelay import MathmlWidgets

    MathmlWidgets(parent=server).apply(server.web_app.settings)
