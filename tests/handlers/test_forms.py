"""Sessions in hand: the oldest give way, leave nothing for the garbage collector, and can be read again."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

import pytest

import handlers.forms
from handlers.forms import Forms
from surveys import interview
from surveys.session import Opening

NOW = datetime(2026, 11, 18, tzinfo=UTC)


def test_the_oldest_session_gives_way_and_is_read_again_from_its_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handlers.forms, "_KEPT_SESSIONS", 2)
    forms = Forms()
    form = forms.built_in("volunteer")
    written = {}
    for number in range(4):
        step = interview.start(form, Opening(NOW, seed=str(number)))
        written[number] = forms.keep(number, step.session)
    assert len(forms._sessions) == 2
    for number, data in written.items():
        again = forms.session(number, form, data)
        assert interview.ask(again, NOW) is not None


def test_a_session_that_gave_way_is_free_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers.forms, "_KEPT_SESSIONS", 1)
    forms = Forms()
    form = forms.built_in("volunteer")

    def keep(number: int) -> None:
        forms.keep(number, interview.start(form, Opening(NOW, seed=str(number))).session)

    keep(0)
    keep(1)
    gc.collect()
    gc.disable()
    try:
        for number in range(2, 7):
            keep(number)
        left = gc.collect()
    finally:
        gc.enable()
    nodes = sum(1 for _ in form.definitions)
    assert left < nodes, "the trees of five sessions waited for the garbage collector"
