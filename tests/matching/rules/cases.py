"""The shape of a rule's test cases, and the one way they are all checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from locales import LANGUAGES, texts
from matching.option import Option
from matching.rules import RULES
from matching.situation import Situation
from model.need import Need
from tests.matching.street import need, option, situation

_OPTION, _NEED, _SITUATION = option(), need(), situation()


class Told(NamedTuple):
    """What a rule should say: the sentence's key after "match.", the score (None: excluded), the Chinese."""

    key: str
    score: float | None
    zh: str = ""


@dataclass(frozen=True)
class Case:
    """One line of a rule's table."""

    label: str
    expected: Told
    option: Option = _OPTION
    need: Need = _NEED
    situation: Situation = _SITUATION

    def __str__(self) -> str:
        return self.label


def check(rule: str, case: Case) -> None:
    """The rule gives the expected verdict, and its sentence can be said in every language."""
    verdict = RULES[rule](case.need, case.option, case.situation)
    assert verdict.key == f"match.{case.expected.key}"
    score = None if verdict.score is None else round(verdict.score, 2)
    assert score == case.expected.score
    for language in LANGUAGES:
        assert texts(language).say(verdict.reason)
    if case.expected.zh:
        assert texts("zh_CN").say(verdict.reason) == case.expected.zh
