"""Neighbours with the same need: joining, adding, leaving, confirming, and who is told what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from handlers import following, referrals
from handlers.chat.privacy import everything, forget
from handlers.closing import add_note
from handlers.needs import withdraw
from handlers.similar import similar
from handlers.timers import confirm as timer
from handlers.turn import Turn
from handlers.work import Work
from model.following import Follower
from model.message import Address, Incoming
from model.need import Attachment, Need, NeedState, Outcome, WrongState
from tests.handlers.joint import WANG, WORKER, Joint


def _join(joint: Joint, need: Need, person: int, text: str = "电梯又停了") -> None:
    follower = Follower(need.id, 9000 + person, joint.now, text, "3号楼")
    joint.do(lambda work: following.join(work, joint_need(work, need), follower))


def joint_need(work: Work, need: Need) -> Need:
    return work.unit.needs.get(need.id)


def _resolved(joint: Joint, need: Need) -> Need:
    joint.do(lambda work: referrals.accept(work, WANG, joint_need(work, need)), WANG)
    joint.do(
        lambda work: referrals.resolve(work, WANG, joint_need(work, need), Outcome.SOLVED, "换了门机"), WANG
    )
    return joint.need(need)


def _followers(joint: Joint, need: Need) -> list[int]:
    return [one.person_id for one in joint.do(lambda work: work.unit.followers.of_need(need.id))]


def test_the_same_thing_at_the_same_place_is_found_and_one_s_own_is_not(joint: Joint) -> None:
    first = joint.file(1)
    mine = joint.file(2, "三号楼电梯又坏了")
    assert [one.id for one in joint.do(lambda work: similar(work, mine))] == [first.id]
    joint.file(1, "3号楼电梯还是坏的")
    assert {one.person_id for one in joint.do(lambda work: similar(work, mine))} == {9001}


@pytest.mark.parametrize(
    "fields",
    [
        {"community": "GH02"},
        {"text": "5号楼的电梯坏了"},
        {"category": "elderly.meals", "text": "想订饭"},
        {"danger": "trapped"},
    ],
    ids=["another community", "another building", "another category", "danger"],
)
def test_what_is_not_the_same_is_not_offered(joint: Joint, fields: dict[str, str]) -> None:
    joint.file(1, **{"text": "3号楼的电梯坏了"} | fields)
    mine = joint.file(2)
    assert joint.do(lambda work: similar(work, mine)) == []


def test_joined_twice_is_joined_once_and_the_first_and_every_fifth_are_told(joint: Joint) -> None:
    need = joint.file(1)
    _join(joint, need, 2)
    _join(joint, need, 2)
    _join(joint, need, 3)
    assert _followers(joint, need) == [9002, 9003]
    assert len([text for text in joint.heard("wang") if "邻居也反映" in text]) == 1


def test_what_is_over_cannot_be_joined(joint: Joint) -> None:
    need = joint.file(1)
    joint.do(lambda work: withdraw(work, need))
    with pytest.raises(WrongState):
        _join(joint, need, 2)


def test_followers_hear_who_has_it_and_that_it_is_done_without_the_words_for_the_one_who_asked(
    joint: Joint,
) -> None:
    need = joint.file(1)
    _join(joint, need, 2)
    _resolved(joint, need)
    heard = "\n".join(joint.heard("p2"))
    assert "安居维修队" in heard
    assert "您那里也好了吗" in heard
    assert "换了门机" not in heard
    assert "换了门机" in "\n".join(joint.heard("p1"))


def test_a_follower_s_no_reopens_and_everybody_else_hears_it(joint: Joint) -> None:
    need = joint.file(1)
    _join(joint, need, 2)
    _join(joint, need, 3)
    done = _resolved(joint, need)
    joint.told.clear()
    joint.do(lambda work: following.is_not_solved(work, done, 9002, "四楼还停"))
    assert joint.need(need).state is NeedState.ROUTED
    assert joint.need(need).reopened == 1
    assert any("有邻居说还没好" in text for text in joint.heard("p1"))
    assert any("有邻居说还没好" in text for text in joint.heard("p3"))
    assert not any("有邻居说还没好" in text for text in joint.heard("p2"))


def test_the_words_of_a_follower_are_for_staff_alone(joint: Joint) -> None:
    need = joint.file(1)
    _join(joint, need, 2, "我家孩子怕坐电梯")
    joint.do(lambda work: following.add_note(work, need, 9002, "我在 501"))
    shown = [
        one
        for one in joint.do(lambda work: work.unit.needs.story(need.id))
        if "501" in one.data or "孩子" in one.data
    ]
    assert {one.visibility.value for one in shown} == {"staff"}
    assert not any("501" in text for text in joint.heard("p1"))
    assert not any("501" in text for text in joint.heard("wang"))
    joint.do(lambda work: referrals.accept(work, WANG, joint_need(work, need)), WANG)
    joint.do(lambda work: following.add_note(work, need, 9002, "我在 502"))
    assert any("502" in text for text in joint.heard("wang"))


def test_a_follower_s_yes_closes_it_when_the_one_who_asked_says_nothing(joint: Joint) -> None:
    need = joint.file(1)
    _join(joint, need, 2)
    done = _resolved(joint, need)
    joint.do(lambda work: following.is_solved(work, done, 9002))
    assert joint.need(need).state is NeedState.RESOLVED
    joint.do(lambda work: timer.fire(work, need.number))
    assert joint.need(need).state is NeedState.CLOSED
    assert any("先替您办结了" in text for text in joint.heard("p1"))


def test_without_a_follower_s_yes_the_one_who_asked_is_asked_once_more(joint: Joint) -> None:
    need = joint.file(1)
    _join(joint, need, 2)
    _resolved(joint, need)
    joint.do(lambda work: timer.fire(work, need.number))
    assert joint.need(need).state is NeedState.RESOLVED


def test_a_yes_counts_only_for_what_was_called_done_and_anew_each_time(joint: Joint) -> None:
    need = joint.file(1)
    _join(joint, need, 2)
    with pytest.raises(WrongState):
        joint.do(lambda work: following.is_solved(work, need, 9002))
    done = _resolved(joint, need)
    joint.do(lambda work: following.is_solved(work, done, 9002))
    joint.do(lambda work: following.is_not_solved(work, joint_need(work, need), 9002, ""))
    _resolved(joint, need)
    assert joint.do(lambda work: work.unit.followers.get(need.id, 9002)).answer == ""


def test_leaving_takes_words_and_photos_along(joint: Joint) -> None:
    need = joint.file(1)
    _join(joint, need, 2)
    photo = Attachment(77, need.id, joint.now, "test", "photo", "ref", person_id=9002)
    joint.do(lambda work: work.unit.needs.attach(photo))
    joint.do(lambda work: following.add_note(work, need, 9002, "我在 501"))
    joint.do(lambda work: following.leave(work, need, 9002))
    joint.do(lambda work: following.leave(work, need, 9002))
    story = joint.do(lambda work: work.unit.needs.story(need.id))
    assert not any("501" in one.data or "9002" in one.actor for one in story)
    assert joint.do(lambda work: work.unit.needs.attachments(need.id)) == []
    assert _followers(joint, need) == []


def test_withdrawn_it_goes_on_as_the_first_follower_s_and_keeps_nothing_of_who_left(joint: Joint) -> None:
    need = joint.file(1, place="3号楼501")
    joint.do(lambda work: work.log(need, "note", text="钥匙在门垫下"))
    _join(joint, need, 2)
    _join(joint, need, 3)
    after = joint.do(lambda work: withdraw(work, need))
    assert (after.state, after.person_id, after.text, after.place) == (
        NeedState.ROUTED,
        9002,
        "电梯又停了",
        "3号楼",
    )
    assert _followers(joint, need) == [9003]
    assert not any("门垫" in one.data for one in joint.do(lambda work: work.unit.needs.story(need.id)))
    assert any("现在由您来跟" in text for text in joint.heard("p2"))
    assert not any("撤回" in text for text in joint.heard("wang"))


def _turn(joint: Joint, person: int, act: Callable[[Turn], Any]) -> Any:
    def run(work: Work) -> Any:
        chat = next(iter(work.unit.chats.of_person(9000 + person)))
        known = work.unit.people.get(9000 + person)
        update = Incoming("1", Address("test", f"p{person}"), joint.now)
        return act(Turn(work.unit, joint.services, joint.now, update, chat, known))

    return joint.do(run)


def test_the_export_has_what_one_follows_and_what_one_said_of_it(joint: Joint) -> None:
    need = joint.file(1, "奶奶摔过一次，3号楼电梯")
    _join(joint, need, 2)
    joint.do(lambda work: following.add_note(work, need, 9002, "我在 501"))
    own = _turn(joint, 2, everything).decode()
    assert need.number in own
    assert "501" in own
    assert "奶奶" not in own
    assert "501" not in _turn(joint, 1, everything).decode()


def test_who_is_forgotten_follows_nothing_and_what_they_asked_goes_on_with_a_neighbour(joint: Joint) -> None:
    need = joint.file(1)
    other = joint.file(3, "5号楼的电梯坏了")
    _join(joint, need, 2)
    _join(joint, other, 1, "五号楼的我也坐")
    done = _resolved(joint, need)
    _turn(joint, 1, lambda turn: forget(turn, ""))
    assert joint.need(done).person_id == 9002
    assert _followers(joint, other) == []
    assert not any("五号楼" in one.data for one in joint.do(lambda work: work.unit.needs.story(other.id)))


def test_a_note_reaches_who_took_it_on_and_only_its_existence_who_was_merely_asked(joint: Joint) -> None:
    need = joint.file(1)
    joint.do(lambda work: add_note(work, need, "钥匙在门垫下"))
    assert not any("门垫" in text for text in joint.heard("wang"))
    assert any("接下后就能看到" in text for text in joint.heard("wang"))
    joint.do(lambda work: referrals.take(work, WORKER, joint_need(work, need)), WORKER)
    joint.do(lambda work: add_note(work, joint_need(work, need), "钥匙在花盆下"))
    assert any("花盆" in text for text in joint.heard("chen"))
