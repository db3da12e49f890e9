"""What who has accepted a need reads in the messenger: what was said, added and sent, and the contact."""

from __future__ import annotations

import msgspec

from handlers.calling_off import is_called_off
from handlers.hearing import hears
from handlers.needs import answers
from handlers.turn import Turn
from handlers.wording import category
from locales import Texts
from model.need import Beneficiary, Need
from model.person import Person

_SAID = frozenset({"note", "replied", "reopened", "joined"})
"""Lines of a story in which the resident, or a neighbour who joined, says something in words."""
_NEWEST, _QUOTED = 5, 300


def summary(turn: Turn, need: Need) -> str:
    """What the resident said, where, for whom, and how to reach them; the look is on record."""
    person = turn.unit.people.get(need.person_id)
    fields = ["text", "place", "phone", "name", *(["answers"] if need.answers else [])]
    turn.audit("looked", f"need:{need.number}", fields=fields)
    words = turn.words
    where = need.place or turn.services.atlas.name(need.community, turn.language)
    lines = [
        words.say("staff.accepted", number=need.number, what=category(need.category, words)),
        need.text,
        *_added(turn, need),
        words.say("staff.for", whom=_whom(words, need.beneficiary)),
        words.say("staff.place", place=where or words.say("staff.nowhere")),
    ]
    if need.time_wish:
        lines.append(words.say("staff.wish", wish=need.time_wish))
    lines += [words.say("card.answer", question=one, answer=said) for one, said in answers(need)]
    sent = len(turn.unit.needs.attachments(need.id))
    if sent:
        lines.append(words.say("staff.sent", count=sent))
    return "\n".join([*lines, *_contact(turn, need, person)])


def _whom(words: Texts, who: Beneficiary) -> str:
    """居民的父母，老人，独居."""
    said = [
        f"staff.whom.{who.kind.value}",
        f"desk.age.{who.age_group}" if who.age_group else "",
        "card.lives_alone" if who.lives_alone else "",
        "card.disability" if who.disability else "",
    ]
    return words.say("list.comma").join(words.say(one) for one in said if one)


def _added(turn: Turn, need: Need) -> list[str]:
    """What was said of it since, the newest few."""
    lines = []
    for entry in turn.unit.needs.story(need.id):
        text = str(msgspec.json.decode(entry.data).get("text", "")) if entry.kind in _SAID else ""
        key = "staff.added" if entry.actor == "resident" else "staff.added_neighbour"
        if text and (entry.actor == "resident" or entry.actor.startswith("follower")):
            lines.append(turn.words.say(key, text=text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"))
    return lines[-_NEWEST:]


def _contact(turn: Turn, need: Need, person: Person | None) -> list[str]:
    words, phone = turn.words, person.phone if person else ""
    known = " ".join(one for one in (person.name, phone) if one) if person and phone else ""
    lines = [words.say("staff.contact", contact=known)] if known else []
    if is_called_off(turn, need):
        lines.append(words.say("staff.called_off", number=need.number))
    elif not hears(turn, need):
        lines.append(words.say("staff.unheard", number=need.number))
    elif not phone:
        lines.append(words.say("staff.no_contact"))
    joined = turn.unit.followers.counts([need.id]).get(need.id, 0)
    if joined:
        lines.append(words.say("staff.joined_too", count=joined))
    return lines
