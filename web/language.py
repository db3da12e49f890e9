"""The language of a page: asked for in the address, chosen before, or the browser's."""

from __future__ import annotations

from starlette.requests import HTTPConnection

import locales

COOKIE = "linli_lang"


def asked(request: HTTPConnection) -> str | None:
    """The language in the address (``?lang=en``), if there is one."""
    wanted = request.query_params.get("lang")
    return locales.resolve(wanted) if wanted else None


def chosen(request: HTTPConnection) -> str:
    """The language to answer in. Chinese where the browser says nothing of the two."""
    wanted = asked(request) or request.cookies.get(COOKIE)
    return locales.resolve(wanted) if wanted else preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> str:
    """The first of our languages in an Accept-Language header."""
    for part in header.split(","):
        tag = part.partition(";")[0].strip().lower()
        if tag.startswith(("zh", "en")):
            return locales.resolve(tag)
    return locales.DEFAULT
