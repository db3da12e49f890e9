"""An OpenRosa server: submissions go up, forms come down.

The protocol: https://docs.getodk.org/openrosa/. Blocking, on the standard library; callers use a thread.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.utils import formatdate
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.parse import urljoin, urlsplit

from bot.openrosa.answers import ListedForm, Refused, Unreachable, elements, message, text
from bot.openrosa.credentials import Credentials, challenge_of, origin
from bot.openrosa.multipart import File, batches, multipart

_TIMEOUT = 60.0
_BIGGEST = 10_000_000
"""Bytes of one submission where the server names no limit of its own (X-OpenRosa-Accept-Content-Length)."""
_ANSWER = 50_000_000
"""Bytes read of an answer at most."""
_TAKEN = frozenset({200, 201, 202})
_FINAL = frozenset({400, 409, 413, 415, 422})
"""What the same submission will always be answered with."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Message[str, str]
    body: bytes


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are told, not followed: a POST that is followed becomes a GET."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Not followed."""
        del req, fp, code, msg, headers, newurl


@dataclass(slots=True)
class Server:
    """A server by its address, such as https://central.example.cn/v1/projects/1."""

    url: str
    user: str = ""
    password: str = ""
    timeout: float = _TIMEOUT
    _credentials: Credentials = field(init=False)
    _opener: urllib.request.OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in {"http", "https"}:
            raise ValueError(f"an OpenRosa server's address begins with https://, not {self.url!r}")
        self._credentials = Credentials(self.user, self.password)
        self._opener = urllib.request.build_opener(_Stay)

    # submitting --------------------------------------------------------------------------------------

    def submit(self, xml: bytes, files: tuple[File, ...] = ()) -> None:
        """Upload a submission; a big one in several requests, which the server puts together again.

        Unreachable when it may be taken later, Refused when it never will. A server takes the same
        submission twice without harm (it knows the instanceID).
        """
        address, limit = self._where()
        for part in batches(xml, files, limit):
            boundary, body = multipart(xml, part)
            kind = f'multipart/form-data; boundary="{boundary}"'
            answer = self._ask("POST", address, body, {"Content-Type": kind})
            if answer.status in _FINAL:
                raise Refused(f"{answer.status}: {message(answer.body)}")
            if answer.status not in _TAKEN:
                raise Unreachable(f"the server answered {answer.status}: {message(answer.body)}")

    def _where(self) -> tuple[str, int]:
        """HEAD first: where submissions go, and how big a request may be; it settles who we are, too."""
        address = f"{self.url.rstrip('/')}/submission"
        answer = self._ask("HEAD", address)
        if answer.status >= 300 or answer.status < 200:
            raise Unreachable(f"the server answered {answer.status} when asked where submissions go")
        limit = answer.headers.get("X-OpenRosa-Accept-Content-Length", "")
        moved = urljoin(address, answer.headers.get("Location", ""))
        if origin(moved) != origin(address):
            raise Unreachable(f"the server wants submissions sent elsewhere, to {moved}")
        return moved, int(limit) if limit.isdecimal() and int(limit) > 0 else _BIGGEST

    # forms -------------------------------------------------------------------------------------------

    def forms(self) -> list[ListedForm]:
        """What /formList offers."""
        found = []
        for one in elements(self._get(f"{self.url.rstrip('/')}/formList"), "xform"):
            download = text(one, "downloadUrl")
            if download:
                found.append(
                    ListedForm(
                        text(one, "formID"),
                        text(one, "name"),
                        text(one, "version"),
                        download,
                        text(one, "manifestUrl"),
                    )
                )
        return found

    def form(self, listed: ListedForm) -> bytes:
        """The form's XForm XML."""
        return self._get(listed.download)

    def media(self, listed: ListedForm) -> dict[str, bytes]:
        """The form's attached files by name, as its manifest lists them."""
        if not listed.manifest:
            return {}
        listing = elements(self._get(listed.manifest), "mediaFile")
        return {
            text(one, "filename"): self._get(text(one, "downloadUrl"))
            for one in listing
            if text(one, "filename") and text(one, "downloadUrl")
        }

    def _get(self, address: str) -> bytes:
        answer = self._ask("GET", urljoin(f"{self.url.rstrip('/')}/", address))
        if answer.status != 200:
            raise Unreachable(f"{address}: the server answered {answer.status}")
        return answer.body

    # asking ------------------------------------------------------------------------------------------

    def _ask(
        self, method: str, address: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> _Answer:
        """One request; again, once, with our name when the server asks who we are (401)."""
        if urlsplit(address).scheme not in {"http", "https"}:
            raise Unreachable(f"the server leads to {address!r}")
        answer = self._once(method, address, body, headers or {})
        if answer.status == 401 and self.user and origin(address) == origin(self.url):
            self._credentials.challenge = challenge_of(answer.headers)
            answer = self._once(method, address, body, headers or {})
        return answer

    def _once(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> _Answer:
        sent = {"X-OpenRosa-Version": "1.0", "Date": formatdate(usegmt=True), **headers}
        request = urllib.request.Request(address, body, sent, method=method)  # noqa: S310 - http(s), see _ask
        if origin(address) == origin(self.url):
            authorization = self._credentials.authorization(request)
            if authorization:
                request.add_unredirected_header("Authorization", authorization)
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                return _Answer(answer.status, answer.headers, answer.read(_ANSWER))
        except urllib.error.HTTPError as problem:
            with problem:
                return _Answer(problem.code, problem.headers, problem.read(_ANSWER))
        except (OSError, HTTPException) as problem:
            reason = getattr(problem, "reason", problem)
            raise Unreachable(f"{urlsplit(address).hostname} does not answer: {reason}") from problem
