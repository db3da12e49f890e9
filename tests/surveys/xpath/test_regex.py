"""Patterns: the same answers as a backtracking engine, without its dangers."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.xpath import XPathError
from surveys.xpath.regex import LONGEST_PATTERN, LONGEST_TEXT, matches
from surveys.xpath.regex.automaton import MOST_REMEMBERED

PATTERNS = [
    r"^[0-9]+$",
    r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,4}$",
    r"^(\+?86)?1[3-9]\d{9}$",
    r"(a+)+$",
    r"\bfoo\b",
    r"o\B",
    r"^[^0-9]*$",
    r"(ab|cd)*x",
    r"a{2,3}",
    r"^a{2}$",
    r"^a{2,}$",
    r"^.{3,5}$",
    r"[\w\s-]+",
    r"",
    r"^$",
    r"x*?",
    r"(?:a|b)?c",
    r"^[一-龥]{2,4}$",
    r"a|",
    r"[a\-z]",
    r"中",
    r"\x41",
    r"^(?!00)\d+$",
    r"(a)\1",
    r"(?<n>a)b",
    r"[\d.]-[\D]",
    r"[^\W_]",
    r"\t|\n|\.",
    r"a{,2}",
    r"{",
    r"[$^]",
    r"(|a)+b",
    r"[]a]?",
    r"(?<=a)b",
    r"(?=b)b",
]
TEXTS = [
    "",
    "123",
    "abc",
    "foo bar",
    "a@b.co",
    "13800138000",
    "+8613800138000",
    "aaa",
    "ababx",
    "你好",
    "中文名",
    "a-z",
    "0012",
    "A",
    "food",
    "a{,2}",
    "\t",
    "b",
    "aab",
]


@pytest.mark.parametrize("pattern", [each for each in PATTERNS if each != "[]a]?"])
def test_patterns_find_what_python_finds(pattern: str) -> None:
    as_python = pattern.replace("(?<n>", "(?P<n>").replace("$", r"\Z").replace(r"[\Z^]", "[$^]")
    reference = re.compile(as_python, re.ASCII)
    for text in TEXTS:
        if pattern == "a{,2}":
            assert matches(text, pattern) is ("a{,2}" in text)
        else:
            assert matches(text, pattern) is (reference.search(text) is not None), text


@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning")  # of the re that is compared with
@given(st.text(alphabet="ab|*+?().{2}[]^$-", max_size=10), st.text(alphabet="ab", max_size=6))
def test_any_pattern_is_answered_or_refused(pattern: str, text: str) -> None:
    try:
        found = matches(text, pattern)
    except XPathError:
        return
    try:
        expected = re.search(pattern.replace("$", r"\Z"), text)
    except re.error:
        return
    if not any(sign in pattern for sign in ("[]", "[^]", "[[", "++", "*+", "?+", "}+", "{")):
        assert found is (expected is not None)


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "[",
        "[a",
        "[\\",
        "a{3,1}",
        "*a",
        "a**",
        "a+{2}",
        "(?i)a",
        "\\",
        "[z-a]",
        "(a{1000}){1000}",
        "(" * 60,
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(XPathError):
        matches("aaa", pattern)


def test_javascript_sets_are_understood() -> None:
    assert not matches("a", "[]")
    assert matches("\n", "[^]")
    assert matches("\b", r"[\b]")
    assert matches("5-", r"[\d-x]{2}")
    assert matches("é", r"^\p{L}$")
    assert not matches("é", r"^\P{L}$")
    assert matches("aa", "a++")


def test_patterns_made_to_hang_are_answered_at_once() -> None:
    assert not matches("a" * 30_000 + "b", "^((a+)+)+$")
    assert not matches("a" * 20_000, "^(a|aa)+b")
    with pytest.raises(XPathError, match="too long"):
        matches("".join(random.Random(1).choices("ab", k=5_000)), "(a|b)*a(a|b){900}c")
    with pytest.raises(XPathError, match="too long"):
        matches("a" * 30, r"(?=(a+)+b)")
    with pytest.raises(XPathError, match="too long"):
        matches("a" * 3_000, r"(?=a)a*b*c")
    with pytest.raises(XPathError, match="is no pattern"):
        matches("a", r"(?<=a+)b")


def test_long_patterns_and_texts_are_refused() -> None:
    with pytest.raises(XPathError, match="no more than"):
        matches("a" * (LONGEST_TEXT + 1), "a")
    with pytest.raises(XPathError, match="not accepted"):
        matches("a", "a" * (LONGEST_PATTERN + 1))


def test_what_is_remembered_of_a_pattern_stays_small() -> None:
    for start in range(0, MOST_REMEMBERED * 2, 5_000):
        assert not matches("".join(map(chr, range(0x4E00 + start, 0x4E00 + start + 5_000))), "^x+$")
    assert matches("xx", "^x+$")
