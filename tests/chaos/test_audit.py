"""The audit itself: what it must call a fault, and what it must not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from chaos.audit import Arrival, Findings, arrivals_of, audit
from chaos.notes import Life, Notes, Said
from chaos.stored import Row, Stored, reply
from chaos.table import table
from chaos.town import COMMITTEE

CHAT = 10_001


def text(number: int) -> str:
    return f"第 {number + 1} 题\n第 {number + 1} 问，前一答是「c{CHAT}-{number}」"


def row(number: int, state: str = "sent") -> Row:
    return Row(100 + number, CHAT, state, text(number), number, number + 1)


def arrival(number: int, at: float, *, answered: bool = True) -> Arrival:
    return Arrival(at, CHAT, text(number), answered, int(at > 10.5))


@pytest.fixture
def notes() -> Notes:
    """One chat said two things, both were acknowledged; the server lived from 0 to 10 and from 11 to 20."""
    seen = Notes()
    for number in (1, 2):
        seen.say(Said(number, CHAT, number))
        seen.acknowledge(number)
    seen.lives = [
        Life(0, "webhook", "ptb", began=0, ended=10, settled=frozenset({101})),
        Life(1, "webhook", "ptb", began=11, ended=20, settled=frozenset({101, 102})),
    ]
    return seen


STORED = Stored([(1, "done"), (2, "done")], [row(1), row(2)], {CHAT: [1, 2]}, [], [])
ARRIVED = [arrival(1, 5.0), arrival(2, 9.5)]


def faults(found: Findings) -> list[str]:
    return [name for name, cases in found.faults.items() if cases]


def test_when_all_is_well_nothing_is_found(notes: Notes) -> None:
    found = audit(notes, STORED, ARRIVED)
    assert faults(found) == []
    assert not found.failed
    assert (found.figures["acknowledged"], found.figures["arrived"]) == (2, 2)
    assert (found.figures["killed"], found.figures["stopped"]) == (2, 0)


@pytest.mark.parametrize(
    ("label", "stored", "expected"),
    [
        ("an update is lost", replace(STORED, updates=[(1, "done")]), "acknowledged, not stored"),
        ("one is stored twice", replace(STORED, updates=[*STORED.updates, (2, "done")]), "stored twice"),
        (
            "one was poisoned",
            replace(STORED, updates=[(1, "done"), (2, "poisoned")]),
            "could not be worked on",
        ),
        ("an answer is missing", replace(STORED, answers={CHAT: [1]}), "answers missing"),
        ("an answer is doubled", replace(STORED, answers={CHAT: [1, 2, 2]}), "answers stored twice"),
        ("answers are out of order", replace(STORED, answers={CHAT: [2, 1]}), "answers out of order"),
        ("a reply is not owed", replace(STORED, outbox=[row(1)]), "reply never owed"),
        ("a reply is owed twice", replace(STORED, outbox=[row(1), row(2), row(2)]), "reply owed twice"),
        ("a message waits for ever", replace(STORED, outbox=[row(1), row(2, "waiting")]), "still waiting"),
        ("the database is damaged", replace(STORED, damage=["row 1 missing"]), "database damaged"),
    ],
)
def test_what_is_wrong_in_the_database_is_found(
    notes: Notes, label: str, stored: Stored, expected: str
) -> None:
    assert expected in faults(audit(notes, stored, ARRIVED)), label


@pytest.mark.parametrize(
    ("label", "arrived", "expected"),
    [
        ("a reply does not arrive", [arrival(1, 5)], "owed, never arrived"),
        ("replies arrive out of order", [arrival(2, 5), arrival(1, 6)], "arrived out of order"),
        ("something arrives that nobody owed", [*ARRIVED, arrival(3, 9.8)], "arrived, never owed"),
        ("sent again in the same life", [*ARRIVED, arrival(2, 9.8)], "came twice needlessly"),
        ("sent again though written down", [*ARRIVED, arrival(1, 12)], "came twice needlessly"),
        ("not written down in time", [arrival(1, 3), arrival(2, 4), arrival(2, 12)], "came twice needlessly"),
    ],
)
def test_what_is_wrong_with_what_arrived_is_found(
    notes: Notes, label: str, arrived: list[Arrival], expected: str
) -> None:
    assert expected in faults(audit(notes, STORED, arrived)), label


@pytest.mark.parametrize(
    ("arrived", "figure"),
    [
        (
            [arrival(1, 5), arrival(2, 9.5), arrival(2, 12)],
            "came twice: killed before it could be written down",
        ),
        (
            [arrival(1, 5), arrival(2, 6, answered=False), arrival(2, 7)],
            "came twice: Telegram took it and did not say so",
        ),
    ],
)
def test_a_repeat_that_nobody_could_avoid_is_counted_and_no_fault(
    notes: Notes, arrived: list[Arrival], figure: str
) -> None:
    found = audit(notes, STORED, arrived)
    assert faults(found) == []
    assert found.figures[figure] == 1


@pytest.mark.parametrize(
    ("label", "how", "expected"),
    [
        ("it stopped as it was asked to", {}, ["came twice after an orderly stop"]),
        ("it could not write that down", {"hindered": True}, []),
        ("it had to be killed", {"hung": True}, ["did not end when asked"]),
        (
            "it ended with an error",
            {"status": 1},
            ["came twice after an orderly stop", "did not end when asked"],
        ),
        ("it ended with an error that was not its own", {"status": 1, "hindered": True}, []),
    ],
)
def test_after_an_orderly_stop_nothing_need_be_sent_again(
    notes: Notes, label: str, how: dict[str, Any], expected: list[str]
) -> None:
    notes.lives[0] = replace(notes.lives[0], asked=9.4, **how)
    found = audit(notes, STORED, [arrival(1, 5), arrival(2, 9.5), arrival(2, 12)])
    assert faults(found) == expected, label
    assert (found.figures["killed"], found.figures["stopped"]) == (1, 1)


def test_a_life_that_sends_again_itself_while_it_stops_is_told_apart(notes: Notes) -> None:
    notes.lives[0].asked = 9.4
    found = audit(notes, STORED, [arrival(1, 5), arrival(2, 9.3), arrival(2, 9.8)])
    assert faults(found) == ["came twice needlessly"]


def test_what_telegram_did_not_say_may_come_again_after_an_orderly_stop(notes: Notes) -> None:
    notes.lives[0].asked = 9.4
    assert (
        faults(audit(notes, STORED, [arrival(1, 5), arrival(2, 9.5, answered=False), arrival(2, 12)])) == []
    )


def test_who_waited_in_vain_while_the_machine_stood_still_has_to_send_again(notes: Notes) -> None:
    arrived = [arrival(1, 5), arrival(2, 6), arrival(2, 9)]
    assert faults(audit(notes, STORED, arrived)) == ["came twice needlessly"]
    notes.standstills = [(6.5, 8.8)]
    assert faults(audit(notes, STORED, arrived)) == []


async def test_a_standstill_is_noted(notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chaos.notes._STANDSTILL", 0.0)
    watching = asyncio.create_task(notes.watch())
    while not notes.standstills:  # noqa: ASYNC110 - it is a list
        await asyncio.sleep(0.01)
    watching.cancel()
    assert notes.standstills[0][0] < notes.standstills[0][1]


def test_who_lives_on_need_not_send_again(notes: Notes) -> None:
    """Of several the one that sent the first was killed; the others' lives say nothing."""
    notes.lives.append(Life(2, "webhook", "ptb", began=0))
    arrived = [arrival(1, 5), arrival(2, 9.5), arrival(2, 12)]
    assert faults(audit(notes, STORED, arrived)) == []
    arrived[1] = replace(arrived[1], life=2)
    assert faults(audit(notes, STORED, arrived)) == ["came twice needlessly"]


def test_a_repeat_after_the_database_could_not_be_had_is_no_fault(notes: Notes) -> None:
    notes.hindrances = [(3.5, 13.0)]
    assert faults(audit(notes, STORED, [arrival(1, 3), arrival(2, 4), arrival(2, 12)])) == []


def test_who_blocked_the_bot_need_not_get_anything(notes: Notes) -> None:
    notes.silenced = {CHAT}
    assert faults(audit(notes, replace(STORED, outbox=[row(1), row(2, "dropped")]), [arrival(1, 5)])) == []


@pytest.mark.parametrize(("mondays", "digests"), [(1, 0), (1, 2), (0, 1)])
def test_a_digest_too_many_or_too_few_is_found(notes: Notes, mondays: int, digests: int) -> None:
    notes.mondays = mondays
    owed = [Row(200 + week, COMMITTEE, "sent", f"周报 {week}", 0, 0) for week in range(digests)]
    stored = replace(STORED, outbox=[*STORED.outbox, *owed], weeks=[str(week) for week in range(digests)])
    arrived = [*ARRIVED, *(Arrival(9, COMMITTEE, one.text, answered=True, life=0) for one in owed)]
    assert faults(audit(notes, stored, arrived)) == ["digests"]


def test_a_reply_tells_what_it_replies_to() -> None:
    assert reply(text(7)) == (7, 8)
    assert reply("您好") == (0, 0)


def test_only_what_telegram_took_has_arrived() -> None:
    journal = [
        {
            "method": "sendMessage",
            "args": {"chat_id": CHAT, "text": "一"},
            "taken": 1.0,
            "status": 200,
            "caller": "7",
        },
        {
            "method": "sendMessage",
            "args": {"chat_id": CHAT, "text": "二"},
            "taken": 0.0,
            "status": 429,
            "caller": "7",
        },
        {
            "method": "sendPhoto",
            "args": {"chat_id": str(CHAT), "caption": "三"},
            "taken": 3.0,
            "status": 0,
            "caller": "8",
        },
        {"method": "answerCallbackQuery", "args": {}, "taken": 4.0, "status": 200, "caller": "8"},
    ]
    assert arrivals_of(journal) == [
        Arrival(1.0, CHAT, "一", answered=True, life=7),
        Arrival(3.0, CHAT, "三", answered=False, life=8),
    ]


def test_the_table_shows_figures_and_cases_of_what_is_wrong(notes: Notes) -> None:
    shown = table({"webhook": audit(notes, replace(STORED, updates=[(1, "done")]), ARRIVED)})
    assert "| acknowledged | 2 |" in shown
    assert "| **acknowledged, not stored** | 1 ✗ |" in shown
    assert "webhook: acknowledged, not stored: update 2" in shown
