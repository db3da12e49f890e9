"""Signing in and out, and the demo door."""

from __future__ import annotations

import asyncio
import math

from starlette.responses import Response

from handlers.desk.signing_in import matches, signed_in
from handlers.work import Work
from model.person import Role, Staff
from web.demo import DemoPerson
from web.throttle import keys
from web.visit import Visit, inside


async def show(visit: Visit) -> Response:
    """The form; who is signed in already goes on."""
    if visit.known is not None:
        return visit.go(_home(visit.known, visit.query("next")))
    return _form(visit)


async def enter(visit: Visit) -> Response:
    """Check login and password. A wrong login takes as long as a wrong password."""
    login, password = visit.form.get("login", "").strip(), visit.form.get("password", "")
    throttle = visit.parts.throttle
    counted = keys(login, _address(visit))
    pause = throttle.wait(counted, visit.now)
    if pause:
        return _form(visit, 429, login=login, wait=math.ceil(pause.total_seconds()))
    found = await visit.read(lambda work: work.unit.staff.by_login(login))
    good = await asyncio.to_thread(matches, found[1] if found else "", password)
    if found is None or not good or not found[0].active:
        throttle.failed(counted, visit.now)
        return _form(visit, 401, login=login, wrong=True)
    throttle.succeeded(counted)
    return await _admit(visit, found[0], found[1], demo=False)


async def demo(visit: Visit) -> Response:
    """One click signs in as a demo person; the route exists in demo mode only."""
    login = visit.path("login")
    person = next((one for one in visit.context.people if one.login == login), None)
    if person is None:
        return visit.go("/")
    if person.role == "resident":
        return await _into_chat(visit, person)
    found = await visit.read(lambda work: work.unit.staff.by_login(login))
    return visit.go("/") if found is None else await _admit(visit, found[0], found[1], demo=True)


async def leave(visit: Visit) -> Response:
    """Sign out."""
    response = visit.go("/")
    visit.parts.signing.dismiss(response)
    return response


async def _admit(visit: Visit, staff: Staff, password: str, *, demo: bool) -> Response:
    visit.known = staff

    def note(work: Work) -> None:
        signed_in(work, staff)

    await visit.write(note)
    response = visit.go(_home(staff, visit.form.get("next", "")))
    visit.parts.signing.admit(response, staff.login, password, demo=demo)
    return response


async def _into_chat(visit: Visit, person: DemoPerson) -> Response:
    response = visit.go("/chat")
    if visit.context.enter_chat is not None:
        await visit.context.enter_chat(visit.request, response, person)
    return response


def _form(
    visit: Visit, status: int = 200, *, login: str = "", wrong: bool = False, wait: int = 0
) -> Response:
    staff = [one for one in visit.context.people if one.role != "resident"] if visit.context.demo else []
    wish = visit.form.get("next") or visit.query("next")
    return visit.page("sign_in.html", status, login=login, wrong=wrong, wait=wait, people=staff, wish=wish)


def _home(staff: Staff, wish: str) -> str:
    """Where somebody goes who is signed in."""
    if wish and inside(wish) != "/":
        return wish
    return "/digest" if staff.role is Role.COMMITTEE else "/desk"


def _address(visit: Visit) -> str:
    client = visit.request.client
    return client.host if client else ""
