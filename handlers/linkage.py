"""A linkage plan carried out: the social worker confirms lines, those asked answer, contacts are exchanged.

The organization that leads is offered the need as ever; this is about who helps beside it. A volunteer's
name and telephone are the worker's to see once they agreed to come, the resident's once the resident agreed
that both are exchanged.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from handlers import phrases
from handlers.desk.helping import helpers
from handlers.referrals import NotAllowed, assign
from handlers.work import Work
from matching.linkage import LinkagePlan
from model.events import ContactsShared, PlanLineAnswered, PlanLineConfirmed, PlanLineEnded
from model.linkage import LineState, Party, PlanLine
from model.need import Entry, Need, Visibility, WrongState
from model.person import Role, Staff
from model.phrase import Phrase, phrase
from model.resource import Allocation

LEAD = "lead"
_Wanted = tuple[Party, int, str, tuple[Phrase, ...]]
"""Who or what, with a volunteer's skill and the reasons."""


def confirm(work: Work, staff: Staff, need: Need, picks: Sequence[str]) -> int:
    """Set the picked lines of the plan going; gives back how many. NotAllowed for others than the workers.

    A pick is "lead:<service>", "support:<staff>", "volunteer:<person>" or "resource:<id>". One that the plan
    does not propose (any more), that is under way or was declined, is passed over.
    """
    _check(staff, need)
    plan = helpers(work, need).plan
    if plan is None:
        return 0
    proposed = {
        f"{party.value}:{subject}": (party, subject, skill, why) for party, subject, skill, why in _all(plan)
    }
    known = {
        (one.party, one.subject_id)
        for one in work.unit.plans.of_need(need.id)
        if one.state is not LineState.ENDED
    }
    done = 0
    for pick in dict.fromkeys(picks):
        kind, _, service = pick.partition(":")
        if kind == LEAD and plan.lead and str(plan.lead.candidate.service.id) == service:
            need = assign(work, staff, need, plan.lead.candidate.service.id)
            done += 1
        elif pick in proposed and proposed[pick][:2] not in known and _is_there(work, *proposed[pick][:2]):
            _confirm(work, staff, need, proposed[pick])
            done += 1
    return done


def _all(plan: LinkagePlan) -> list[_Wanted]:
    found: list[_Wanted] = []
    if plan.support:
        found.append((Party.SUPPORT, plan.support.worker.id, "", plan.support.reasons))
    found += [(Party.VOLUNTEER, one.volunteer.person_id, one.skill, one.reasons) for one in plan.assistance]
    found += [(Party.RESOURCE, one.resource.id, "", one.reasons) for one in plan.boosts]
    return found


def _confirm(work: Work, staff: Staff, need: Need, wanted: _Wanted) -> None:
    party, subject, skill, reasons = wanted
    settled = party is Party.RESOURCE or (party is Party.SUPPORT and subject == staff.id)
    line = PlanLine(
        id=work.services.ids(),
        need_id=need.id,
        party=party,
        subject_id=subject,
        state=LineState.ACCEPTED if settled else LineState.ASKED,
        asked_at=work.now,
        asked_by=staff.id,
        skill=skill,
        reasons=phrases.dump(reasons),
        answered_at=work.now if settled else None,
        allocation_id=_reserve(work, need, subject) if party is Party.RESOURCE else None,
    )
    work.unit.plans.add(line)
    work.log(need, "planned", Visibility.STAFF, party=party.value, line=line.id)
    work.emit(PlanLineConfirmed(need, line))


def _is_there(work: Work, party: Party, subject: int) -> bool:
    """False for a resource that somebody else has reserved the last of since the plan was made."""
    return party is not Party.RESOURCE or work.unit.resources.left(subject) > 0


def _reserve(work: Work, need: Need, resource_id: int) -> int:
    allocation = Allocation(work.services.ids(), resource_id, need.id, 1, work.now)
    work.unit.resources.allocate(allocation)
    return allocation.id


def answer(work: Work, need: Need, line: PlanLine, *, yes: bool) -> PlanLine:
    """Who was asked says yes or no. WrongState when the line has ended or is answered otherwise already."""
    wanted = LineState.ACCEPTED if yes else LineState.DECLINED
    if line.state is wanted:
        return line
    if line.state is not LineState.ASKED and not (line.state is LineState.ACCEPTED and not yes):
        raise WrongState(need.state, need.state)
    after_all = line.state is LineState.ACCEPTED
    line = work.unit.plans.change(line, state=wanted, answered_at=work.now)
    work.log(need, "plan_answered", Visibility.STAFF, "system", party=line.party.value, line=line.id, yes=yes)
    work.emit(PlanLineAnswered(need, line, after_all))
    return line


def share(work: Work, need: Need, line: PlanLine) -> None:
    """The resident agrees that their contact and the volunteer's are exchanged. Said twice is said once."""
    if line.state is not LineState.ACCEPTED or line.party is not Party.VOLUNTEER:
        raise WrongState(need.state, need.state)
    if line.shared_at is None:
        line = work.unit.plans.change(line, shared_at=work.now)
        work.audit("shared contacts", f"need:{need.number}", fields=["name", "phone", "place"], line=line.id)
        work.emit(ContactsShared(need, line))


def keep(work: Work, need: Need, line: PlanLine) -> None:
    """The resident would rather not: the worker who asked hears, once, that it is theirs to arrange."""
    if line.state is not LineState.ACCEPTED or line.party is not Party.VOLUNTEER:
        raise WrongState(need.state, need.state)
    told = (one for one in work.unit.needs.story(need.id) if one.kind == "plan_kept")
    if line.shared_at is None and not any(_line_of(one) == line.id for one in told):
        work.log(need, "plan_kept", Visibility.STAFF, line=line.id)
        worker = work.unit.staff.get(line.asked_by)
        work.tell_staff([worker] if worker else [], phrase("staff.plan_kept", number=need.number))


def _line_of(entry: Entry) -> object:
    return msgspec.json.decode(entry.data).get("line")


def end(work: Work, staff: Staff, need: Need, line: PlanLine) -> None:
    """The worker no longer needs it; what was reserved is free again."""
    _check(staff, need)
    if line.state.is_live:
        _end(work, need, line)


def end_all(work: Work, need: Need, *, release: bool) -> None:
    """The need is over: nobody needs to come any more. ``release`` frees what was reserved, too."""
    for line in work.unit.plans.of_need(need.id):
        if line.state is LineState.ASKED or (release and line.state.is_live):
            _end(work, need, line)


def _end(work: Work, need: Need, line: PlanLine) -> None:
    if line.allocation_id is not None:
        work.unit.resources.release(line.allocation_id)
    line = work.unit.plans.change(line, state=LineState.ENDED, allocation_id=None)
    work.log(need, "plan_ended", Visibility.STAFF, party=line.party.value, line=line.id)
    work.emit(PlanLineEnded(need, line))


def _check(staff: Staff, need: Need) -> None:
    if staff.role is not Role.SOCIAL_WORKER or not staff.serves(need.community):
        raise NotAllowed
