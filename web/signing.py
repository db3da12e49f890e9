"""Who is signed in (a signed cookie), and proof that a form is one of ours (a token in it)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

SESSION = "linli_desk"
NONCE = "linli_form"
_HOURS = 12
_LIFE = _HOURS * 3600


@dataclass(frozen=True, slots=True)
class Pass:
    """Whose session a cookie is. ``mark`` changes with the password; ``demo`` came in by the demo door."""

    login: str
    mark: str
    demo: bool


class Signing:
    """Makes and reads what the browser keeps."""

    def __init__(self, secret: str, *, secure: bool) -> None:
        self._key = secret.encode()
        self._sessions = URLSafeTimedSerializer(secret, salt="linli.desk.session")
        self._secure = secure

    def mark(self, password: str) -> str:
        """A mark of a password's hash: a changed password ends every session made before."""
        return self._mac(f"password:{password}")[:16]

    def admit(self, response: Response, login: str, password: str, *, demo: bool = False) -> None:
        """Sign the browser in."""
        token = self._sessions.dumps([login, self.mark(password), demo])
        self._set(response, SESSION, str(token), _LIFE)
        self._set(response, NONCE, new_nonce(), _LIFE)

    def dismiss(self, response: Response) -> None:
        """Sign the browser out."""
        for name in (SESSION, NONCE):
            response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=self._secure)

    def pass_of(self, request: Request) -> Pass | None:
        """The session in the browser's cookie, if it is one of ours and not too old."""
        try:
            login, mark, demo = self._sessions.loads(request.cookies.get(SESSION, ""), max_age=_LIFE)
        except (BadData, ValueError, TypeError):
            return None
        return Pass(str(login), str(mark), bool(demo))

    def token(self, nonce: str) -> str:
        """The token of forms shown to a browser with this nonce."""
        return self._mac(f"form:{nonce}")

    def is_ours(self, request: Request, token: str) -> bool:
        """Whether a form was made for this browser, compared in constant time."""
        nonce = request.cookies.get(NONCE, "")
        return bool(nonce) and hmac.compare_digest(self.token(nonce).encode(), token.encode())

    def keep_nonce(self, response: Response, nonce: str) -> None:
        """Have the browser keep the nonce its forms were made with."""
        self._set(response, NONCE, nonce, _LIFE)

    def _set(self, response: Response, name: str, value: str, life: int) -> None:
        response.set_cookie(
            name, value, max_age=life, path="/", httponly=True, samesite="lax", secure=self._secure
        )

    def _mac(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def new_nonce() -> str:
    """A nonce nobody can guess."""
    return secrets.token_urlsafe(18)
