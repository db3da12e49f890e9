"""A need of somebody who phoned or came in: understood as in the chat, put right by the worker, filed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.desk.commands import MOST_WORDS, Missing
from handlers.desk.page import MOST_READ
from handlers.needs import file_need
from handlers.referrals import NotAllowed
from handlers.services import Services
from handlers.work import Work
from matching.text import DangerLevel, Guess, understand
from model import taxonomy
from model.events import DangerRecognised
from model.need import Beneficiary, BeneficiaryKind, Need, Urgency
from model.person import Person, Role, Staff

_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Entered:
    """What the worker typed, with what was understood of it until they change it."""

    text: str
    community: str
    name: str = ""
    phone: str = ""
    place: str = ""
    category: str = ""
    urgency: str = "routine"
    whom: str = "self"
    age_group: str = ""
    time_wish: str = ""
    danger: str = ""
    suggestions: tuple[Guess, ...] = ()


def understood(services: Services, now: datetime, given: Entered) -> Entered:
    """The form filled in with what the understanding makes of the words. Missing when there are none."""
    text = given.text.strip()[:MOST_WORDS]
    if not text:
        raise Missing("text")
    local = now.astimezone(services.zone)
    found = understand(text[:MOST_READ], services.model, services.atlas.gazetteer, now=local)
    pressing = found.danger is not None and found.danger.level is not DangerLevel.CONCERN
    who = found.beneficiary.value
    return Entered(
        text=text,
        community=given.community,
        name=given.name.strip(),
        phone=given.phone.strip() or (found.contact.value if found.contact else ""),
        place=" ".join(span.text for span in found.place.evidence) if found.place else "",
        category=found.categories[0].code if found.categories else "",
        urgency=Urgency.EMERGENCY.value if pressing else found.urgency.value.value,
        whom=who.kind.value,
        age_group=who.age_group,
        time_wish=" ".join(span.text for span in found.time_wish.evidence) if found.time_wish else "",
        danger=found.danger.kind.value if found.danger and pressing else "",
        suggestions=found.categories[:_SUGGESTED],
    )


def enter(work: Work, staff: Staff, entered: Entered) -> Need:
    """File it. Missing names the field that lacks something; NotAllowed outside the worker's communities."""
    if staff.role is not Role.SOCIAL_WORKER or not staff.serves(entered.community):
        raise NotAllowed
    _check(work, entered)
    person = _person(work, entered)
    need = file_need(
        work,
        Need(
            id=work.services.ids(),
            number=work.unit.needs.next_number(),
            person_id=person.id,
            community=entered.community,
            category=entered.category,
            text=entered.text,
            created_at=work.now,
            urgency=Urgency(entered.urgency),
            beneficiary=Beneficiary(BeneficiaryKind(entered.whom), entered.age_group),
            place=entered.place,
            time_wish=entered.time_wish,
            danger=entered.danger,
            origin="desk",
            entered_by=staff.id,
        ),
    )
    if need.danger:
        work.emit(DangerRecognised(need, need.danger))
    return need


def _check(work: Work, entered: Entered) -> None:
    known = {
        "text": bool(entered.text.strip()),
        "community": work.services.atlas.community(entered.community) is not None,
        "category": entered.category in {"", *(node.code for node in taxonomy.TAXONOMY)},
        "urgency": entered.urgency in {one.value for one in Urgency},
        "whom": entered.whom in {one.value for one in BeneficiaryKind},
        "age_group": entered.age_group in {"", "child", "youth", "adult", "elder"},
    }
    for field, good in known.items():
        if not good:
            raise Missing(field)


def _person(work: Work, entered: Entered) -> Person:
    """Who asked: the resident with this telephone, or a new one. The worker has asked for their consent."""
    known = work.unit.people.by_phone(entered.phone)
    if known is not None:
        return known
    person = Person(
        id=work.services.ids(),
        language="zh_CN",
        created_at=work.now,
        community=entered.community,
        name=entered.name[:40],
        phone=entered.phone[:40],
        consent_at=work.now,
    )
    work.unit.people.add(person)
    return person
