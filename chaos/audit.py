"""What was acknowledged against what is stored, and what was owed against what arrived."""

from __future__ import annotations

import signal
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from chaos.notes import PATIENCE, Notes
from chaos.stored import Row, Stored, reply
from chaos.town import COMMITTEE

_WRITTEN_WITHIN = 5.0
"""Seconds after a message was taken within which a life that is not hindered must have written it down."""
_ENDED_WELL = {0, -signal.SIGTERM}
_SHOWN = 5
"""Cases of each fault that are shown."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message that Telegram took: when, for whom, what, whether the bot was told, and who sent it."""

    at: float
    chat: int
    text: str
    answered: bool
    life: int


@dataclass(slots=True)
class Findings:
    """The figures of a run, in the order of the table; ``faults`` are those that must be zero."""

    figures: dict[str, int] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether anything that must be zero is not."""
        return any(self.faults.values())

    def summary(self) -> str:
        """The faults with their counts, in a line."""
        return ", ".join(f"{name} {len(cases)}" for name, cases in self.faults.items() if cases)

    def examples(self) -> list[str]:
        """Some cases of each fault."""
        return [f"{name}: {one}" for name, cases in self.faults.items() for one in cases[:_SHOWN]]


def audit(notes: Notes, stored: Stored, arrivals: Sequence[Arrival]) -> Findings:
    """Compare all of it."""
    found = Findings()
    _updates(found, notes, stored)
    _answers(found, notes, stored)
    _messages(found, notes, stored, arrivals)
    _repeats(found, notes, stored, arrivals)
    _digests(found, notes, stored)
    _endings(found, notes)
    found.faults["database damaged"] = list(stored.damage)
    return found


# in --------------------------------------------------------------------------------------------------


def _updates(found: Findings, notes: Notes, stored: Stored) -> None:
    times = Counter(update for update, _ in stored.updates)
    taken = notes.taken()
    lost = (taken - times.keys()) | notes.lost_at_kills
    found.figures |= {
        "killed": sum(not life.asked for life in notes.lives),
        "stopped": sum(life.asked > 0 for life in notes.lives),
        "said": len(notes.said),
        "acknowledged": len(taken),
        "delivered again": notes.acknowledgements - len(taken),
        "stored": len(times),
    }
    found.faults["acknowledged, not stored"] = [f"update {one} {notes.said[one]}" for one in sorted(lost)]
    found.faults["said, never acknowledged"] = [
        f"update {one}" for one in sorted(notes.said.keys() - taken - _of_silenced(notes))
    ]
    found.faults["stored twice"] = [f"update {one}" for one, count in times.items() if count > 1]
    found.faults["could not be worked on"] = [
        f"update {one}" for one, state in stored.updates if state != "done"
    ]


def _of_silenced(notes: Notes) -> set[int]:
    return {update for update, said in notes.said.items() if said.chat in notes.silenced}


def _answers(found: Findings, notes: Notes, stored: Stored) -> None:
    """Each chat's answers stand in its survey in the order in which they were given, each once."""
    given: defaultdict[int, set[int]] = defaultdict(set)
    known = {update for update, _ in stored.updates}
    for said in notes.said.values():
        if said.update in known:
            given[said.chat].add(said.number)
    doubled, missing, disordered = [], [], []
    for chat, numbers in given.items():
        kept = stored.answers.get(chat, [])
        if len(kept) != len(set(kept)):
            doubled.append(f"chat {chat}: {kept}")
        elif set(kept) != numbers:
            missing.append(f"chat {chat}: {sorted(numbers ^ set(kept))}")
        if sorted(set(kept)) != list(dict.fromkeys(kept)):
            disordered.append(f"chat {chat}: {kept}")
    found.faults["answers stored twice"] = doubled
    found.faults["answers missing"] = missing
    found.faults["answers out of order"] = disordered


# out -------------------------------------------------------------------------------------------------


def _messages(found: Findings, notes: Notes, stored: Stored, arrivals: Sequence[Arrival]) -> None:
    owed = [row for row in stored.outbox if row.chat != COMMITTEE]
    replies = Counter((row.chat, row.reply_to) for row in owed if row.reply_to)
    known = {update for update, _ in stored.updates}
    answered = {(said.chat, said.number) for said in notes.said.values() if said.update in known}
    texts = {(row.chat, row.text) for row in stored.outbox}
    arrived = {(one.chat, one.text) for one in arrivals}
    late = [row for row in stored.outbox if (row.chat, row.text) not in arrived]
    found.figures |= {"owed": len(stored.outbox), "arrived": len(texts & arrived)}
    found.figures["not sent: blocked by the person"] = sum(row.chat in notes.silenced for row in late)
    found.faults["reply never owed"] = [f"answer {one}" for one in sorted(answered - replies.keys())]
    found.faults["reply owed twice"] = [f"answer {one}" for one, count in replies.items() if count > 1]
    found.faults["other messages owed"] = [f"{row.chat}: {row.text[:60]}" for row in owed if not row.reply_to]
    found.faults["owed, never arrived"] = [_told(row) for row in late if row.chat not in notes.silenced]
    found.faults["arrived, never owed"] = [
        f"{one.chat}: {one.text[:60]}" for one in arrivals if (one.chat, one.text) not in texts
    ]
    found.faults["still waiting"] = [_told(row) for row in stored.outbox if row.state == "waiting"]
    found.faults["arrived out of order"] = list(_disordered(arrivals))


def _told(row: Row) -> str:
    return f"message {row.id} to {row.chat}, {row.state}: {row.text[:60]}"


def _disordered(arrivals: Iterable[Arrival]) -> Iterable[str]:
    """Of each chat the replies whose first arrival came after that of a later one."""
    highest: dict[int, tuple[int, float]] = {}
    seen: set[tuple[int, int]] = set()
    for one in arrivals:
        number = reply(one.text)[0]
        if number and (one.chat, number) not in seen:
            last, at = highest.get(one.chat, (0, 0.0))
            if number < last:
                yield f"chat {one.chat}: reply {number} at {one.at:.2f} after {last} at {at:.2f}"
            seen.add((one.chat, number))
            highest[one.chat] = max((last, at), (number, one.at))


def _repeats(found: Findings, notes: Notes, stored: Stored, arrivals: Sequence[Arrival]) -> None:
    """Messages that came more than once, by whether that could have been avoided."""
    ids = {(row.chat, row.text): row.id for row in stored.outbox}
    came: defaultdict[tuple[int, str], list[Arrival]] = defaultdict(list)
    for one in arrivals:
        came[one.chat, one.text].append(one)
    kinds: dict[str, list[str]] = {kind: [] for kind in (_UNTOLD, _UNWRITTEN, _AFTER_STOP, _NEEDLESS)}
    for whom, times in came.items():
        for first, second in pairwise(times):
            kind = _why(first, second, ids.get(whom, 0), notes)
            kinds[kind].append(f"{whom[0]}: {whom[1][:40]} at {first.at:.2f} and {second.at:.2f}")
    found.figures[_UNTOLD] = len(kinds[_UNTOLD])
    found.figures[_UNWRITTEN] = len(kinds[_UNWRITTEN])
    found.faults |= {_AFTER_STOP: kinds[_AFTER_STOP], _NEEDLESS: kinds[_NEEDLESS]}


_UNTOLD = "came twice: Telegram took it and did not say so"
_UNWRITTEN = "came twice: killed before it could be written down"
_AFTER_STOP = "came twice after an orderly stop"
_NEEDLESS = "came twice needlessly"


def _why(first: Arrival, second: Arrival, message: int, notes: Notes) -> str:
    """Whose fault it is: nobody's, if who sent the first was killed before it could write that down."""
    if not first.answered or any(since - PATIENCE <= first.at <= until for since, until in notes.standstills):
        return _UNTOLD
    if any(since <= second.at and first.at <= until for since, until in notes.hindrances):
        return _UNWRITTEN
    life = notes.lives[first.life]
    stopped = life.asked > 0 and not life.hung
    end = life.asked if stopped else life.ended
    if first.life == second.life or not end or second.at < end:
        return _NEEDLESS
    if stopped and not life.hindered:
        return _AFTER_STOP
    in_time = life.hindered or end - first.at < _WRITTEN_WITHIN
    return _UNWRITTEN if in_time and message not in life.settled else _NEEDLESS


def _endings(found: Findings, notes: Notes) -> None:
    """Who is asked to end does; with an error only when the database could not be had just then."""
    cases = []
    for life in notes.lives:
        hindered = life.hindered or any(
            since <= life.ended and life.asked <= until for since, until in notes.hindrances
        )
        if life.hung:
            cases.append(f"life {life.number} had to be killed")
        elif life.asked and life.status not in _ENDED_WELL and not hindered:
            cases.append(f"life {life.number} ended with {life.status}")
    found.faults["did not end when asked"] = cases


def _digests(found: Findings, notes: Notes, stored: Stored) -> None:
    owed = Counter(row.text for row in stored.outbox if row.chat == COMMITTEE)
    found.figures["Mondays passed"] = notes.mondays
    found.figures["digests sent"] = len(owed)
    wrong = [f"{len(owed)} digests for {notes.mondays} Mondays"] if len(owed) != notes.mondays else []
    wrong += [f"owed {count} times: {text[:60]}" for text, count in owed.items() if count > 1]
    wrong += (
        [f"week {week} sent and not owed" for week in stored.weeks] if len(stored.weeks) != len(owed) else []
    )
    found.faults["digests"] = wrong


def arrivals_of(journal: Iterable[Mapping[str, object]]) -> list[Arrival]:
    """The messages Telegram took, out of the emulator's journal, in their order."""
    found = []
    for call in journal:
        args = call["args"]
        if call["taken"] and isinstance(args, dict) and str(call["method"]).lower().startswith("send"):
            text = str(args.get("text") or args.get("caption") or "")
            at, chat = float(str(call["taken"])), int(args["chat_id"])
            found.append(Arrival(at, chat, text, call["status"] == 200, int(str(call["caller"]))))
    return sorted(found, key=lambda one: one.at)
