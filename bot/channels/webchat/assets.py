"""The page's own files: read once, served under an address that changes when any of them does."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

_PAGE = files("bot.channels.webchat") / "page"
_FILES = {
    "linli.css": (files("web") / "static" / "linli.css", "text/css"),
    "chat.css": (_PAGE / "chat.css", "text/css"),
    "main.js": (_PAGE / "main.js", "text/javascript"),
    "connection.js": (_PAGE / "connection.js", "text/javascript"),
    "pending.js": (_PAGE / "pending.js", "text/javascript"),
    "log.js": (_PAGE / "log.js", "text/javascript"),
    "message.js": (_PAGE / "message.js", "text/javascript"),
    "composer.js": (_PAGE / "composer.js", "text/javascript"),
    "recorder.js": (_PAGE / "recorder.js", "text/javascript"),
    "sharing.js": (_PAGE / "sharing.js", "text/javascript"),
    "words.js": (_PAGE / "words.js", "text/javascript"),
}
_FOREVER = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}


class Assets:
    """Style and script of the page."""

    def __init__(self) -> None:
        self._content = {name: (path.read_bytes(), mime) for name, (path, mime) in _FILES.items()}
        digest = hashlib.sha256(b"\0".join(content for content, _ in self._content.values()))
        self.version = digest.hexdigest()[:12]
        self.template = (_PAGE / "chat.html").read_text("utf-8")

    def routes(self) -> list[BaseRoute]:
        """``/<version>/<name>``, relative to where it is mounted."""
        return [Route("/{version}/{name}", self._serve, methods=["GET"])]

    async def _serve(self, request: Request) -> Response:
        content, mime = self._content.get(request.path_params["name"], (b"", ""))
        if not mime:
            return Response(status_code=404)
        return Response(content, media_type=mime, headers=_FOREVER)
