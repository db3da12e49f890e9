"""Whose need a button is about."""

from __future__ import annotations

from handlers.turn import Turn
from model.need import Need


def mine(turn: Turn, number: str) -> Need | None:
    """The resident's own need with this number; anything else is told kindly."""
    need = turn.unit.needs.by_number(number)
    if need is None or need.person_id != turn.resident.id:
        turn.then("expired")
        return None
    return need
