"""Four figures with their last eight weeks, and the other numbers of the week in a small table."""

from __future__ import annotations

from collections.abc import Callable

from digests.block import Block, Figure, Figures, Line, Table, Tone
from digests.facts import HISTORY, Facts, Week
from digests.wording import SMALL, beside, fewer, hours, plain
from model.phrase import Phrase, phrase

KEY = "figures"
Read = Callable[[Week], float | None]


def section(facts: Facts) -> Block:
    """New, resolved, unmet, and the time until somebody says yes."""
    now, last = facts.now, facts.last
    figures = (
        _figure(facts, "new", lambda week: week.new),
        _figure(facts, "resolved", lambda week: week.resolved),
        _figure(facts, "unmet", lambda week: week.gone_unmet, alarm=True),
        _figure(facts, "to_accept", lambda week: week.to_accept.median, say=hours),
    )
    first = () if last else (Line(phrase("digest.figures.first")),)
    title = phrase("digest.figures.title")
    return Block(KEY, title, (*first, Figures(figures), _table(facts)), _chat(now, last))


def _chat(now: Week, last: Week | None) -> Phrase:
    """The four figures in one line; without an acceptance nobody asks how long one took."""
    named = "digest.figures.chat" if now.to_accept.count else "digest.figures.chat.nobody"
    return phrase(
        named,
        new=beside(plain(now.new), plain(last.new) if last else None),
        resolved=beside(plain(now.resolved), plain(last.resolved) if last else None),
        unmet=beside(plain(now.gone_unmet), plain(last.gone_unmet) if last else None),
        to_accept=beside(hours(now.to_accept.median), hours(last.to_accept.median) if last else None),
    )


def _figure(
    facts: Facts, name: str, read: Read, say: Callable[[float | None], Phrase] = plain, *, alarm: bool = False
) -> Figure:
    value = read(facts.now)
    before = (
        phrase("digest.last_week", before=say(read(facts.last))) if facts.last else phrase("digest.no_before")
    )
    known = facts.weeks[len(facts.weeks) - 1 - facts.history :]
    missing = (None,) * (HISTORY - len(known))
    series = (*missing, *(read(week) for week in known))[-HISTORY:]
    tone = Tone.ALARM if alarm and value else Tone.PLAIN
    return Figure(phrase(f"digest.figures.{name}"), say(value), before, series, tone)


def _table(facts: Facts) -> Table:
    """The rest of the week in numbers, each with last week's."""
    now, last = facts.now, facts.last
    standing, before = facts.standing, facts.standing_before
    rows: list[tuple[str, Phrase, Phrase]] = [
        (name, say(now), say(last) if last else phrase("digest.none")) for name, say in _ROWS
    ]
    rows += [
        (name, plain(present), plain(past) if last else phrase("digest.none"))
        for name, present, past in (
            ("waiting", standing.waiting, before.waiting),
            ("overdue", standing.overdue, before.overdue),
            ("open", standing.open, before.open),
        )
    ]
    return Table(
        (phrase("digest.column.what"), phrase("digest.column.week"), phrase("digest.column.before")),
        tuple((phrase(f"digest.figures.row.{name}"), one, other) for name, one, other in rows),
    )


def satisfaction(week: Week) -> Phrase:
    """The mean rating, when it is not a few people's."""
    if week.satisfaction is None:
        return phrase("digest.none")
    if week.rated < SMALL:
        return phrase("digest.figures.ratings", n=fewer())
    return phrase("digest.figures.satisfaction", mean=f"{week.satisfaction:.1f}", n=week.rated)


_ROWS: tuple[tuple[str, Callable[[Week], Phrase]], ...] = (
    ("accepted", lambda week: plain(week.accepted)),
    ("to_resolve", lambda week: hours(week.to_resolve.median)),
    ("closed", lambda week: plain(week.closed)),
    ("satisfaction", satisfaction),
    ("reopened", lambda week: plain(week.reopened)),
    ("withdrawn", lambda week: plain(week.withdrawn)),
    ("declined", lambda week: plain(week.offers.declined)),
    ("expired", lambda week: plain(week.offers.expired)),
)
