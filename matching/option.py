"""One service that may come into question for a need, and how it fits and reaches."""

from __future__ import annotations

import enum
from typing import NamedTuple

from model.organization import Organization, Record, Service


class Fit(enum.Enum):
    """How near a service's categories are to the need's."""

    EXACT = "exact"
    """The service names the very category."""
    GENERAL = "general"
    """It names the whole field (level 1)."""
    RELATED = "related"
    """It does something else in the same field; asked only when nobody fits better."""


class Reach(enum.Enum):
    """How a service's area lies to the place of the need."""

    GRID = "grid"
    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"
    CITY = "city"
    EVERYWHERE = "everywhere"
    """The service names no area."""
    UNKNOWN = "unknown"
    """Nobody has said where the need is."""
    NEAR = "near"
    """It serves a neighbouring community or a part of this one."""
    ELSEWHERE = "elsewhere"


UNSEEN = Record(0, "")
"""The record of an organization that Linli has seen nothing of."""


class Option(NamedTuple):
    """A service with what the directory knows of it for one need.

    ``metres`` is the way from the place of the need to the organization, as the crow flies; None where one
    of them has no coordinates. ``here`` is what Linli has seen of the organization in the need's field,
    ``overall`` in all fields together; the ranking fills them in.
    """

    organization: Organization
    service: Service
    fit: Fit
    reach: Reach
    metres: float | None = None
    here: Record = UNSEEN
    overall: Record = UNSEEN
