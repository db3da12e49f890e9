"""What every room is: some tables' worth of reading and writing inside one transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from storage.transaction import Transaction


class Room:
    """Holds the transaction it works in."""

    __slots__ = ("tx",)

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx

    def held(self, statement: Select[Any]) -> Select[Any]:
        """The query of rows that are about to be changed: other processes wait until we have."""
        return statement.with_for_update() if self.tx.shared else statement
