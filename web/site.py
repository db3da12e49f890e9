"""The site: our pages as one application of its own, so that its headers and error pages are only ours."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.desk.access import UnknownNeed
from handlers.desk.commands import Missing
from handlers.referrals import NotAllowed
from model.need import WrongState
from model.person import Staff
from web import parts as shared
from web.app import Context
from web.headers import Headers
from web.pages import PAGES, Page
from web.parts import Parts
from web.visit import Visit, inside

_MOST_BYTES = 1_000_000
Endpoint = Callable[[Request], Awaitable[Response]]


def site(context: Context) -> Starlette:
    """The application with every page."""
    parts = shared.build(context)
    pages = [page for page in PAGES if context.demo or not page.demo]
    return Starlette(
        routes=[
            parts.assets.route(),
            *(Route(page.path, _endpoint(page, parts), methods=[page.method]) for page in pages),
        ],
        middleware=[Middleware(Headers, https=shared.is_https(context))],
        exception_handlers={
            HTTPException: _on_problem(parts),
            Exception: _on_problem(parts),
        },
    )


def _endpoint(page: Page, parts: Parts) -> Endpoint:
    async def answer(request: Request) -> Response:
        visit = Visit(request, parts, await signed_in(request, parts))
        if page.key is not None and visit.known is None and await page.key(visit):
            return await _show(page, visit)
        if page.who is not None and visit.known is None:
            return visit.go("/sign-in", next=_wish(request))
        if page.who is not None and visit.staff.role not in page.who:
            return problem(visit, 403)
        if request.method == "POST" and not await _our_form(visit):
            return problem(visit, 403, "form")
        return await _show(page, visit)

    return answer


async def _show(page: Page, visit: Visit) -> Response:
    """The page; or, when a use case says no, why."""
    try:
        return await page.show(visit)
    except UnknownNeed:
        return problem(visit, 404, "need")
    except NotAllowed:
        return problem(visit, 403, "need")
    except WrongState as error:
        return visit.go(_back(visit), told="moved", state=error.now.value)
    except Missing as error:
        return visit.go(_back(visit), told="missing", field=error.field)


async def signed_in(request: Request, parts: Parts) -> Staff | None:
    """Who is signed in: a good cookie of somebody who may still sign in."""
    given = parts.signing.pass_of(request)
    if given is None or (given.demo and not parts.context.demo):
        return None
    found = await parts.context.database.read(lambda unit: unit.staff.by_login(given.login))
    if found is None or not found[0].active or parts.signing.mark(found[1]) != given.mark:
        return None
    return found[0]


async def _our_form(visit: Visit) -> bool:
    """Read the form; False when it did not come from a page of ours."""
    request = visit.request
    size = request.headers.get("content-length", "")
    if not size.isdigit() or int(size) > _MOST_BYTES:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    visit.take_form(await request.form(max_files=0, max_fields=500))
    return visit.parts.signing.is_ours(request, visit.form.get("token", ""))


def _wish(request: Request) -> str:
    """Where somebody wanted to go before they had to sign in."""
    if request.method != "GET":
        return "/desk"
    query = f"?{request.url.query}" if request.url.query else ""
    return inside(request.url.path + query)


def _back(visit: Visit) -> str:
    """The page whose form it was."""
    return visit.form.get("back") or visit.request.url.path.rpartition("/")[0] or "/desk"


def problem(visit: Visit, status: int, what: str = "") -> Response:
    """A page that says what happened, what was kept and what to do."""
    key = f"{status}.{what}" if what else str(status)
    known = f"desk.problem.{key}.title" in visit.words
    return visit.page("problem.html", status, key=key if known else "other")


def _on_problem(parts: Parts) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):  # perhaps the database is what is wrong: don't ask it
            return problem(Visit(request, parts, None), 500)
        return problem(Visit(request, parts, await signed_in(request, parts)), error.status_code)

    return answer
