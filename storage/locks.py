"""Locks that processes hold against each other on PostgreSQL; SQLite has one writer and needs none.

They are advisory locks of the database itself: gone with the transaction or connection that holds them, so
a process that dies leaves none behind. What exists not yet (a chat nobody has spoken in) can be locked too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import ARRAY, BigInteger, bindparam, func, select, true

from storage.transaction import Transaction

_each = func.unnest(bindparam("keys", type_=ARRAY(BigInteger))).column_valued("key")
_STUCK = "10s"
"""How long a process may stand still in the middle of a batch until the database undoes it: others wait."""
_stuck = func.set_config("idle_in_transaction_session_timeout", _STUCK, true())
_LOCK = select(func.pg_advisory_xact_lock(_each), _stuck)


def key_of(name: str) -> int:
    """The 64-bit number a name is locked by. Two names may share one: they wait for each other, no more."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)


def lock(tx: Transaction, names: Iterable[str]) -> None:
    """Keep other processes away from these names until the transaction ends.

    All in one statement and in the order of their numbers, so that two processes that want the same names
    wait and do not block each other for good.
    """
    keys = sorted({key_of(name) for name in names})
    if tx.shared and keys:
        tx.rows(_LOCK, {"keys": keys})
