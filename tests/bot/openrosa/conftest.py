"""An OpenRosa server on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.openrosa.central import Central, running


@pytest.fixture
def central() -> Iterator[Central]:
    """A server that takes everything, until it is told otherwise."""
    with running() as server:
        yield server
