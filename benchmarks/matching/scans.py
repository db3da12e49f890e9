"""The same ranking without the index: every service looked at, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from matching.directory import Directory
from matching.option import Fit, Option, Reach
from matching.rank import judge
from matching.situation import Situation
from model.need import Need
from model.organization import Service


def _fit(need: Need, service: Service) -> Fit | None:
    if need.category in service.categories:
        return Fit.EXACT
    return Fit.GENERAL if need.category.partition(".")[0] in service.categories else None


def options(need: Need, directory: Directory, *, filtered: bool) -> Iterator[Option]:
    """Every service there is with how it fits and reaches; ``filtered`` leaves out those that do not."""
    chain = directory.places.chain(need.community or "")
    near = set(directory.places.neighbours(chain))
    for service in directory.services.values():
        fit = _fit(need, service)
        if filtered and fit is None:
            continue
        reach = Reach.ELSEWHERE
        inside = next((code for code in chain if code in service.area), None) if fit else None
        if inside is not None:
            reach = Reach(directory.places.level(inside).value)
        elif fit and near.intersection(service.area):
            reach = Reach.NEAR
        if not filtered or reach is not Reach.ELSEWHERE:
            organization = directory.organizations[service.organization_id]
            yield Option(organization, service, fit or Fit.RELATED, reach)


def scan(need: Need, directory: Directory, situation: Situation, *, filtered: bool) -> int:
    """The same ranking without the index: the rules, in their order, on every service until one excludes it.

    ``filtered`` is the quickest way there is without an index: the rules only on those that fit and reach.
    """
    return len(judge(need, options(need, directory, filtered=filtered), situation).candidates)
