"""Neighbours who joined a need: kept once each, counted, forgotten with what they said."""

from __future__ import annotations

from datetime import timedelta

from model.batch import AppliedBatch, BatchLine
from model.following import Follower, actor
from model.linkage import LineState, Party, PlanLine
from model.need import Attachment
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import DAY, NOW, entry, need


def _joined(unit: Unit) -> None:
    unit.needs.add(need(1))
    unit.needs.add(need(2))
    unit.followers.add(Follower(1, 7, NOW + timedelta(minutes=1), "我也是", "3号楼"))
    unit.followers.add(Follower(1, 8, NOW))
    unit.followers.add(Follower(2, 7, NOW + DAY, origin_id=5))


async def test_the_first_to_join_comes_first_and_everybody_counts_once(database: Database) -> None:
    await database.write(_joined)
    await database.write(lambda unit: unit.followers.add(Follower(1, 8, NOW)))
    assert await database.read(lambda unit: [one.person_id for one in unit.followers.of_need(1)]) == [8, 7]
    assert await database.read(lambda unit: unit.followers.counts([1, 2, 3])) == {1: 2, 2: 1}
    assert await database.read(lambda unit: [one.need_id for one in unit.followers.of_person(7)]) == [2, 1]
    assert await database.read(lambda unit: [one.person_id for one in unit.followers.of_origin(5)]) == [7]
    assert len(await database.read(lambda unit: unit.followers.of_needs([1, 2]))) == 3


async def test_an_answer_is_kept_until_they_are_asked_again(database: Database) -> None:
    await database.write(_joined)

    def answer(unit: Unit) -> None:
        unit.followers.change(Follower(1, 7, NOW), answer="solved", answered_at=NOW)

    await database.write(answer)
    found = await database.read(lambda unit: unit.followers.get(1, 7))
    assert found is not None
    assert found.content
    await database.write(lambda unit: unit.followers.ask_again(1))
    assert [one.content for one in await database.read(lambda unit: unit.followers.of_need(1))] == [False] * 2


async def test_who_leaves_takes_their_words_and_photos_along_from_this_need_alone(database: Database) -> None:
    def act(unit: Unit) -> None:
        _joined(unit)
        for number in (1, 2):
            unit.needs.tell(entry(number, number, kind="note", actor=actor(7), data='{"text":"501"}'))
            unit.needs.attach(Attachment(number, number, NOW, "web", "photo", "r", person_id=7))
        unit.followers.remove(1, 7)

    await database.write(act)
    left = await database.read(lambda unit: unit.needs.stories([1, 2]))
    assert [(one.actor, one.data) for one in left[1]] == [("follower", "{}")]
    assert [one.actor for one in left[2]] == [actor(7)]
    assert await database.read(lambda unit: [one.id for one in unit.needs.attachments_of_person(7)]) == [2]
    await database.write(lambda unit: unit.followers.forget_person(7))
    assert await database.read(lambda unit: unit.followers.of_person(7)) == []
    assert [one.data for one in await database.read(lambda unit: unit.needs.story(2))] == ["{}"]
    assert await database.read(lambda unit: unit.needs.attachments_of_person(7)) == []


async def test_a_need_passed_on_keeps_nothing_of_the_first_one(database: Database) -> None:
    def act(unit: Unit) -> None:
        unit.needs.add(need(1, place="501", answers="{}", rating=3))
        unit.needs.tell(entry(1, kind="note", data='{"text":"钥匙"}'))
        unit.needs.tell(entry(2, kind="note", actor=actor(8), data='{"text":"我的"}'))
        unit.needs.attach(Attachment(1, 1, NOW, "web", "photo", "r"))
        unit.needs.attach(Attachment(2, 1, NOW, "web", "photo", "r", person_id=8))
        unit.followers.add(Follower(1, 8, NOW, "我也是", "3号楼"))
        unit.needs.pass_on(need(1), Follower(1, 8, NOW, "我也是", "3号楼"))

    await database.write(act)
    found = await database.read(lambda unit: unit.needs.get(1))
    assert found is not None
    assert (found.person_id, found.text, found.place, found.answers, found.rating) == (
        8,
        "我也是",
        "3号楼",
        "",
        None,
    )
    assert [one.data for one in await database.read(lambda unit: unit.needs.story(1))] == [
        "{}",
        '{"text":"我的"}',
    ]
    assert [one.id for one in await database.read(lambda unit: unit.needs.attachments(1))] == [2]
    assert await database.read(lambda unit: unit.followers.of_need(1)) == []


async def test_the_lines_of_a_plan_are_kept_in_order_and_a_volunteer_s_are_forgotten(
    database: Database,
) -> None:
    def act(unit: Unit) -> None:
        unit.plans.add(PlanLine(1, 1, Party.VOLUNTEER, 7, LineState.ASKED, NOW, 3, skill="escort"))
        unit.plans.add(PlanLine(2, 1, Party.SUPPORT, 7, LineState.ACCEPTED, NOW, 3))
        unit.plans.change(
            PlanLine(1, 1, Party.VOLUNTEER, 7, LineState.ASKED, NOW, 3), state=LineState.DECLINED
        )

    await database.write(act)
    assert [one.state for one in await database.read(lambda unit: unit.plans.of_need(1))] == [
        LineState.DECLINED,
        LineState.ACCEPTED,
    ]
    assert await database.read(lambda unit: [one.id for one in unit.plans.of_volunteer(7)]) == [1]
    await database.write(lambda unit: unit.plans.forget_person(7))
    assert await database.read(lambda unit: [one.id for one in unit.plans.of_need(1)]) == [2]
    assert await database.read(lambda unit: unit.plans.get(1)) is None


async def test_the_last_batch_that_was_not_taken_back_is_found(database: Database) -> None:
    first, second = (AppliedBatch(n, NOW, 3, (BatchLine(1, 10, None), BatchLine(2, 11, 9))) for n in (1, 2))

    def act(unit: Unit) -> None:
        unit.batches.add(first)
        unit.batches.add(second)

    await database.write(act)
    assert await database.read(lambda unit: unit.batches.last_of(3, NOW)) == second
    await database.write(lambda unit: unit.batches.undone(2, NOW))
    assert await database.read(lambda unit: unit.batches.last_of(3, NOW)) == first
    assert await database.read(lambda unit: unit.batches.last_of(3, NOW + DAY)) is None
    found = await database.read(lambda unit: unit.batches.get(2))
    assert found is not None
    assert found.undone_at == NOW
