"""Trouble by chance: what Telegram and the way to it do on a bad day, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from emulator.faults import Fault, Faults

Make = Callable[[random.Random], Fault]


@dataclass(frozen=True)
class Kind:
    """One kind of trouble: how often it strikes a call, and what it does."""

    name: str
    share: float
    make: Make
    strikes: tuple[str, ...] = ("send", "edit")
    """How the names of the methods begin that it strikes."""


def _too_many(chance: random.Random) -> Fault:
    seconds = chance.choice((1, 1, 2))
    return Fault("*", 429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})


def _slow(chance: random.Random) -> Fault:
    return Fault("*", 200, late=True, seconds=chance.uniform(0.05, 0.5))


_ANY = ("send", "edit", "getupdates", "setwebhook", "deletewebhook")

KINDS: tuple[Kind, ...] = (
    Kind("429", 0.03, _too_many, _ANY),
    Kind("500", 0.02, lambda _: Fault("*", 500, "Internal Server Error"), _ANY),
    Kind("timeout", 0.004, lambda _: Fault("*", 0, seconds=60)),
    Kind("dropped", 0.01, lambda _: Fault("*", 0), _ANY),
    Kind("accepted, then 500", 0.02, lambda _: Fault("*", 500, "Internal Server Error", late=True)),
    Kind("accepted, then dropped", 0.02, lambda _: Fault("*", 0, late=True)),
    Kind("accepted, then timeout", 0.002, lambda _: Fault("*", 0, late=True, seconds=60)),
    Kind("a slow answer", 0.03, _slow),
)


class Weather(Faults):
    """Faults on order, and those that chance brings while ``bad`` is true; ``struck`` counts each kind."""

    def __init__(self, chance: random.Random, kinds: tuple[Kind, ...] = KINDS) -> None:
        super().__init__()
        self.bad = True
        self.struck = {kind.name: 0 for kind in kinds}
        self._chance = chance
        self._kinds = kinds

    def next(self, method: str, chat_id: object) -> Fault | None:
        """The fault on order that this call meets, else what chance has for it."""
        ordered = super().next(method, chat_id)
        if ordered is not None or not self.bad:
            return ordered
        kind = self._draw()
        if kind is None or not method.startswith(kind.strikes):
            return None
        self.struck[kind.name] += 1
        return kind.make(self._chance)

    def _draw(self) -> Kind | None:
        dice = self._chance.random()
        for kind in self._kinds:
            dice -= kind.share
            if dice < 0:
                return kind
        return None
