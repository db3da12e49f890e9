"""What the public evaluation said."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need
from model.organization import Grade

_BY_GRADE = {
    Grade.EXCELLENT: Verdict(1.0, "match.grade.excellent"),
    Grade.GOOD: Verdict(0.75, "match.grade.good"),
    Grade.QUALIFIED: Verdict(NEUTRAL, "match.grade.qualified"),
    Grade.UNQUALIFIED: Verdict(0.0, "match.grade.unqualified"),
    None: Verdict(0.45, "match.grade.none"),
}


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Better grades first. An unqualified one has a year to mend and comes last; suspension excludes."""
    return _BY_GRADE[option.organization.grade]
