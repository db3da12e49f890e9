"""Everything about me: see it, take it along, have it forgotten. From the chat, without asking anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from handlers import linkage, shifts
from handlers.calling_off import watch_on
from handlers.chat.calling_off import STAYS
from handlers.chat.mine import all_mine
from handlers.chat.my_page import page
from handlers.needs import withdraw
from handlers.session import Session
from handlers.turn import Turn
from handlers.wording import category, column
from model.following import actor
from model.message import Button, File
from model.need import NeedState, Visibility
from model.survey import Response, ResponseState
from model.volunteer import SignUpState

_ALL = 10_000
_NAME = "linli-my-data"
_JSON = "application/json"
_HTML = "text/html"


def show(turn: Turn, _: str = "") -> None:
    """What we know, in plain lines."""
    person, say = turn.resident, turn.words.say
    needs = all_mine(turn, _ALL)
    filled = [one for one in _kept(turn) if one.purpose != "need"]
    unknown = say("data.unknown")
    known = say(
        "data.text",
        community=turn.services.atlas.name(person.community, turn.language) or unknown,
        name=person.name or unknown,
        phone=person.phone or unknown,
        needs=len(needs) + len(turn.unit.followers.of_person(person.id)),
        surveys=len(filled),
        volunteer=say("data.yes" if turn.unit.volunteers.get(person.id) else "data.no"),
    )
    turn.say_plain(
        f"{known}{_how_long(turn)}",
        column(
            Button(say("data.export"), "export:"),
            Button(say("data.forget"), "forget:"),
            Button(say("button.back"), "menu:settings"),
        ),
    )


def _kept(turn: Turn) -> list[Response]:
    """The surveys that hold answers; of what was declined or dropped there are none."""
    mine = turn.unit.surveys.of_person(turn.resident.id)
    return [one for one in mine if one.state is not ResponseState.DISCARDED]


def _how_long(turn: Turn) -> str:
    """How long it is kept, which people must be told; nothing where things are kept for good."""
    kept = turn.services.retention
    if not (kept.messages and kept.needs):
        return ""
    return "\n\n" + turn.words.say("data.kept", messages=kept.messages, needs=kept.needs)


def export(turn: Turn, kind: str) -> None:
    """All of it as a page to read; for another system, by a second button, as JSON."""
    turn.audit("exported", f"person:{turn.resident.id}")
    if kind == "json":
        key = turn.services.keep(everything(turn), _JSON)
        turn.say("data.exported_json", document=File(f"{_NAME}.json", _JSON, key))
        return
    key = turn.services.keep(page(turn), _HTML)
    turn.say(
        "data.exported",
        column(
            Button(turn.words.say("data.json"), "export:json"),
            Button(turn.words.say("button.menu"), "menu:"),
        ),
        document=File(f"{_NAME}.html", _HTML, key),
    )


def everything(turn: Turn) -> bytes:
    """Person, needs with their stories, survey answers, volunteering: as JSON."""
    person, unit = turn.resident, turn.unit
    data = {
        "person": person,
        "needs": _needs(turn),
        "followed": _followed(turn),
        "surveys": [
            {
                "started": one.started_at,
                "submitted": one.submitted_at,
                "purpose": one.purpose,
                "answers": one.xml.decode() or None,
            }
            for one in _kept(turn)
        ],
        "volunteer": unit.volunteers.get(person.id),
        "asked_to_help": [
            {"asked": one.asked_at, "answer": one.state, "answered": one.answered_at, "skill": one.skill}
            for one in unit.plans.of_volunteer(person.id)
        ],
        "time_bank_minutes": unit.volunteers.balance(f"person:{person.id}"),
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=2)


def _needs(turn: Turn) -> list[dict[str, object]]:
    """One's own needs, with as much of their stories as everybody concerned may read."""
    needs = all_mine(turn, _ALL)
    stories = turn.unit.needs.stories([need.id for need in needs])
    return [
        {
            "need": need,
            "category": category(need.category, turn.words),
            "story": [
                {"at": entry.at, "what": entry.kind, "data": msgspec.Raw(entry.data.encode())}
                for entry in stories[need.id]
                if entry.visibility is Visibility.EVERYONE
            ],
        }
        for need in needs
    ]


def _followed(turn: Turn) -> list[dict[str, object]]:
    """Neighbours' needs that were joined: what they are, and the notes one has added; nobody else's words."""
    me, needs = turn.resident.id, turn.unit.needs
    followed = {one.need_id: one for one in turn.unit.followers.of_person(me)}
    return [
        {
            "number": need.number,
            "category": category(need.category, turn.words),
            "state": need.state,
            "joined": followed[need.id],
            "notes": [
                {"at": entry.at, "data": msgspec.Raw(entry.data.encode())}
                for entry in needs.story(need.id)
                if entry.actor == actor(me) and entry.kind == "note"
            ],
        }
        for need in needs.load(list(followed))
    ]


def ask_forget(turn: Turn, _: str) -> None:
    """Sure? It cannot be undone."""
    say = turn.words.say
    turn.say(
        "data.forget_sure",
        column(Button(say("data.forget_yes"), "forgotten:"), Button(say("button.back"), "data:")),
        edit=True,
    )


def forget(turn: Turn, _: str) -> None:
    """Really: words, photos, answers, contacts are gone; open needs are withdrawn; counts stay counts.

    An alarm that a tap does not undo is not undone by this either.
    """
    person, unit = turn.resident, turn.unit
    for need in unit.needs.of_person(person.id, limit=_ALL):
        shared = bool(unit.followers.of_need(need.id))
        if need.danger in STAYS and need.state.is_open:
            watch_on(turn, need)
        elif need.state.is_open and (shared or need.state is not NeedState.RESOLVED):
            withdraw(turn, need)
    for sign_up, shift in unit.volunteers.coming(person.id, turn.now):
        if sign_up.state is not SignUpState.CANCELLED:
            shifts.cancel(turn, shift, person.id)
    chats = [chat.chat for chat in unit.chats.of_person(person.id)]
    files = _files(turn, chats)
    unit.needs.forget_person(person.id)
    for line in unit.plans.of_volunteer(person.id):
        asked_for = unit.needs.get(line.need_id)
        if line.state.is_live and asked_for is not None:
            linkage.answer(turn, asked_for, line, yes=False)
    unit.plans.forget_person(person.id)
    unit.followers.forget_person(person.id)
    turn.drop_files(files)
    unit.surveys.forget_person(person.id)
    unit.volunteers.forget_person(person.id)
    for chat in chats:
        unit.inbox.forget(chat)
        if chat != turn.chat.chat:
            unit.chats.delete(chat)
    unit.outbox.forget(chats)
    unit.people.forget(person.id, turn.now)
    turn.audit("forgotten", f"person:{person.id}")
    turn.leave()
    turn.session = Session()
    turn.say("data.forgotten", edit=True)


def _files(turn: Turn, chats: list[str]) -> list[str]:
    """What the person sent, with a need or without, and the copies of their data they had made."""
    unit, past = turn.unit, datetime(1970, 1, 1, tzinfo=UTC)
    said = [one for chat in chats for one in unit.inbox.of_chat(chat, past)]
    owed = [one.message.document for chat in chats for one in unit.outbox.of_chat(chat, limit=_ALL)]
    return [
        *(attachment.ref for attachment in unit.needs.attachments_of_person(turn.resident.id)),
        *(one.media.ref for one in said if one.media is not None),
        *(one.key for one in owed if one is not None and one.name.startswith(_NAME)),
    ]


TAPS: dict[str, Callable[[Turn, str], None]] = {
    "data": show,
    "export": export,
    "forget": ask_forget,
    "forgotten": forget,
}
SCREENS: dict[str, Callable[..., None]] = {"my_data": show}
