"""An organization accepts by mistake, or cannot do it after all: it gives the need back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers import following, referrals
from handlers.chat.standing import history
from handlers.closing import add_note
from handlers.desk.access import Sight, open_fully, open_need
from handlers.desk.story import story
from handlers.joining import merge as merge_needs
from handlers.joining import part
from handlers.needs import withdraw
from handlers.news import tell_current
from handlers.referrals import NotAllowed
from handlers.timers import run_due
from handlers.turn import Turn
from handlers.work import Work
from locales import texts
from model.following import Follower
from model.message import Address, Incoming
from model.need import Need, NeedState, Outcome, Visibility, WrongState
from model.person import Person, Staff
from model.phrase import phrase
from model.referral import DeclineReason, Referral, ReferralState
from storage.chats import Chat
from storage.keeping.checking import check
from storage.unit import Unit
from tests.handlers.joint import COMMITTEE, LI, SUN, WANG, WORKER, Joint

FULL, WRONG = DeclineReason.NO_CAPACITY, DeclineReason.OUT_OF_SCOPE
_Act = Callable[[Joint, Need], object]


def fresh(work: Work, need: Need) -> Need:
    found = work.unit.needs.get(need.id)
    assert found is not None
    return found


def accept(joint: Joint, need: Need, staff: Staff = SUN) -> None:
    joint.do(lambda work: referrals.accept(work, staff, fresh(work, need)), staff)


def start(joint: Joint, need: Need, staff: Staff = SUN) -> None:
    joint.do(lambda work: referrals.start(work, staff, fresh(work, need)), staff)


def resolve(joint: Joint, need: Need, staff: Staff = SUN) -> None:
    joint.do(lambda work: referrals.resolve(work, staff, fresh(work, need), Outcome.SOLVED), staff)


def give_back(
    joint: Joint, need: Need, staff: Staff = SUN, reason: DeclineReason = FULL, note: str = ""
) -> Need:
    return joint.do(lambda work: referrals.give_back(work, staff, fresh(work, need), reason, note), staff)


def offers(joint: Joint, need: Need) -> list[Referral]:
    return joint.do(lambda work: work.unit.referrals.of_need(need.id))


@pytest.fixture
def held(joint: Joint) -> Need:
    """Meals for an elder: Sunshine has accepted, Next Door could, too."""
    need = joint.file(1, "想要人送午饭", "elderly.meals", place="3号楼501")
    accept(joint, need)
    joint.told.clear()
    return joint.need(need)


@pytest.mark.parametrize("begun", [False, True], ids=["accepted", "in progress"])
def test_the_next_one_is_asked_and_nobody_has_it(joint: Joint, held: Need, *, begun: bool) -> None:
    if begun:
        start(joint, held)
    need = give_back(joint, held)
    assert (need.state, need.holder_id, need.accepted_at) == (NeedState.ROUTED, None, None)
    first, second = offers(joint, held)
    assert (first.state, second.state) == (ReferralState.DECLINED, ReferralState.OFFERED)
    assert second.organization_id == LI.organization_id
    assert joint.heard("li")


def test_the_first_answer_and_the_giving_back_are_both_kept(joint: Joint, held: Need) -> None:
    accepted = joint.now
    joint.now += timedelta(hours=5)
    give_back(joint, held, note="护工病了")
    one = offers(joint, held)[0]
    assert (one.answered_at, one.answered_by, one.completed_at) == (accepted, SUN.id, joint.now)
    assert (one.decline_reason, one.note, one.given_back) == (FULL, "护工病了", True)
    assert one.declined_at == joint.now


def test_the_resident_hears_once_who_cannot_and_who_has_it_by_when(joint: Joint, held: Need) -> None:
    give_back(joint, held, note="护工病了")
    (heard,) = joint.heard("p1")
    assert heard == (
        f"{held.number} 号（为老服务 · 老人助餐）：不好意思，「暖阳养老服务中心」这次办不了了。"
        "现在转给「邻家助老社」，周一 18:00 前会答复。"
    )


def test_it_is_told_in_the_residents_own_language(joint: Joint) -> None:
    def english(unit: Unit) -> None:
        unit.people.add(Person(9009, "en", joint.now, "GH01", consent_at=joint.now))
        unit.chats.save(Chat("test:p9", "en", b"", joint.now, 9009))

    joint.database.write_now(english)
    need = joint.file(9, "meals at noon, please", "elderly.meals")
    accept(joint, need)
    joint.told.clear()
    give_back(joint, need)
    (heard,) = joint.heard("p9")
    assert heard == (
        f"No. {need.number} (Elderly care · Meals for elders): I am sorry, Sunshine Elderly Care cannot do "
        "it after all. It has now gone to Next Door Helpers; they must answer by Mon 18:00."
    )


def test_where_nobody_is_left_the_committee_holds_it_and_one_message_says_both(joint: Joint) -> None:
    need = joint.file(1)
    accept(joint, need, WANG)
    joint.told.clear()
    joint.now += timedelta(minutes=1)
    assert give_back(joint, need, WANG).state is NeedState.UNMET
    (heard,) = joint.heard("p1")
    assert "「安居维修队」这次办不了了" in heard
    assert "桂香社区居委会和社工接着跟进" in heard
    assert joint.heard("chen")
    assert joint.heard("zhou")
    assert joint.need(need).holder_id is None


def test_neighbours_who_joined_hear_the_same_once(joint: Joint, held: Need) -> None:
    follower = Follower(held.id, 9002, joint.now, "我也要", "3号楼")
    joint.do(lambda work: following.join(work, fresh(work, held), follower))
    joint.told.clear()
    give_back(joint, held)
    assert joint.heard("p2") == joint.heard("p1")
    assert len(joint.heard("p2")) == 1


def test_the_organization_sees_no_more_of_it_and_hears_no_more_of_it(joint: Joint, held: Need) -> None:
    give_back(joint, held)
    joint.told.clear()
    for look in (open_fully, open_need):
        with pytest.raises(NotAllowed):
            joint.do(lambda work, look=look: look(work, SUN, held.number), SUN)
    joint.do(lambda work: add_note(work, fresh(work, held), "我家换了门铃"))
    assert joint.heard("sun") == []
    assert "我家换了门铃" not in "".join(joint.heard("li")), "the next one reads it once they have accepted"


@pytest.mark.parametrize(
    "speak",
    [
        lambda work, need: referrals.ask(work, SUN, need, "您在家吗？"),
        lambda work, need: referrals.note(work, SUN, need, "明天来", Visibility.EVERYONE),
    ],
    ids=["ask", "note"],
)
def test_who_gave_it_back_speaks_with_the_resident_no_more(
    joint: Joint, held: Need, speak: Callable[[Work, Need], None]
) -> None:
    give_back(joint, held)
    with pytest.raises(NotAllowed):
        joint.do(lambda work: speak(work, fresh(work, held)), SUN)
    joint.do(lambda work: referrals.ask(work, LI, fresh(work, held), "几点方便？"), LI)


def test_an_answer_to_who_gave_it_back_is_not_for_who_is_only_asked(joint: Joint, held: Need) -> None:
    joint.do(lambda work: referrals.ask(work, SUN, fresh(work, held), "住哪一户？"), SUN)
    give_back(joint, held)
    joint.told.clear()
    joint.do(lambda work: add_note(work, fresh(work, held), "501，找王姐", answer=True))
    assert "501" not in "".join(joint.heard("li"))
    assert joint.heard("sun") == []
    joint.do(lambda work: referrals.ask(work, LI, fresh(work, held), "几个人吃？"), LI)
    joint.do(lambda work: add_note(work, fresh(work, held), "两个人", answer=True))
    assert "两个人" in joint.heard("li")[-1]


def test_the_others_of_the_organization_are_told_to_stop_and_who_gave_it_back_is_not(
    joint: Joint, held: Need
) -> None:
    colleague = Staff(398, "fang", "方阿姨", SUN.role, organization_id=SUN.organization_id)

    def add(unit: Unit) -> None:
        unit.staff.add(colleague)
        unit.chats.save(Chat("test:fang", "zh_CN", b"", joint.now, staff_id=colleague.id))

    joint.database.write_now(add)
    give_back(joint, held)
    assert "不用再跟" in joint.heard("fang")[0]
    assert joint.heard("sun") == []


def test_a_social_worker_gives_it_back_for_the_organization_which_is_told(joint: Joint, held: Need) -> None:
    assert give_back(joint, held, WORKER).state is NeedState.ROUTED
    assert "不用再跟" in joint.heard("sun")[0]


@pytest.mark.parametrize("staff", [LI, COMMITTEE], ids=["another organization", "the committee"])
def test_nobody_else_may(joint: Joint, held: Need, staff: Staff) -> None:
    with pytest.raises(NotAllowed):
        give_back(joint, held, staff)
    assert joint.need(held).state is NeedState.ACCEPTED


def _withdrawn(joint: Joint, need: Need) -> None:
    accept(joint, need)
    joint.do(lambda work: withdraw(work, fresh(work, need)))


def _assigned_on(joint: Joint, need: Need) -> None:
    accept(joint, need)
    joint.do(lambda work: referrals.assign(work, WORKER, fresh(work, need), 202), WORKER)


def _taken(joint: Joint, need: Need) -> None:
    joint.do(lambda work: referrals.take(work, WORKER, fresh(work, need)), WORKER)


def _resolved(joint: Joint, need: Need) -> None:
    accept(joint, need)
    resolve(joint, need)


@pytest.mark.parametrize(
    ("before", "staff"),
    [
        (lambda joint, need: None, SUN),
        (_resolved, SUN),
        (_withdrawn, SUN),
        (_assigned_on, SUN),
        (_taken, SUN),
        (_taken, WORKER),
    ],
    ids=["only offered", "resolved", "withdrawn", "given to another", "taken by a worker", "a worker's own"],
)
def test_what_is_not_in_their_hands_cannot_be_given_back(joint: Joint, before: _Act, staff: Staff) -> None:
    need = joint.file(1, "想要人送午饭", "elderly.meals")
    before(joint, need)
    was = joint.need(need)
    with pytest.raises(WrongState):
        give_back(joint, need, staff)
    assert joint.need(need) == was


@pytest.mark.parametrize("staff", [SUN, WORKER])
def test_said_twice_is_said_once(joint: Joint, held: Need, staff: Staff) -> None:
    give_back(joint, held, staff)
    told, story_then = list(joint.told), joint.do(lambda work: work.unit.needs.story(held.id))
    assert give_back(joint, held, staff, WRONG).state is NeedState.ROUTED
    assert joint.told == told
    assert joint.do(lambda work: work.unit.needs.story(held.id)) == story_then
    assert offers(joint, held)[0].decline_reason is FULL


def test_twice_after_the_next_one_has_accepted_takes_nothing_from_them(joint: Joint, held: Need) -> None:
    give_back(joint, held)
    accept(joint, held, LI)
    with pytest.raises(NotAllowed):
        give_back(joint, held)
    assert joint.need(held).holder_id == LI.organization_id


def test_who_is_asked_anew_after_giving_back_has_given_nothing_back(joint: Joint, held: Need) -> None:
    give_back(joint, held)
    joint.do(lambda work: referrals.assign(work, WORKER, fresh(work, held), 201), WORKER)
    with pytest.raises(WrongState):
        give_back(joint, held)
    accept(joint, held)
    assert joint.need(held).holder_id == SUN.organization_id


def test_it_does_not_come_back_to_who_gave_it_back(joint: Joint, held: Need) -> None:
    give_back(joint, held)
    joint.do(lambda work: referrals.decline(work, LI, fresh(work, held), FULL), LI)
    assert joint.need(held).state is NeedState.UNMET


def test_its_place_is_free_again(joint: Joint, held: Need) -> None:
    assert joint.do(lambda work: work.unit.referrals.load_by_service([201, 202])) == {201: 1}
    give_back(joint, held)
    assert joint.do(lambda work: work.unit.referrals.load_by_service([201, 202])) == {202: 1}


def test_the_record_counts_a_no_after_a_quick_answer_and_learns_what_is_not_their_field(
    joint: Joint, held: Need
) -> None:
    joint.now += timedelta(days=3)
    give_back(joint, held, reason=WRONG)
    found = joint.do(lambda work: work.unit.referrals.records(joint.now - timedelta(days=30)))
    record = found[SUN.organization_id, "elderly"]
    assert (record.offered, record.accepted, record.declined, record.solved) == (1, 0, 1, 0)
    assert record.answer_hours_sum == 0
    assert record.refused == (("elderly.meals", 1),)


def test_the_new_offer_lapses_as_ever_and_the_acceptance_leaves_no_timer(joint: Joint, held: Need) -> None:
    give_back(joint, held)
    joint.now += timedelta(days=10)
    joint.database.write_now(lambda unit: run_due(unit, joint.services, joint.now))
    assert [one.state for one in offers(joint, held)] == [ReferralState.DECLINED, ReferralState.EXPIRED]
    assert joint.need(held).state is NeedState.UNMET


def test_its_story_and_its_offers_agree_with_where_it_stands(joint: Joint, held: Need) -> None:
    give_back(joint, held)
    lift = joint.file(1)
    accept(joint, lift, WANG)
    give_back(joint, lift, WANG)
    with joint.database.engine.connect() as connection:
        assert check(connection, joint.now, lambda done, total: None) == []


def test_a_need_that_was_joined_to_another_and_parted_is_asked_of_somebody_else(joint: Joint) -> None:
    into = joint.file(2)
    need = joint.file(1)
    accept(joint, need, WANG)
    joint.now += timedelta(minutes=1)
    give_back(joint, need, WANG)
    joint.do(lambda work: merge_needs(work, WORKER, fresh(work, need), fresh(work, into)), WORKER)
    parted = joint.do(lambda work: part(work, WORKER, fresh(work, need)), WORKER)
    assert parted.state is NeedState.UNMET


def test_in_danger_those_on_duty_know_at_once(joint: Joint) -> None:
    need = joint.file(1, "老人摔倒了起不来", "elderly.visits", danger="medical")
    joint.do(lambda work: referrals.assign(work, WORKER, fresh(work, need), 201), WORKER)
    accept(joint, need)
    joint.told.clear()
    give_back(joint, need)
    assert joint.heard("chen")[0].startswith(f"紧急 {need.number}：接下的机构办不了")
    assert joint.need(need).state is NeedState.ROUTED
    joint.do(lambda work: referrals.take(work, WORKER, fresh(work, need)), WORKER)
    assert joint.need(need).state is NeedState.ACCEPTED


def test_what_nobody_sorted_goes_to_the_social_workers(joint: Joint) -> None:
    need = joint.file(1, "那件事", category="")
    joint.do(lambda work: referrals.assign(work, WORKER, fresh(work, need), 201), WORKER)
    accept(joint, need)
    joint.now += timedelta(minutes=1)
    assert give_back(joint, need).state is NeedState.UNMET


def test_staff_read_why_and_the_resident_only_that(joint: Joint, held: Need) -> None:
    give_back(joint, held, note="护工病了")
    words = texts("zh_CN")
    lines = joint.do(lambda work: story(work, WORKER, fresh(work, held), Sight.FULL, words))
    line = next(one for one in lines if one.kind == "given_back")
    assert words.say(line.what) == "「暖阳养老服务中心」退回了：眼下忙不过来"
    assert (line.words, line.inside) == ("护工病了", True)

    def seen(unit: Unit) -> list[str]:
        person = unit.people.get(held.person_id)
        chat = next(iter(unit.chats.of_person(held.person_id)))
        said = Incoming("1", Address("test", "p1"), joint.now)
        turn = Turn(unit, joint.services, joint.now, said, chat, person)
        return [line for _, line in history(turn, fresh(turn, held))]

    told = joint.database.write_now(seen)
    assert "「暖阳养老服务中心」这次办不了" in told
    assert "病" not in "".join(told)
    entries = joint.do(lambda work: work.unit.needs.story(held.id))
    open_to_all = [one.data for one in entries if one.visibility is Visibility.EVERYONE]
    assert "no_capacity" not in "".join(open_to_all), "what a resident takes along has no reason, either"


def test_the_word_with_it_goes_when_the_need_is_emptied(joint: Joint, held: Need) -> None:
    give_back(joint, held, note="护工病了")
    joint.do(lambda work: work.unit.needs.empty([held.id]))
    words = texts("zh_CN")
    lines = joint.do(lambda work: story(work, WORKER, fresh(work, held), Sight.FULL, words))
    line = next(one for one in lines if one.kind == "given_back")
    assert (words.say(line.what), line.words) == ("「暖阳养老服务中心」退回了：眼下忙不过来", "")


def test_who_has_it_now_is_told_when_it_ends(joint: Joint, held: Need) -> None:
    give_back(joint, held)
    joint.told.clear()
    joint.do(lambda work: tell_current(work, fresh(work, held), phrase("staff.withdrawn", number="1")))
    assert (joint.heard("li"), joint.heard("sun")) == (["1：居民撤回了，不用再办。"], [])
