"""The ranking as the rest of the house sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locales import LANGUAGES, texts
from matching.option import Reach
from matching.rank import EXCLUSIONS_SHOWN, Candidate, judge, rank, why
from matching.rules import RULES
from matching.weights import PRESSING, WEIGHTS, shares
from model.need import Urgency
from model.organization import Grade
from tests.matching.street import directory, need, option, organization, record, service, situation


def ids(candidates: tuple[Candidate, ...]) -> list[int]:
    return [one.organization.id for one in candidates]


def test_the_best_service_of_each_organization_is_ranked_with_reasons() -> None:
    known = directory(service(10), service(11, categories=("elderly",)), service(20, area=("wuhou",)))
    found = rank(need(), known, situation())
    assert [(one.organization.id, one.service.id) for one in found.candidates] == [(1, 10), (2, 20)]
    assert all(0 <= one.score <= 1 for one in found.candidates)
    assert all(one.reasons for one in found.candidates)
    assert found.excluded == ()


def test_a_better_service_of_the_same_organization_replaces_a_worse_one_found_before() -> None:
    found = rank(
        need(), directory(service(10), service(11, fee="10 元"), service(12, capacity=9)), situation()
    )
    assert [one.service.id for one in found.candidates] == [12]


def test_each_rule_leaves_its_verdict_with_the_candidate() -> None:
    (candidate,) = rank(need(), directory(service(10)), situation()).candidates
    assert list(candidate.verdicts) == list(RULES)


def test_an_excluded_organization_is_named_once_with_the_first_rules_reason() -> None:
    known = directory(service(10, capacity=0), service(11, audience=("child",)), service(20))
    found = rank(need(category="elderly.meals"), known, situation(tried=frozenset({1})))
    assert ids(found.candidates) == [2]
    assert [(one.organization.id, one.rule, one.reason.key) for one in found.excluded] == [
        (1, "asked", "match.asked.yes")
    ]


def test_an_organization_with_a_candidate_is_not_among_the_excluded() -> None:
    found = rank(need(), directory(service(10, capacity=0), service(11)), situation())
    assert (ids(found.candidates), found.excluded) == ([1], ())


def test_something_else_in_the_field_is_asked_only_when_nobody_does_the_very_thing() -> None:
    meals, visits = service(10), service(20, categories=("elderly.visits",))
    assert ids(rank(need(), directory(meals, visits), situation()).candidates) == [1]
    found = rank(need(), directory(meals, visits), situation(tried=frozenset({1})))
    assert ids(found.candidates) == [2]
    assert found.candidates[0].verdicts["fit"].key == "match.fit.related"
    assert [one.organization.id for one in found.excluded] == [1]


def test_when_nobody_is_left_those_who_do_not_come_here_are_named() -> None:
    far = [service(number * 10, area=("tonghua",)) for number in range(1, EXCLUSIONS_SHOWN + 5)]
    found = rank(need(), directory(*far), situation())
    assert found.candidates == ()
    assert {one.reason.key for one in found.excluded} == {"match.area.elsewhere"}
    assert len(found.excluded) == EXCLUSIONS_SHOWN


def test_nobody_at_all_gives_an_empty_ranking() -> None:
    found = rank(need(category="culture.reading"), directory(service(10)), situation())
    assert (found.candidates, found.excluded) == ((), ())


def test_an_unknown_place_still_finds_services() -> None:
    found = rank(need(community=None), directory(service(10), service(20, area=("tonghua",))), situation())
    assert sorted(ids(found.candidates)) == [1, 2]
    assert found.candidates[0].verdicts["area"].key == "match.area.unknown"


def test_an_unknown_place_without_candidates_ends_there() -> None:
    found = rank(need(community=None), directory(service(10)), situation(tried=frozenset({1})))
    assert (found.candidates, len(found.excluded)) == ((), 1)


def test_the_same_seed_gives_the_same_order_and_another_seed_another() -> None:
    known = directory(*(service(number * 10) for number in range(1, 9)))
    orders = {seed: ids(rank(need(), known, situation(seed=seed)).candidates) for seed in range(6)}
    again = {seed: ids(rank(need(), known, situation(seed=seed)).candidates) for seed in range(6)}
    assert orders == again
    assert len({tuple(order) for order in orders.values()}) > 1


def test_equals_are_ordered_by_lot_and_not_by_id() -> None:
    known = directory(*(service(number * 10) for number in range(1, 9)))
    urgent = need(urgency=Urgency.EMERGENCY)
    orders = {tuple(ids(rank(urgent, known, situation(seed=seed)).candidates)) for seed in range(5)}
    assert len(orders) > 1


def test_the_nearest_of_several_is_called_the_nearest() -> None:
    options = [
        option(id=number, metres=metres)
        for number, metres in ((1, 800.0), (2, 300.0), (3, 2500.0), (4, None))
    ]
    found = judge(need(), options, situation())
    keys = {one.organization.id: one.verdicts["distance"].key for one in found.candidates}
    assert keys == {
        1: "match.distance.metres",
        2: "match.distance.nearest",
        3: "match.distance.kilometres",
        4: "match.distance.unknown",
    }


def test_the_only_one_with_a_known_way_is_not_called_the_nearest() -> None:
    (candidate,) = judge(need(), [option(metres=300.0)], situation()).candidates
    assert candidate.verdicts["distance"].key == "match.distance.metres"


def test_why_tells_the_few_best_reasons_like_a_neighbour_would() -> None:
    known = [
        option(metres=300.0, capacity=4, grade=Grade.EXCELLENT),
        option(id=2, metres=900.0),
    ]
    moment = situation(
        load={10: 1}, records=record("elderly", offered=12, accepted=11, solved=10, answer_hours_sum=40.0)
    )
    best = judge(need(), known, moment).candidates[0]
    assert "、".join(texts("zh_CN").say(one) for one in why(best)) == (
        "离得最近、近一年 9 成已解决、还有 3 个名额"
    )
    assert ", ".join(texts("en").say(one) for one in why(best)) == (
        "the nearest, solved 9 in 10 this past year, 3 places left"
    )
    assert len(why(best, 2)) == 2
    assert len(best.reasons) > 3


def test_with_nothing_good_to_say_why_says_what_the_service_does() -> None:
    (candidate,) = judge(need(), [option(reach=Reach.NEAR)], situation()).candidates
    poor = replace(
        candidate, verdicts={name: one._replace(score=0.2) for name, one in candidate.verdicts.items()}
    )
    assert [reason.key for reason in why(poor)] == ["match.fit.exact"]


def test_what_is_merely_usual_is_no_reason_to_tell() -> None:
    (candidate,) = judge(need(), [option()], situation()).candidates
    assert candidate.verdicts["satisfaction"].key == "match.satisfaction.none"
    assert not [reason.key for reason in candidate.reasons if reason.key.endswith(".none")]


@pytest.mark.parametrize("urgency", list(Urgency))
def test_the_shares_of_all_rules_make_one_whole(urgency: Urgency) -> None:
    assert sum(shares(urgency).values()) == pytest.approx(1)


def test_every_rule_has_a_weight_and_every_weight_a_rule() -> None:
    assert set(WEIGHTS) == set(RULES)
    assert all(set(pressing) <= set(RULES) for pressing in PRESSING.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_can_be_said_in_every_language(language: str) -> None:
    known = directory(service(10), service(20, fee="5 元"), service(30, capacity=0), organizations=())
    found = rank(need(), known, situation(own={1: 5.0}))
    spoken = [texts(language).say(reason) for one in found.candidates for reason in one.reasons]
    spoken += [texts(language).say(one.reason) for one in found.excluded]
    assert all(spoken)
    assert organization().name(language)
