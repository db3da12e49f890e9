"""Schedules of HSDS (RFC 5545's words for weekly repetition) as our opening hours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time

from exchange.dataset import Dataset, Row
from exchange.finding import Finding, Severity
from model.organization import Opening
from model.phrase import Phrase, phrase

_DAYS = {day: number for number, day in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_TIME = re.compile(
    r"(\d{1,2}):(\d\d)(?::\d\d(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(?:Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_UNSAYABLE = ("byweekno", "bymonthday", "byyearday")


def openings(
    dataset: Dataset, service: Row, locations: Iterable[Row], today: date
) -> tuple[tuple[Opening, ...], list[Finding]]:
    """The week's opening hours of a service, and what of its schedules they cannot say.

    The service's own schedules count before those of its places. Only what repeats every week on ``today``
    can be said; a time is taken as local, whatever offset it names.
    """
    findings: list[Finding] = []
    for rows in _sources(dataset, service, locations):
        if rows:
            found = [opening for row in rows for opening in _openings(row, today, findings)]
            return tuple(sorted(set(found), key=lambda one: (one.weekday, one.opens, one.closes))), findings
    return (), findings


def _sources(dataset: Dataset, service: Row, locations: Iterable[Row]) -> Iterable[list[Row]]:
    yield dataset.children("schedule", "service_id", service)
    points = dataset.children("service_at_location", "service_id", service)
    yield [row for one in points for row in dataset.children("schedule", "service_at_location_id", one)]
    yield [row for place in locations for row in dataset.children("schedule", "location_id", place)]


def _openings(row: Row, today: date, findings: list[Finding]) -> list[Opening]:
    why = _why_not(row, today)
    if why:
        findings.append(_finding(row, "schedule.unsayable", why))
        return []
    opens, closes = parse_time(row.text("opens_at")), parse_time(row.text("closes_at"))
    if opens is None or closes is None:
        if row.text("opens_at") or row.text("closes_at"):
            said = f"{row.text('opens_at')}–{row.text('closes_at')}"
            findings.append(_finding(row, "schedule.times", phrase("exchange.no_times", said=said)))
        return []
    return [Opening(day, opens, closes) for day in _weekdays(row)]


def _why_not(row: Row, today: date) -> Phrase | None:
    """Why a schedule cannot be said as opening hours of any week; None when it can."""
    if row.text("freq").upper() not in {"", "WEEKLY", "DAILY"}:
        return phrase("exchange.repeats", freq=row.text("freq").lower())
    if row.text("interval") not in {"", "1"}:
        return phrase("exchange.repeats_every", weeks=row.text("interval"))
    limited = [name for name in _UNSAYABLE if row.text(name)]
    if limited:
        return phrase("exchange.limited", names=", ".join(limited))
    for name, is_past in (("valid_to", True), ("until", True), ("valid_from", False)):
        day = _date(row.text(name))
        if day is not None and (day < today if is_past else day > today):
            return phrase("exchange.dated", name=name, day=day)
    return None


def _weekdays(row: Row) -> list[int]:
    names = [part.strip().upper() for part in row.text("byday").split(",") if part.strip()]
    if not names:
        return list(range(7)) if row.text("freq").upper() == "DAILY" else []
    return [_DAYS[name] for name in names if name in _DAYS]


def parse_time(text: str) -> time | None:
    """A time of day; 24:00 is the midnight at the day's end. None for anything else."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _finding(row: Row, code: str, why: Phrase) -> Finding:
    return Finding(
        Severity.REMARK, code, phrase("exchange.not_hours", why=why), row.file, row.line, "schedule"
    )
