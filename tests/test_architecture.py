"""The pure wings have no clock, no chance and no network of their own: all of it comes in as arguments.

And no test has a stop-watch: a busy machine would fail it. Speed is measured in ``benchmarks/``, as ratios.
"""

from __future__ import annotations

import ast

import pytest

from tests.tree import PURE, dotted, nodes, place

CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "date.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.perf_counter",
    "time.localtime",
    "time.sleep",
}
CHANCE = {"uuid.uuid1", "uuid.uuid4", "uuid1", "uuid4", "os.urandom", "urandom", "SystemRandom"}
STOPWATCHES = {"time.perf_counter", "perf_counter", "time.process_time", "process_time", "timeit.timeit"}
SEEDED = {"Random", "random.Random", "default_rng", "np.random.default_rng", "numpy.random.default_rng"}
"""Chance is allowed where its seed is given."""
OUTSIDE = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "secrets",
    "smtplib",
    "socket",
    "socketserver",
    "sqlalchemy",
    "sqlite3",
    "ssl",
    "subprocess",
    "urllib.request",
    "urllib3",
    "websockets",
}


def wrong(node: ast.AST) -> str:
    """What a pure wing must not do, as this node does it; empty when it does nothing wrong."""
    if isinstance(node, ast.Import):
        return next((alias.name for alias in node.names if _outside(alias.name)), "")
    if isinstance(node, ast.ImportFrom):
        names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        chance = [name for name in names if name.startswith("random.") and name != "random.Random"]
        return next((name for name in names if _outside(name)), "") or next(iter(chance), "")
    if isinstance(node, ast.Call):
        return _wrong_call(node)
    return ""


def _outside(module: str) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in OUTSIDE)


def _wrong_call(call: ast.Call) -> str:
    name = dotted(call.func)
    if name in SEEDED:
        return "" if call.args or call.keywords else f"{name} without a seed"
    if name in CLOCKS | CHANCE or name.startswith(("random.", "np.random.", "numpy.random.")):
        return name
    return ""


def test_the_pure_wings_ask_no_clock_no_chance_and_no_network() -> None:
    found = [f"{place(path, node)}: {what}" for path, node in nodes(*PURE) if (what := wrong(node))]
    assert found == []


def test_no_test_is_timed() -> None:
    found = [
        place(path, node)
        for path, node in nodes("tests")
        if isinstance(node, ast.Call) and dotted(node.func) in STOPWATCHES
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "import socket",
        "import urllib.request",
        "from urllib import request",
        "from http.client import HTTPConnection",
        "import asyncio",
        "datetime.now(UTC)",
        "date.today()",
        "time.time()",
        "random.random()",
        "random.Random()",
        "from random import choice",
        "default_rng()",
        "uuid4()",
    ],
)
def test_the_check_itself_finds(code: str) -> None:
    assert any(wrong(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "random.Random(7)",
        "default_rng(seed)",
        "from random import Random",
        "from datetime import datetime",
        "from urllib.parse import quote",
        "now.time()",
        "clock.now()",
    ],
)
def test_the_check_itself_allows(code: str) -> None:
    assert not any(wrong(node) for node in ast.walk(ast.parse(code)))
