"""Name, telephone and address: shown at a click, and the click is on record."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.desk.access import open_fully
from handlers.work import Work
from model.person import Staff


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the one who asked, and where to go."""

    name: str
    phone: str
    address: str
    place: str


def reveal(work: Work, staff: Staff, number: str) -> Contact:
    """What the resident left. NotAllowed before acceptance; the look is on record."""
    need = open_fully(work, staff, number)
    person = work.unit.people.get(need.person_id)
    shown = Contact(
        person.name if person else "",
        person.phone if person else "",
        person.address if person else "",
        need.place,
    )
    fields = [name for name in ("name", "phone", "address", "place") if getattr(shown, name)]
    work.audit("looked", f"need:{need.number}", fields=fields)
    return shown
