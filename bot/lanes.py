"""What the sender sends through, and what each chat is owed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.channel import Channel
from bot.pacing import Pace
from bot.sharing.duty import Duty
from storage.outbox import Owed


@dataclass(frozen=True, slots=True)
class Exit:
    """A channel with its pace, and whether we are the one to send through it."""

    channel: Channel
    duty: Duty
    pace: Pace
    room: asyncio.Semaphore


@dataclass(slots=True)
class Lane:
    """What one chat is owed now, the lowest id first, and the task that sends it."""

    chat: str
    way_out: Exit
    heap: list[tuple[int, Owed]] = field(default_factory=list)
    task: asyncio.Task[None] | None = None
    sending: bool = False
