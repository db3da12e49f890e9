"""The link to one digest that goes to the committee's chat: signed, for one reader, expiring, read-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

HOLDS = timedelta(days=14)
_SALT = "linli.digest.link"


@dataclass(frozen=True, slots=True)
class DigestLink:
    """What a key opens: one week of one community, for one member of staff, until a moment."""

    community: str
    week: str
    staff_id: int
    until: datetime


def key_of(secret: str, community: str, week: str, staff_id: int, now: datetime) -> str:
    """The key for the link's address; it holds two weeks from now."""
    until = int((now + HOLDS).timestamp())
    return str(URLSafeSerializer(secret, salt=_SALT).dumps([community, week, staff_id, until]))


def opened(secret: str, key: str, now: datetime) -> DigestLink | None:
    """What a key opens now; None when it is none of ours, or too old."""
    try:
        community, week, staff_id, until = URLSafeSerializer(secret, salt=_SALT).loads(key)
        link = DigestLink(
            str(community), str(week), int(staff_id), datetime.fromtimestamp(int(until), now.tzinfo)
        )
    except (BadData, ValueError, TypeError):
        return None
    return link if now < link.until else None
