"""Service areas as codes of this installation's places."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exchange.dataset import Dataset, Row
from model.place import Place

_EVERYWHERE = re.compile(r"(全国|全省|不限|everywhere|nationwide|national)", re.IGNORECASE)
_ENDINGS = ("社区居委会", "居委会", "社区", "街道办事处", "街道")


class Gazetteer:
    """Place codes by every name of a place."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._codes: dict[str, str] = {}
        for place in reversed(list(places)):
            for name in (place.code, place.zh, place.en, *place.aliases):
                if name:
                    self._codes[_plain(name)] = place.code

    def find(self, name: str) -> str | None:
        """The code of the place with this name, with or without "community" or "street"."""
        return self._codes.get(name.strip().casefold()) or self._codes.get(_plain(name))


def area(dataset: Dataset, service: Row, gazetteer: Gazetteer) -> tuple[tuple[str, ...], list[str]]:
    """(place codes, names that are no place here). () and [] when nothing is said or everywhere is served.

    A name that is no place here stands among the codes as it is: the service then reaches nobody through
    it, which is better than everybody.
    """
    named = [name for row in _rows(dataset, service) for name in _names(row)]
    codes: list[str] = []
    unknown: list[str] = []
    for name in named:
        if _EVERYWHERE.fullmatch(name):
            return (), []
        code = gazetteer.find(name)
        if code is None:
            unknown.append(name)
        codes.append(code or name.replace("|", "/"))
    return tuple(dict.fromkeys(codes)), unknown


def _rows(dataset: Dataset, service: Row) -> list[Row]:
    rows = dataset.children("service_area", "service_id", service)
    for point in dataset.children("service_at_location", "service_id", service):
        rows = [*rows, *dataset.children("service_area", "service_at_location_id", point)]
    return rows


def _names(row: Row) -> list[str]:
    """The names in one row; a sentence is one name, a list is several."""
    text = row.text("name") or row.text("description") or row.text("extent")
    parts = re.split(r"[、;；]|，(?=\S{1,12}(?:，|$))", text)
    return [part.strip() for part in parts if part.strip()]


def _plain(name: str) -> str:
    plain = name.strip().casefold()
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending):
            return plain.removesuffix(ending)
    return plain.removesuffix(" community").removesuffix(" subdistrict")
