"""A sparkline: eight weeks as one small line, in the colour of the text around it."""

from __future__ import annotations

from digests.render.markup import element, number

WIDTH, HEIGHT, EDGE = 120.0, 32.0, 4.0
Point = tuple[float, float]


def points(
    series: tuple[float | None, ...], width: float = WIDTH, height: float = HEIGHT, edge: float = EDGE
) -> list[Point | None]:
    """Where each week lies; None where it is not known. Zero is the bottom, the highest week the top."""
    top = max((value for value in series if value is not None), default=0) or 1
    step = (width - 2 * edge) / max(1, len(series) - 1)
    return [
        None if value is None else (edge + step * place, height - edge - (height - 2 * edge) * value / top)
        for place, value in enumerate(series)
    ]


def runs(places: list[Point | None]) -> list[list[Point]]:
    """The unbroken stretches of a line with gaps."""
    found: list[list[Point]] = [[]]
    for place in places:
        if place is not None:
            found[-1].append(place)
        elif found[-1]:
            found.append([])
    return [run for run in found if run]


def sparkline(series: tuple[float | None, ...], label: str) -> str:
    """The SVG element; ``label`` says the same in words. Empty when there are not two weeks to join."""
    places = points(series)
    stretches = runs(places)
    if sum(map(len, stretches)) < 2:
        return ""
    lines = [
        element("polyline", points=" ".join(f"{number(x)},{number(y)}" for x, y in stretch))
        for stretch in stretches
        if len(stretch) > 1
    ]
    last = places[-1]
    dot = element("circle", cx=number(last[0]), cy=number(last[1]), r="3") if last else ""
    return element(
        "svg",
        *lines,
        dot,
        class_="digest-spark",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
        aria_label=label,
    )
