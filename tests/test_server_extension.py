"""The Jupyter Server extension sends a kernel's messages at once, and never stands in the way."""

import asyncio
import json
import logging
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.kernels.connection.base import BaseKernelWebsocketConnection
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect
from traitlets.config import Config

from mathml_widgets.server import (
    _jupyter_server_extension_points,
    _load_jupyter_server_extension,
)
from mathml_widgets.server.nodelay import CONNECTION_CLASS, MathmlWidgets, Undelayed, undelayed

CONFIGURATION = Path(__file__).parents[1] / "jupyter-config/jupyter_server_config.d"


class Handler:
    """A kernel websocket's handler, as far as a connection knows it."""

    def __init__(self):
        self.nodelay = None

    def set_nodelay(self, on):
        self.nodelay = on


class Connection:
    """A kernel websocket's connection, as far as the extension knows it."""

    def __init__(self, handler, log=None):
        self.websocket_handler = handler
        self.log = log
        self.connected = 0

    def connect(self):
        self.connected += 1
        return "connected"


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.INFO)
    return caplog


def apply(settings, **config):
    MathmlWidgets(config=Config(MathmlWidgets=config), log=logging.getLogger()).apply(settings)
    return settings


def test_the_configuration_names_the_module_that_says_it_is_an_extension():
    configuration = json.loads((CONFIGURATION / "mathml_widgets.json").read_text())
    enabled = configuration["ServerApp"]["jpserver_extensions"]
    assert enabled == {point["module"]: True for point in _jupyter_server_extension_points()}


def test_a_connection_sets_nodelay_and_then_connects_as_before():
    handler = Handler()
    connection = undelayed(Connection)(handler)
    assert connection.connect() == "connected"
    assert handler.nodelay is True
    assert connection.connected == 1


def test_a_second_application_changes_nothing():
    once = undelayed(Connection)
    assert undelayed(once) is once


def test_a_connection_keeps_its_own_configuration():
    derived = undelayed(BaseKernelWebsocketConnection)
    assert "BaseKernelWebsocketConnection" in derived.section_names()


def test_the_log_says_that_it_is_on_and_how_to_turn_it_off(log):
    settings = apply({CONNECTION_CLASS: Connection})
    assert issubclass(settings[CONNECTION_CLASS], Undelayed)
    [record] = log.records
    assert record.levelno == logging.INFO
    assert "TCP_NODELAY is on" in record.message
    assert "c.MathmlWidgets.tcp_nodelay = False" in record.message


def test_the_setting_turns_it_off(log):
    settings = apply({CONNECTION_CLASS: Connection}, tcp_nodelay=False)
    assert settings == {CONNECTION_CLASS: Connection}
    assert not log.records


@pytest.mark.parametrize("settings", [{}, {CONNECTION_CLASS: None}, {CONNECTION_CLASS: object}])
def test_a_server_with_other_connections_gets_one_warning_and_no_change(settings, log):
    assert apply(dict(settings)) == settings
    [record] = log.records
    assert record.levelno == logging.WARNING
    assert CONNECTION_CLASS in record.message


def test_a_handler_that_cannot_is_warned_of_once_and_connects(log):
    kind = undelayed(Connection)
    for _ in range(2):
        connection = kind(SimpleNamespace(), logging.getLogger())
        assert connection.connect() == "connected"
    [record] = log.records
    assert record.levelno == logging.WARNING
    assert "set_nodelay" in record.message


@pytest.mark.parametrize("on", [True, False])
def test_a_real_server_opens_the_kernels_socket_as_the_setting_says(on, tmp_path, monkeypatch):
    for variable in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
        monkeypatch.setenv(f"JUPYTER_{variable}", str(tmp_path / variable))
    assert asyncio.run(nodelay_of_a_kernels_socket(tmp_path, on)) is on


async def nodelay_of_a_kernels_socket(root, on):
    """Start a server and a kernel, connect as a browser does, and look at the server's socket."""
    server = ServerApp(
        ip="127.0.0.1",
        port=0,
        open_browser=False,
        allow_root=True,
        root_dir=str(root),
        log_level=logging.ERROR,
        config=Config(MathmlWidgets={"tcp_nodelay": on}, IdentityProvider={"token": "t"}),
    )
    server.initialize(argv=[], new_httpserver=False, find_extensions=False)
    _load_jupyter_server_extension(server)
    handlers = []
    connection_class = server.web_app.settings[CONNECTION_CLASS]

    class Observed(connection_class):
        def connect(self):
            handlers.append(self.websocket_handler)
            return super().connect()

    server.web_app.settings[CONNECTION_CLASS] = Observed
    server.init_httpserver()
    kernel = await server.kernel_manager.start_kernel()
    try:
        [listening] = server.http_server._sockets.values()
        url = f"ws://127.0.0.1:{listening.getsockname()[1]}/api/kernels/{kernel}/channels"
        request = HTTPRequest(f"{url}?session_id=s", headers={"Authorization": "token t"})
        client = await websocket_connect(request)
        stream = handlers[0].ws_connection.stream
        nodelay = bool(stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        client.close()
        return nodelay
    finally:
        await server._cleanup()
