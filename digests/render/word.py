"""The digest as a Word document: the few parts of Office Open XML (ECMA-376) that it needs, written here.

The same digest gives the same bytes: the zip archive carries no time of day.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from digests.digest import Digest
from digests.render import word_parts as parts
from digests.render.chart import chart
from digests.render.flat import Grid, Paragraph, Piece, pieces
from digests.wording import say
from locales import Texts

_EMU = 9525
"""English metric units in a pixel at 96 dpi."""

_PICTURE_WIDTH = 460


def docx(digest: Digest, texts: Texts) -> bytes:
    """An A4 document with real headings, lists and tables, and the chart as a picture."""
    body = [_paragraph(say(texts, digest.title), "Title"), _paragraph(say(texts, digest.when), "Subtitle")]
    for block in digest.blocks:
        body.append(_paragraph(say(texts, block.title), "Heading1"))
        body += [_piece(piece, digest, texts) for piece in pieces(block, texts)]
    document = parts.DOCUMENT.format(body="".join(body))
    files: dict[str, bytes] = {
        "[Content_Types].xml": parts.CONTENT_TYPES.encode(),
        "_rels/.rels": parts.RELATIONSHIPS.encode(),
        "word/document.xml": document.encode(),
        "word/_rels/document.xml.rels": parts.DOCUMENT_RELATIONSHIPS.encode(),
        "word/styles.xml": parts.STYLES.format(language=texts.language.replace("_", "-")).encode(),
        "word/media/chart.png": chart(digest, texts),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return packed.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _piece(piece: Piece, digest: Digest, texts: Texts) -> str:
    if isinstance(piece, Paragraph):
        mark = f"{piece.number}. " if piece.number else "• " if piece.listed else ""
        text = _paragraph(mark + piece.text, "ListParagraph" if piece.listed else None)
        return text + (_paragraph(piece.detail, "Detail") if piece.detail else "")
    return (_picture(chart(digest, texts)) if piece.picture else "") + _grid(piece)


def _paragraph(text: str, style: str | None = None) -> str:
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{kind}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _grid(grid: Grid) -> str:
    columns = len(grid.rows[0])
    widths = f'<w:gridCol w:w="{parts.TEXT_WIDTH // columns}"/>' * columns
    head, *rows = grid.rows
    written = "".join(_row(row, "TableText") for row in rows)
    return parts.TABLE.format(columns=widths, rows=_row(head, "TableHead", repeat=True) + written)


def _row(row: tuple[str, ...], style: str, *, repeat: bool = False) -> str:
    cells = "".join(f"<w:tc>{_paragraph(text, style)}</w:tc>" for text in row)
    kind = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if repeat else "") + "</w:trPr>"
    return f"<w:tr>{kind}{cells}</w:tr>"


def _picture(png: bytes) -> str:
    """The chart, as wide as fits beside the margins; a PNG says its size in bytes 16 to 24."""
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    return parts.PICTURE.format(width=_PICTURE_WIDTH * _EMU, height=_PICTURE_WIDTH * height // width * _EMU)
