"""A made-up street: three communities, two dozen organizations, no two alike."""

from __future__ import annotations

import random

from matching.directory import Directory
from model.organization import Organization, Service
from model.place import Level, Place
from model.taxonomy import LEVEL1, children

COMMUNITIES = ("east", "west", "south")
_ORGANIZATIONS = 24
_FIELDS = tuple(field.code for field in LEVEL1[:10])
_CAPACITY = (6, 20)


def street(seed: int) -> Directory:
    """The directory of the street: each organization works in three fields, in one to three communities."""
    lot = random.Random(seed)
    places = [Place("street", Level.STREET, None, "示范街道", "Demo Street")]
    places += [Place(code, Level.COMMUNITY, "street", code, code) for code in COMMUNITIES]
    organizations = [Organization(number, f"组织{number}", "") for number in range(1, _ORGANIZATIONS + 1)]
    services: list[Service] = []
    for one in organizations:
        area = ("street",) if lot.random() < 0.5 else tuple(lot.sample(COMMUNITIES, lot.randint(1, 2)))
        for field in lot.sample(_FIELDS, 3):
            leaves = children(field)
            some = lot.sample(leaves, max(len(leaves) * 2 // 3, 1))
            codes = tuple(sorted(leaf.code for leaf in some))
            services.append(
                Service(len(services) + 1, one.id, "", "", codes, area, capacity=lot.randint(*_CAPACITY))
            )
    return Directory.build(organizations, services, places)
