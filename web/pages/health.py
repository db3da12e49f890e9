"""For whoever watches over the server: is it alive, can it work, how is it doing."""

from __future__ import annotations

import hmac
import ipaddress

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from web.visit import Visit
from web.watch import Watch

_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


async def alive(visit: Visit) -> Response:
    """The process answers; whoever restarts processes asks this, so nothing else is looked at."""
    del visit
    return JSONResponse({"status": "ok"})


async def ready(visit: Visit) -> Response:
    """Whether residents can be served: 200, or 503 with what is the matter."""
    watch = visit.context.watch
    if watch is None:
        return JSONResponse({"status": "ready"})
    well, parts = await watch.ready()
    return JSONResponse(parts, 200 if well else 503)


async def metrics(visit: Visit) -> Response:
    """Prometheus's text; for everybody else there is no such page."""
    watch = visit.context.watch
    if watch is None or not _may_read(visit.request, watch):
        return PlainTextResponse("not found", 404)
    return Response(await watch.metrics(), media_type=_TEXT)


def _may_read(request: Request, watch: Watch) -> bool:
    if watch.token:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), watch.token.encode())
    return not watch.public and _is_this_machine(request)


def _is_this_machine(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
