"""How the time grows with the city, as a picture in the manner of the others in ``docs/pictures``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log10

from benchmarks.matching.measuring import Grown

_WIDTH, _HEIGHT = 800, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 220, 28, 60
_LOWEST, _HIGHEST = -2, 4
"""Powers of ten in milliseconds: 0.01 ms to 10 s."""

_LINES: tuple[tuple[str, str, Callable[[Grown], float]], ...] = (
    ("full", "rules on every service", lambda one: one.full),
    ("hand", "filtered by hand, no index", lambda one: one.filtered),
    ("slow", "Linli, 95th percentile", lambda one: one.took.slow),
    ("ours", "Linli, median", lambda one: one.took.median),
)

_STYLE = """
    .frame { fill: none; stroke: #6f8f82; stroke-width: 1.5 }
    .grid { stroke: #d5ded9; stroke-width: 1 }
    .aim { stroke: #a4561a; stroke-width: 1.5; stroke-dasharray: 6 5 }
    .words { fill: #57605a; font-size: 14px }
    .end { text-anchor: end } .mid { text-anchor: middle }
    .line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
    .line.full { stroke: #8a948d } .line.hand { stroke: #b89b6f }
    .line.slow { stroke: #7fb59b } .line.ours { stroke: #1d6b49 }
    .dot { stroke: none }
    .dot.full { fill: #8a948d } .dot.hand { fill: #b89b6f }
    .dot.slow { fill: #7fb59b } .dot.ours { fill: #1d6b49 }
    .name { font-size: 14px; fill: #1b211d } .name.ours { font-weight: 600; fill: #1d4d3a }
    .name.aimed { fill: #a4561a }
    @media (prefers-color-scheme: dark) {
      .frame { stroke: #6f9c8a } .grid { stroke: #2f3832 } .words { fill: #a5b0a8 } .name { fill: #e7ece8 }
      .line.ours { stroke: #7cc79c } .dot.ours { fill: #7cc79c } .name.ours { fill: #a9dcc5 }
      .aim { stroke: #e0954e } .name.aimed { fill: #e0954e }
    }
"""


def svg(grown: Sequence[Grown]) -> str:
    """The picture: milliseconds against organizations, both in powers of ten."""
    right = [_end(grown, key, label, read) for key, label, read in _LINES]
    body = "\n".join((*_grid(grown), *_lines(grown), *right, _aim()))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"
     aria-labelledby="title words"
     font-family="system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'DejaVu Sans', sans-serif">
  <title id="title">Ranking one need as the city grows</title>
  <desc id="words">Milliseconds by number of organizations, both on logarithmic axes: with the index,
    filtered by hand without it, with the rules on every service. The table is in docs/benchmarks.md.</desc>
  <style>{_STYLE}  </style>
{body}
</svg>
"""


def _x(size: float, grown: Sequence[Grown]) -> float:
    first, last = log10(grown[0].size), log10(grown[-1].size)
    return _LEFT + (log10(size) - first) / (last - first) * (_WIDTH - _LEFT - _RIGHT)


def _y(milliseconds: float) -> float:
    share = (log10(max(milliseconds, 10**_LOWEST)) - _LOWEST) / (_HIGHEST - _LOWEST)
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _grid(grown: Sequence[Grown]) -> list[str]:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    found = []
    for power in range(_LOWEST, _HIGHEST + 1):
        y = _y(10.0**power)
        label = f"{10**power:g} ms" if power < 3 else f"{10 ** (power - 3):g} s"
        found.append(f'  <line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        found.append(f'  <text class="words end" x="{_LEFT - 10}" y="{y + 5:.1f}">{label}</text>')
    for one in grown:
        x = _x(one.size, grown)
        found.append(f'  <text class="words mid" x="{x:.1f}" y="{bottom + 24}">{one.size:,}</text>')
    found.append(
        f'  <text class="words mid" x="{(_LEFT + right) / 2:.0f}" y="{bottom + 48}">organizations</text>'
    )
    found.append(f'  <path class="frame" d="M{_LEFT} {_TOP} V{bottom} H{right}"/>')
    return found


def _lines(grown: Sequence[Grown]) -> list[str]:
    found = []
    for key, _label, read in _LINES:
        points = [(_x(one.size, grown), _y(read(one))) for one in grown]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        found.append(f'  <polyline class="line {key}" points="{way}"/>')
        found += [f'  <circle class="dot {key}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in points]
    return found


def _end(grown: Sequence[Grown], key: str, label: str, read: Callable[[Grown], float]) -> str:
    y = _y(read(grown[-1])) + {"slow": -10, "ours": 4}.get(key, 5)
    return f'  <text class="name {key}" x="{_WIDTH - _RIGHT + 12}" y="{y:.1f}">{label}</text>'


def _aim() -> str:
    y = _y(5.0)
    line = f'  <line class="aim" x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}"/>'
    return f'{line}\n  <text class="name aimed" x="{_WIDTH - _RIGHT + 12}" y="{y + 14:.1f}">aim: 5 ms</text>'
