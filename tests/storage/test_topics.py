"""Topics residents raise and support."""

from __future__ import annotations

from typing import Any

from model.topic import Topic
from storage.database import Database
from storage.unit import Unit
from tests.storage.samples import HOUR, NOW


def topic(topic_id: int, **fields: Any) -> Topic:
    return Topic(
        **{"id": topic_id, "community": "GH01", "title": f"议题{topic_id}", "raised_at": NOW} | fields
    )


def test_who_raises_a_topic_supports_it(database: Database) -> None:
    database.write_now(lambda unit: unit.topics.add(topic(1), person_id=7))
    assert database.write_now(lambda unit: unit.topics.of_community("GH01")) == [topic(1, support=1)]


def test_a_topic_the_committee_raised_has_no_support_yet(database: Database) -> None:
    database.write_now(lambda unit: unit.topics.add(topic(1), person_id=None))
    assert database.write_now(lambda unit: unit.topics.of_community("GH01")) == [topic(1, support=0)]


def test_supporting_twice_counts_once(database: Database) -> None:
    database.write_now(lambda unit: unit.topics.add(topic(1), person_id=7))
    for moment in (NOW, NOW + HOUR):
        database.write_now(lambda unit, at=moment: unit.topics.support(1, 8, at))
    assert database.write_now(lambda unit: unit.topics.of_community("GH01"))[0].support == 2


def test_a_community_sees_its_open_topics_most_supported_first(database: Database) -> None:
    def work(unit: Unit) -> list[int]:
        for number in (3, 1, 2):
            unit.topics.add(topic(number), person_id=1)
        unit.topics.support(2, 5, NOW)
        unit.topics.add(topic(4, community="GH02"), person_id=1)
        unit.topics.add(topic(5, state="decided"), person_id=1)
        return [one.id for one in unit.topics.of_community("GH01")]

    assert database.write_now(work) == [2, 1, 3]
