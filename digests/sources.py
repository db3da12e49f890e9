"""What a digest is gathered from: the model's objects, as a caller finds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from digests.facts import Decision
from digests.names import Names
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
    need's own fields decide). ``referrals``: offers of these needs. ``elsewhere``: how many offers of all
    other needs an organization has in hand at the digest's end, and how many at its week's beginning.
    ``organizations``, ``services``: at least those that serve the community. ``places``: the community and
    what is above and below it. ``sign_ups`` and ``shifts``: of the nine weeks. ``decisions``: those taken
    on last week's digest. ``followers``: neighbours who joined these needs. ``never``: names of people that
    must not appear among residents' words and topics; ``place_names``: of places, not among their words.
    """

    needs: Iterable[Need] = ()
    entries: Iterable[Entry] = ()
    referrals: Iterable[Referral] = ()
    elsewhere: Mapping[int, tuple[int, int]] = field(default_factory=dict)
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
    never: Names = field(default_factory=Names)
    place_names: Names = field(default_factory=Names)
