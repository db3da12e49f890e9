"""The digest as a fragment of HTML: headings, lists and tables that read well without any style.

Classes only, no colours: ``digest.css`` beside this file gives them their looks from the page's CSS
variables, light, dark and on paper.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from digests.block import Bar, Bars, Block, Figure, Figures, Item, Items, Line, Part, Table, Tone
from digests.digest import Digest
from digests.render.markup import element, number, words
from digests.render.spark import sparkline
from digests.wording import say
from locales import Texts
from model.phrase import phrase

STYLE = Path(__file__).parent / "digest.css"
"""The style sheet that belongs to the fragment."""


def html(digest: Digest, texts: Texts) -> str:
    """One ``<article>`` with a section a block; the page around it is the caller's."""
    head = element(
        "header",
        element("h1", words(texts, digest.title)),
        element("p", words(texts, digest.when), class_="digest-when"),
        class_="digest-head",
    )
    blocks = [_block(block, texts) for block in digest.blocks]
    return element("article", head, *blocks, class_="digest", lang=texts.language.replace("_", "-"))


def _block(block: Block, texts: Texts) -> str:
    name = f"digest-{block.key}"
    return element(
        "section",
        element("h2", words(texts, block.title), id=name),
        *(_part(part, texts) for part in block.parts),
        class_=f"digest-block {name}",
        aria_labelledby=name,
    )


def _part(part: Part, texts: Texts) -> str:
    write: Callable[[Any, Texts], str] = _PARTS[type(part)]
    return write(part, texts)


def _line(line: Line, texts: Texts) -> str:
    return element("p", words(texts, line.text), class_=_toned("digest-line", line.tone))


def _items(items: Items, texts: Texts) -> str:
    name = "ol" if items.ordered else "ul"
    return element(name, *(_item(item, texts) for item in items.items), class_="digest-items")


def _item(item: Item, texts: Texts) -> str:
    detail = element("span", words(texts, item.detail), class_="digest-detail") if item.detail else ""
    text = element("span", words(texts, item.text), class_="digest-text")
    return element("li", text, detail, class_=_toned("digest-item", item.tone))


def _figures(figures: Figures, texts: Texts) -> str:
    return element("dl", *(_figure(figure, texts) for figure in figures.figures), class_="digest-numbers")


def _figure(figure: Figure, texts: Texts) -> str:
    values = tuple("–" if value is None else f"{round(value, 1):g}" for value in figure.series)
    label = say(texts, phrase("digest.spark", label=figure.label, values=values))
    return element(
        "div",
        element("dt", words(texts, figure.label)),
        element("dd", words(texts, figure.value), class_="digest-value"),
        element("dd", words(texts, figure.before), class_="digest-before"),
        element("dd", line, class_="digest-line-of-weeks")
        if (line := sparkline(figure.series, label))
        else "",
        class_=_toned("digest-figure", figure.tone),
    )


def _table(table: Table, texts: Texts) -> str:
    head = element("tr", *(element("th", words(texts, column), scope="col") for column in table.columns))
    rows = [
        element(
            "tr",
            element("th", words(texts, row[0]), scope="row"),
            *(element("td", words(texts, cell)) for cell in row[1:]),
            class_="digest-alarm" if place in table.alarms else None,
        )
        for place, row in enumerate(table.rows)
    ]
    return element("table", element("thead", head), element("tbody", *rows), class_="digest-table")


def _bars(bars: Bars, texts: Texts) -> str:
    longest = max(sum(bar.lengths) for bar in bars.bars)
    legend = element(
        "p",
        *(
            element("span", words(texts, phrase(f"digest.supply.{name}")), class_=f"digest-key digest-{name}")
            for name in _COLOURS
        ),
        class_="digest-legend",
    )
    names = ("column.field", "supply.picture", "supply.total", "supply.week", "supply.unmet")
    head = element(
        "tr", *(element("th", words(texts, phrase(f"digest.{name}")), scope="col") for name in names)
    )
    table = element(
        "table",
        element("caption", words(texts, phrase("digest.supply.caption"))),
        element("thead", head),
        element("tbody", *(_bar(bar, longest, texts) for bar in bars.bars)),
        class_="digest-bars",
    )
    note = element("p", words(texts, bars.note), class_="digest-note") if bars.note else ""
    return legend + table + note


def _bar(bar: Bar, longest: float, texts: Texts) -> str:
    rectangles: list[str] = []
    start = 0.0
    for name, length in zip(_COLOURS, bar.lengths, strict=True):
        width = 100 * length / longest
        if width:
            rectangles.append(
                element("rect", class_=f"digest-{name}", x=number(start), width=number(width), height="12")
            )
        start += width
    picture = element(
        "svg",
        *rectangles,
        class_="digest-bar",
        viewBox="0 0 100 12",
        preserveAspectRatio="none",
        role="img",
        aria_label=say(
            texts, phrase("digest.supply.bar", served=bar.served, waiting=bar.waiting, unmet=bar.unmet)
        ),
    )
    cells = (
        ("four", "total", phrase("digest.supply.beside", now=bar.total, before=bar.before)),
        ("one", "week", phrase("digest.supply.beside", now=bar.week, before=bar.week_before)),
        ("alarm" if bar.lengths[2] else "none", "unmet", bar.unmet),
    )
    return element(
        "tr",
        element("th", words(texts, bar.label), scope="row"),
        element("td", picture, class_="digest-picture"),
        *(
            element(
                "td",
                words(texts, cell),
                class_=f"digest-{name}",
                data_label=say(texts, phrase(f"digest.supply.{column}")),
            )
            for name, column, cell in cells
        ),
    )


def _toned(name: str, tone: Tone) -> str:
    return name if tone is Tone.PLAIN else f"{name} digest-{tone.value}"


_COLOURS = ("served", "waiting", "unmet")

_PARTS: dict[type[Part], Callable[[Any, Texts], str]] = {
    Line: _line,
    Items: _items,
    Figures: _figures,
    Table: _table,
    Bars: _bars,
}
"""How each kind of part is written."""
