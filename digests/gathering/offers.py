"""Offers to organizations: what came of them week by week, and what each organization has in hand."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from digests.facts import MONTH, Offers, Work
from digests.gathering.needs import field_of
from digests.gathering.places import covering
from digests.sources import Sources
from digests.weeks import Span
from model.organization import Service
from model.place import Place
from model.referral import Referral, ReferralState

_SAID_YES = frozenset({ReferralState.ACCEPTED, ReferralState.COMPLETED})


def _ended(referral: Referral) -> tuple[str, datetime | None]:
    """What came of an offer, and when."""
    if referral.state in _SAID_YES:
        return "accepted", referral.answered_at
    if referral.state is ReferralState.DECLINED:
        return "declined", referral.declined_at
    if referral.state is ReferralState.EXPIRED:
        return "expired", referral.deadline
    return "", None


def tally(referrals: Iterable[Referral], start: datetime, end: datetime) -> Offers:
    """Offers made, accepted, declined and lapsed in a span of time."""
    counts: Counter[str] = Counter()
    for referral in referrals:
        counts["offered"] += start <= referral.offered_at < end
        what, when = _ended(referral)
        if when is not None and start <= when < end:
            counts[what] += 1
    return Offers(counts["offered"], counts["accepted"], counts["declined"], counts["expired"])


def by_offers(referrals: Sequence[Referral], spans: Sequence[Span]) -> list[dict[str, Any]]:
    """The fields of each ``Week`` that come from offers."""
    starts = [span.start for span in spans]
    offers: list[Counter[str]] = [Counter() for _ in spans]
    reasons: list[Counter[str]] = [Counter() for _ in spans]

    def week(moment: datetime | None) -> int | None:
        inside = moment is not None and starts[0] <= moment < spans[-1].end
        return bisect_right(starts, moment) - 1 if moment is not None and inside else None

    for referral in referrals:
        if (made := week(referral.offered_at)) is not None:
            offers[made]["offered"] += 1
        what, when = _ended(referral)
        if (done := week(when)) is not None:
            offers[done][what] += 1
            if referral.decline_reason is not None:
                reasons[done][referral.decline_reason.value] += 1
    return [
        {
            "offers": Offers(made["offered"], made["accepted"], made["declined"], made["expired"]),
            "declined": dict(sorted(why.items())),
        }
        for made, why in zip(offers, reasons, strict=True)
    ]


def overdue(referrals: Iterable[Referral], moment: datetime) -> int:
    """Offers whose deadline had passed at a moment, still without an answer."""
    return sum(
        referral.state is ReferralState.OFFERED and referral.deadline <= moment for referral in referrals
    )


def in_hand(referral: Referral, moment: datetime) -> bool:
    """Whether an offer was waiting for an answer, or accepted and not completed, at a moment."""
    if referral.offered_at >= moment:
        return False
    if referral.state is ReferralState.OFFERED:
        return True
    if referral.state is ReferralState.EXPIRED:
        return referral.deadline > moment
    if referral.state in _SAID_YES:
        return referral.completed_at is None or referral.completed_at > moment
    ended = referral.declined_at or referral.answered_at
    return ended is not None and ended > moment


def workload(
    sources: Sources,
    referrals: Iterable[Referral],
    community: Place,
    spans: Sequence[Span],
    end: datetime,
) -> tuple[Work, ...]:
    """Each organization that serves the community and may take needs, the most loaded first.

    ``referrals`` are this community's; what others have given it to do was counted before.
    """
    here = covering(sources.places, community)
    services: dict[int, list[Service]] = defaultdict(list)
    for service in sources.services:
        if service.active:
            services[service.organization_id].append(service)
    offers: dict[int, list[Referral]] = defaultdict(list)
    for referral in referrals:
        offers[referral.organization_id].append(referral)
    found: list[Work] = []
    for organization in sources.organizations:
        offered = services[organization.id]
        local = [service for service in offered if not service.area or here.intersection(service.area)]
        if organization.suspended or not local:
            continue
        ours = offers[organization.id]
        now, before = sources.elsewhere.get(organization.id, (0, 0))
        sizes = [service.capacity for service in offered if service.capacity is not None]
        found.append(
            Work(
                organization.id,
                organization.zh,
                organization.en,
                categories=tuple(sorted({field_of(code) for one in local for code in one.categories})),
                capacity=sum(sizes) if len(sizes) == len(offered) else None,
                load=now + sum(in_hand(one, end) for one in ours),
                load_before=before + sum(in_hand(one, spans[-1].start) for one in ours),
                week=tally(ours, spans[-1].start, end),
                week_before=tally(ours, spans[-2].start, spans[-2].end),
                month=tally(ours, spans[-MONTH].start, end),
            )
        )
    return tuple(sorted(found, key=lambda work: (-work.load, work.id)))
