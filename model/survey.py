"""Surveys as the rest of the house sees them: the published form, the campaign, the response."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


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
        return self.title_zh if language.startswith("zh") or not self.title_en else self.title_en


@dataclass(frozen=True, slots=True)
class Campaign:
    """A survey opened for certain communities and dates; no communities means everybody."""

    id: int
    form_id: int
    communities: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime | None = None
    quota: int | None = None


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
