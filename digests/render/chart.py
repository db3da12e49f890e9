"""The picture that goes with the chat message: demand and who takes it, as a PNG for a phone.

Drawn as SVG by hand, because every label must have its place at arm's length on a small screen; then
rendered with a Chinese font that comes with its package, so that it looks the same on every machine.
"""

from __future__ import annotations

from digests.block import Bar, Bars, Figure, Figures
from digests.digest import Digest
from digests.render.drawing import ACCENT, ALARM, INK, MARGIN, QUIET, RULE, WAIT, WIDTH, Canvas
from digests.render.spark import points, runs
from digests.wording import say
from locales import Texts
from model.phrase import phrase

MOST_BARS = 8
_GAP = 3
_INNER = WIDTH - 2 * MARGIN
_COLOURS = {"served": ACCENT, "waiting": WAIT, "unmet": ALARM}


def chart(digest: Digest, texts: Texts) -> bytes:
    """PNG, 900 pixels wide. Without a category big enough to show, the week's four figures instead."""
    canvas = Canvas()
    bars = _part(digest, Bars)
    figures = _part(digest, Figures)
    if isinstance(bars, Bars):
        _head(canvas, digest, texts, say(texts, phrase("digest.chart.supply")))
        _legend(canvas, texts)
        longest = max(sum(bar.lengths) for bar in bars.bars)
        for bar in bars.bars[:MOST_BARS]:
            _bar(canvas, bar, longest, texts)
    elif isinstance(figures, Figures):
        _head(canvas, digest, texts, say(texts, phrase("digest.chart.figures")))
        for place, figure in enumerate(figures.figures):
            _figure(canvas, figure, place, texts)
        canvas.down(200)
    return canvas.png()


def _part(digest: Digest, kind: type[Bars | Figures]) -> object:
    return next((part for block in digest.blocks for part in block.parts if isinstance(part, kind)), None)


def _head(canvas: Canvas, digest: Digest, texts: Texts, what: str) -> None:
    canvas.down(58)
    canvas.text(MARGIN, say(texts, digest.title), 40, INK, bold=True)
    canvas.down(46)
    canvas.text(MARGIN, say(texts, digest.when), 27, QUIET)
    canvas.down(34)
    canvas.rule(RULE)
    canvas.down(52)
    canvas.text(MARGIN, what, 32, INK, bold=True)


def _legend(canvas: Canvas, texts: Texts) -> None:
    canvas.down(48)
    left = float(MARGIN)
    for name, colour in _COLOURS.items():
        label = say(texts, phrase(f"digest.supply.{name}"))
        canvas.box(left, -22, 24, 24, colour)
        left += 34 + canvas.text(left + 34, label, 27, QUIET) + 32
    canvas.down(8)


def _bar(canvas: Canvas, bar: Bar, longest: float, texts: Texts) -> None:
    """Its name and number, the bar, and below it what nobody could take, and the four weeks before."""
    canvas.down(66)
    canvas.text(MARGIN, say(texts, bar.label), 32, INK)
    canvas.text(WIDTH - MARGIN, say(texts, bar.total), 38, INK, bold=True, right=True)
    canvas.down(16)
    left = float(MARGIN)
    for colour, length in zip(_COLOURS.values(), bar.lengths, strict=True):
        width = _INNER * length / longest
        canvas.box(left, 0, width - _GAP, 26, colour)
        left += width
    canvas.down(56)
    if bar.lengths[2]:
        canvas.text(MARGIN, say(texts, phrase("digest.chart.unmet", n=bar.unmet)), 26, ALARM)
    canvas.text(
        WIDTH - MARGIN, say(texts, phrase("digest.chart.before", n=bar.before)), 26, QUIET, right=True
    )


def _figure(canvas: Canvas, figure: Figure, place: int, texts: Texts) -> None:
    """One of four, two beside each other."""
    column = place % 2
    if place and not column:
        canvas.down(230)
    left = MARGIN + column * (_INNER / 2 + 10)
    top = 70
    canvas.text(left, say(texts, figure.label), 27, QUIET, below=top)
    canvas.text(left, say(texts, figure.value), 52, INK, below=top + 60, bold=True)
    canvas.text(left, say(texts, figure.before), 27, QUIET, below=top + 102)
    for run in runs(points(figure.series, _INNER / 2 - 40, 50)):
        if len(run) > 1:
            canvas.line([(left + x, top + 112 + y) for x, y in run], ACCENT)
