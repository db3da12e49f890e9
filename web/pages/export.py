"""Lists and digests as files for Word and Excel."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable, Sequence
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from digests import Digest
from digests.render import docx, xlsx
from handlers.desk.queue import Queue, Row
from handlers.desk.queue import queue as read_queue
from handlers.wording import category, moment
from handlers.work import Work
from locales import Texts
from web.pages.desk import wanted
from web.pages.digest import gather
from web.visit import Visit

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_COLUMNS = ("number", "step", "category", "urgency", "community", "whom", "filed", "due", "organization")
_DIGESTS: dict[str, tuple[Callable[[Digest, Texts], bytes], str]] = {
    "docx": (docx, _WORD),
    "xlsx": (xlsx, _SHEET),
}


async def queue(visit: Visit) -> Response:
    """The queue as it is filtered, without anything personal, as CSV or XLSX."""
    kind = visit.path("kind")
    if kind not in {"csv", "xlsx"}:
        raise HTTPException(404)

    def read(work: Work) -> Queue:
        found = read_queue(work, visit.staff, wanted(visit))
        work.audit("exported", "queue", rows=len(found.rows), kind=kind)
        return found

    found = await visit.write(read)
    head = [visit.words.say(f"desk.column.{name}") for name in _COLUMNS]
    rows = [head, *(_cells(visit, row) for row in found.rows)]
    name = f"linli-{visit.now.astimezone(visit.context.services.zone):%Y-%m-%d}.{kind}"
    if kind == "csv":
        return _file(as_csv(rows), "text/csv; charset=utf-8", name)
    return _file(await asyncio.to_thread(as_sheet, rows), _SHEET, name)


async def digest(visit: Visit) -> Response:
    """A digest for Word or Excel."""
    if visit.path("kind") not in _DIGESTS:
        raise HTTPException(404)
    write, mime = _DIGESTS[visit.path("kind")]
    found, _, _ = await gather(visit, visit.path("community"), visit.path("week"))
    content = await asyncio.to_thread(write, found, visit.words)
    return _file(content, mime, f"linli-{found.community}-{found.week}.{visit.path('kind')}")


def _cells(visit: Visit, row: Row) -> list[str]:
    words, need, services = visit.words, row.need, visit.context.services
    return [
        need.number,
        words.say(f"desk.step.{row.step.value}"),
        category(need.category, words),
        words.say(f"urgency.{need.urgency.value}"),
        services.atlas.name(need.community, words.language),
        words.say(f"desk.whom.{need.beneficiary.kind.value}"),
        f"{need.created_at.astimezone(services.zone):%Y-%m-%d %H:%M}",
        moment(row.due, visit.now, services.zone, words) if row.due else "",
        row.organization.name(words.language) if row.organization else "",
    ]


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV that Excel opens as UTF-8; a cell never begins a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([[_tame(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_sheet(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a workbook with a bold, fixed first line."""
    from openpyxl import Workbook  # noqa: PLC0415 - large, and only an export needs it
    from openpyxl.styles import Font  # noqa: PLC0415 - likewise

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise AssertionError("a new workbook has a sheet")
    for row in rows:
        sheet.append([_tame(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, _ in enumerate(rows[0]):
        sheet.column_dimensions[chr(ord("A") + number)].width = 18
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _tame(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _file(content: bytes, mime: str, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=mime, headers={"content-disposition": disposition})
