"""The demo street: Guihua Subdistrict in a city that does not exist, with eight weeks behind it.

Places, organizations, people and everything they said are invented; made from a seed, so the same moment
gives the same street. Times are counted back from that moment: the last whole ISO week and the current one
always have something to show.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.demo.building import build
from bot.demo.campaign import KEY, open_campaign
from bot.demo.cast import PEOPLE
from bot.demo.places import STREET
from bot.demo.writing import Progress, write
from storage.unit import Unit
from surveys import library
from web.demo import DemoPerson

__all__ = ["PEOPLE", "STREET", "DemoPerson", "is_loaded", "load", "open_campaign", "resident_id"]


def _silent(done: int, total: int) -> None:
    """Nobody wants to know."""


def load(unit: Unit, ids: Callable[[], int], now: datetime, progress: Progress = _silent) -> None:
    """Write the demo street into an empty database, in the unit's transaction.

    ``ids`` gives growing ids, ``now`` is an aware moment, ``progress`` hears (needs written, of how many).
    """
    write(unit, build(ids, now), ids, now, progress)
    open_campaign(unit, ids, now, library.xform(KEY), "社区需求调查", "Community needs survey")


def is_loaded(unit: Unit) -> bool:
    """Whether the demo street is in this database."""
    return any(place.code == STREET for place in unit.places.all()) and _worker_known(unit)


def _worker_known(unit: Unit) -> bool:
    return unit.staff.by_login(next(one.login for one in PEOPLE if one.role == "social_worker")) is not None


def resident_id(unit: Unit) -> int | None:
    """The id of the resident a visitor can be; None when there is no demo street here."""
    name = next(one.name for one in PEOPLE if one.role == "resident")
    people = unit.people.load(unit.people.of_community("guixiang"))
    return next((one.id for one in people.values() if one.name == name), None)
