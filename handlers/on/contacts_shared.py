"""The resident agreed: they and the volunteer learn how to reach each other."""

from __future__ import annotations

from handlers.work import Work
from locales import Texts
from model.events import ContactsShared
from model.need import Need
from model.person import Person
from model.phrase import phrase


def handle(work: Work, event: ContactsShared) -> None:
    """One message to each; the worker, whether there is still something to arrange."""
    need, line = event.need, event.line
    people = work.unit.people.load([need.person_id, line.subject_id])
    resident, volunteer = people.get(need.person_id), people.get(line.subject_id)
    if resident is None or volunteer is None:
        return
    work.tell(volunteer.id, lambda words: _for_volunteer(work, need, resident, words))
    work.tell(resident.id, lambda words: _for_resident(need, volunteer, resident, words))
    worker = work.unit.staff.get(line.asked_by)
    key = "staff.plan_shared" if volunteer.phone or resident.phone else "staff.plan_arrange"
    work.tell_staff([worker] if worker else [], phrase(key, number=need.number))


def _for_resident(need: Need, volunteer: Person, resident: Person, words: Texts) -> str:
    calls = "news.volunteer_calls" if resident.phone else "news.volunteer_arranged"
    key = "news.volunteer_contact" if volunteer.phone else calls
    name = volunteer.name or words.say("plan.neighbour")
    return words.say(key, number=need.number, name=name, phone=volunteer.phone)


def _for_volunteer(work: Work, need: Need, resident: Person, words: Texts) -> str:
    where = need.place or resident.address or work.services.atlas.name(need.community, words.language)
    key = "news.resident_contact" if resident.phone else "news.resident_no_phone"
    name = resident.name or words.say("plan.neighbour")
    return words.say(key, name=name, phone=resident.phone, where=where)
