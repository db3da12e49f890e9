"""Does it serve people like this one."""

from __future__ import annotations

import pytest

from matching.rules.eligibility import tags
from model.need import Beneficiary, BeneficiaryKind
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import need, option

ELDER = Beneficiary(BeneficiaryKind.PARENT, "elder", True)
CHILD = Beneficiary(BeneficiaryKind.CHILD)
ADULT = Beneficiary(BeneficiaryKind.SELF, "adult", disability=False)

CASES = (
    Case("no audience is everybody", Told("eligibility.everybody", 0.6)),
    Case(
        "an elder at an elders service",
        Told("eligibility.elder", 1.0, "专门照顾老人"),
        option(audience=("elder",)),
        need(category="legal.advice", beneficiary=ELDER),
    ),
    Case(
        "the field itself says it is for an elder",
        Told("eligibility.elder", 1.0),
        option(audience=("elder",)),
    ),
    Case(
        "somebody disabled",
        Told("eligibility.disability", 1.0),
        option(audience=("elder", "disability")),
        need(category="convenience.repair", beneficiary=Beneficiary(disability=True)),
    ),
    Case(
        "one own child is a child",
        Told("eligibility.child", 1.0),
        option(audience=("child",)),
        need(category="mental.youth", beneficiary=CHILD),
    ),
    Case(
        "a youth at a service for the young",
        Told("eligibility.youth", 1.0),
        option(audience=("youth",)),
        need(category="mental.youth", beneficiary=Beneficiary(age_group="youth")),
    ),
    Case(
        "an adult where adults are served",
        Told("eligibility.fits", 0.9),
        option(audience=("adult",)),
        need(category="legal.advice", beneficiary=ADULT),
    ),
    Case(
        "an adult at a children service is excluded",
        Told("eligibility.not_for", None),
        option(audience=("child",)),
        need(category="culture.courses", beneficiary=ADULT),
    ),
    Case(
        "who is certainly not disabled is excluded there",
        Told("eligibility.not_for", None),
        option(audience=("disability",)),
        need(category="culture.courses", beneficiary=ADULT),
    ),
    Case(
        "whether disabled is not known",
        Told("eligibility.to_check", 0.5),
        option(audience=("disability",)),
        need(category="culture.courses"),
    ),
    Case(
        "the age is not known",
        Told("eligibility.to_check", 0.5),
        option(audience=("elder",)),
        need(category="culture.courses"),
    ),
    Case(
        "a woman or not is for a person to ask",
        Told("eligibility.to_check", 0.5),
        option(audience=("women", "child")),
        need(category="family.women", beneficiary=ADULT),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("eligibility", case)


def test_what_is_known_of_the_beneficiary_becomes_the_words_of_an_audience() -> None:
    assert tags(need()) == {"elder"}
    assert tags(need(category="legal.advice")) == frozenset()
    assert tags(need(category="mental.youth", beneficiary=CHILD)) == {"child", "youth"}
