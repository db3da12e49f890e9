"""Which place codes reach a community."""

from __future__ import annotations

from collections.abc import Iterable

from model.place import Place


def covering(places: Iterable[Place], community: Place) -> frozenset[str]:
    """The codes of the community, of all above it and of its grids; one of them reaches somebody here."""
    by_code = {place.code: place for place in places}
    codes = {community.code}
    above = community.parent
    while above is not None and above not in codes:
        codes.add(above)
        above = by_code[above].parent if above in by_code else None
    codes.update(place.code for place in by_code.values() if place.parent == community.code)
    return frozenset(codes)
