"""A need's story as staff read it: one line for everything that happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from handlers import phrases
from handlers.desk.access import Sight
from handlers.wording import category
from handlers.work import Work
from locales import Texts
from model.need import Entry, Need, Visibility
from model.person import Role, Staff
from model.phrase import Phrase, phrase
from model.referral import Referral

_WORDS = frozenset({"note", "asked", "replied", "reopened", "joined"})
_QUIET = frozenset({"offered", "sorted", "expired", "assigned"})
_REASONS = frozenset({"declined", "given_back"})
_INSIDE = frozenset({"given_back"})
"""Lines the resident reads without what stands here: the reason, and a word with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """What happened: when, by whom, in a phrase; with somebody's words and reasons, where there are any."""

    at: datetime
    kind: str
    who: str | Phrase
    what: Phrase
    words: str = ""
    reasons: tuple[Phrase, ...] = ()
    inside: bool = False
    """Only staff read this line."""

    @property
    def quiet(self) -> bool:
        """Whether it only tells of the machinery."""
        return self.kind in _QUIET


def story(work: Work, staff: Staff, need: Need, seen: Sight, words: Texts) -> list[Line]:
    """The lines this member of staff may read, oldest first, in a language."""
    entries = [one for one in work.unit.needs.story(need.id) if _readable(staff, one)]
    if seen is Sight.OUTLINE:
        entries = _outline(staff, entries)
    names = {one.id: one.name for one in work.unit.staff.all()}
    offers = {one.id: one for one in work.unit.referrals.of_need(need.id)}
    return [_line(work, entry, names, offers, words) for entry in entries]


def _readable(staff: Staff, entry: Entry) -> bool:
    return entry.visibility is not Visibility.WORKERS or staff.role is Role.SOCIAL_WORKER


def _outline(staff: Staff, entries: Sequence[Entry]) -> list[Entry]:
    """What somebody reads who has not accepted: their own questions and what was answered to them."""
    shown: list[Entry] = []
    mine = False
    for entry in entries:
        if entry.kind == "asked":
            mine = entry.actor == f"staff:{staff.id}"
        own = entry.actor == f"staff:{staff.id}" or (
            mine and entry.kind == "replied" and entry.actor == "resident"
        )
        if own or entry.kind in {"submitted", "unmet"} or _offered_to(staff, entry):
            shown.append(entry)
    return shown


def _offered_to(staff: Staff, entry: Entry) -> bool:
    return entry.kind == "offered" and _data(entry).get("organization_id") == staff.organization_id


def _line(
    work: Work, entry: Entry, names: Mapping[int, str], offers: Mapping[int, Referral], words: Texts
) -> Line:
    data = _data(entry)
    offer = offers.get(data.get("referral_id") or 0)
    if entry.kind == "given_back" and offer is not None:
        data |= {"reason": offer.decline_reason.value if offer.decline_reason else "", "note": offer.note}
    organization = work.services.directory.organizations.get(data.get("organization_id") or 0)
    reason, outcome = data.get("reason", ""), data.get("outcome", "")
    params = {
        "organization": organization.name(words.language) if organization else phrase("desk.story.somebody"),
        "reason": phrase(f"decline.{reason}") if entry.kind in _REASONS and reason else "",
        "outcome": phrase(f"outcome.{outcome}") if outcome else "",
        "rating": data.get("rating", ""),
        "was": _sorting(data.get("was"), words),
        "now": _sorting(data.get("now"), words),
        "number": data.get("number", ""),
        "party": phrase(f"desk.plan.party.{data['party']}") if data.get("party") else "",
        "yes": phrase("desk.plan.said_yes" if data.get("yes") else "desk.plan.said_no"),
    }
    key = f"desk.story.{entry.kind}"
    said = data.get("text" if entry.kind in _WORDS else "word" if entry.kind == "rated" else "note", "")
    return Line(
        entry.at,
        entry.kind,
        _who(entry.actor, names),
        Phrase(key if key in words else "desk.story.other", {**params, "kind": entry.kind}),
        str(said or ""),
        tuple(phrases.load(offer.reasons)) if offer and entry.kind == "offered" else (),
        entry.visibility is not Visibility.EVERYONE or entry.kind in _INSIDE,
    )


def _who(actor: str, names: Mapping[int, str]) -> str | Phrase:
    kind, _, staff_id = actor.partition(":")
    if kind == "staff" and staff_id.isdigit():
        return names.get(int(staff_id)) or phrase("desk.who.staff")
    if kind == "follower":
        return phrase("desk.who.neighbour")
    return phrase("desk.who.resident" if actor == "resident" else "desk.who.system")


def _sorting(pair: object, words: Texts) -> str:
    """为老服务 · 送餐，今天就要."""
    if not isinstance(pair, list) or len(pair) != 2:
        return ""
    code, urgency = pair
    return f"{category(code, words)}{words.say('list.comma')}{words.say(f'urgency.{urgency}')}"


def _data(entry: Entry) -> dict[str, Any]:
    return msgspec.json.decode(entry.data, type=dict[str, Any])
