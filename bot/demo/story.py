"""One need's story while it is being invented: the same steps and the same lines as in the handlers.

Every step checks that the state may follow (``model.need.move``) and that time only runs forward, so a
story that could not have happened cannot be told.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.demo.clock import ZONE
from matching.deadline import deadline
from model.following import Follower
from model.following import actor as neighbour
from model.need import Entry, Need, NeedState, Outcome, Visibility, move
from model.organization import Service
from model.referral import DeclineReason, Referral, ReferralState

NOBODY_SERVES = "nobody_serves"
NOBODY_LEFT = "nobody_left"
RESIDENT = "resident"
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the story; the offer it tells of by its place, the other story by itself: ids come later."""

    at: datetime
    kind: str
    actor: str
    visibility: Visibility
    data: dict[str, Any]
    referral: int | None = None
    other: Story | None = None


class Story:
    """A need with its offers and lines. Each method is one thing that happened at a moment."""

    def __init__(self, need: Need) -> None:
        self.need = need
        self.lines: list[Line] = []
        self.referrals: list[Referral] = []
        self._joined: list[tuple[Follower, Story | None]] = []
        self.planned = False
        """Whether a social worker has set a linkage plan going for it."""

    @property
    def at(self) -> datetime:
        """When the last thing happened."""
        return self.lines[-1].at if self.lines else self.need.created_at

    @property
    def current(self) -> Referral:
        """The last offer."""
        return self.referrals[-1]

    def submit(self) -> None:
        """Filed, by the resident or by the member of staff who entered it."""
        need = self.need
        actor = f"staff:{need.entered_by}" if need.entered_by else RESIDENT
        self.log(need.created_at, "submitted", actor, category=need.category, urgency=need.urgency.value)

    def offer(self, at: datetime, service: Service, score: float, reasons: str = "[]") -> None:
        """Offered to an organization, with a deadline."""
        due = deadline(self.need.urgency, at, ZONE)
        rank = len(self.referrals) + 1
        self.referrals.append(
            Referral(
                rank,
                self.need.id,
                service.organization_id,
                service.id,
                ReferralState.OFFERED,
                rank,
                round(score, 4),
                at,
                due,
                reasons=reasons,
            )
        )
        self._become(NeedState.ROUTED, holder_id=None)
        data: dict[str, Any] = {"organization_id": service.organization_id, "deadline": due.isoformat()}
        self.log(at, "offered", SYSTEM, referral=rank - 1, **data)

    def assign(self, at: datetime, service: Service, staff_id: int, name: str) -> None:
        """A social worker chose the organization by hand."""
        organization = service.organization_id
        self.log(at, "assigned", f"staff:{staff_id}", organization_id=organization, name=name)
        self.offer(at, service, 1.0)

    def accept(self, at: datetime, staff_id: int, note: str = "") -> None:
        """The organization took it on."""
        holder = self.current.organization_id
        self._answer(at, ReferralState.ACCEPTED, staff_id, note=note)
        self._become(NeedState.ACCEPTED, holder_id=holder, accepted_at=at)
        self.log(at, "accepted", f"staff:{staff_id}", organization_id=holder)

    def decline(self, at: datetime, staff_id: int, reason: DeclineReason, note: str) -> None:
        """The organization said no."""
        self._answer(at, ReferralState.DECLINED, staff_id, note=note, decline_reason=reason)
        data: dict[str, Any] = {
            "organization_id": self.current.organization_id,
            "reason": reason.value,
            "note": note,
        }
        self.log(at, "declined", f"staff:{staff_id}", Visibility.STAFF, **data)

    def expire(self) -> None:
        """The deadline passed without an answer."""
        self.referrals[-1] = replace(self.current, state=ReferralState.EXPIRED)
        organization = self.current.organization_id
        self.log(self.current.deadline, "expired", SYSTEM, Visibility.STAFF, organization_id=organization)

    def unmet(self, at: datetime) -> None:
        """Nobody is left."""
        reason = NOBODY_LEFT if self.referrals else NOBODY_SERVES
        self._become(NeedState.UNMET, unmet_reason=reason, holder_id=None)
        self.log(at, "unmet", SYSTEM, reason=reason)

    def start(self, at: datetime, staff_id: int) -> None:
        """The organization began."""
        self._become(NeedState.IN_PROGRESS)
        self.log(at, "started", f"staff:{staff_id}")

    def resolve(self, at: datetime, staff_id: int, outcome: Outcome, note: str) -> None:
        """The organization called it done."""
        self.referrals[-1] = replace(self.current, state=ReferralState.COMPLETED, completed_at=at)
        self._become(NeedState.RESOLVED, resolved_at=at, outcome=outcome, outcome_note=note)
        self.log(at, "resolved", f"staff:{staff_id}", outcome=outcome.value, note=note)

    def confirm(self, at: datetime) -> None:
        """The resident agreed."""
        self._become(NeedState.CLOSED, closed_at=at)
        self.log(at, "confirmed", RESIDENT)

    def reopen(self, at: datetime, text: str) -> None:
        """The resident did not agree; an offer must follow."""
        move(self.need.state, NeedState.ROUTED)
        self.need = replace(
            self.need, reopened=self.need.reopened + 1, resolved_at=None, closed_at=None, outcome=None
        )
        self.log(at, "reopened", RESIDENT, text=text)

    def rate(self, at: datetime, rating: int, word: str) -> None:
        """The resident gave a rating, perhaps with a word."""
        self.need = replace(self.need, rating=rating, rating_word=word)
        self.log(at, "rated", RESIDENT, rating=rating, word=word)

    def withdraw(self, at: datetime) -> None:
        """The resident no longer needs it; an open or accepted offer ends."""
        if self.referrals and self.current.state in {ReferralState.OFFERED, ReferralState.ACCEPTED}:
            answered = self.current.answered_at or at
            self.referrals[-1] = replace(self.current, state=ReferralState.WITHDRAWN, answered_at=answered)
        self._become(NeedState.WITHDRAWN)
        self.log(at, "withdrawn", RESIDENT)

    def join(self, at: datetime, person_id: int, text: str, place: str = "") -> None:
        """A neighbour with the same need joined instead of filing another."""
        self._joined.append((Follower(0, person_id, at, text, place), None))
        self.log(at, "joined", neighbour(person_id), Visibility.STAFF, text=text)

    def content(self, at: datetime, person_id: int) -> None:
        """A neighbour who joined says that it is solved."""
        self._joined = [
            (replace(one, answer=Outcome.SOLVED.value, answered_at=at), origin)
            if one.person_id == person_id
            else (one, origin)
            for one, origin in self._joined
        ]
        self.log(at, "joined_confirmed", neighbour(person_id), Visibility.STAFF)

    def merge(self, at: datetime, into: Story, staff_id: int) -> None:
        """A social worker saw that two needs are one: this one's resident follows the other from now on."""
        need, actor = self.need, f"staff:{staff_id}"
        if self.referrals and self.current.state in {ReferralState.OFFERED, ReferralState.ACCEPTED}:
            answered = self.current.answered_at or at
            self.referrals[-1] = replace(self.current, state=ReferralState.WITHDRAWN, answered_at=answered)
        self._become(NeedState.WITHDRAWN)
        into._joined.append((Follower(0, need.person_id, at, need.text, need.place), self))
        self.log(at, "merged", actor, Visibility.STAFF, other=into)
        into.log(at, "merged_here", actor, Visibility.STAFF, other=self)

    def log(
        self,
        at: datetime,
        kind: str,
        actor: str,
        visibility: Visibility = Visibility.EVERYONE,
        referral: int | None = None,
        other: Story | None = None,
        **data: Any,  # noqa: ANN401 - JSON
    ) -> None:
        """Add a line. ValueError when it lies before the last one."""
        if at < self.at:
            raise ValueError(f"{kind} at {at} comes after something at {self.at}")
        self.lines.append(Line(at, kind, actor, visibility, data, referral, other))

    def settle(self, ids: Callable[[], int]) -> None:
        """Give the need and its offers their ids, once the order of all stories is known."""
        self.need = replace(self.need, id=ids())
        self.referrals = [replace(one, id=ids(), need_id=self.need.id) for one in self.referrals]

    @property
    def followers(self) -> list[Follower]:
        """The neighbours who joined; call it after ``settle``."""
        return [
            replace(one, need_id=self.need.id, origin_id=origin.need.id if origin else None)
            for one, origin in self._joined
        ]

    def entries(self, ids: Callable[[], int]) -> list[Entry]:
        """The lines as entries; call it after ``settle``."""
        return [
            Entry(ids(), self.need.id, line.at, line.kind, line.actor, line.visibility, self._data(line))
            for line in self.lines
        ]

    def _data(self, line: Line) -> str:
        data = dict(line.data)
        if line.referral is not None:
            data["referral_id"] = self.referrals[line.referral].id
        if line.other is not None:
            data["number"] = line.other.need.number
        return json.dumps(data, ensure_ascii=False)

    def _answer(self, at: datetime, state: ReferralState, staff_id: int, **changes: Any) -> None:  # noqa: ANN401 - fields of Referral
        answered = {"state": state, "answered_at": at, "answered_by": staff_id, **changes}
        self.referrals[-1] = replace(self.current, **answered)

    def _become(self, state: NeedState, **changes: Any) -> None:  # noqa: ANN401 - fields of Need
        self.need = replace(self.need, state=move(self.need.state, state), **changes)
