"""Who offers what where: an immutable index over organizations, services and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from matching.option import Fit, Option, Reach
from matching.places import Places, metres
from model.organization import Organization, Service
from model.place import Place

Offer = tuple[Organization, Service]
_Postings = dict[str, dict[str, list[Offer]]]
_ANYWHERE = ""


class Directory:
    """Finds the services that come into question for a category and a place without looking at the rest.

    Kept as category → place code → services. A question walks from the innermost place outwards and then
    to the neighbours: a few dozen look-ups, however many organizations there are. Build a new one when
    the directory changes.
    """

    __slots__ = ("_by_place", "_codes", "_offered", "_postings", "organizations", "places", "services")

    def __init__(
        self, organizations: Mapping[int, Organization], services: Mapping[int, Service], places: Places
    ) -> None:
        self.organizations = organizations
        self.services = services
        self.places = places
        self._postings: _Postings = {}
        self._by_place: dict[str, list[Service]] = {}
        self._offered: dict[int, list[Service]] = {}
        for service in services.values():
            self._post((organizations[service.organization_id], service))
        self._codes: dict[str, list[str]] = {}
        for code in self._postings:
            self._codes.setdefault(_field(code), []).append(code)

    @classmethod
    def build(
        cls, organizations: Iterable[Organization], services: Iterable[Service], places: Iterable[Place]
    ) -> Directory:
        """The index. Inactive services, and services of organizations that are not given, are left out."""
        known = {organization.id: organization for organization in organizations}
        active = {one.id: one for one in services if one.active and one.organization_id in known}
        return cls(known, active, Places(places))

    def _post(self, offer: Offer) -> None:
        self._offered.setdefault(offer[0].id, []).append(offer[1])
        for place in offer[1].area or (_ANYWHERE,):
            self._by_place.setdefault(place, []).append(offer[1])
        for category in offer[1].categories:
            by_place = self._postings.setdefault(category, {})
            for place in offer[1].area or (_ANYWHERE,):
                by_place.setdefault(place, []).append(offer)

    def find(self, category: str, place: str | None, audience: frozenset[str] | None = None) -> list[Option]:
        """The services for a category and a place code, those that fit and reach best first.

        A leaf ("elderly.meals") is served by those that name it and those that name its whole field; a
        field by everybody in it. With ``audience`` (tags), only services for one of them or for all.
        """
        field = _field(category)
        exact = self._codes.get(field, ()) if category == field else (category,)
        found = self._collect(exact, place, Fit.EXACT)
        if category != field:
            found = found | self._collect((field,), place, Fit.GENERAL, found)
        return _for_audience(found.values(), audience)

    def related(
        self, category: str, place: str | None, audience: frozenset[str] | None = None
    ) -> list[Option]:
        """Services that reach the place and do something else in the same field."""
        field = _field(category)
        codes = [code for code in self._codes.get(field, ()) if code not in {category, field}]
        seen = {option.service.id: option for option in self.find(category, place)}
        return _for_audience(self._collect(codes, place, Fit.RELATED, seen).values(), audience)

    def serving(self, places: Iterable[str]) -> list[tuple[Organization, list[Service]]]:
        """The organizations that serve one of these places, or everywhere, with all that they offer."""
        near = {one.organization_id for code in (*places, _ANYWHERE) for one in self._by_place.get(code, ())}
        return [(self.organizations[one], self._offered[one]) for one in sorted(near)]

    def elsewhere(self, category: str, place: str | None, limit: int) -> list[Option]:
        """Some services for the category that do not reach the place, to say so."""
        reached = {option.service.id for option in self.find(category, place)}
        found: dict[int, Option] = {}
        for offers in self._postings.get(category, {}).values():
            for organization, service in offers:
                if service.id not in reached:
                    found[service.id] = Option(organization, service, Fit.EXACT, Reach.ELSEWHERE)
                if len(found) >= limit:
                    return list(found.values())
        return list(found.values())

    def _collect(
        self, codes: Iterable[str], place: str | None, fit: Fit, seen: Mapping[int, Option] | None = None
    ) -> dict[int, Option]:
        """By service id, each once, with its nearest reach; those already ``seen`` are left out."""
        found: dict[int, Option] = {}
        skip = seen or {}
        chain = self.places.chain(place) if place else ()
        here = self.places.point(chain)
        around = list(self._around(chain))
        for code in codes:
            for offer, reach in _reached(self._postings.get(code, {}), around):
                organization, service = offer
                if service.id not in found and service.id not in skip:
                    way = metres(here, organization.latitude, organization.longitude)
                    found[service.id] = Option(organization, service, fit, reach, way)
        return found

    def _around(self, chain: tuple[str, ...]) -> Iterator[tuple[str, Reach]]:
        """The place codes to look under, from the inside out; nothing when the place is unknown."""
        if not chain:
            return
        for code in chain:
            yield code, Reach(self.places.level(code).value)
        yield _ANYWHERE, Reach.EVERYWHERE
        for code in self.places.neighbours(chain):
            yield code, Reach.NEAR


def _reached(
    postings: Mapping[str, list[Offer]], around: list[tuple[str, Reach]]
) -> Iterator[tuple[Offer, Reach]]:
    if not around:
        for offers in postings.values():
            for offer in offers:
                yield offer, Reach.UNKNOWN
    for code, reach in around:
        for offer in postings.get(code, ()):
            yield offer, reach


def _for_audience(options: Iterable[Option], audience: frozenset[str] | None) -> list[Option]:
    if audience is None:
        return list(options)
    return [
        option
        for option in options
        if not option.service.audience or not audience.isdisjoint(option.service.audience)
    ]


def _field(category: str) -> str:
    """The level-1 part of a code; the index takes codes as they come, known to the taxonomy or not."""
    return category.partition(".")[0]
