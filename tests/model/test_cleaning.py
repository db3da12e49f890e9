"""Texts come in clean: no NUL, no halves of characters."""

from __future__ import annotations

import pytest

from model.cleaning import clean, cleaned


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("漏\0水", "漏水", id="NUL"),
        pytest.param("漏\ud83d水", "漏水", id="half a character"),
        pytest.param("漏水\n😀\t", "漏水\n😀\t", id="everything else stays"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_no_database_can_hold_is_left_out_of_a_text(text: str, kept: str) -> None:
    """Only NUL and halves of characters go."""
    assert clean(text) == kept
    kept.encode()


def test_a_clean_text_is_the_same_object() -> None:
    """Nothing is copied where there is nothing to take out."""
    text = "楼道里的灯坏了"
    assert clean(text) is text


def test_every_text_inside_a_value_is_cleaned_and_all_else_stays() -> None:
    """Lists, objects and names of fields, however deep; numbers and the like are not touched."""
    given = {"a\0": ["b\0", {"c": "d\0"}], "n": 1.5, "t": True, "z": None}
    assert cleaned(given) == {"a": ["b", {"c": "d"}], "n": 1.5, "t": True, "z": None}
