"""Bare ASGI: reads the body and says 200. As fast as a server on uvicorn can be."""

from __future__ import annotations

import sys
from typing import Any

import uvicorn

HEAD = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]}
EMPTY = {"type": "http.response.body", "body": b""}


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Takes whatever comes."""
    if scope["type"] != "http":
        raise RuntimeError(scope["type"])
    more = True
    while more:
        more = (await receive()).get("more_body", False)
    await send(HEAD)
    await send(EMPTY)


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False, lifespan="off")
