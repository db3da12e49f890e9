"""Photos and files of needs, for those who may see the need's words."""

from __future__ import annotations

from starlette.responses import Response

from handlers.desk.access import UnknownNeed, open_fully
from handlers.work import Work
from model.need import Attachment
from web.visit import Visit

_SHOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "audio/", "video/")
"""Types a browser shows by itself; anything else is only for saving."""
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ENDINGS = {
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
}
"""How a saved document ends, so that a double click opens it."""


async def attachment(visit: Visit) -> Response:
    """The file's bytes, from our store or from the messenger it came by."""

    def read(work: Work) -> Attachment:
        found = work.unit.needs.attachment(visit.number("attachment"))
        need = work.unit.needs.get(found.need_id) if found else None
        if found is None or need is None:
            raise UnknownNeed
        open_fully(work, visit.staff, need.number)
        return found

    found = await visit.read(read)
    try:
        content, mime = await _content(visit, found)
    except LookupError:
        raise UnknownNeed from None
    shown = mime.startswith(_SHOWN)
    headers = {
        "cache-control": "private, max-age=600",
        "content-security-policy": "default-src 'none'; sandbox",
        "content-disposition": "inline" if shown else _saved(found.id, mime),
    }
    return Response(content, media_type=mime if shown else "application/octet-stream", headers=headers)


def _saved(number: int, mime: str) -> str:
    ending = _ENDINGS.get(mime)
    return f'attachment; filename="{number}.{ending}"' if ending else "attachment"


async def _content(visit: Visit, found: Attachment) -> tuple[bytes, str]:
    context = visit.context
    if found.channel == "web" or context.fetch is None:
        return await context.media(found.ref), found.mime
    content, mime = await context.fetch(found.channel, found.ref)
    return content, mime or found.mime
