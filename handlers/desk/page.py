"""Everything one need's page shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.desk import commands
from handlers.desk.access import Sight, open_need
from handlers.desk.helping import NOBODY, Helpers, helpers
from handlers.desk.joined import Joined, joined
from handlers.desk.plan import PlanRow, rows
from handlers.desk.story import Line, story
from handlers.desk.twice import as_of
from handlers.hearing import hears
from handlers.needs import answers
from handlers.work import Work
from locales import Texts
from matching.text import Guess, understand
from model.need import Attachment, Need, NeedState
from model.organization import Organization, Service
from model.person import Role, Staff
from model.referral import Referral, ReferralState

_DONE = frozenset({NeedState.RESOLVED, NeedState.CLOSED, NeedState.WITHDRAWN})
_SUGGESTED = 3
_LIKELY = 0.08
"""A guess less probable than this helps nobody."""


@dataclass(frozen=True, slots=True)
class NeedPage:
    """A need as far as its reader may see it; ``contact``: there is a name or telephone."""

    need: Need
    sight: Sight
    story: tuple[Line, ...]
    referral: Referral | None
    organization: Organization | None
    service: Service | None
    photos: tuple[Attachment, ...]
    answers: tuple[tuple[str, str], ...]
    actions: tuple[str, ...]
    helpers: Helpers
    suggestions: tuple[Guess, ...]
    contact: bool
    due: datetime | None
    joined: Joined
    plan: tuple[PlanRow, ...]
    as_of: str
    """How the need stood when the page was read; what is done from it says so."""

    @property
    def full(self) -> bool:
        """Whether the resident's words may be shown."""
        return self.sight is Sight.FULL


def need_page(work: Work, staff: Staff, number: str, words: Texts) -> NeedPage:
    """Read it. UnknownNeed; NotAllowed when it is none of their business."""
    need, seen = open_need(work, staff, number)
    current = work.unit.referrals.current(need.id)
    full = seen is Sight.FULL
    worker = staff.role is Role.SOCIAL_WORKER
    actions = [
        one for one in commands.allowed(staff, need, seen, current) if one != "ask" or hears(work, need)
    ]
    holder = need.holder_id or (current.organization_id if current else None)
    directory = work.services.directory
    return NeedPage(
        need=need,
        sight=seen,
        story=tuple(story(work, staff, need, seen, words)),
        referral=current,
        organization=directory.organizations.get(holder or 0),
        service=directory.services.get(current.service_id) if current else None,
        photos=tuple(work.unit.needs.attachments(need.id)) if full else (),
        answers=answers(need) if full else (),
        actions=tuple(actions),
        helpers=helpers(work, need) if worker and need.state not in _DONE else NOBODY,
        suggestions=_suggestions(work, need) if worker and not need.category else (),
        contact=full and _reachable(work, need),
        due=_due(need, current),
        joined=joined(work, staff, need, seen),
        plan=rows(work, need, words.language) if full else (),
        as_of=as_of(work, need),
    )


def look(work: Work, page: NeedPage) -> None:
    """Put it on record that somebody read a resident's words."""
    if page.full:
        fields = ["text", *(["photos"] if page.photos else []), *(["answers"] if page.answers else [])]
        work.audit("looked", f"need:{page.need.number}", fields=fields)


def _due(need: Need, current: Referral | None) -> datetime | None:
    offered = current is not None and current.state is ReferralState.OFFERED
    return current.deadline if current and offered and need.state is NeedState.ROUTED else None


def _reachable(work: Work, need: Need) -> bool:
    person = work.unit.people.get(need.person_id)
    return bool(need.place or (person and (person.name or person.phone or person.address)))


def _suggestions(work: Work, need: Need) -> tuple[Guess, ...]:
    services = work.services
    found = understand(
        need.text[:MOST_READ],
        services.model,
        services.atlas.gazetteer,
        now=work.now.astimezone(services.zone),
    )
    return tuple(one for one in found.categories[:_SUGGESTED] if one.probability >= _LIKELY)


MOST_READ = 2000
"""Characters of a text that are looked at for understanding."""
