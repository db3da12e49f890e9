"""Registries are complete: each event has its consequences, each timer is set by somebody."""

from __future__ import annotations

import ast
from typing import get_args

from handlers.on import HANDLERS
from handlers.timers import FIRES
from model import events
from tests.tree import ROOT, dotted, sources, tree_of


def test_every_event_has_its_consequences() -> None:
    assert set(HANDLERS) == set(get_args(events.Event))


def test_every_class_of_events_is_an_event() -> None:
    files = sorted((ROOT / "model" / "events").glob("*.py"))
    defined = {node.name for path in files for node in tree_of(path).body if isinstance(node, ast.ClassDef)}
    assert defined == {event.__name__ for event in get_args(events.Event)}


def test_the_consequences_of_an_event_lie_in_the_file_of_its_name() -> None:
    for event, handlers in HANDLERS.items():
        words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in event.__name__)
        assert f"handlers.on{words.replace('_', '.', 1)}" in {one.__module__ for one in handlers}, event


def _kinds_set() -> set[str]:
    """The kinds of timer that some code sets, by literal or by a module's constant."""
    constants: dict[str, set[str]] = {}
    calls: list[ast.expr] = []
    for path in sources("handlers"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                for target in node.targets:
                    constants.setdefault(dotted(target), set()).add(str(node.value.value))
            if isinstance(node, ast.Call) and dotted(node.func).endswith("timers.set") and node.args:
                calls.append(node.args[0])
    found: set[str] = set()
    for kind in calls:
        found |= {str(kind.value)} if isinstance(kind, ast.Constant) else constants.get(dotted(kind), set())
    return found


def test_every_kind_of_timer_is_set_somewhere_and_every_one_set_is_known() -> None:
    assert _kinds_set() == set(FIRES)
