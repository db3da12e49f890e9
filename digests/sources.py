"""What a digest is gathered from: the model's objects, as a caller finds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digests.facts import Decision
from model.following import Follower
from model.need import Entry, Need
from model.organization import Organization, Service
from model.place import Place
from model.referral import Referral
from model.topic import Topic
from model.volunteer import Activity, Shift, SignUp, Volunteer


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a digest looks at. Each is gone through once, so generators will do.

    ``needs``: those of the community filed in the nine weeks up to the digest's end, and older ones that
    are still open or moved within them; others are passed over. ``entries``: lines of their stories;
    only "unmet", "withdrawn" and "reopened" are read (without them the moment is not known, and the
    need's own fields decide). ``referrals``: offers of these needs, and for the load of organizations
    those that other communities' needs have made. ``places``: the community and what is above and below
    it. ``sign_ups`` and ``shifts``: of the nine weeks. ``decisions``: those taken on last week's digest.
    ``followers``: neighbours who joined these needs. ``never``: names that must not appear among
    residents' words (residents, staff).
    """

    needs: Iterable[Need] = ()
    entries: Iterable[Entry] = ()
    referrals: Iterable[Referral] = ()
    organizations: Iterable[Organization] = ()
    services: Iterable[Service] = ()
    volunteers: Iterable[Volunteer] = ()
    activities: Iterable[Activity] = ()
    shifts: Iterable[Shift] = ()
    sign_ups: Iterable[SignUp] = ()
    topics: Iterable[Topic] = ()
    decisions: Iterable[Decision] = ()
    places: Iterable[Place] = ()
    followers: Iterable[Follower] = ()
    never: frozenset[str] = frozenset()
