"""Filing: the draft becomes a need with a number, is offered at once, and the resident hears to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.chat import card, pieces, promising
from handlers.needs import file_need
from handlers.news import community_of
from handlers.session import Draft
from handlers.similar import repeated, similar
from handlers.turn import Turn
from handlers.wording import category, column, moment
from model.message import Button
from model.need import Beneficiary, BeneficiaryKind, Need, Urgency
from model.phrase import Phrase, phrase
from model.place import Level

_REMEMBERED = 5


def file(turn: Turn, mark: str) -> None:
    """The resident agrees with the card. A second tap on the same card gets the same answer."""
    number = turn.session.filed.get(mark)
    if number is not None:
        _say_again(turn, number)
        return
    draft = card.own(turn, mark)
    if draft is None:
        return
    if not draft.category:
        turn.then("draft", edit=True)
        return
    if _community(turn, draft) is None and turn.services.atlas.communities:
        turn.then("ask_community")
        return
    need = as_need(turn, draft)
    before = None if draft.another else repeated(turn, need)
    same = [] if draft.apart else similar(turn, need)
    if before is not None:
        turn.then("said_before", draft=draft, need=before)
    elif same:
        turn.then("same_need", draft=draft, need=same[0])
    else:
        _file(turn, draft)


def _say_again(turn: Turn, number: str) -> None:
    need = turn.unit.needs.by_number(number)
    if need is not None and need.person_id != turn.resident.id:
        turn.then("joined", need=need)
    else:
        _say_filed(turn, number)


def to_worker(turn: Turn, mark: str) -> None:
    """Nobody could say what it is: a social worker sorts it."""
    draft = card.own(turn, mark)
    if draft is not None:
        draft.category = ""
        draft.text = draft.text or turn.words.say("small.voice_only")
        _file(turn, draft)


def _file(turn: Turn, draft: Draft) -> None:
    if draft.category and card.is_sensitive(turn, draft):
        turn.change_person(sensitive_consent_at=turn.now)
    need = file_need(turn, replace(as_need(turn, draft), number=turn.unit.needs.next_number()))
    pieces.lay(turn, need, draft.pieces)
    turn.session.draft = None
    turn.session.filed = {
        **dict(list(turn.session.filed.items())[1 - _REMEMBERED :]),
        draft.stamp: need.number,
    }
    turn.go()
    _say_filed(turn, need.number)
    turn.then("next_need", done=draft)


def as_need(turn: Turn, draft: Draft) -> Need:
    """The draft as a need, not yet stored and without a number."""
    person = turn.resident
    community = _community(turn, draft)
    whom = Beneficiary(BeneficiaryKind(draft.whom), draft.age_group, draft.lives_alone, draft.disability)
    return Need(
        id=turn.services.ids(),
        number="",
        person_id=person.id,
        community=community,
        grid=person.grid if community == person.community else None,
        category=draft.category,
        text=draft.text,
        created_at=turn.now,
        urgency=Urgency(draft.urgency),
        beneficiary=whom,
        place=draft.place,
        time_wish=draft.time_wish,
        answers=draft.answers,
    )


def _community(turn: Turn, draft: Draft) -> str | None:
    """The community named in the draft's place, else the resident's own."""
    atlas = turn.services.atlas
    for _, _, place in atlas.gazetteer.find(draft.place):
        if place.level in {Level.COMMUNITY, Level.GRID}:
            found = atlas.community_of(place)
            if found:
                return found.code
    return turn.resident.community


def _say_filed(turn: Turn, number: str) -> None:
    need = turn.unit.needs.by_number(number)
    if need is None:
        turn.then("expired")
        return
    promising.say(
        turn,
        "filed.text" if need.category else "filed.plain",
        column(
            Button(turn.words.say("filed.follow"), f"need:{number}"),
            Button(turn.words.say("filed.add"), f"note:{number}"),
            Button(turn.words.say("button.menu"), "menu:"),
        ),
        edit=True,
        number=number,
        category=category(need.category, turn.words),
        to=whereabouts(turn, need),
    )


def whereabouts(turn: Turn, need: Need) -> Phrase:
    """Who has it and by when they must answer."""
    referral = turn.unit.referrals.current(need.id)
    organization = turn.services.directory.organizations.get(referral.organization_id) if referral else None
    service = turn.services.directory.services.get(referral.service_id) if referral else None
    if referral is None or organization is None:
        key = "filed.unsorted" if not need.category else "filed.unmet"
        return phrase(key, community=community_of(turn, need, turn.language))
    by = moment(referral.deadline, turn.now, turn.services.zone, turn.words)
    offered = phrase("filed.offered", organization=organization.name(turn.language), by=by)
    return phrase("filed.with_fee", offered=offered, fee=service.fee) if service and service.fee else offered


TAPS = {"file": file, "sort": to_worker}
SCREENS: dict[str, Callable[..., None]] = {"file": file}
