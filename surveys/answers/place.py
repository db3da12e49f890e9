"""Places: a shared location, or typed coordinates; lines and areas as points apart by semicolons."""

from __future__ import annotations

import re

from surveys.answers.asked import Asked, Read, problem
from surveys.answers.words import plain
from surveys.said import Location

_PAIR = re.compile(
    r"\s*([-+]?\d{1,3}(?:\.\d+)?)\s*°?\s*([NSEW北南东西]?)[\s,]+([-+]?\d{1,3}(?:\.\d+)?)\s*°?\s*([NSEW北南东西]?)((?:[\s,]+[-+]?\d+(?:\.\d+)?){0,2})\s*\Z",
    re.IGNORECASE,
)
_COMPASS = re.compile(r"([北南])纬\s*[:：]?\s*([\d.]+)\s*[°度]?|([东西])经\s*[:：]?\s*([\d.]+)\s*[°度]?")
_NORTH_SOUTH, _EAST_WEST = ({"N", "S", "北", "南"}, {"E", "W", "东", "西"})
"""北纬23.13: the direction is written behind."""


def from_location(location: Location) -> Read:
    """Latitude, longitude, altitude and accuracy, as the specification writes a point."""
    if not (-90 <= location.latitude <= 90 and -180 <= location.longitude <= 180):
        return problem("place.what")
    return (
        f"{location.latitude!r} {location.longitude!r} {float(location.altitude or 0)!r} "
        f"{float(location.accuracy or 0)!r}"
    )


def read(text: str, _asked: Asked) -> Read:
    """Typed coordinates: 31.23, 121.47."""
    point = _point(text)
    return point if point is not None else problem("place.what")


def read_trace(text: str, _asked: Asked) -> Read:
    """A line of at least two points."""
    points = _points(text)
    return "; ".join(points) if points is not None and len(points) > 1 else problem("trace.what")


def read_shape(text: str, _asked: Asked) -> Read:
    """An area of at least three points; the first is repeated at the end to close it."""
    points = _points(text)
    if points is None or len(set(points)) < 3:
        return problem("shape.what")
    return "; ".join(points if points[0] == points[-1] else [*points, points[0]])


def _points(text: str) -> list[str] | None:
    points = [_point(part) for part in re.split(r"[;；\n]+", text) if part.strip()]
    found = [point for point in points if point is not None]
    return found if len(found) == len(points) else None


def _behind(found: re.Match[str]) -> str:
    return f"{found[2] or found[4]}{found[1] or found[3]} "


def _is_turned(found: re.Match[str]) -> bool:
    """Whether the longitude stands first, as Chinese maps write it: marked, or too large for a latitude."""
    if found[2] or found[4]:
        return found[2].upper() in _EAST_WEST or found[4].upper() in _NORTH_SOUTH
    return abs(float(found[1])) > 90 >= abs(float(found[3]))


def _point(text: str) -> str | None:
    found = _PAIR.match(_COMPASS.sub(_behind, plain(text).replace("，", ",")))
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[3])
    if _is_turned(found):
        latitude, longitude = longitude, latitude
    marks = f"{found[2]}{found[4]}".upper()
    if "S" in marks or "南" in marks:
        latitude = -latitude
    if "W" in marks or "西" in marks:
        longitude = -longitude
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    rest = [float(one) for one in re.findall(r"[-+]?\d+(?:\.\d+)?", found[5])]
    altitude, accuracy = [*rest, 0.0, 0.0][:2]
    return f"{latitude!r} {longitude!r} {altitude!r} {accuracy!r}"
