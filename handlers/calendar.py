"""A shift as a calendar file (RFC 5545), for any telephone's calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

from model.volunteer import Activity, Shift


def shift_file(shift: Shift, activity: Activity, language: str, now: datetime) -> bytes:
    """The file's bytes: one event with an alarm the day before."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - heavy, and seldom needed

    event = Event()
    event.add("uid", f"shift-{shift.id}@linli")
    event.add("dtstamp", now)
    event.add("dtstart", shift.starts)
    event.add("dtend", shift.ends)
    event.add("summary", activity.name(language))
    event.add("location", activity.place(language))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", activity.name(language))
    alarm.add("trigger", timedelta(days=-1))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Linli//shifts//ZH")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
