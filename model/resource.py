"""Charity resources: what a donor offers, the promise, and its use for a need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Resource:
    """Goods, a venue, equipment, money or a skill somebody offers. ``tags`` are categories it boosts."""

    id: int
    kind: str
    zh: str
    en: str
    donor: str
    tags: tuple[str, ...]
    area: tuple[str, ...]
    quantity: int = 1
    active: bool = True


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise of some of a resource."""

    id: int
    resource_id: int
    quantity: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Allocation:
    """The use of some of a resource for one need."""

    id: int
    resource_id: int
    need_id: int
    quantity: int
    at: datetime
