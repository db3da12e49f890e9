"""Surveys as the rest of the house sees them: the published form, the campaign, the response."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from model.bilingual import in_language


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A published form. An old session finishes on its version."""

    id: int
    key: str
    version: str
    title_zh: str
    title_en: str
    xform: bytes
    published_at: datetime

    def title(self, language: str) -> str:
        """The title in a language."""
        return in_language(language, self.title_zh, self.title_en)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A survey opened for certain communities and dates; no communities means everybody.

    One that is ``by_link`` is shown and offered to nobody: who has the link may answer. ``closed_at`` is
    when it was closed, by its date, its quota or somebody; ``closes_at`` is never later then.
    """

    id: int
    form_id: int
    communities: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime | None = None
    quota: int | None = None
    by_link: bool = False
    closed_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether its dates let it be answered now."""
        return (
            self.closed_at is None
            and self.opens_at <= now
            and (self.closes_at is None or now < self.closes_at)
        )


@dataclass(frozen=True, slots=True)
class Invitation:
    """One resident asked to answer a campaign, or who came by themselves. There is one for each, ever.

    ``sent_at`` is when they were asked or came; ``declined_at`` when they said no, after which they are not
    reminded; ``told_at`` when they got the results.
    """

    id: int
    campaign_id: int
    person_id: int
    sent_at: datetime
    reminded_at: datetime | None = None
    declined_at: datetime | None = None
    told_at: datetime | None = None


class ResponseState(enum.Enum):
    """A draft is kept for days; a submitted response is final."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Response:
    """One resident's filled form. ``session`` is the engine's own bytes, ``xml`` the submission.

    ``purpose`` says what waits for it: "campaign", "need", "volunteer" …; ``subject`` its id there.
    """

    id: int
    form_id: int
    person_id: int
    purpose: str
    subject: int
    state: ResponseState
    started_at: datetime
    changed_at: datetime
    session: bytes
    campaign_id: int | None = None
    submitted_at: datetime | None = None
    xml: bytes = b""

    def answered(self, session: bytes, at: datetime) -> Response:
        """After one more answer. By hand, since every answer of a city comes this way."""
        return Response(
            self.id,
            self.form_id,
            self.person_id,
            self.purpose,
            self.subject,
            self.state,
            self.started_at,
            at,
            session,
            self.campaign_id,
            self.submitted_at,
            self.xml,
        )
