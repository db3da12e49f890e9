"""Who helps besides the lead organization, and why."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from locales import LANGUAGES, texts
from matching.linkage import Circumstances, LinkagePlan, plan
from matching.places import Places
from matching.rank import rank
from matching.skills import BY_CATEGORY, NOT_FOR_VOLUNTEERS, SKILLS, helpful
from model.need import Need, Urgency
from model.person import Role, Staff
from model.phrase import Phrase
from model.resource import Resource
from model.taxonomy import TAXONOMY
from model.volunteer import Volunteer
from tests.matching.street import NOW, PLACES, directory, need, service, situation

TREE = Places(PLACES)
SATURDAY_MORNING = datetime(2026, 3, 7, 9, 0)  # noqa: DTZ001 - local clocks are what it takes


def worker(number: int, *communities: str, on_duty: bool = False, role: Role = Role.SOCIAL_WORKER) -> Staff:
    return Staff(number, f"w{number}", f"社工{number}", role, communities, on_duty=on_duty)


def volunteer(
    number: int, *skills: str, areas: tuple[str, ...] = ("xinyi",), times: tuple[str, ...] = ()
) -> Volunteer:
    return Volunteer(number, skills, times, areas, NOW)


def resource(
    number: int, *tags: str, area: tuple[str, ...] = (), quantity: int = 3, active: bool = True
) -> Resource:
    return Resource(number, "goods", f"东西{number}", "", "", tags, area, quantity, active)


def made(
    wanted: Need | None = None,
    workers: tuple[Staff, ...] = (),
    volunteers: tuple[Volunteer, ...] = (),
    resources: tuple[Resource, ...] = (),
    **circumstances: object,
) -> LinkagePlan:
    around = Circumstances(TREE, **circumstances)  # type: ignore[arg-type]  # each test gives what it needs
    return plan(wanted or need(), None, workers, volunteers, resources, around)


def keys(reasons: tuple[Phrase, ...]) -> list[str]:
    return [reason.key.removeprefix("match.") for reason in reasons]


def test_a_plan_names_all_parties_with_reasons_in_every_language() -> None:
    (lead,) = rank(need(), directory(service(10)), situation()).candidates
    whole = plan(
        need(), lead, [worker(1, "xinyi")], [volunteer(5, "errands")], [resource(9, "elderly.meals")],
        Circumstances(TREE),
    )  # fmt: skip
    assert whole.lead is not None
    assert whole.support is not None
    parts = [whole.lead.reasons, whole.support.reasons, whole.assistance[0].reasons, whole.boosts[0].reasons]
    for language in LANGUAGES:
        assert all(texts(language).say(reason) for reasons in parts for reason in reasons)
    assert texts("zh_CN").say(whole.assistance[0].reasons[0]) == "会跑腿代办"


def test_nobody_to_help_makes_an_empty_plan() -> None:
    assert made() == LinkagePlan(None, None, (), ())


def test_the_worker_of_the_community_with_the_least_in_hand_supports() -> None:
    workers = (worker(1), worker(2, "xinyi"), worker(3, "xinyi"), worker(4, "tonghua"))
    support = made(workers=workers, cases={2: 5, 3: 2}).support
    assert support is not None
    assert (support.worker.id, keys(support.reasons)) == (3, ["support.here", "support.cases"])


def test_when_time_presses_whoever_is_on_duty_supports() -> None:
    workers = (worker(1, "xinyi"), worker(2, on_duty=True))
    for pressing in (need(urgency=Urgency.URGENT), need(danger="fire")):
        support = made(pressing, workers)
        assert support.support is not None
        assert keys(support.support.reasons) == ["support.on_duty", "support.everywhere", "support.free"]


def test_when_nobody_is_on_duty_the_worker_of_the_community_supports_what_presses_too() -> None:
    support = made(need(urgency=Urgency.URGENT), (worker(1, "xinyi"),)).support
    assert support is not None
    assert keys(support.reasons) == ["support.here", "support.free"]


def test_other_staff_do_not_support() -> None:
    assert made(workers=(worker(1, "xinyi", role=Role.COMMITTEE),)).support is None


def test_volunteers_come_by_skill_then_nearness_then_rest() -> None:
    volunteers = (
        volunteer(1, "cooking"),
        volunteer(2, "errands", areas=("xjh",)),
        volunteer(3, "errands"),
        volunteer(4, "errands"),
        volunteer(5, "haircut"),
        volunteer(6, "errands", areas=("tonghua",)),
    )
    found = made(volunteers=volunteers, minutes_lately={3: 300}).assistance
    assert [one.volunteer.person_id for one in found] == [4, 3, 2]
    assert keys(found[0].reasons) == ["assist.skill", "assist.near", "assist.rested"]
    assert keys(found[1].reasons) == ["assist.skill", "assist.near", "assist.hours"]


def test_a_volunteer_of_the_district_is_not_called_near() -> None:
    (found,) = made(volunteers=(volunteer(1, "errands", areas=("wuhou",)),)).assistance
    assert "assist.near" not in keys(found.reasons)


def test_the_resident_and_those_who_pause_are_not_asked_to_volunteer() -> None:
    pausing = Volunteer(2, ("errands",), (), (), NOW, active=False)
    assert made(need(person_id=1), volunteers=(volunteer(1, "errands"), pausing)).assistance == ()


@pytest.mark.parametrize(
    ("times", "free"),
    [
        ((), True),
        (("weekend",), True),
        (("saturday",), True),
        (("sunday", "emergency"), False),
        (("morning",), True),
        (("weekend_morning",), True),
        (("anytime",), True),
        (("weekday",), False),
        (("weekend_evening", "afternoon"), False),
    ],
)
def test_volunteers_are_free_when_their_times_say_so(times: tuple[str, ...], free: bool) -> None:  # noqa: FBT001 - a table's column
    found = made(volunteers=(volunteer(1, "errands", times=times),), wanted_at=SATURDAY_MORNING).assistance
    assert bool(found) is free
    assert all("assist.free" in keys(one.reasons) for one in found)


def test_whoever_comes_in_an_emergency_comes_at_any_time_then() -> None:
    helper = volunteer(1, "errands", times=("emergency",))
    flood = need(category="emergency.disaster", urgency=Urgency.EMERGENCY)
    assert made(flood, volunteers=(helper,), wanted_at=SATURDAY_MORNING).assistance


@pytest.mark.parametrize(("hour", "part"), [(9, "morning"), (15, "afternoon"), (20, "evening")])
def test_the_parts_of_the_day(hour: int, part: str) -> None:
    moment = SATURDAY_MORNING.replace(day=4, hour=hour)
    assert made(
        volunteers=(volunteer(1, "errands", times=(f"weekday_{part}",)),), wanted_at=moment
    ).assistance


def test_where_somebody_trained_is_needed_no_volunteers_are_proposed() -> None:
    everything = volunteer(1, *SKILLS)
    for category in ("family.violence", "children.protection", "mental.youth"):
        assert made(need(category=category), volunteers=(everything,)).assistance == ()


def test_resources_for_the_very_thing_come_before_those_for_the_field() -> None:
    resources = (
        resource(1, "elderly"),
        resource(2, "elderly.meals", area=("xinyi",)),
        resource(3, "elderly.meals"),
        resource(4, "health"),
        resource(5, "elderly.meals", area=("tonghua",)),
        resource(6, "elderly.meals", active=False),
        resource(7, "elderly.meals", quantity=2),
    )
    found = made(resources=resources, allocated={7: 2, 3: 1}).boosts
    assert [(one.resource.id, one.left) for one in found] == [(2, 3), (3, 2), (1, 3)]
    assert keys(found[0].reasons) == ["boost.exact", "boost.left", "boost.near"]
    assert keys(found[2].reasons) == ["boost.general", "boost.left"]


def test_an_unknown_place_rules_nobody_out() -> None:
    found = made(need(community=None), (worker(1),), (volunteer(1, "errands"),), (resource(1, "elderly"),))
    assert found.support is not None
    assert len(found.assistance) == len(found.boosts) == 1


def test_skills_name_only_categories_and_tags_that_exist() -> None:
    codes = {node.code for node in TAXONOMY}
    assert set(BY_CATEGORY) <= codes
    assert codes >= NOT_FOR_VOLUNTEERS
    assert {skill for skills in BY_CATEGORY.values() for skill in skills} <= set(SKILLS)


def test_a_leaf_without_its_own_skills_has_those_of_its_field() -> None:
    assert helpful("elderly.homecare") == helpful("elderly")
    assert helpful("facilities.lift") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_skill_has_its_word(language: str) -> None:
    assert all(texts(language).say(f"match.skill.{skill}") for skill in SKILLS)


def test_the_skills_of_the_sign_up_survey_are_known() -> None:
    survey = Path(__file__).parents[2] / "surveys" / "library" / "volunteer.md"
    asked = set(re.findall(r"\| skills \| (\w+) \|", survey.read_text("utf-8"))) - {"other"}
    assert asked
    assert asked <= set(SKILLS)
