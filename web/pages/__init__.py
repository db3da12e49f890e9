"""Every page: its address, its function, and who may open it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.responses import Response

from model.person import Role
from web.pages import (
    actions,
    batch,
    desk,
    digest,
    export,
    files,
    front,
    health,
    link,
    new_need,
    organizations,
    plan,
    sign_in,
    surveys,
    volunteers,
)
from web.visit import Visit

STAFF = frozenset(Role)
WORKERS = frozenset({Role.SOCIAL_WORKER})
READERS = frozenset({Role.COMMITTEE, Role.SOCIAL_WORKER, Role.OPERATOR})
COMMITTEE = frozenset({Role.COMMITTEE})
CALLERS = frozenset({Role.SOCIAL_WORKER, Role.ORGANIZATION})
HOSTS = CALLERS | COMMITTEE


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``who`` is None for everybody; ``demo`` pages exist in demo mode only.

    ``key`` says whether the address itself opens the page, without signing in.
    """

    path: str
    show: Callable[[Visit], Awaitable[Response]]
    who: frozenset[Role] | None = None
    method: str = "GET"
    demo: bool = False
    key: Callable[[Visit], Awaitable[bool]] | None = None


def _post(
    path: str,
    show: Callable[[Visit], Awaitable[Response]],
    who: frozenset[Role] | None = STAFF,
    *,
    demo: bool = False,
) -> Page:
    return Page(path, show, who, "POST", demo)


PAGES: tuple[Page, ...] = (
    Page("/", front.show),
    Page("/healthz", health.alive),
    Page("/readyz", health.ready),
    Page("/metrics", health.metrics),
    Page("/sign-in", sign_in.show),
    _post("/sign-in", sign_in.enter, None),
    _post("/sign-out", sign_in.leave, None),
    _post("/demo/{login}", sign_in.demo, None, demo=True),
    Page("/desk", desk.queue_page, STAFF),
    Page("/desk/export.{kind}", export.queue, STAFF),
    Page("/desk/new", new_need.show, WORKERS),
    _post("/desk/new", new_need.understand, WORKERS),
    _post("/desk/new/file", new_need.file, WORKERS),
    Page("/desk/link", link.show, STAFF),
    _post("/desk/link", link.issue),
    Page("/desk/organizations", organizations.overview, READERS),
    Page("/desk/volunteers", volunteers.overview, HOSTS),
    Page("/desk/volunteers/{shift:int}", volunteers.shift, CALLERS),
    _post("/desk/volunteers/{shift:int}", volunteers.attend, CALLERS),
    Page("/desk/surveys", surveys.overview, READERS),
    Page("/desk/surveys/{campaign:int}", surveys.show, READERS),
    Page("/desk/photos/{attachment:int}", files.attachment, STAFF),
    _post("/desk/bulk", actions.bulk),
    Page("/desk/batch", batch.show, WORKERS),
    _post("/desk/batch", batch.apply, WORKERS),
    _post("/desk/batch/{batch:int}/undo", batch.undo, WORKERS),
    Page("/desk/needs/{number}", desk.need_page, STAFF),
    _post("/desk/needs/{number}/contact", desk.contact),
    _post("/desk/needs/{number}/plan", plan.confirm, WORKERS),
    _post("/desk/needs/{number}/plan/end", plan.end, WORKERS),
    _post("/desk/needs/{number}/plan/contact", plan.contact, WORKERS),
    _post("/desk/needs/{number}/{action}", actions.act),
    Page("/organizations/{organization:int}", organizations.public),
    Page("/digest", digest.choose, READERS),
    Page("/digest/{community}/{week}.{kind}", export.digest, READERS),
    Page("/digest/{community}/{week}", digest.show, READERS, key=digest.by_key),
    _post("/digest/{community}/{week}/decide", digest.decide, COMMITTEE),
    _post("/digest/{community}/{week}/outcome", digest.outcome, COMMITTEE),
)
"""In the order in which addresses are compared."""
