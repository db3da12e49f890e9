"""The messages a sender holds in memory: each chat's in a lane, and what is due only later."""

from __future__ import annotations

import heapq
from collections.abc import Callable

from bot.lanes import Exit, Lane
from storage.outbox import Owed


class Stock:
    """``begin`` is told of each new lane, and sees to it that it is emptied."""

    def __init__(self, begin: Callable[[Lane], None]) -> None:
        self._begin = begin
        self._held: set[int] = set()
        self._later: list[tuple[float, int, Owed]] = []
        self.lanes: dict[str, Lane] = {}

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, message_id: int) -> bool:
        return message_id in self._held

    def ids(self) -> set[int]:
        """Of all that is held, those under way and not yet settled too."""
        return self._held.copy()

    # in ----------------------------------------------------------------------------------------------

    def line_up(self, owed: Owed, way_out: Exit) -> None:
        """It may go as soon as those before it in its chat have gone."""
        self._held.add(owed.id)
        lane = self.lanes.get(owed.chat)
        if lane is None:
            lane = self.lanes[owed.chat] = Lane(owed.chat, way_out)
            self._begin(lane)
        heapq.heappush(lane.heap, (owed.id, owed))

    def keep(self, owed: Owed) -> None:
        """It may go at its moment."""
        self._held.add(owed.id)
        heapq.heappush(self._later, (owed.not_before.timestamp(), owed.id, owed))

    # out ---------------------------------------------------------------------------------------------

    def next_moment(self) -> float | None:
        """When the next of those kept may go, in seconds of the epoch; None when none is."""
        return self._later[0][0] if self._later else None

    def take_due(self, now: float) -> list[Owed]:
        """Those kept whose moment has come."""
        due = []
        while self._later and self._later[0][0] <= now:
            due.append(heapq.heappop(self._later)[2])
        return due

    def close(self, lane: Lane) -> None:
        """A lane that has run empty."""
        if self.lanes.get(lane.chat) is lane and not lane.heap:
            del self.lanes[lane.chat]

    def forget(self, message_id: int) -> None:
        """It is settled, or left to somebody else."""
        self._held.discard(message_id)

    def drop(self, lane: Lane) -> list[Owed]:
        """A chat is owed nothing any more: what was lined up for it and what would come due. Still held."""
        lined_up = [owed for _, owed in lane.heap]
        lane.heap.clear()
        return lined_up + self._out_of_later(lambda owed: owed.chat == lane.chat)

    def leave(self, way_out: Exit, channel: str) -> None:
        """Hold nothing of a messenger but what is under way."""
        for owed in self._out_of_later(lambda owed: owed.chat.startswith(f"{channel}:")):
            self.forget(owed.id)
        for lane in [one for one in self.lanes.values() if one.way_out is way_out]:
            self._held.difference_update(message_id for message_id, _ in lane.heap)
            lane.heap.clear()
            if not lane.sending and lane.task is not None:
                lane.task.cancel()
                del self.lanes[lane.chat]

    def _out_of_later(self, chosen: Callable[[Owed], bool]) -> list[Owed]:
        taken = [owed for _, _, owed in self._later if chosen(owed)]
        if taken:
            self._later = [entry for entry in self._later if not chosen(entry[2])]
            heapq.heapify(self._later)
        return taken
