"""The one-time code that links a member of staff's messenger."""

from __future__ import annotations

from datetime import timedelta

from handlers.work import Work
from model.person import Staff

HOLDS = timedelta(minutes=10)
_DIGITS = 8


def issue(work: Work, staff: Staff, draw: int) -> str:
    """A new code from a random number the caller drew; earlier ones end. Eight digits, ten minutes."""
    code = f"{draw % 10**_DIGITS:0{_DIGITS}}"
    work.unit.staff.add_code(code, staff.id, work.now + HOLDS)
    work.audit("link_code", f"staff:{staff.id}")
    return code
