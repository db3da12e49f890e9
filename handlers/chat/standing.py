"""How a need stands, in lines: its state, who has it and by when, and what has happened."""

from __future__ import annotations

from datetime import datetime

import msgspec

from handlers.turn import Turn
from handlers.wording import category, moment
from locales import Texts
from model.following import actor
from model.need import Entry, Need, NeedState, Outcome, Visibility
from model.referral import ReferralState

_TOLD = 8
_TOLD_KINDS = frozenset(
    {
        *("submitted", "offered", "accepted", "given_back", "taken", "started"),
        *("unmet", "resolved", "confirmed", "reopened"),
    }
)
_WORDED = frozenset({"note", "asked", "replied"})
"""Lines that are shown with the words that were said."""
_QUOTED = 40
_UNLIKE_SOLVED = frozenset({Outcome.PARTLY.value, Outcome.NOT_SOLVED.value})

_SAID = frozenset({"submitted", "confirmed", "reopened"})


def progress(turn: Turn, need: Need, *, quoted: bool = False) -> list[str]:
    """What is said of a need: its state, its holder, its story; ``quoted`` for the one whose words it has."""
    words = turn.words
    lines = [
        words.say("mine.head", number=need.number, what=what(need, words)),
        *([_quote(words, need.text)] if quoted else []),
        words.say("mine.state", state=state(need, words)),
        *_holder(turn, need),
    ]
    story = history(turn, need)
    if story:
        lines.append("")
        lines += [f"{moment(at, turn.now, turn.services.zone, words)}  {line}" for at, line in story[-_TOLD:]]
    return lines


def history(turn: Turn, need: Need, quoted: int = _QUOTED) -> list[tuple[datetime, str]]:
    """All that has happened and is told to this resident, oldest first: when, and in words.

    ``quoted``: characters of what somebody said, at most.
    """
    everything = turn.unit.needs.story(need.id)
    since = max((entry.id for entry in everything if entry.kind == "passed_on"), default=0)
    told = (entry for entry in everything if _told(turn, need, entry, since))
    return [(entry.at, _line(turn, need, entry, since, quoted)) for entry in told]


def what(need: Need, words: Texts) -> str:
    """What it is, as residents call it: what nobody has sorted yet is theirs all the same."""
    return category(need.category, words) if need.category else words.say("mine.unsorted")


def state(need: Need, words: Texts) -> str:
    """How it stands, as its residents read it: what could not be done is not called done."""
    key = f"state.{need.state.value}"
    if need.state is NeedState.RESOLVED and need.outcome in {Outcome.PARTLY, Outcome.NOT_SOLVED}:
        key += f".{need.outcome.value}"
    return words.say(key)


def _quote(words: Texts, text: str) -> str:
    """The beginning of the resident's words; that they are gone, where their time was over."""
    if not text:
        return words.say("mine.words_gone")
    return f"“{text[:80]}{'…' if len(text) > 80 else ''}”"


def _told(turn: Turn, need: Need, entry: Entry, since: int) -> bool:
    """One's own words, and those of staff to oneself; of a neighbour's not a word."""
    if entry.kind in _WORDED:
        if not msgspec.json.decode(entry.data).get("text"):
            return False
        mine = need.person_id == turn.resident.id and entry.id > since
        to_me = entry.visibility is Visibility.EVERYONE and entry.actor.startswith("staff:")
        return _own(turn, need, entry, since) or (to_me and (mine or entry.kind == "note"))
    return entry.visibility is Visibility.EVERYONE and entry.kind in _TOLD_KINDS


def _own(turn: Turn, need: Need, entry: Entry, since: int) -> bool:
    """``since`` is the line with which the need became this resident's; before, somebody else spoke."""
    me = turn.resident.id
    return entry.actor == actor(me) or (
        entry.actor == "resident" and need.person_id == me and entry.id > since
    )


def _holder(turn: Turn, need: Need) -> list[str]:
    current = turn.unit.referrals.current(need.id)
    organization = turn.services.directory.organizations.get(current.organization_id) if current else None
    if current is None or organization is None or need.state is NeedState.RESOLVED:
        return []
    words, name = turn.words, organization.name(turn.language)
    if current.state is ReferralState.OFFERED:
        by = moment(current.deadline, turn.now, turn.services.zone, words)
        return [words.say("mine.asked", organization=name, by=by)]
    return [
        words.say(
            "mine.holder" if organization.phone else "mine.holder_plain",
            organization=name,
            phone=organization.phone,
        )
    ]


def _line(turn: Turn, need: Need, entry: Entry, since: int, quoted: int) -> str:
    own = _own(turn, need, entry, since)
    if entry.kind in _SAID and not own:
        return turn.words.say(f"story.neighbour.{entry.kind}")
    data = msgspec.json.decode(entry.data)
    organization = turn.services.directory.organizations.get(data.get("organization_id", 0))
    name = organization.name(turn.language) if organization else data.get("name", "")
    if entry.kind in _WORDED:
        key = "story.note_own" if own and entry.kind == "note" else f"story.{entry.kind}"
        said = str(data.get("text", ""))
        text = said if len(said) <= quoted else f"{said[:quoted]}…"
        return turn.words.say(key, name=name or turn.words.say("news.worker"), text=text)
    key = f"story.{entry.kind}"
    if entry.kind == "resolved" and data.get("outcome") in _UNLIKE_SOLVED:
        key += f".{data['outcome']}"
    return turn.words.say(key, name=name)
