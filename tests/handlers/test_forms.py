"""Sessions in hand: the oldest give way, leave nothing for the garbage collector, and can be read again."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

import pytest

import handlers.forms
from handlers.forms import Forms
from surveys import interview, library, said
from surveys.session import Opening, dump
from surveys.xform import load

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


def test_a_session_that_another_process_went_on_with_catches_up_and_stays() -> None:
    here, there = Forms(), Forms()
    form = here.built_in("volunteer")
    first = here.keep(1, interview.start(form, Opening(NOW, seed="1")).session)
    root = here.session(1, form, first).instance.root
    step = interview.hear(form, there.take(1, form, first), said.Text("1"), NOW)
    second = there.keep(1, step.session)
    assert second != first
    again = here.session(1, form, second)
    assert again.instance.root is root
    assert dump(again) == second
    assert here.take(1, form, second) is again
    assert dump(here.take(1, form, first)) == first


def test_what_cannot_be_read_leaves_nothing_behind() -> None:
    forms = Forms()
    form = forms.built_in("volunteer")
    data = forms.keep(1, interview.start(form, Opening(NOW, seed="1")).session)
    with pytest.raises(ValueError, match="session"):
        forms.session(1, form, b"{}")
    assert dump(forms.session(1, form, data)) == data


def test_a_session_of_a_form_that_was_read_anew_is_read_anew_too() -> None:
    forms = Forms()
    one, other = load(library.xform("volunteer")), load(library.xform("volunteer"))
    data = forms.keep(1, interview.start(one, Opening(NOW, seed="1")).session)
    assert forms.session(1, other, data).form is other
