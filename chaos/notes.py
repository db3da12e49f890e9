"""What the harness saw with its own eyes, without asking the server or its database."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 2.0
"""Seconds a life waits for Telegram, instead of 20: a call that hangs must not outlast the run."""
_PAUSE = 0.1
_STANDSTILL = PATIENCE / 2


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a chat typed: the number of its update, the chat, and the how-manieth of the chat it is."""

    update: int
    chat: int
    number: int


@dataclass(slots=True)
class Life:
    """One life of the server: when it began and ended, in seconds of the harness's own clock.

    ``asked`` is when it was asked to end (SIGTERM, SIGINT), 0.0 if it was killed; ``hung`` says that it then
    did not end and had to be killed, ``status`` how it ended. ``settled`` are the messages that the database
    called sent when it ended. ``hindered`` says that the database could not be written to for a while (a full
    disk, a lock), so that it may call fewer sent.
    """

    number: int
    way: str
    driver: str
    began: float
    ended: float = 0.0
    hindered: bool = False
    settled: frozenset[int] = frozenset()
    asked: float = 0.0
    hung: bool = False
    status: int = 0


_KEPT = ("number", "way", "driver", "began", "asked", "ended", "hindered", "hung", "status")


@dataclass(slots=True)
class Notes:
    """Everything seen in one run."""

    said: dict[int, Said] = field(default_factory=dict)
    acknowledged: dict[int, asyncio.Event] = field(default_factory=dict)
    acknowledgements: int = 0
    redelivered: int = 0
    silenced: set[int] = field(default_factory=set)
    lives: list[Life] = field(default_factory=list)
    lost_at_kills: set[int] = field(default_factory=set)
    """Updates that were acknowledged and not in the database after the end of the life that followed."""
    hindrances: list[tuple[float, float]] = field(default_factory=list)
    """From when until when a shared database could not be had, or not by one of its processes."""
    standstills: list[tuple[float, float]] = field(default_factory=list)
    """From when until when the harness itself did not get on, and Telegram with it: the machine was busy."""
    mondays: int = 0
    """How many Mondays, 08:00, the clock has passed: that many digests are owed."""

    def keep(self, path: Path, journal: Sequence[Mapping[str, object]]) -> None:
        """Write down the lives and what the bot called, for whoever looks into a failure."""
        lives = [{name: getattr(one, name) for name in _KEPT} for one in self.lives]
        said = [(one.update, one.chat, one.number) for one in self.said.values()]
        kept = {"lives": lives, "hindrances": self.hindrances, "standstills": self.standstills}
        kept |= {"said": said, "journal": list(journal)}
        path.write_text(json.dumps(kept, ensure_ascii=False, default=str), encoding="utf-8")

    async def watch(self) -> None:
        """Note standstills until cancelled."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(_PAUSE)
            if time.monotonic() - before > _STANDSTILL:
                self.standstills.append((before, time.monotonic()))

    def say(self, said: Said) -> asyncio.Event:
        """Note what was typed; gives back what will tell of its acknowledgement."""
        self.said[said.update] = said
        return self.acknowledged.setdefault(said.update, asyncio.Event())

    def acknowledge(self, update: int) -> None:
        """Note that the server has said it took an update."""
        self.acknowledgements += 1
        if update in self.acknowledged:
            self.acknowledged[update].set()

    def taken(self) -> set[int]:
        """The updates that were acknowledged."""
        return {update for update, event in self.acknowledged.items() if event.is_set()}
