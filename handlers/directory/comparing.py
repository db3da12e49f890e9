"""What a directory says of an organization or service, kept as JSON, so that changes can be told apart.

Three versions meet at an import: what the directory said last time, what it says now, and what stands
here. Only what the directory changed is taken over; what was changed here stays.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from model.organization import Opening, Organization, Service

Thing = TypeVar("Thing", Organization, Service)
_OURS = frozenset({"id", "organization_id"})


def said(thing: Organization | Service) -> dict[str, Any]:
    """Every field but the ids of ours, as JSON knows it."""
    return {one.name: _plain(getattr(thing, one.name)) for one in fields(thing) if one.name not in _OURS}


def changed(thing: Organization | Service, before: Mapping[str, Any] | None) -> set[str]:
    """The names of the fields that are not as they were; all of them when nothing is known of before."""
    now = said(thing)
    return {name for name in now if before is None or name not in before or now[name] != before[name]}


def taken_over(here: Thing, new: Thing, before: Mapping[str, Any] | None) -> Thing:
    """The thing as it stands here, with what the directory changed since ``before``."""
    return replace(here, **{name: getattr(new, name) for name in changed(new, before)})


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field
    if isinstance(value, Opening):
        return [value.weekday, f"{value.opens:%H:%M}", f"{value.closes:%H:%M}"]
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
