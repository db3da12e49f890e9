"""Empties a chat's lane: one message after another, each until it is taken or there is no use in it."""

from __future__ import annotations

import asyncio
import heapq

from msgspec.structs import replace

from bot.channels.parts import Now
from bot.courier import LONGEST_PAUSE, Courier
from bot.lanes import Exit, Lane
from bot.settling import Outcome, Settler
from bot.stock import Stock
from storage.outbox import Owed


class Drain:
    """``empty`` runs as the task of each lane; after ``stopping`` no message is begun."""

    def __init__(self, courier: Courier, settler: Settler, stock: Stock, now: Now) -> None:
        self._courier = courier
        self._settler = settler
        self._stock = stock
        self._now = now
        self.stopping = False

    async def empty(self, lane: Lane) -> None:
        """Returns when nothing is lined up in it, or may not be sent by us any more."""
        way_out = lane.way_out
        while lane.heap and self._may_send(way_out):
            if pause := self._rest_of_pause(lane.heap[0][1]):
                await asyncio.sleep(pause)
            await way_out.pace.turn(lane.chat)
            async with way_out.room:
                if not self._may_send(way_out):
                    break
                lane.sending = True
                _, owed = heapq.heappop(lane.heap)
                outcome = await self._courier.carry(way_out.channel, owed)
                lane.sending = False
            self._settler.note(outcome)
            if outcome.unreachable:
                self._drop(lane)
            if outcome.everyone and outcome.pause is not None:
                way_out.pace.halt(outcome.pause)
            if outcome.pause is not None:
                await self._try_again(lane, outcome, outcome.pause)
        self._stock.close(lane)

    def _rest_of_pause(self, owed: Owed) -> float:
        """Seconds until a message may be tried again that an earlier process tried; 0 for a new one.

        A clock that was put back meanwhile does not make the pause longer than any pause is.
        """
        now = self._now()
        if owed.attempts == 0 or owed.at > now:
            return 0.0
        return min(max(0.0, (owed.not_before - now).total_seconds()), LONGEST_PAUSE)

    def _may_send(self, way_out: Exit) -> bool:
        return way_out.duty.mine and not self.stopping

    async def _try_again(self, lane: Lane, outcome: Outcome, pause: float) -> None:
        if self._may_send(lane.way_out):
            # The pause is kept here, by a clock that nobody puts back.
            again = replace(outcome.next_try(), not_before=outcome.owed.at)
            heapq.heappush(lane.heap, (again.id, again))
            await asyncio.sleep(pause)
        else:
            self._stock.forget(outcome.owed.id)

    def _drop(self, lane: Lane) -> None:
        """Owe a chat nothing any more: what is lined up for it and what would come due."""
        for owed in self._stock.drop(lane):
            self._settler.note(Outcome(owed, "dropped", owed.attempts, self._now(), error="unreachable"))
