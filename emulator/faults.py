"""Trouble on order: refusals, server errors, broken connections, and Telegram's limits of pace."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from emulator.errors import ApiError


@dataclass
class Fault:
    """The next ``times`` calls of a method (of one chat, if named) fail with this answer.

    ``code`` 0 breaks the connection, 200 is no error but takes its time; ``late`` lets the call take effect
    first; ``seconds`` is how long the bot waits for the answer.
    """

    method: str
    code: int
    description: str = "Trouble"
    chat_id: int | None = None
    times: int = 1
    late: bool = False
    seconds: float = 0
    parameters: dict[str, Any] = field(default_factory=dict)

    def meets(self, method: str, chat_id: object) -> bool:
        """Whether this call is meant."""
        return self.method.lower() in {"*", method} and (
            self.chat_id is None or str(self.chat_id) == str(chat_id)
        )


class Faults:
    """Those that are still to come."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Have calls fail from now on."""
        self._ordered.append(fault)

    def next(self, method: str, chat_id: object) -> Fault | None:
        """The fault that this call meets, if any; it is used up."""
        for fault in self._ordered:
            if fault.meets(method, chat_id):
                fault.times -= 1
                if fault.times == 0:
                    self._ordered.remove(fault)
                return fault
        return None


@dataclass
class Limits:
    """Messages a second in all and for one chat; None: no limit."""

    everyone: int | None = None
    chat: int | None = None
    _sent: defaultdict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, chat_id: int) -> None:
        """Count one message, or refuse it with 429."""
        now = asyncio.get_running_loop().time()
        rules = [(key, limit) for key, limit in (("*", self.everyone), (chat_id, self.chat)) if limit]
        for key, limit in rules:
            sent = self._sent[key]
            while sent and sent[0] <= now - 1:
                sent.popleft()
            if len(sent) >= limit:
                raise ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
        for key, _ in rules:
            self._sent[key].append(now)
