"""Style and script: read once, under an address that changes when any of them does."""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from digests.render.page import STYLE

_STATIC = Path(__file__).parent / "static"
_FILES = {
    "linli.css": (_STATIC / "linli.css", "text/css"),
    "desk.css": (_STATIC / "desk.css", "text/css"),
    "pages.css": (_STATIC / "pages.css", "text/css"),
    "digest.css": (STYLE, "text/css"),
    "forms.js": (_STATIC / "forms.js", "text/javascript"),
    "desk.js": (_STATIC / "desk.js", "text/javascript"),
    "mark.svg": (_STATIC / "mark.svg", "image/svg+xml"),
}
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


class Assets:
    """The files that are the same for everybody."""

    def __init__(self) -> None:
        self._content = {name: (path.read_bytes(), mime) for name, (path, mime) in _FILES.items()}
        digest = hashlib.sha256(b"\0".join(content for content, _ in self._content.values()))
        self.version = digest.hexdigest()[:12]

    def url(self, name: str) -> str:
        """Where a file is."""
        return f"/static/{self.version}/{name}"

    def route(self) -> Route:
        """Serves them."""
        return Route("/static/{version}/{name}", self._serve, methods=["GET"])

    async def _serve(self, request: Request) -> Response:
        content, mime = self._content.get(request.path_params["name"], (b"", ""))
        if not mime:
            return Response(status_code=404)
        return Response(content, media_type=mime, headers=_FOREVER)
