"""A browser at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.browser import Browser, TestClient
from tests.web.compiled import compiled_once
from tests.web.street import Street, build


@pytest.fixture(scope="session", autouse=True)
def templates() -> Iterator[None]:
    """Every server here compiles its templates; it need not be the same ones again."""
    with compiled_once():
        yield


@pytest.fixture
def street(tmp_path: Path) -> Street:
    """A street in a fresh database."""
    return build(tmp_path)


@pytest.fixture
def browser(street: Street) -> Iterator[Browser]:
    """A browser of an installation outside demo mode."""
    with TestClient(street.app(), follow_redirects=False) as client:
        yield Browser(client)


@pytest.fixture
def visitor(street: Street) -> Iterator[Browser]:
    """A browser of an installation in demo mode."""
    with TestClient(street.app(demo=True), follow_redirects=False) as client:
        yield Browser(client)
