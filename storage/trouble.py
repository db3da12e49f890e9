"""What is wrong when the database refuses: a row, two processes in each other's way, or the database itself.

A row that cannot be written is the fault of the turn that wrote it. The two others are nobody's fault and
pass: a turn must not be set aside for them.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
_CLASHES = {"40001", "40P01", "55P03"}
"""serialization_failure, deadlock_detected, lock_not_available."""
_AWAY = ("08", "25P03", "25006", "53", "57P", "58")
"""How the SQLSTATEs begin of a lost connection and of a database that ends, starts, is full or only reads."""


class Away(Exception):
    """The database cannot be reached or cannot write now; try again later."""


class Trouble(BaseException):
    """The transaction cannot go on, through no fault of the turn in which it shows.

    Not an ``Exception``, so that the turn does not take it for a failure of its own. ``passing``: nothing was
    committed, and the same work may be done again at once.
    """

    def __init__(self, error: BaseException, *, passing: bool) -> None:
        super().__init__(f"{type(error).__name__}: {error}")
        self.passing = passing


def trouble_of(error: BaseException | None) -> Trouble | None:
    """The trouble a driver's error tells of; None when the statement itself is at fault."""
    if isinstance(error, DBAPIError):
        error = error.orig
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return Trouble(error, passing=False) if code is not None and code & 0xFF in _SQLITE_AWAY else None
    if error is None or not hasattr(error, "sqlstate"):
        return None
    state = error.sqlstate
    if state in _CLASHES:
        return Trouble(error, passing=True)
    if state is None:
        lost = type(error).__name__ in {"OperationalError", "InterfaceError", "ConnectionTimeout"}
        return Trouble(error, passing=True) if lost else None
    return Trouble(error, passing=True) if state.startswith(_AWAY) else None
