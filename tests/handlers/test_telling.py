"""Whatever happens to a need, everybody whom it concerns hears of it, and only what is so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import following, referrals
from handlers.closing import add_note, confirm, rate, reopen
from handlers.desk.access import Sight
from handlers.desk.page import need_page
from handlers.hearing import hears
from handlers.joining import merge, part
from handlers.needs import withdraw
from handlers.news import community_of
from handlers.timers import alarm as timer
from handlers.timers import confirm as reminder
from handlers.work import Work
from locales import texts
from model.events import DangerRecognised
from model.following import Follower
from model.need import Need, NeedState, Outcome, Urgency, Visibility
from model.person import Staff
from model.referral import DeclineReason
from storage.unit import Unit
from tests.handlers.joint import COMMITTEE, LI, SUN, WANG, WORKER, Joint


def fresh(work: Work, need: Need) -> Need:
    found = work.unit.needs.get(need.id)
    assert found is not None
    return found


def join(joint: Joint, need: Need, person: int) -> None:
    follower = Follower(need.id, 9000 + person, joint.now, "我家也是", "3号楼")
    joint.do(lambda work: following.join(work, fresh(work, need), follower))


def take(joint: Joint, need: Need, staff: Staff = WORKER) -> None:
    joint.now += timedelta(minutes=1)
    joint.do(lambda work: referrals.take(work, staff, fresh(work, need)), staff)


def resolve(joint: Joint, need: Need, staff: Staff = WORKER) -> Need:
    joint.do(lambda work: referrals.resolve(work, staff, fresh(work, need), Outcome.SOLVED), staff)
    return joint.need(need)


def alarm(joint: Joint, danger: str = "fire") -> Need:
    need = joint.file(1, "着火了", "safety", danger=danger)
    joint.do(lambda work: work.emit(DangerRecognised(need, danger)))
    return need


def another_worker(joint: Joint) -> None:
    """A colleague who is not on duty, with a chat."""

    def add(unit: Unit) -> None:
        unit.staff.add(replace(WORKER, id=399, login="he", name="何社工", on_duty=False))

    joint.database.write_now(add)
    joint.talk.now = joint.now
    joint.database.write_now(lambda unit: _link(unit, joint))


def _link(unit: Unit, joint: Joint) -> None:
    chat = unit.chats.of_staff(WORKER.id)[0]
    unit.chats.save(replace(chat, chat="test:he", staff_id=399))


# taken on by a worker -----------------------------------------------------------------------------


def test_a_worker_s_beginning_is_told_with_their_name(joint: Joint) -> None:
    need = joint.file(1, "那件事", category="")
    join(joint, need, 2)
    take(joint, need)
    joint.told.clear()
    joint.do(lambda work: referrals.start(work, WORKER, fresh(work, need)), WORKER)
    assert joint.heard("p1")[0].endswith("陈社工开始办了。")
    assert joint.heard("p2")[0].endswith("陈社工开始办了。")


def test_neighbours_hear_that_a_worker_took_it_and_who_was_asked_that_it_is_over(joint: Joint) -> None:
    need = joint.file(1)
    join(joint, need, 2)
    joint.told.clear()
    take(joint, need)
    assert "陈社工接下了" in joint.heard("p2")[0]
    assert "收回了这件转介" in joint.heard("wang")[0]


def test_a_worker_hears_what_the_resident_says_of_what_they_did(joint: Joint) -> None:
    need = joint.file(1, "那件事", category="")
    take(joint, need)
    done = resolve(joint, need)
    joint.told.clear()
    closed = joint.do(lambda work: confirm(work, done))
    joint.do(lambda work: rate(work, closed, 5))
    assert [text.partition("：")[2] for text in joint.heard("chen")] == [
        "居民确认解决了。",
        "居民打了 5 分。",
    ]
    joint.told.clear()
    joint.do(lambda work: reopen(work, fresh(work, need), "还没好"))
    assert "居民说还没解决" in joint.heard("chen")[0]


def test_what_a_committee_member_did_is_not_said_to_be_a_social_worker_s(joint: Joint) -> None:
    need = joint.file(1, "想要心理咨询", "mental")
    joint.do(lambda work: referrals.take(work, COMMITTEE, fresh(work, need)), COMMITTEE)
    joint.told.clear()
    resolve(joint, need, COMMITTEE)
    assert "周主任说办好了" in joint.heard("p1")[0]


def test_who_took_it_hears_of_neighbours_and_that_it_goes_on_with_another(joint: Joint) -> None:
    need, into = joint.file(1, "那件事", category=""), joint.file(2)
    take(joint, need)
    another_worker(joint)
    joint.told.clear()
    join(joint, need, 3)
    assert "1 位邻居也反映" in joint.heard("chen")[0]
    other = replace(WORKER, id=399)
    joint.do(lambda work: merge(work, other, fresh(work, need), fresh(work, into)), other)
    assert any("请不用再办" in text for text in joint.heard("chen"))


# given to an organization -------------------------------------------------------------------------


def test_the_resident_hears_where_a_worker_sent_what_nobody_had_before(joint: Joint) -> None:
    need = joint.file(1, "那件事", category="")
    joint.told.clear()
    joint.do(lambda work: referrals.assign(work, WORKER, fresh(work, need), 203), WORKER)
    assert "现在转给「安居维修队」" in joint.heard("p1")[0]


def test_who_was_asked_hears_that_a_worker_has_asked_another(joint: Joint) -> None:
    need = joint.file(1, "想要人送午饭", "elderly.meals")
    joint.told.clear()
    joint.do(lambda work: referrals.assign(work, WORKER, fresh(work, need), 202), WORKER)
    assert "收回了这件转介" in joint.heard("sun")[0]


# words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("category", ["", "elderly.meals"], ids=["nobody has it", "an organization is asked"])
def test_a_worker_who_asked_reads_the_answer_whoever_has_it(joint: Joint, category: str) -> None:
    need = joint.file(1, "想要人送午饭", category)
    joint.do(lambda work: referrals.ask(work, WORKER, fresh(work, need), "几个人？"), WORKER)
    joint.now += timedelta(minutes=1)
    joint.told.clear()
    joint.do(lambda work: add_note(work, fresh(work, need), "两个人", answer=True))
    assert any("两个人" in text for text in joint.heard("chen"))


def test_what_is_added_while_the_resident_is_asked_reaches_who_did_it(joint: Joint) -> None:
    need = joint.file(1)
    joint.do(lambda work: referrals.accept(work, WANG, fresh(work, need)), WANG)
    resolve(joint, need, WANG)
    joint.told.clear()
    joint.do(lambda work: add_note(work, fresh(work, need), "门还是会夹人"))
    assert any("门还是会夹人" in text for text in joint.heard("wang"))


def test_neighbours_hear_what_is_written_for_the_residents(joint: Joint) -> None:
    need = joint.file(1)
    join(joint, need, 2)
    joint.do(lambda work: referrals.accept(work, WANG, fresh(work, need)), WANG)
    joint.told.clear()
    joint.do(
        lambda work: referrals.note(work, WANG, fresh(work, need), "配件周三到", Visibility.EVERYONE), WANG
    )
    assert "配件周三到" in joint.heard("p1")[0]
    assert "配件周三到" in joint.heard("p2")[0]


# withdrawn ----------------------------------------------------------------------------------------


def test_who_got_the_card_of_what_nobody_has_hears_that_it_is_withdrawn(joint: Joint) -> None:
    unsorted, unmet = joint.file(1, "那件事", category=""), joint.file(2, "看病", "health")
    assert unmet.state is NeedState.UNMET
    joint.told.clear()
    for need in (unsorted, unmet):
        joint.do(lambda work, need=need: withdraw(work, fresh(work, need)))
    assert [text[:4] for text in joint.heard("chen")] == [unsorted.number, unmet.number]
    assert [text[:4] for text in joint.heard("zhou")] == [unmet.number]


def test_who_has_it_hears_that_it_is_a_neighbour_s_now(joint: Joint) -> None:
    need = joint.file(1)
    join(joint, need, 2)
    joint.do(lambda work: referrals.accept(work, WANG, fresh(work, need)), WANG)
    joint.told.clear()
    joint.do(lambda work: withdraw(work, fresh(work, need)))
    assert "转由一位邻居跟进" in joint.heard("wang")[0]


def test_who_leaves_it_to_neighbours_is_not_told_that_it_is_withdrawn(joint: Joint) -> None:
    need = joint.file(1)
    join(joint, need, 2)
    joint.talk.chat, joint.talk.now = "p1", joint.now
    shown = joint.talk.say(f"{{tap dropped:{need.number}}}")
    text = next(message.text for chat, message in shown if chat == "p1")
    assert "您不再跟进" in text
    assert "已撤回" not in text


# joined by staff ----------------------------------------------------------------------------------


def test_the_neighbours_of_both_needs_hear_that_they_go_on_as_one_and_as_two_again(joint: Joint) -> None:
    need, into = joint.file(1), joint.file(2)
    join(joint, need, 3)
    joint.told.clear()
    joint.do(lambda work: merge(work, WORKER, fresh(work, need), fresh(work, into)), WORKER)
    assert f"和 {into.number} 号是同一件事" in joint.heard("p3")[0]
    joint.told.clear()
    joint.do(lambda work: part(work, WORKER, fresh(work, need)), WORKER)
    assert "单独办" in joint.heard("p3")[0]


# alarms -------------------------------------------------------------------------------------------


def test_everybody_is_alerted_where_nobody_on_duty_would_hear_it(joint: Joint) -> None:
    joint.database.write_now(lambda unit: unit.staff.change(WORKER.id, on_duty=False))
    alarm(joint)
    assert joint.heard("chen")
    assert joint.heard("zhou")


def test_who_was_alerted_again_hears_that_somebody_took_it(joint: Joint) -> None:
    need = alarm(joint)
    joint.now += timedelta(minutes=20)
    joint.do(lambda work: timer.fire(work, need.number))
    joint.told.clear()
    take(joint, need)
    assert joint.heard("zhou") == [f"紧急 {need.number}：陈社工接下了，正在联系。"]
    assert not joint.heard("chen")


def test_who_was_alerted_again_hears_that_it_was_nothing(joint: Joint) -> None:
    need = alarm(joint)
    joint.now += timedelta(minutes=20)
    joint.told.clear()
    joint.do(lambda work: withdraw(work, fresh(work, need)))
    assert "已由居民取消" in joint.heard("zhou")[0]
    assert SUN.login not in dict(joint.told)
    assert LI.login not in dict(joint.told)


# offers that go on --------------------------------------------------------------------------------


def decline(joint: Joint, need: Need, staff: Staff) -> None:
    reason = DeclineReason.NO_CAPACITY
    joint.do(lambda work: referrals.decline(work, staff, fresh(work, need), reason), staff)


def test_what_goes_on_to_another_is_told_the_neighbours_and_with_its_fee_the_one_who_asked(
    joint: Joint,
) -> None:
    services = joint.services.directory.services
    services[202] = replace(services[202], fee="每次 10 元")
    need = joint.file(1, "想要人送午饭", "elderly.meals")
    join(joint, need, 2)
    joint.told.clear()
    decline(joint, need, SUN)
    assert "现在转给「邻家助老社」" in joint.heard("p1")[0]
    assert "每次 10 元" in joint.heard("p1")[0]
    assert "现在转给「邻家助老社」" in joint.heard("p2")[0]
    assert "10 元" not in joint.heard("p2")[0]


def test_a_deadline_told_after_the_quiet_hours_is_told_as_of_then(joint: Joint) -> None:
    joint.now += timedelta(hours=14, minutes=30)
    need = joint.file(1, "想要人送午饭", "elderly.meals", urgency=Urgency.SOON)
    joint.now += timedelta(minutes=1)
    joint.told.clear()
    decline(joint, need, SUN)
    assert "，今天 18:00 前会答复" in joint.heard("p1")[0]


def test_who_declines_is_not_told_of_another_where_nobody_is_left(joint: Joint) -> None:
    need = joint.file(1)
    joint.talk.chat, joint.talk.now = "wang", joint.now
    shown = joint.talk.say(f"{{tap s.decline:{need.number}:no_capacity}}")
    assert joint.need(need).state is NeedState.UNMET
    assert not any("下一家" in message.text for _, message in shown)


def test_who_comes_too_late_reads_the_state_as_staff_call_it(joint: Joint) -> None:
    need = joint.file(1)
    joint.do(lambda work: referrals.accept(work, WANG, fresh(work, need)), WANG)
    resolve(joint, need, WANG)
    joint.talk.chat, joint.talk.now = "wang", joint.now
    shown = joint.talk.say(f"{{tap s.start:{need.number}}}")
    assert "“等居民确认”" in shown[0][1].text


@pytest.mark.parametrize(
    ("outcome", "shown"), [(Outcome.PARTLY, "办好了一部分"), (Outcome.NOT_SOLVED, "没能办成")]
)
def test_what_is_not_solved_is_not_called_done(joint: Joint, outcome: Outcome, shown: str) -> None:
    need = joint.file(1)
    joint.do(lambda work: referrals.accept(work, WANG, fresh(work, need)), WANG)
    joint.do(lambda work: referrals.resolve(work, WANG, fresh(work, need), outcome, "等配件"), WANG)
    joint.talk.chat, joint.talk.now = "p1", joint.now
    assert f"现在：{shown}" in joint.talk.say(f"{{tap need:{need.number}}}")[0][1].text
    assert shown in joint.talk.say("{tap menu:mine}")[0][1].keyboard[0][0].label


# residents whom nothing reaches -------------------------------------------------------------------


def stop(joint: Joint, need: Need) -> None:
    joint.database.write_now(lambda unit: unit.people.change(need.person_id, stopped=True))


def test_staff_read_in_the_messenger_that_nothing_reaches_the_resident(joint: Joint) -> None:
    need = joint.file(1)
    stop(joint, need)
    joint.talk.chat, joint.talk.now = "wang", joint.now
    for tap, said in (
        ("accept", "居民收不到这里的消息"),
        ("ask", "居民收不到这里的消息"),
        ("start", "居民收不到这里的消息，请打电话告诉"),
    ):
        shown = joint.talk.say(f"{{tap s.{tap}:{need.number}}}")
        assert said in shown[-1][1].text, tap
        assert {chat for chat, _ in shown} == {"wang"}


def test_what_was_phoned_in_and_what_was_said_in_a_chat(joint: Joint) -> None:
    said, phoned = joint.file(1), joint.file(2, origin="desk")
    for need in (said, phoned):
        assert joint.do(lambda work, need=need: hears(work, need))
    joint.database.write_now(lambda unit: [unit.chats.delete(f"test:p{one}") for one in (1, 2)])
    assert joint.do(lambda work: hears(work, said))
    assert not joint.do(lambda work: hears(work, phoned))


def test_who_asked_before_accepting_reads_the_answer_at_the_desk_too(joint: Joint) -> None:
    need = joint.file(1)
    joint.do(lambda work: referrals.ask(work, WANG, fresh(work, need), "几楼？"), WANG)
    joint.now += timedelta(minutes=1)
    joint.do(lambda work: add_note(work, fresh(work, need), "三楼", answer=True))
    joint.now += timedelta(minutes=1)
    joint.do(lambda work: add_note(work, fresh(work, need), "我家在 301"))
    page = joint.do(lambda work: need_page(work, WANG, need.number, texts("zh_CN")), WANG)
    assert page.sight is Sight.OUTLINE
    assert [line.words for line in page.story if line.words] == ["几楼？", "三楼"]


def test_what_nobody_has_sorted_is_the_resident_s_all_the_same(joint: Joint) -> None:
    need = joint.file(1, "那件事", category="")
    joint.told.clear()
    joint.do(lambda work: referrals.ask(work, WORKER, fresh(work, need), "哪件事？"), WORKER)
    assert joint.heard("p1")[0].startswith(f"{need.number} 号（您说的事）：")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.SOLVED, "前几天说办好了，真的"),
        (Outcome.PARTLY, "办好了一部分，现在"),
        (Outcome.NOT_SOLVED, "前几天说没能办成"),
    ],
)
def test_the_reminder_says_what_was_said_of_it(joint: Joint, outcome: Outcome, said: str) -> None:
    need = joint.file(1)
    joint.do(lambda work: referrals.accept(work, WANG, fresh(work, need)), WANG)
    joint.do(lambda work: referrals.resolve(work, WANG, fresh(work, need), outcome, "等配件"), WANG)
    joint.told.clear()
    joint.do(lambda work: reminder.fire(work, need.number))
    assert said in joint.heard("p1")[0]


@pytest.mark.parametrize("danger", ["", "fire"])
def test_a_question_waits_for_the_morning_unless_somebody_is_in_danger(joint: Joint, danger: str) -> None:
    joint.now = joint.now.replace(hour=23)
    need = joint.file(1, "着火了", "safety", danger=danger)
    joint.do(lambda work: referrals.ask(work, WORKER, fresh(work, need), "几楼？"), WORKER)

    def due(work: Work) -> bool:
        return work.unit.outbox.of_chat("test:p1", limit=10)[-1].not_before <= joint.now

    assert joint.do(due) is bool(danger)


def test_an_organization_hears_that_a_worker_has_settled_what_it_had_accepted(joint: Joint) -> None:
    need = joint.file(1)
    joint.do(lambda work: referrals.accept(work, WANG, fresh(work, need)), WANG)
    joint.told.clear()
    resolve(joint, need)
    assert joint.heard("wang") == [f"{need.number}：{WORKER.name}说已经办好了，等居民确认。您不用再办。"]
    states = joint.do(lambda work: [one.state.value for one in work.unit.referrals.of_need(need.id)])
    assert states == ["completed"]


def test_what_a_worker_settles_by_telephone_is_not_done_by_who_was_only_asked(joint: Joint) -> None:
    need = joint.file(1)
    joint.told.clear()
    resolve(joint, need)
    assert joint.heard("wang") == [f"{need.number}：{WORKER.name}说已经办好了，等居民确认。您不用再办。"]
    states = joint.do(lambda work: [one.state.value for one in work.unit.referrals.of_need(need.id)])
    assert states == ["withdrawn"]


def test_what_waits_for_a_worker_where_none_serves_the_community_is_told_to_all(joint: Joint) -> None:
    joint.database.write_now(lambda unit: unit.staff.change(WORKER.id, communities=("GH01",)))
    joint.file(1, "那件事", category="", community="GH02")
    assert joint.heard(WORKER.login)


def test_of_a_need_without_a_community_it_is_theirs(joint: Joint) -> None:
    need = joint.file(1, category="culture.reading", community=None)
    unmet = joint.need(need)
    assert unmet.state is NeedState.UNMET
    for language, said in (("en", "The committee of your community"), ("zh_CN", "已交给社区居委会")):
        community = joint.do(lambda work, code=language: community_of(work, unmet, code))  # type: ignore[misc]
        assert said in texts(language).say("filed.unmet", community=community)
