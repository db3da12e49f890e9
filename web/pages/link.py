"""The one-time code that links a messenger."""

from __future__ import annotations

import secrets

from starlette.responses import Response

from handlers.desk.linking import HOLDS
from handlers.desk.linking import issue as issue_code
from web.visit import Visit

_MINUTES = int(HOLDS.total_seconds() // 60)


async def show(visit: Visit) -> Response:
    """What it is for, and a button that makes a code."""
    return _page(visit, "")


async def issue(visit: Visit) -> Response:
    """A new code."""
    draw = secrets.randbelow(10**8)
    return _page(visit, await visit.write(lambda work: issue_code(work, visit.staff, draw)))


def _page(visit: Visit, code: str) -> Response:
    telegram = visit.context.telegram
    return visit.page(
        "link.html",
        code=code,
        minutes=_MINUTES,
        telegram=f"https://t.me/{telegram}?start=link-{code}" if telegram and code else "",
    )
