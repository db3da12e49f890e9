"""Who we are: the answer to a server's challenge, Basic or Digest."""

from __future__ import annotations

import urllib.request
from base64 import b64encode
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit


@dataclass(slots=True)
class Credentials:
    """Answers the server's challenge; what it asked for once is given at once from then on."""

    user: str
    password: str
    challenge: str = ""
    _digest: urllib.request.HTTPDigestAuthHandler | None = None

    def authorization(self, request: urllib.request.Request) -> str:
        """The header's value; "" when there is nothing to answer, or no way to."""
        scheme, _, rest = self.challenge.partition(" ")
        if not self.user or scheme.lower() not in {"basic", "digest"}:
            return ""
        if scheme.lower() == "basic":
            return f"Basic {b64encode(f'{self.user}:{self.password}'.encode()).decode()}"
        if self._digest is None:
            passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, request.full_url, self.user, self.password)
            passwords.add_password(None, origin(request.full_url), self.user, self.password)
            self._digest = urllib.request.HTTPDigestAuthHandler(passwords)
        asked = urllib.request.parse_keqv_list(list(filter(None, urllib.request.parse_http_list(rest))))
        return f"Digest {self._digest.get_authorization(request, asked)}"


def challenge_of(headers: Message[str, str]) -> str:
    """The server's challenge: digest where it offers both."""
    offered = headers.get_all("WWW-Authenticate") or [""]
    return next((one for one in offered if one.lower().startswith("digest")), offered[0])


def origin(address: str) -> str:
    """Scheme and host of an address: credentials go nowhere else."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"
