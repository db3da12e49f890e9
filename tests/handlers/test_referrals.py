"""What staff do with a need that was offered: what follows where it goes on to somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers import referrals
from handlers.closing import add_note, reopen
from handlers.joining import merge, part
from handlers.referrals import NotAllowed
from handlers.work import Work
from model.need import Need, NeedState, Outcome, Visibility
from model.person import Staff
from model.referral import DeclineReason
from tests.handlers.joint import LI, SUN, WANG, WORKER, Joint


def fresh(work: Work, need: Need) -> Need:
    found = work.unit.needs.get(need.id)
    assert found is not None
    return found


def accept(joint: Joint, need: Need, staff: Staff = SUN) -> None:
    joint.do(lambda work: referrals.accept(work, staff, fresh(work, need)), staff)


def decline(joint: Joint, need: Need, staff: Staff = SUN) -> None:
    joint.do(lambda work: referrals.decline(work, staff, fresh(work, need), DeclineReason.NO_CAPACITY), staff)


@pytest.fixture
def meals(joint: Joint) -> Need:
    """Meals for an elder, offered to Sunshine; Next Door could, too."""
    return joint.file(1, "想要人送午饭", "elderly.meals")


def test_what_nobody_sorted_and_is_not_solved_goes_to_the_social_workers(joint: Joint) -> None:
    need = joint.file(1, "那件事", category="")
    joint.do(lambda work: referrals.take(work, WORKER, fresh(work, need)), WORKER)
    joint.now += timedelta(minutes=1)
    joint.do(lambda work: referrals.resolve(work, WORKER, fresh(work, need), Outcome.SOLVED), WORKER)
    joint.told.clear()
    assert joint.do(lambda work: reopen(work, fresh(work, need), "还没好")).state is NeedState.UNMET
    assert joint.heard("chen")
    assert "社工接着跟进" in joint.heard("p1")[0]


def test_what_was_joined_and_is_parted_is_not_asked_of_who_had_declined_it(joint: Joint) -> None:
    need, into = joint.file(1), joint.file(2)
    joint.now += timedelta(minutes=1)
    decline(joint, need, WANG)
    joint.do(lambda work: merge(work, WORKER, fresh(work, need), fresh(work, into)), WORKER)
    assert joint.do(lambda work: part(work, WORKER, fresh(work, need))).state is NeedState.UNMET


def test_what_a_worker_gives_to_another_waits_again_and_who_had_it_is_told(joint: Joint, meals: Need) -> None:
    accept(joint, meals)
    joint.told.clear()
    joint.do(lambda work: referrals.assign(work, WORKER, fresh(work, meals), 202), WORKER)
    need = joint.need(meals)
    assert (need.state, need.holder_id, need.accepted_at) == (NeedState.ROUTED, None, None)
    assert joint.heard("sun") == [f"{need.number}：社工收回了这件转介，请不用再办。"]


def test_an_answer_is_read_by_who_asked_and_not_by_the_next_one_before_they_accept(
    joint: Joint, meals: Need
) -> None:
    joint.do(lambda work: referrals.ask(work, SUN, fresh(work, meals), "住哪一户？"), SUN)
    decline(joint, meals)
    joint.told.clear()
    joint.do(lambda work: add_note(work, fresh(work, meals), "501，找王姐", answer=True))
    assert "501" not in "".join(joint.heard("li"))
    joint.do(lambda work: referrals.ask(work, LI, fresh(work, meals), "几个人吃？"), LI)
    joint.do(lambda work: add_note(work, fresh(work, meals), "两个人", answer=True))
    assert "两个人" in joint.heard("li")[-1]


@pytest.mark.parametrize("tap", ["s.ask", "s.note"])
def test_who_has_declined_speaks_with_the_resident_no_more(joint: Joint, meals: Need, tap: str) -> None:
    decline(joint, meals)
    joint.talk.now, joint.talk.chat = joint.now, "sun"
    said = joint.talk.say(f"{{tap {tap}:{meals.number}}}")
    assert [message.text for _, message in said] == ["这件事不归您处理。"]
    with pytest.raises(NotAllowed):
        joint.do(lambda work: referrals.ask(work, SUN, fresh(work, meals), "您在家吗？"), SUN)
    with pytest.raises(NotAllowed):
        joint.do(
            lambda work: referrals.note(work, SUN, fresh(work, meals), "明天来", Visibility.EVERYONE), SUN
        )
    assert joint.heard("p1")[1:] == []
