"""Somebody is in danger: those on duty know at once, and again until one of them has taken it."""

from __future__ import annotations

from handlers.cards import staff_card, worker_keyboard
from handlers.duty import on_duty
from handlers.work import Work
from matching.deadline import deadline
from model.events import DangerRecognised
from model.need import Urgency

TIMER = "alarm"


def handle(work: Work, event: DangerRecognised) -> None:
    """Alert, and set a watch over the alert."""
    need = event.need
    people = on_duty(work, need.community)
    work.tell_staff(people, staff_card(work, need, "staff.alarm"), worker_keyboard(work, need))
    due = deadline(Urgency.EMERGENCY, work.now, work.services.zone, work.services.promises)
    work.unit.timers.set(TIMER, need.number, due)
