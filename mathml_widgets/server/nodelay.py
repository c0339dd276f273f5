"""Set TCP_NODELAY on the sockets between browser and kernel.

Jupyter Server leaves Nagle's algorithm on, which together with delayed acknowledgements holds a
small message back for some 40 ms. A drag sends many small messages.
"""

from collections.abc import MutableMapping
from types import new_class
from typing import Any, ClassVar

from traitlets import Bool
from traitlets.config import LoggingConfigurable

CONNECTION_CLASS = "kernel_websocket_connection_class"


class MathmlWidgets(LoggingConfigurable):
    """What a server's configuration may say to this package."""

    tcp_nodelay = Bool(
        True,
        help="Send each message of a kernel at once: set TCP_NODELAY on its websocket.",
    ).tag(config=True)

    def apply(self, settings: MutableMapping[str, Any]) -> None:
        """Have the web application open its kernel websockets without delay.

        Parameters
        ----------
        settings
            The settings of the server's web application, changed in place.
        """
        if not self.tcp_nodelay:
            return
        connection = settings.get(CONNECTION_CLASS)
        if not isinstance(connection, type) or not hasattr(connection, "connect"):
            self.log.warning(
                "mathml_widgets | TCP_NODELAY stays off: this server names no %s that connects",
                CONNECTION_CLASS,
            )
            return
        settings[CONNECTION_CLASS] = undelayed(connection)
        self.log.info(
            "mathml_widgets | TCP_NODELAY is on for kernel websockets; c.MathmlWidgets.tcp_nodelay = False turns it off"
        )


def undelayed(connection: type[Any]) -> type[Any]:
    """Return a kind of kernel connection that sets TCP_NODELAY when it connects.

    Parameters
    ----------
    connection
        The kind of connection to derive from; returned as it is if it does so already.
    """
    if issubclass(connection, Undelayed):
        return connection
    return new_class(f"Undelayed{connection.__name__}", (Undelayed, connection))


class Undelayed:
    """Mixin for a kernel's websocket connection."""

    # What the class it is mixed into provides.
    websocket_handler: Any
    log: Any

    _warned: ClassVar[bool] = False

    def connect(self) -> Any:
        """Connect, with no delay for small messages."""
        try:
            self.websocket_handler.set_nodelay(True)
        except Exception as error:  # whatever it is, the kernel must be reached
            self._warn_once(error)
        return super().connect()  # type: ignore[misc]

    def _warn_once(self, error: Exception) -> None:
        if not self._warned:
            type(self)._warned = True
            self.log.warning("mathml_widgets | TCP_NODELAY could not be set on a kernel websocket: %r", error)
