"""Four figures with their last eight weeks, and the other numbers of the week in a small table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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
    return Block(
        KEY,
        title,
        (*first, Figures(figures), _table(facts), Line(phrase("digest.figures.why", n=SMALL))),
        _chat(now, last),
    )


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
    earlier = say(read(facts.last)) if facts.last else phrase("digest.none")
    before = phrase("digest.last_week", before=earlier) if facts.last else phrase("digest.no_before")
    known = facts.weeks[len(facts.weeks) - 1 - facts.history :]
    missing = (None,) * (HISTORY - len(known))
    series = (*missing, *(read(week) for week in known))[-HISTORY:]
    tone = Tone.ALARM if alarm and value else Tone.PLAIN
    return Figure(phrase(f"digest.figures.{name}"), say(value), earlier, before, series, tone)


def _table(facts: Facts) -> Table:
    """The rest of the week in numbers, each with last week's; what stayed at zero is left out."""
    now, last = facts.now, facts.last
    rows = [
        (phrase(f"digest.figures.row.{name}"), say(now), say(last) if last else phrase("digest.none"))
        for name, say in _MEASURES
    ]
    for name, count, earlier in _counts(facts):
        if count or (last and earlier):
            before = plain(earlier) if last else phrase("digest.none")
            rows.append((phrase(f"digest.figures.row.{name}"), plain(count), before))
    columns = tuple(phrase(f"digest.column.{name}") for name in ("what", "week", "before"))
    return Table(columns, tuple(rows))


def _counts(facts: Facts) -> Iterator[tuple[str, int, int]]:
    """Name, this week and last week of what is counted and not measured."""
    now, last = facts.now, facts.weeks[-2]
    yield "accepted", now.accepted, last.accepted
    yield "closed", now.closed, last.closed
    yield "reopened", now.reopened, last.reopened
    yield "withdrawn", now.withdrawn, last.withdrawn
    yield "declined", now.offers.declined, last.offers.declined
    yield "expired", now.offers.expired, last.offers.expired
    standing, before = facts.standing, facts.standing_before
    yield "waiting", standing.waiting, before.waiting
    yield "overdue", standing.overdue, before.overdue
    yield "open", standing.open, before.open


def satisfaction(week: Week) -> Phrase:
    """The mean rating, when it is not a few people's."""
    if week.satisfaction is None:
        return phrase("digest.none")
    if week.rated < SMALL:
        return phrase("digest.figures.ratings", n=fewer())
    return phrase("digest.figures.satisfaction", mean=f"{week.satisfaction:.1f}", n=week.rated)


_MEASURES: tuple[tuple[str, Callable[[Week], Phrase]], ...] = (
    ("to_resolve", lambda week: hours(week.to_resolve.median)),
    ("satisfaction", satisfaction),
)
