"""Can they talk with the resident."""

from __future__ import annotations

import pytest

from matching.option import Fit, Option, Reach
from tests.matching.rules.cases import Case, Told, check
from tests.matching.street import option, organization, service, situation

ENGLISH = situation(language="en")
OF_THE_SERVICE = Option(
    organization(languages=("zh",)), service(languages=("cmn", "eng")), Fit.EXACT, Reach.COMMUNITY
)

CASES = (
    Case("Chinese goes without saying", Told("language.spoken", 0.6)),
    Case("English spoken", Told("language.foreign", 0.9), option(languages=("zh", "en")), situation=ENGLISH),
    Case("English not spoken is no exclusion", Told("language.not_spoken", 0.1), situation=ENGLISH),
    Case(
        "the service itself speaks more than its organization",
        Told("language.foreign", 0.9),
        OF_THE_SERVICE,
        situation=ENGLISH,
    ),
    Case("three-letter codes are understood", Told("language.spoken", 0.6), OF_THE_SERVICE),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_says(case: Case) -> None:
    check("language", case)
