"""A confirmed linkage plan: who is asked, what they answer, when contacts are exchanged, what is reserved."""

from __future__ import annotations

import pytest

from handlers import linkage, referrals
from handlers.closing import confirm
from handlers.desk.helping import helpers
from handlers.desk.plan import volunteer_contact
from handlers.needs import withdraw
from handlers.referrals import NotAllowed
from handlers.work import Work
from model.linkage import LineState, Party, PlanLine
from model.need import Need, NeedState, Outcome, WrongState
from model.person import Role, Staff
from model.referral import DeclineReason
from model.resource import Resource
from model.volunteer import Volunteer
from storage.unit import Unit
from tests.handlers.joint import LI, SUN, WANG, WORKER, Joint

_COLLEAGUE = Staff(399, "gu", "顾社工", Role.SOCIAL_WORKER, ("GH01",))


@pytest.fixture
def need(joint: Joint) -> Need:
    def build(unit: Unit) -> None:
        unit.volunteers.save(Volunteer(9002, ("escort",), (), ("GH01",), joint.now))
        unit.volunteers.save(Volunteer(9003, ("escort",), (), ("GH01",), joint.now))
        unit.resources.add(
            Resource(71, "equipment", "轮椅", "Wheelchair", "仁爱药房", ("elderly",), ("GH01",), 1)
        )
        unit.staff.add(_COLLEAGUE)

    joint.database.write_now(build)
    return joint.file(1, "要人陪我妈去医院", "elderly.escort", place="3号楼501")


def _lines(joint: Joint, need: Need) -> list[PlanLine]:
    return joint.do(lambda work: work.unit.plans.of_need(need.id))


def _confirm(joint: Joint, need: Need, *picks: str) -> int:
    return joint.do(lambda work: linkage.confirm(work, WORKER, need, picks), WORKER)


def _answer(joint: Joint, need: Need, line: PlanLine, *, yes: bool) -> PlanLine:
    return joint.do(lambda work: linkage.answer(work, need, line, yes=yes))


def test_the_plan_proposes_all_parties_and_tells_nobody(joint: Joint, need: Need) -> None:
    plan = joint.do(lambda work: helpers(work, need).plan)
    assert plan is not None
    assert plan.support is not None
    assert plan.support.worker.id == _COLLEAGUE.id
    assert {one.volunteer.person_id for one in plan.assistance} == {9002, 9003}
    assert [one.resource.id for one in plan.boosts] == [71]
    assert joint.heard("p2") == []


def test_confirmed_lines_are_asked_and_reserved_once(joint: Joint, need: Need) -> None:
    picks = ("support:399", "volunteer:9002", "resource:71", "volunteer:1", "nonsense")
    assert _confirm(joint, need, *picks) == 3
    assert _confirm(joint, need, *picks) == 0
    states = {one.party: one.state for one in _lines(joint, need)}
    assert states == {
        Party.SUPPORT: LineState.ASKED,
        Party.VOLUNTEER: LineState.ASKED,
        Party.RESOURCE: LineState.ACCEPTED,
    }
    assert joint.do(lambda work: work.unit.resources.allocated()) == {71: 1}
    assert "愿意去吗" in joint.heard("p2")[-1]
    assert "501" not in joint.heard("p2")[-1]
    assert joint.heard("p3") == []


def test_the_lead_is_offered_the_need_as_ever(joint: Joint, need: Need) -> None:
    plan = joint.do(lambda work: helpers(work, need).plan)
    assert plan is not None
    assert plan.lead is not None
    service = plan.lead.candidate.service.id
    assert _confirm(joint, need, f"lead:{service}", "lead:999") == 1
    current = joint.do(lambda work: work.unit.referrals.current(need.id))
    assert current is not None
    assert current.service_id == service


def test_a_worker_who_supports_it_themselves_has_said_yes(joint: Joint, need: Need) -> None:
    joint.do(lambda work: linkage.confirm(work, _COLLEAGUE, need, ["support:399"]), _COLLEAGUE)
    assert _lines(joint, need)[0].state is LineState.ACCEPTED


def test_an_answer_comes_back_to_the_story_and_to_who_asked(joint: Joint, need: Need) -> None:
    _confirm(joint, need, "volunteer:9002")
    _answer(joint, need, _lines(joint, need)[0], yes=True)
    kinds = [one.kind for one in joint.do(lambda work: work.unit.needs.story(need.id))]
    assert kinds[-2:] == ["planned", "plan_answered"]
    assert any("志愿者答应了" in text for text in joint.heard("chen"))
    assert any("愿意来帮忙" in text for text in joint.heard("p1"))
    assert not any("13800000002" in text for text in joint.heard("p1") + joint.heard("chen"))


def test_contacts_are_exchanged_only_once_both_have_agreed(joint: Joint, need: Need) -> None:
    _confirm(joint, need, "volunteer:9002")
    line = _lines(joint, need)[0]
    with pytest.raises(WrongState):
        joint.do(lambda work: linkage.share(work, need, line))
    line = _answer(joint, need, line, yes=True)
    joint.do(lambda work: linkage.share(work, need, line))
    joint.do(lambda work: linkage.share(work, need, _lines_of(work, need)[0]))
    assert len([text for text in joint.heard("p1") if "13800000002" in text]) == 1
    assert len([text for text in joint.heard("p2") if "13800000001" in text and "3号楼501" in text]) == 1


def _lines_of(work: Work, need: Need) -> list[PlanLine]:
    return work.unit.plans.of_need(need.id)


def test_a_volunteer_s_contact_is_the_worker_s_after_their_yes_and_on_record(
    joint: Joint, need: Need
) -> None:
    _confirm(joint, need, "volunteer:9002")
    line = _lines(joint, need)[0]
    with pytest.raises(NotAllowed):
        joint.do(lambda work: volunteer_contact(work, WORKER, need.number, str(line.id)), WORKER)
    _answer(joint, need, line, yes=True)
    shown = joint.do(lambda work: volunteer_contact(work, WORKER, need.number, str(line.id)), WORKER)
    assert (shown.name, shown.phone) == ("居民2", "13800000002")
    assert [row["actor"] for row in joint.do(lambda work: work.unit.audits.of("person:9002"))] == [
        "staff:301"
    ]


def test_who_said_no_is_not_asked_again_for_the_same_need(joint: Joint, need: Need) -> None:
    _confirm(joint, need, "volunteer:9002")
    line = _answer(joint, need, _lines(joint, need)[0], yes=False)
    assert _answer(joint, need, line, yes=False) == line
    with pytest.raises(WrongState):
        _answer(joint, need, line, yes=True)
    assert _confirm(joint, need, "volunteer:9002") == 0


def test_a_yes_may_become_a_no(joint: Joint, need: Need) -> None:
    _confirm(joint, need, "volunteer:9002")
    line = _answer(joint, need, _lines(joint, need)[0], yes=True)
    assert _answer(joint, need, line, yes=False).state is LineState.DECLINED


def test_ended_by_the_worker_a_resource_is_free_and_a_volunteer_hears_it(joint: Joint, need: Need) -> None:
    _confirm(joint, need, "volunteer:9002", "resource:71")
    for line in _lines(joint, need):
        joint.do(lambda work, line=line: linkage.end(work, WORKER, need, line), WORKER)
    assert joint.do(lambda work: work.unit.resources.allocated()) == {}
    assert "不用去" in joint.heard("p2")[-1]
    assert _confirm(joint, need, "volunteer:9002", "resource:71") == 2


def test_who_helps_beside_an_organization_stays_when_it_gives_the_need_back(joint: Joint, need: Need) -> None:
    joint.do(lambda work: referrals.accept(work, LI, need), LI)
    _confirm(joint, need, "volunteer:9002", "resource:71")
    volunteer = next(one for one in _lines(joint, need) if one.party is Party.VOLUNTEER)
    _answer(joint, need, volunteer, yes=True)
    before, told = _lines(joint, need), joint.heard("p2")
    joint.do(
        lambda work: referrals.give_back(work, LI, joint_need(work, need), DeclineReason.NO_CAPACITY), LI
    )
    assert _lines(joint, need) == before
    assert joint.heard("p2") == told
    assert joint.do(lambda work: work.unit.resources.allocated()) == {71: 1}


def test_withdrawn_everybody_is_told_and_everything_is_free(joint: Joint, need: Need) -> None:
    _confirm(joint, need, "volunteer:9002", "resource:71", "support:399")
    _answer(joint, need, _lines(joint, need)[0], yes=True)
    joint.do(lambda work: withdraw(work, joint_need(work, need)))
    assert {one.state for one in _lines(joint, need)} == {LineState.ENDED}
    assert joint.do(lambda work: work.unit.resources.allocated()) == {}


def joint_need(work: Work, need: Need) -> Need:
    found = work.unit.needs.get(need.id)
    assert found is not None
    return found


def test_solved_it_ends_what_is_unanswered_and_keeps_what_was_used(joint: Joint, need: Need) -> None:
    _confirm(joint, need, "volunteer:9002", "resource:71")
    holder = joint.do(lambda work: work.unit.referrals.current(need.id))
    assert holder is not None
    joint.do(lambda work: referrals.accept(work, WORKER, joint_need(work, need)), WORKER)
    joint.do(lambda work: referrals.resolve(work, WORKER, joint_need(work, need), Outcome.SOLVED), WORKER)
    joint.do(lambda work: confirm(work, joint_need(work, need)))
    assert joint.need(need).state is NeedState.CLOSED
    assert [one.state for one in _lines(joint, need)] == [LineState.ENDED, LineState.ACCEPTED]
    assert joint.do(lambda work: work.unit.resources.allocated()) == {71: 1}


@pytest.mark.parametrize("staff", [SUN, WANG, Staff(1, "x", "x", Role.SOCIAL_WORKER, ("GH02",))])
def test_only_a_social_worker_of_the_community_confirms(joint: Joint, need: Need, staff: Staff) -> None:
    with pytest.raises(NotAllowed):
        joint.do(lambda work: linkage.confirm(work, staff, need, ["volunteer:9002"]), staff)


def _one_volunteer(joint: Joint, need: Need) -> PlanLine:
    _confirm(joint, need, "volunteer:9002")
    line = _answer(joint, need, _lines(joint, need)[0], yes=True)
    joint.told.clear()
    return line


def test_who_was_told_that_a_volunteer_would_come_hears_that_they_cannot(joint: Joint, need: Need) -> None:
    line = _one_volunteer(joint, need)
    _answer(joint, need, line, yes=False)
    assert "这次不来了" in joint.heard("p1")[0]


def test_a_no_at_once_is_nothing_to_the_resident(joint: Joint, need: Need) -> None:
    _confirm(joint, need, "volunteer:9002")
    joint.told.clear()
    _answer(joint, need, _lines(joint, need)[0], yes=False)
    assert joint.heard("p1") == []


def test_the_resident_hears_that_a_volunteer_is_not_needed_any_more(joint: Joint, need: Need) -> None:
    line = _one_volunteer(joint, need)
    joint.do(lambda work: linkage.end(work, WORKER, need, line), WORKER)
    assert "这次不来了" in joint.heard("p1")[0]


def test_the_worker_hears_once_that_contacts_stay_untold(joint: Joint, need: Need) -> None:
    line = _one_volunteer(joint, need)
    joint.do(lambda work: linkage.keep(work, need, line))
    joint.do(lambda work: linkage.keep(work, need, line))
    assert joint.heard("chen") == [f"{need.number}：居民不想和志愿者互留联系方式，请您在中间安排。"]


def test_who_comes_to_agree_too_late_reads_that_the_volunteer_does_not_come(joint: Joint, need: Need) -> None:
    line = _one_volunteer(joint, need)
    _answer(joint, need, line, yes=False)
    joint.talk.chat, joint.talk.now = "p1", joint.now
    for tap in ("share", "keep"):
        assert "这次不来了" in joint.talk.say(f"{{tap v.{tap}:{line.id}}}")[-1][1].text


def test_where_neither_left_a_telephone_the_worker_is_asked_to_arrange_it(joint: Joint, need: Need) -> None:
    for person in (9001, 9002):
        joint.database.write_now(lambda unit, person=person: unit.people.change(person, phone=""))
    line = _one_volunteer(joint, need)
    joint.do(lambda work: linkage.share(work, need, line))
    assert "社工会帮你们约" in joint.heard("p1")[0]
    assert "社工会帮您约" in joint.heard("p2")[0]
    assert "请您帮着约" in joint.heard("chen")[0]
