"""What every room is: some tables' worth of reading and writing inside one transaction."""

from __future__ import annotations

from storage.transaction import Transaction


class Room:
    """Holds the transaction it works in."""

    __slots__ = ("tx",)

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
