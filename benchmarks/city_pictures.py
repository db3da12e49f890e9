"""The simulated day as pictures, drawn as the other pictures of the documents are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log10
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]
_WIDTH, _HEIGHT, _LEFT, _TOP = 900, 380, 70, 40
_PLOT_WIDTH, _PLOT_HEIGHT = 760, 270
_STYLE = """
    .line { fill: none; stroke: #d9ded9; stroke-width: 1 }
    .axis { fill: none; stroke: #6f8f82; stroke-width: 1.5 }
    .usual { fill: #e1efe8 }
    .curve { fill: none; stroke: #1d6b49; stroke-width: 2.5; stroke-linejoin: round }
    .second { stroke: #6f8f82 }
    .third { stroke: #b5651d }
    .limit { fill: none; stroke: #b5651d; stroke-width: 2; stroke-dasharray: 6 5 }
    .name { fill: #1d4d3a; font-size: 18px; font-weight: 600 }
    .say { fill: #44504a; font-size: 14px }
    .small { fill: #5d6a64; font-size: 13px }
    @media (prefers-color-scheme: dark) {
      .line { stroke: #34403a }
      .axis { stroke: #6f9c8a }
      .usual { fill: #203a2f }
      .curve { stroke: #7cc7a3 }
      .second { stroke: #9fada6 }
      .third { stroke: #e0954e }
      .limit { stroke: #e0954e }
      .name { fill: #a9dcc5 }
      .say { fill: #c6d2cc }
      .small { fill: #9fada6 }
    }"""


def draw(
    folder: Path, turns: Curve, usual: Curve, capacity: float, backlog: Mapping[int, Curve], evening: int
) -> None:
    """Write ``city-day.svg`` and ``city-outbox.svg`` into a folder."""
    (folder / "city-day.svg").write_text(_day(turns, usual, capacity), encoding="utf-8")
    (folder / "city-outbox.svg").write_text(_outbox(backlog, evening - 10), encoding="utf-8")


def _day(turns: Curve, usual: Curve, capacity: float) -> str:
    ticks = [(value, f"{value:g}") for value in (0.1, 1.0, 10.0, 100.0, 1_000.0, 10_000.0)]
    scale = _Scale(0.1, 10_000.0, logarithmic=True)
    hours = [(hour * 60, f"{hour}:00") for hour in range(0, 25, 3)]
    right, base, limit = _LEFT + _PLOT_WIDTH, _TOP + _PLOT_HEIGHT, scale.y(capacity)
    parts = [
        _grid(scale, ticks, len(turns), hours, "turns a second (each line is ten times the one below)"),
        f'<path class="usual" d="{_path(usual, scale)} L{right} {base} L{_LEFT} {base} Z"/>',
        f'<path class="curve" d="{_path(turns, scale)}"/>',
        f'<path class="limit" d="M{_LEFT} {limit} h{_PLOT_WIDTH}"/>',
        f'<text class="small" x="{_LEFT + 8}" y="{limit - 8:.0f}">what one process can do</text>',
    ]
    words = (
        f"Turns a second through a day: at most {usual.max():.0f} on a usual day, {turns.max():.0f} in the "
        f"minute after an item in the evening news. One process can do {capacity:.0f}."
    )
    return _whole("A day of a city", words, parts)


def _outbox(backlog: Mapping[int, Curve], start: int) -> str:
    top = _nice(max(curve.max() for curve in backlog.values()) * 1.05)
    scale = _Scale(0.0, top)
    ticks = [(top * step / 4, f"{top * step / 4:,.0f}") for step in range(5)]
    size = len(next(iter(backlog.values())))
    hours = [(hour * 60 - start, f"{hour}:00") for hour in range(start // 60 + 1, 25)]
    parts = [_grid(scale, ticks, size, hours, "replies that wait")]
    for (bots, curve), kind in zip(backlog.items(), ("third", "second", ""), strict=False):
        parts.append(f'<path class="curve {kind}" d="{_path(curve, scale)}"/>')
        peak = int(curve.argmax())
        x, y = _LEFT + peak / size * _PLOT_WIDTH + 10, scale.y(float(curve[peak])) - 6
        name = f"{bots} bots" if bots > 1 else "1 bot"
        parts.append(f'<text class="say" x="{x:.0f}" y="{min(y, _TOP + _PLOT_HEIGHT - 8):.0f}">{name}</text>')
    words = "Replies that wait for the messenger's pace after the news, by the number of bots."
    return _whole("The messenger's pace after the news", words, parts)


@dataclass(frozen=True, slots=True)
class _Scale:
    """How high a value lies."""

    low: float
    high: float
    logarithmic: bool = False

    def y(self, value: float) -> float:
        """The place in the picture."""
        if self.logarithmic:
            part = log10(max(value, self.low) / self.low) / log10(self.high / self.low)
        else:
            part = (value - self.low) / (self.high - self.low)
        return round(_TOP + _PLOT_HEIGHT * (1 - part), 1)


def _grid(
    scale: _Scale, ticks: list[tuple[float, str]], size: int, hours: list[tuple[int, str]], unit: str
) -> str:
    parts = [f'<text class="small" x="{_LEFT}" y="{_TOP - 12}">{unit}</text>']
    for value, name in ticks:
        y = scale.y(value)
        parts.append(f'<path class="line" d="M{_LEFT} {y} h{_PLOT_WIDTH}"/>')
        parts.append(f'<text class="small" x="{_LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{name}</text>')
    base = _TOP + _PLOT_HEIGHT
    parts.append(f'<path class="axis" d="M{_LEFT} {base} h{_PLOT_WIDTH}"/>')
    for minute, name in hours:
        x = _LEFT + minute / size * _PLOT_WIDTH
        parts.append(f'<text class="small" x="{x:.0f}" y="{base + 22}" text-anchor="middle">{name}</text>')
    return "\n  ".join(parts)


def _path(curve: Curve, scale: _Scale) -> str:
    """The curve, every third minute."""
    points = [
        f"{_LEFT + minute / len(curve) * _PLOT_WIDTH:.1f} {scale.y(float(curve[minute]))}"
        for minute in range(0, len(curve), 3)
    ]
    return "M" + " L".join(points)


def _nice(value: float) -> float:
    """The next round number."""
    size = 10 ** np.floor(np.log10(value))
    return float(next(step * size for step in (1, 2, 4, 5, 8, 10) if step * size >= value))


def _whole(title: str, words: str, parts: list[str]) -> str:
    body = "\n  ".join(parts)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"
     aria-labelledby="title words"
     font-family="system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'DejaVu Sans', sans-serif">
  <title id="title">{title}</title>
  <desc id="words">{words}</desc>
  <style>{_STYLE}
  </style>
  {body}
</svg>
"""
