"""A digest as rows of plain text: what Word and Excel have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from digests.block import Bars, Block, Figures, Items, Line, Part, Table
from digests.wording import say
from locales import Texts
from model.phrase import phrase


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text; ``detail`` is a quieter second sentence, ``number`` its place in an ordered list."""

    text: str
    detail: str = ""
    number: int | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts; the first row is its head. ``picture`` says that the chart shows the same."""

    rows: tuple[tuple[str, ...], ...]
    picture: bool = False


Piece = Paragraph | Grid


def pieces(block: Block, texts: Texts) -> tuple[Piece, ...]:
    """What a block says, part after part."""
    return tuple(piece for part in block.parts for piece in _part(part, texts))


def _part(part: Part, texts: Texts) -> tuple[Piece, ...]:
    write: Callable[[Any, Texts], tuple[Piece, ...]] = _PARTS[type(part)]
    return write(part, texts)


def _line(line: Line, texts: Texts) -> tuple[Piece, ...]:
    return (Paragraph(say(texts, line.text)),)


def _items(items: Items, texts: Texts) -> tuple[Piece, ...]:
    return tuple(
        Paragraph(
            say(texts, item.text),
            say(texts, item.detail) if item.detail else "",
            place if items.ordered else None,
            listed=True,
        )
        for place, item in enumerate(items.items, start=1)
    )


def _figures(figures: Figures, texts: Texts) -> tuple[Piece, ...]:
    rows = [
        tuple(say(texts, phrase(f"digest.column.{name}")) for name in ("what", "week", "before")),
        *((say(texts, one.label), say(texts, one.value), say(texts, one.earlier)) for one in figures.figures),
    ]
    return (Grid(tuple(rows)),)


def _table(table: Table, texts: Texts) -> tuple[Piece, ...]:
    rows = (table.columns, *table.rows)
    return (Grid(tuple(tuple(say(texts, cell) for cell in row) for row in rows)),)


def _bars(bars: Bars, texts: Texts) -> tuple[Piece, ...]:
    names = ("column.field", *(f"supply.{name}" for name in _COLUMNS))
    head = tuple(say(texts, phrase(f"digest.{name}")) for name in names)
    rows = [
        (
            say(texts, bar.label),
            say(texts, phrase("digest.supply.beside", now=bar.total, before=bar.before)),
            say(texts, phrase("digest.supply.beside", now=bar.week, before=bar.week_before)),
            say(texts, bar.served),
            say(texts, bar.waiting),
            say(texts, bar.unmet),
        )
        for bar in bars.bars
    ]
    note = (Paragraph(say(texts, bars.note)),) if bars.note else ()
    return (Grid((head, *rows), picture=True), *note)


_COLUMNS = ("total", "week", "served", "waiting", "unmet")

_PARTS: dict[type[Part], Callable[[Any, Texts], tuple[Piece, ...]]] = {
    Line: _line,
    Items: _items,
    Figures: _figures,
    Table: _table,
    Bars: _bars,
}
