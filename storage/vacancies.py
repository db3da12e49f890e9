"""Free places that an offer counted on: when processes give the last one at once, only the first keeps it.

A batch decides by what was committed when it looked. Locking the service from then on would have the
processes wait for each other's whole batches, and for each other. So places are counted again at the end,
behind a lock that is held for the commit only; who finds others before it does the work again, and sees them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from model.referral import ReferralState
from storage.among import as_parameter, is_among
from storage.locks import lock
from storage.room import Room
from storage.tables import referral
from storage.transaction import Transaction
from storage.trouble import Trouble

_LIVE = (ReferralState.OFFERED.value, ReferralState.ACCEPTED.value)


class Overtaken(Exception):
    """Another process has given the last place meanwhile."""


class Vacancies(Room):
    """The places of services that this transaction counts on. On SQLite nobody else can give any."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self._capacity: dict[int, int] = {}
        self._others: dict[int, int] = {}
        self._own: dict[int, set[int]] = defaultdict(set)

    def count_on(self, service_id: int, capacity: int, left: int) -> None:
        """An offer will be made because of the places left. Without this one is made whatever is left."""
        self._capacity[service_id] = capacity
        self._others.setdefault(service_id, capacity - left - len(self._own[service_id]))

    def give(self, service_id: int, referral_id: int) -> None:
        """An offer was made by this transaction."""
        self._own[service_id].add(referral_id)

    def settle(self) -> None:
        """Keep the places, last before the commit. Trouble when somebody else has them by now."""
        if not self._capacity:
            return
        services = sorted(self._capacity)
        lock(self.tx, [f"service:{service}" for service in services])
        for service, live in self._live(services).items():
            others = live - self._own[service]
            more = len(others) > self._others[service]
            if more and len(live) > self._capacity[service]:
                raise Trouble(Overtaken(f"service {service}"), passing=True)

    def _live(self, services: Sequence[int]) -> dict[int, set[int]]:
        statement = select(referral.c.id, referral.c.service_id).where(
            is_among(referral.c.service_id, self.tx.dialect), referral.c.state.in_(_LIVE)
        )
        found: dict[int, set[int]] = {service: set() for service in services}
        for row in self.tx.rows(statement, {"keys": as_parameter(services, self.tx.dialect)}):
            found[row["service_id"]].add(row["id"])
        return found
