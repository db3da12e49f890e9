"""A small OpenRosa server on loopback, which can be told to misbehave."""

from __future__ import annotations

import hashlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

USER, PASSWORD, REALM, NONCE = "lin", "gui-hua", "central", "abc123"


@dataclass
class Central:
    """What it has taken, and how it answers."""

    url: str = ""
    auth: str = ""
    statuses: list[int] = field(default_factory=list)
    limit: str = ""
    location: str = ""
    head: int = 204
    requests: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    taken: list[dict[str, tuple[str, bytes]]] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/project/submission", self.submission, methods=["HEAD", "POST"]),
                Route("/elsewhere", self.submission, methods=["POST"]),
                Route("/{path:path}", self.page, methods=["GET"]),
            ]
        )

    async def submission(self, request: Request) -> Response:
        self._note(request)
        refused = self._unauthorized(request)
        if refused is not None:
            return refused
        if request.method == "HEAD":
            headers = {"X-OpenRosa-Accept-Content-Length": self.limit, "Location": self.location}
            return Response(status_code=self.head, headers={k: v for k, v in headers.items() if v})
        async with request.form() as form:
            parts = {}
            for name, part in form.items():
                assert not isinstance(part, str)
                parts[name] = (part.content_type or "", await part.read())
        status = self.statuses.pop(0) if self.statuses else 201
        if status < 300:
            self.taken.append(parts)
        words = "<OpenRosaResponse xmlns='http://openrosa.org/http/response'><message>as told</message>"
        return Response(f"{words}</OpenRosaResponse>", status, media_type="text/xml")

    async def page(self, request: Request) -> Response:
        self._note(request)
        refused = self._unauthorized(request)
        if refused is not None:
            return refused
        found = self.pages.get(request.url.path)
        return Response(found, 200) if found is not None else Response("no", 404)

    def _note(self, request: Request) -> None:
        self.requests.append((request.method, request.url.path))
        self.headers.append(dict(request.headers))

    def _unauthorized(self, request: Request) -> Response | None:
        given = request.headers.get("authorization", "")
        if self.auth == "basic" and given != "Basic bGluOmd1aS1odWE=":
            return Response(status_code=401, headers={"WWW-Authenticate": f'Basic realm="{REALM}"'})
        if self.auth == "digest" and not self._digest(request, given):
            asked = f'Digest realm="{REALM}", nonce="{NONCE}", qop="auth", algorithm=MD5'
            return Response(status_code=401, headers={"WWW-Authenticate": asked})
        return None

    def _digest(self, request: Request, given: str) -> bool:
        said = dict(re.findall(r'(\w+)="?([^",]+)"?', given.removeprefix("Digest ")))
        if not said:
            return False
        one = _md5(f"{USER}:{REALM}:{PASSWORD}")
        two = _md5(f"{request.method}:{said['uri']}")
        expected = _md5(f"{one}:{NONCE}:{said['nc']}:{said['cnonce']}:auth:{two}")
        return said["response"] == expected and said["username"] == USER


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@contextmanager
def running() -> Iterator[Central]:
    """The server at a free port, until it is left."""
    central = Central()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(
                central.app(), log_level="error", lifespan="off", ws="none", timeout_graceful_shutdown=1
            )
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        central.url = f"http://127.0.0.1:{listening.getsockname()[1]}/project"
        yield central
        server.should_exit = True
        thread.join(5)
