"""Features and their rows, without a text for each in memory."""

from __future__ import annotations

import pytest

from matching.text.vocabulary import Vocabulary

NAMES = ("电梯", "梯坏", "op", "灯", "é", "&修 水管")


def test_each_feature_has_the_row_it_was_given_and_others_have_none() -> None:
    known = Vocabulary.of(NAMES)
    assert list(known.find((*NAMES, "没有"))) == [0, 1, 2, 3, 4, 5, -1]
    assert {name: known[name] for name in NAMES} == {name: row for row, name in enumerate(NAMES)}
    assert "没有" not in known
    with pytest.raises(KeyError):
        known["没有"]


def test_it_is_read_back_from_its_bytes_and_goes_through_its_features_in_order() -> None:
    known = Vocabulary.of(NAMES)
    again = Vocabulary(known.packed)
    assert tuple(again) == NAMES
    assert len(again) == len(NAMES)
    assert again == known


def test_one_without_features_knows_none() -> None:
    nothing = Vocabulary.of(())
    assert not len(nothing)
    assert list(nothing) == []
    assert list(nothing.find(("电梯",))) == [-1]
