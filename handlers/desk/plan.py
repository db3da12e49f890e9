"""A need's linkage plan at the desk: what was confirmed and answered, and how to reach a volunteer."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import phrases
from handlers.desk.access import UnknownNeed, open_fully
from handlers.referrals import NotAllowed
from handlers.work import Work
from model.bilingual import in_language
from model.cleaning import row_id
from model.linkage import LineState, Party, PlanLine
from model.need import Need
from model.person import Role, Staff
from model.phrase import Phrase, phrase


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One confirmed line: who or what (volunteers are counted, not named), and how it stands."""

    line: PlanLine
    name: str | Phrase
    detail: str
    reasons: tuple[Phrase, ...]

    @property
    def reachable(self) -> bool:
        """Whether the worker may see the contact: a volunteer who has agreed to come."""
        return self.line.party is Party.VOLUNTEER and self.line.state is LineState.ACCEPTED


def rows(work: Work, need: Need, language: str) -> tuple[PlanRow, ...]:
    """The confirmed lines, in the order they were confirmed."""
    lines = work.unit.plans.of_need(need.id)
    volunteers = [one.id for one in lines if one.party is Party.VOLUNTEER]
    return tuple(_row(work, line, volunteers, language) for line in lines)


def _row(work: Work, line: PlanLine, volunteers: list[int], language: str) -> PlanRow:
    name: str | Phrase = ""
    detail = ""
    if line.party is Party.VOLUNTEER:
        name = phrase("desk.context.volunteer", number=volunteers.index(line.id) + 1)
    elif line.party is Party.SUPPORT:
        staff = work.unit.staff.get(line.subject_id)
        name = staff.name if staff else ""
    else:
        resource = work.unit.resources.get(line.subject_id)
        if resource is not None:
            name = in_language(language, resource.zh, resource.en)
            detail = resource.donor
    return PlanRow(line, name, detail, tuple(phrases.load(line.reasons)))


@dataclass(frozen=True, slots=True)
class VolunteerContact:
    """How to reach a volunteer who has agreed to come."""

    line_id: int
    name: str
    phone: str


def volunteer_contact(work: Work, staff: Staff, number: str, line_id: str) -> VolunteerContact:
    """Show it, on record. NotAllowed for others than the social workers, and before the volunteer agreed."""
    need = open_fully(work, staff, number)
    line = line_of(work, need, line_id)
    agreed = line.party is Party.VOLUNTEER and line.state is LineState.ACCEPTED
    if staff.role is not Role.SOCIAL_WORKER or not agreed:
        raise NotAllowed
    person = work.unit.people.get(line.subject_id)
    shown = VolunteerContact(line.id, person.name if person else "", person.phone if person else "")
    work.audit("looked", f"person:{line.subject_id}", fields=["name", "phone"], need=need.number)
    return shown


def line_of(work: Work, need: Need, line_id: str) -> PlanLine:
    """The need's line with this id; UnknownNeed when it has none such."""
    wanted = row_id(line_id)
    line = work.unit.plans.get(wanted) if wanted is not None else None
    if line is None or line.need_id != need.id:
        raise UnknownNeed(need.number)
    return line
