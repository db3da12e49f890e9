"""The demo street's residents, all invented: how they wish to be called, how old, where they live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.demo.cast import PEOPLE
from bot.demo.reading import table, toml
from model.person import Person

COUNT = 180
_ENGLISH = 14
_ELDER_SHARE = 0.34
_NICKNAME_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Resident:
    """A resident with what the stories need to know and Linli does not ask."""

    person: Person
    elder: bool

    @property
    def id(self) -> int:
        """The person's id."""
        return self.person.id

    @property
    def english(self) -> bool:
        """Whether they chat in English."""
        return self.person.language == "en"


def residents(ids: Callable[[], int], now: datetime, random: Random) -> list[Resident]:
    """All of them; the first is the one that a visitor can be. When they first came is set later."""
    names = toml("names")
    addresses = {row["grid"]: row for row in table("addresses")}
    grids = sorted(addresses)
    taken = {PEOPLE[0].name}
    found = [_wang(ids(), now)]
    for position in range(1, COUNT):
        english = position <= _ENGLISH
        elder = not english and random.random() < _ELDER_SHARE
        grid = random.choice([g for g in grids if g.startswith("xinyuan")] if english else grids)
        name = names["english"][position - 1] if english else _name(names, elder, taken, random)
        person = Person(
            id=ids(),
            language="en" if english else "zh_CN",
            created_at=now,
            community=grid.partition("-")[0],
            grid=grid,
            name=name,
            phone=_phone(position),
            address=_address(addresses[grid]["en" if english else "zh"], random),
        )
        found.append(Resident(person, elder))
    return found


def _wang(new_id: int, now: datetime) -> Resident:
    person = Person(
        new_id, "zh_CN", now, "guixiang", "guixiang-2", PEOPLE[0].name, _phone(0), "桂花苑A座1103"
    )
    return Resident(person, elder=True)


def _phone(position: int) -> str:
    """No telephone in China begins with 101 0000, so nobody can be rung by mistake."""
    return f"1010000{position:04d}"


def _name(names: dict[str, Any], elder: bool, taken: set[str], random: Random) -> str:  # noqa: FBT001 - a trait
    while True:
        surname = random.choice(names["surnames"])
        if elder and random.random() < 0.5:
            name = f"{surname}{random.choice(names['elders'])}"
        elif not elder and random.random() < _NICKNAME_SHARE:
            name = str(random.choice(names["nicknames"]))
        else:
            name = f"{surname}{random.choice(names['given'])}"
        if name not in taken:
            taken.add(name)
            return name


def _address(pattern: str, random: Random) -> str:
    return pattern.format(
        b=random.randint(1, 6),
        u=random.randint(1, 4),
        f=random.randint(1, 7),
        h=random.randint(2, 24),
        r=random.randint(1, 4),
        n=random.randint(10, 88),
    )


def arrived(resident: Resident, first: datetime, sensitive: datetime | None) -> Person:
    """The person as they are once we know when they first came and when they spoke of sensitive matters."""
    return replace(
        resident.person,
        created_at=first - timedelta(minutes=3),
        consent_at=first - timedelta(minutes=2),
        sensitive_consent_at=sensitive - timedelta(minutes=1) if sensitive else None,
    )
