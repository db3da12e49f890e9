"""Messages that a backup says are owed: perhaps they were sent since, so nobody gets them unasked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from storage.tables import chat, outbox, timer

HELD = "held"
_OVER = ("sent", "failed", "dropped", HELD)
_OWED = outbox.c.state.not_in(_OVER)


def hold(connection: Connection) -> int:
    """Mark everything owed as held; the sender passes over it. Gives back how many messages."""
    return connection.execute(update(outbox).where(_OWED).values(state=HELD)).rowcount


def hold_as_sql() -> str:
    """The same as a statement."""
    over = ", ".join(f"'{state}'" for state in _OVER)
    return f"UPDATE outbox SET state = '{HELD}' WHERE state NOT IN ({over});"  # noqa: S608 - our words


def release(connection: Connection, now: datetime) -> tuple[int, int]:
    """Owe again what is held; gives back how many, and how many were dropped, being for nobody."""
    gone = select(chat.c.chat).where(chat.c.unreachable.is_(True))
    held = outbox.c.state == HELD
    dropped = connection.execute(update(outbox).where(held, outbox.c.chat.in_(gone)).values(state="dropped"))
    # Also what was owed long ago gets its three days of tries from now on.
    owed = connection.execute(update(outbox).where(held).values(state="waiting", at=now, not_before=now))
    return owed.rowcount, dropped.rowcount


def held(connection: Connection) -> int:
    """How many messages are held."""
    return int(
        connection.execute(
            select(func.count()).select_from(outbox).where(outbox.c.state == HELD)
        ).scalar_one()
    )


def overdue(connection: Connection, now: datetime) -> int:
    """How many timers are due already: they fire at the next start."""
    return int(
        connection.execute(select(func.count()).select_from(timer).where(timer.c.due < now)).scalar_one()
    )
