"""Texts come in clean: no NUL, no halves of characters."""

from __future__ import annotations

import pytest

from model.cleaning import clean, cleaned, row_id


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


IDS = [
    ("0", 0),
    ("249894002279776256", 249894002279776256),
    (str(2**63 - 1), 2**63 - 1),
    (str(2**63), None),
    ("9" * 5000, None),
    ("²", None),
    ("٣", None),
    ("-1", None),
    ("1 ", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), IDS)
def test_an_id_is_a_number_that_a_row_can_have(text: str, expected: int | None) -> None:
    assert row_id(text) == expected
