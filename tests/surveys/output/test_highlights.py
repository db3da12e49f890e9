"""The few results worth a line in a message."""

from __future__ import annotations

from surveys.output.counting import Bar, Shown
from surveys.output.highlights import Highlight, highlights
from surveys.output.summary import Kind, Result, Summary

HALF = (Bar("no", Shown.COUNT, 5, 0.25), Bar("yes", Shown.COUNT, 15, 0.75))


def result(label: str, kind: Kind = Kind.ONE, bars: tuple[Bar, ...] = HALF, heading: str = "") -> Result:
    return Result(f"/data/{label}", label, kind, 20, bars, heading=heading)


def test_the_most_frequent_answer_to_the_first_questions_with_choices() -> None:
    found = highlights(Summary(20, tuple(result(name) for name in "abcd")), most=2)
    assert found == (Highlight("a", "yes", 0.75), Highlight("b", "yes", 0.75))


def test_what_is_hidden_repeated_or_has_no_choices_is_left_out() -> None:
    hidden = (Bar("no", Shown.FEW), Bar("yes", Shown.WITHHELD), Bar("perhaps", Shown.COUNT))
    results = (
        result("hidden", bars=hidden),
        result("number", Kind.NUMBER),
        result("words", Kind.WORDS, ()),
        result("repeat", heading="Pets"),
        result("several", Kind.SEVERAL),
    )
    assert [one.label for one in highlights(Summary(20, results))] == ["several"]
