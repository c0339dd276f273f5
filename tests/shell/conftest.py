"""What the tests of the shell share."""

import comm
import pytest

from tests.shell.channel import Channel


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """Record what the widgets made in a test send to the browser."""
    channel = Channel()
    monkeypatch.setattr(comm, "create_comm", channel.create)
    return channel
