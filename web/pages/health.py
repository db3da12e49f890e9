"""For whoever watches over the server: it answers, and so does its database."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from web.visit import Visit


async def show(visit: Visit) -> Response:
    """``{"status": "ok"}``; an error of the database becomes 503."""
    try:
        await visit.read(lambda work: work.unit.digests.get("", ""))
    except Exception:  # noqa: BLE001 - whatever it is, the watcher is to know that it is not well
        return JSONResponse({"status": "unwell", "database": False}, 503)
    return JSONResponse({"status": "ok", "database": True})
