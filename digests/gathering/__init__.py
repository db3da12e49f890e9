"""From the model's objects to a week's facts; one pass over each kind of object."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from digests import weeks
from digests.facts import HISTORY, MONTH, Facts, Raised, Week
from digests.gathering.helping import helping
from digests.gathering.needs import Filed, by_week, demand, moments, said, standing
from digests.gathering.offers import by_offers, overdue, workload
from digests.gathering.sharing import sharing
from digests.names import Names
from digests.sources import Sources
from digests.words import scrub
from model.place import Place
from model.topic import Topic

__all__ = ["gather"]


def gather(sources: Sources, community: Place, week: str, now: datetime, timezone: tzinfo) -> Facts:
    """The facts of a community's week, as they stood when it ended (or stand ``now``, if it has not).

    ``week`` is an ISO week ("2026-W47", else NotAWeek), ``now`` an aware moment, ``timezone`` the one the
    community lives in. Nothing is asked of a clock or a database; 100,000 needs take a few seconds.
    """
    spans = tuple(weeks.span(weeks.before(week, back), timezone) for back in range(HISTORY, -1, -1))
    end = min(now, spans[-1].end)
    seen = moments(sources.entries)
    filed = [Filed(need, seen) for need in sources.needs if need.community == community.code]
    own = frozenset(one.need.id for one in filed)
    referrals = [one for one in sources.referrals if one.need_id in own]
    help_by_week, volunteers = helping(sources, community, spans, end)
    counted = by_week(filed, spans, end)
    offered = by_offers(referrals, spans)
    never = (sources.never, sources.place_names, Names(_place_names(sources)))
    said_weeks, words = said(filed, spans, never)
    here = spans[-1].start
    return Facts(
        community=community.code,
        zh=community.zh,
        en=community.en,
        week=spans[-1].week,
        weeks=tuple(
            Week(span.week, **needs, **offers, help=help_)
            for span, needs, offers, help_ in zip(spans, counted, offered, help_by_week, strict=True)
        ),
        history=_history(filed, spans),
        month=demand(filed, spans[-MONTH].start, end),
        month_before=demand(filed, spans[-2 * MONTH].start, spans[-MONTH].start),
        standing=standing(filed, end, overdue(referrals, end)),
        standing_before=standing(filed, here, overdue(referrals, here)),
        organizations=workload(sources, referrals, community, spans, end),
        volunteers=volunteers,
        said=words,
        said_weeks=said_weeks,
        topics=_topics(sources, community, spans[-1], end),
        decisions=tuple(sources.decisions),
        shared=sharing(filed, sources.followers, end),
    )


def _history(filed: list[Filed], spans: tuple[weeks.Span, ...]) -> int:
    """How many weeks before this one Linli was in use: since the first need was filed."""
    if not filed:
        return 0
    first = min(one.need.created_at for one in filed)
    return sum(span.end > first for span in spans[:-1])


def _place_names(sources: Sources) -> Iterator[str]:
    """What places are called: where residents live is not what they talk about."""
    return (name for place in sources.places for name in (place.zh, place.en, *place.aliases))


def _topics(sources: Sources, community: Place, span: weeks.Span, end: datetime) -> tuple[Raised, ...]:
    """The community's open topics, the most supported first, without anything that names a person."""
    here: list[Topic] = [
        topic
        for topic in sources.topics
        if topic.community == community.code and topic.state == "open" and topic.raised_at < end
    ]
    here.sort(key=lambda topic: (-topic.support, topic.id))
    return tuple(
        Raised(scrub(topic.title, (sources.never,)), topic.support, topic.raised_at >= span.start)
        for topic in here
    )
