"""One visit to one page: who it is, in which language, and everything a page needs to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

import locales
from handlers.incidents import description
from handlers.work import Work
from locales import Texts
from model.cleaning import clean, row_id
from model.person import Role, Staff
from storage.unit import Unit
from web.app import Context
from web.language import COOKIE as LANGUAGE
from web.language import asked, chosen
from web.parts import Parts
from web.signing import NONCE, new_nonce
from web.telling import told

T = TypeVar("T")
FILTERS = ("step", "category", "community", "urgency", "text", "all")
"""What a queue is narrowed by, as names of parameters."""
_YEAR = 365 * 24 * 3600


class Visit:
    """What a page is given."""

    def __init__(self, request: Request, parts: Parts, staff: Staff | None) -> None:
        self.request = request
        self.parts = parts
        self.context: Context = parts.context
        self.known = staff
        self.words: Texts = locales.texts(chosen(request))
        self.now = self.context.now()
        self._nonce = request.cookies.get(NONCE) or new_nonce()
        self.form: Mapping[str, str] = {}
        self.numbers: list[str] = []

    @property
    def staff(self) -> Staff:
        """Who is signed in; only for pages that ask for it."""
        if self.known is None:
            raise AssertionError("this page is for members of staff")
        return self.known

    @property
    def language(self) -> str:
        """The page's language."""
        return self.words.language

    def is_a(self, *roles: Role) -> bool:
        """Whether somebody with one of these roles is signed in."""
        return self.known is not None and self.known.role in roles

    def query(self, name: str) -> str:
        """A parameter of the address, "" when it is not there."""
        return clean(self.request.query_params.get(name, ""))

    @property
    def incidents(self) -> list[str]:
        """What is wrong with the installation now, for whoever is signed in."""
        watch = self.context.watch
        if self.known is None or watch is None:
            return []
        found = [(description(one.kind, one.subject), one.since) for one in watch.incidents()]
        zone = self.context.services.zone
        return [
            self.words.say("operations.on_desk", what=what, since=f"{since.astimezone(zone):%m-%d %H:%M}")
            for what, since in found
        ]

    def path(self, name: str) -> str:
        """A part of the address."""
        return clean(str(self.request.path_params[name]))

    def number(self, name: str) -> int:
        """A part of the address that is an id; there is no such page when it is beyond any."""
        found = row_id(self.path(name))
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return found

    # reading and writing ---------------------------------------------------------------------------

    def _work(self, unit: Unit) -> Work:
        actor = f"staff:{self.known.id}" if self.known else "visitor"
        return Work(unit, self.context.services, self.now, actor)

    async def read(self, ask: Callable[[Work], T]) -> T:
        """Run reading work."""
        return await self.context.database.read(lambda unit: ask(self._work(unit)))

    async def write(self, act: Callable[[Work], T]) -> T:
        """Run work in one transaction; its messages go to the sender after the commit."""

        def run(unit: Unit) -> tuple[T, Work]:
            work = self._work(unit)
            return act(work), work

        result, work = await self.context.database.write(run)
        self.context.owe(work.owed)
        return result

    def take_form(self, form: FormData) -> None:
        """Keep the fields of a form that is ours."""
        self.form = {name: clean(value) for name, value in form.items() if isinstance(value, str)}
        self.numbers = [clean(value) for value in form.getlist("number") if isinstance(value, str)]

    # answering -------------------------------------------------------------------------------------

    def page(self, template: str, status: int = 200, **data: object) -> Response:
        """A page."""
        token = self.parts.signing.token(self._nonce)
        html = self.parts.render(template, self, token=token, told=told(self), **data)
        response = HTMLResponse(html, status)
        if NONCE not in self.request.cookies:
            self.parts.signing.keep_nonce(response, self._nonce)
        return self.remember_language(response)

    def go(self, path: str, **query: str) -> Response:
        """On to another page of ours, after a form."""
        given = {name: value for name, value in query.items() if value}
        base, mark, fragment = inside(path).partition("#")
        joint = "&" if "?" in base else "?"
        to = f"{base}{joint}{urlencode(given)}" if given else base
        return self.remember_language(RedirectResponse(f"{to}{mark}{fragment}", 303))

    def remember_language(self, response: Response) -> Response:
        """Keep a language that was asked for in the address."""
        language = asked(self.request)
        if language:
            response.set_cookie(LANGUAGE, language, max_age=_YEAR, path="/", samesite="lax")
        return response

    def keep(self, **more: str) -> str:
        """The queue's filter as a query, so that it stays from page to page; "" when there is none."""
        found = {name: self.query(name) for name in FILTERS if self.query(name)}
        found.update({name: value for name, value in more.items() if value})
        return f"?{urlencode(found)}" if found else ""

    def here(self, **changes: str) -> str:
        """This page's address with some parameters changed; empty ones are left out."""
        query = {**self.request.query_params, **changes}
        query.pop("told", None)
        given = {name: value for name, value in query.items() if value}
        return f"{self.request.url.path}?{urlencode(given)}" if given else self.request.url.path


def inside(path: str) -> str:
    """The path when it leads to a page of ours, else the front page."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if safe and "\n" not in path and "\r" not in path else "/"
