"""Messages this process committed, until it hears of them in the order of all processes."""

from __future__ import annotations

from collections.abc import Iterable

from storage.outbox import Owed


class Expected:
    """So that they need not be read; at most so many, the oldest go first (and are read)."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._messages: dict[int, Owed] = {}

    def keep(self, messages: Iterable[Owed]) -> None:
        """These will be heard of."""
        self._messages.update((owed.id, owed) for owed in messages)
        while len(self._messages) > self._capacity:
            del self._messages[next(iter(self._messages))]

    def pop(self, message_id: int) -> Owed | None:
        """One that was kept, if it was and was not yet taken."""
        return self._messages.pop(message_id, None)

    def clear(self) -> None:
        """None of them is ours to send any more."""
        self._messages.clear()
