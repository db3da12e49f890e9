"""How a value of each bind type is written in the instance (ODK XForms specification, "Data Types")."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from surveys.xpath import number_text

LARGEST_INT = 2**31 - 1
SMALLEST_INT = -(2**31)
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*\Z", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]*)?\Z", re.ASCII)


def normal(kind: str, value: str) -> str:
    """The value as a node of the bind type ``kind`` stores it; "" when it is no value of that type."""
    if not value:
        return ""
    write = WRITERS.get(kind)
    return value if write is None else write(value)


def _int(value: str) -> str:
    """Whole numbers of 32 bits; fractions are cut off."""
    number = _number(value)
    if number is None:
        return ""
    whole = int(number)
    return str(whole) if SMALLEST_INT <= whole <= LARGEST_INT else ""


def _decimal(value: str) -> str:
    """Numbers of type decimal always show that they are: 10 is written 10.0."""
    number = _number(value)
    if number is None:
        return ""
    text = number_text(number)
    return text if "." in text else f"{text}.0"


def _number(value: str) -> float | None:
    if not _NUMBER.match(value):
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def _boolean(value: str) -> str:
    return {"true": "1", "1": "1", "false": "0", "0": "0"}.get(value, "")


def _date(value: str) -> str:
    """A date; of a date and time without offset only the date."""
    found = _DATE.match(value)
    if found is None:
        return ""
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""


def _geopoint(value: str) -> str:
    """Latitude, longitude and, when known, altitude and accuracy; four zeros are no place."""
    numbers = [_number(part) for part in value.split()]
    known = [number for number in numbers if number is not None]
    if not 2 <= len(known) <= 4 or len(known) < len(numbers):
        return ""
    if abs(known[0]) > 90 or abs(known[1]) > 180 or known == [0, 0, 0, 0]:
        return ""
    return " ".join(_decimal(str(number)) for number in known)


def _geo_line(value: str) -> str:
    """Points apart by semicolons; no line when one of them is no point."""
    points = [_geopoint(part) for part in value.split(";") if part.strip()]
    return ";".join(points) if all(points) else ""


WRITERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "int": _int,
        "integer": _int,
        "decimal": _decimal,
        "boolean": _boolean,
        "date": _date,
        "geopoint": _geopoint,
        "geotrace": _geo_line,
        "geoshape": _geo_line,
    }
)
