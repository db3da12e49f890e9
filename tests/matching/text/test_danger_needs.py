"""What a text must contain is found in the patterns themselves; no text is lost by looking for it first."""

from __future__ import annotations

import importlib

import pytest

from matching.text.danger_needs import needs_of
from matching.text.danger_signals import signals
from matching.text.examples import examples
from matching.text.normalise import normalise
from matching.text.shipped import danger_sentences


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("着火", [{"着"}, {"火"}]),
        ("电梯(?:困|关)", [{"困", "关"}, {"梯"}, {"电"}]),
        ("[困关]人?", [{"困", "关"}]),
        ("(?:火(?:大)?)+", [{"火"}]),
        ("火*", []),
        ("(?:火|)", []),
        ("[^火]", []),
        (r"火(?!车)\\d", [{"火"}]),
        ("on fire", [{"on fire"}]),
        ("a?b", []),
        ("[ab]火", [{"火"}]),
    ],
)
def test_a_pattern_says_what_it_needs(pattern: str, needs: list[set[str]]) -> None:
    found = needs_of(pattern.replace("\\\\", "\\"))
    assert sorted(map(sorted, found)) == sorted(map(sorted, needs))


def test_the_rarest_need_comes_first() -> None:
    assert needs_of("我不(?:跳|蹦)")[0] == {"跳", "蹦"}


def test_where_python_hides_its_parser_every_text_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    def hidden(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", hidden)
    assert needs_of("着火") == ()


def test_every_pattern_that_matches_a_sentence_is_among_those_looked_for() -> None:
    table = signals()
    texts = [normalise(text) for _, text in danger_sentences()] + [normalise(row.text) for row in examples()]
    for text in texts[::5]:
        likely = {
            (one.kind, one.level, found.span())
            for one in table.possible(text)
            if (found := one.pattern.search(text))
        }
        real = {
            (one.kind, one.level, found.span()) for one in table.whole if (found := one.pattern.search(text))
        }
        assert likely == real, text
