# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""Places: points are "latitude longitude altitude accuracy", traces and shapes points with ; between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, starmap
from math import acos, cos, isfinite, nan, radians, sin
from typing import Final, TypeAlias

from surveys.xpath.functions.strings import texts
from surveys.xpath.values import Value

Point: TypeAlias = tuple[float, float]

EARTH: Final = 6_378_100.0
"""Metres: the radius that the other engines of the standard reckon with."""


def points(values: tuple[Value, ...]) -> list[Point] | None:
    """The (latitude, longitude) of every point in the values; None when something is no point."""
    found: list[Point] = []
    for text in texts(values):
        for written in text.split(";"):
            if not written.strip() and text.strip():
                continue
            point = _point(written)
            if point is None:
                return None
            found.append(point)
    return found


def _point(text: str) -> Point | None:
    parts = text.split()
    if not 2 <= len(parts) <= 4:
        return None
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def area(*values: Value) -> float:
    """area(shape) or area(points): square metres inside, to two decimals; NaN for what is no shape."""
    corners = points(values)
    if corners is None or len(corners) < 2:
        return nan
    if len(corners) == 2:
        return 0.0
    doubled = 0.0
    for (lat1, lon1), (lat2, lon2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        doubled += radians(lon2 - lon1) * (2 + sin(radians(lat1)) + sin(radians(lat2)))
    return _two_decimals(abs(doubled * EARTH * EARTH / 2))


def distance(*values: Value) -> float:
    """distance(trace), distance(points) or distance(a, b): metres along them; NaN for what is no place."""
    places = points(values)
    if places is None or len(places) < 2:
        return nan
    return _two_decimals(sum(starmap(_between, pairwise(places))))


def _between(one: Point, two: Point) -> float:
    """Metres on the sphere, by the law of cosines: with the same last digits as the other engines."""
    lat1, lat2, turn = radians(one[0]), radians(two[0]), radians(one[1] - two[1])
    cosine = sin(lat1) * sin(lat2) + cos(lat1) * cos(lat2) * cos(turn)
    return acos(max(-1.0, min(1.0, cosine))) * EARTH


def _two_decimals(number: float) -> float:
    return int(number * 100 + 0.5) / 100 if isfinite(number) else number


def geofence(point: Value, shape: Value) -> bool:
    """geofence(point, shape): whether the point is inside; what is no point is nowhere inside."""
    place, corners = points((point,)), points((shape,))
    if not place or not corners or len(corners) < 3:
        return False
    return _inside(place[0], corners)


def _inside(place: Point, corners: Sequence[Point]) -> bool:
    """Count the sides that a ray from the place crosses."""
    latitude, longitude = place
    inside = False
    before = corners[-1]
    for corner in corners:
        if (corner[1] > longitude) != (before[1] > longitude):
            slope = (before[0] - corner[0]) * (longitude - corner[1]) / (before[1] - corner[1])
            if latitude < slope + corner[0]:
                inside = not inside
        before = corner
    return inside


def intersects(*values: Value) -> bool:
    """intersects(trace or shape): whether it crosses itself."""
    places = points(values) or []
    sides = [(one, two) for one, two in pairwise(places) if one != two]
    closed = len(places) > 2 and places[0] == places[-1]
    for first, side in enumerate(sides):
        for second in range(first + 2, len(sides)):
            if closed and first == 0 and second == len(sides) - 1:
                continue
            if _cross(side, sides[second]):
                return True
    return False


def _cross(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    a, b = one
    c, d = two
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    return any(
        turn == 0 and _between_ends(line, point)
        for turn, line, point in zip(turns, (one, one, two, two), (c, d, a, b), strict=True)
    )


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _between_ends(line: tuple[Point, Point], point: Point) -> bool:
    (lat1, lon1), (lat2, lon2) = line
    return min(lat1, lat2) <= point[0] <= max(lat1, lat2) and min(lon1, lon2) <= point[1] <= max(lon1, lon2)
