"""Row → frozen object and back: the one visible place where the two worlds meet.

A model's field and a column with the same name are the same thing. What differs is said here: enums lie
in the table by their value, times of day as HH:MM, a need's beneficiary spread over four columns.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from operator import attrgetter, itemgetter
from typing import Any, TypeVar, get_args, get_type_hints

from model.need import Beneficiary, BeneficiaryKind, Need
from model.organization import Opening, Service

T = TypeVar("T")
Convert = Callable[[Any], Any]


def _converter(hint: Any) -> Convert | None:  # noqa: ANN401 - a type expression
    """How a column's value becomes the field's, or None when it is the same."""
    options = [option for option in (get_args(hint) or (hint,)) if option is not type(None)]
    kind = options[0]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return lambda value: None if value is None else kind(value)
    if kind is time:
        return lambda value: None if value is None else time.fromisoformat(value)
    return None


class _Plan:
    """How a kind of object lies in a row: its fields, and which of them are said differently in a column."""

    __slots__ = ("fields", "from_column", "known", "to_column", "values")

    def __init__(self, kind: type[Any]) -> None:
        hints = get_type_hints(kind)
        self.fields = tuple(hints)
        self.known = frozenset(hints)
        self.values = attrgetter(*hints)
        found = {name: _converter(hint) for name, hint in hints.items()}
        self.from_column = tuple((name, convert) for name, convert in found.items() if convert is not None)
        self.to_column = tuple(name for name, _ in self.from_column)


_plans: dict[type[Any], _Plan] = {}


def _plan(kind: type[Any]) -> _Plan:
    plan = _plans.get(kind)
    if plan is None:
        plan = _plans[kind] = _Plan(kind)
    return plan


def load(kind: type[T], row: Mapping[str, Any]) -> T:
    """The object of a row; columns that the object does not know are left out."""
    plan = _plan(kind)
    values = dict(row)
    if kind is Need:
        values["beneficiary"] = _beneficiary(row)
    elif kind is Service:
        values["openings"] = _openings(row["openings"])
    if not values.keys() <= plan.known:
        values = {name: values[name] for name in plan.fields if name in values}
    for name, convert in plan.from_column:
        if name in values:
            values[name] = convert(values[name])
    return kind(**values)


def maker(
    kind: type[T], names: Sequence[str], changes: Sequence[Convert | None]
) -> Callable[[Sequence[Any]], T]:
    """What makes objects of raw rows, for kinds whose every field is a column.

    ``names`` are the row's columns, ``changes`` what each needs on its way from the database.
    """
    plan = _plan(kind)
    converters = dict(plan.from_column)
    places = [names.index(field) for field in plan.fields]
    pick = itemgetter(*places)
    steps = [
        (number, one)
        for number, (field, place) in enumerate(zip(plan.fields, places, strict=True))
        if (one := _both(changes[place], converters.get(field))) is not None
    ]

    def make(row: Sequence[Any]) -> T:
        values = list(pick(row))
        for number, change in steps:
            values[number] = change(values[number])
        return kind(*values)

    return make


def _both(first: Convert | None, then: Convert | None) -> Convert | None:
    if first is None or then is None:
        return first or then
    return lambda value: then(first(value))


def dump(thing: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the model's dataclasses
    """The row of an object."""
    plan = _plan(type(thing))
    row = dict(zip(plan.fields, plan.values(thing), strict=True))
    for name in plan.to_column:
        row[name] = _plain(row[name])
    if isinstance(thing, Need):
        row.update(_spread(thing.beneficiary))
    elif isinstance(thing, Service):
        row["openings"] = [(o.weekday, f"{o.opens:%H:%M}", f"{o.closes:%H:%M}") for o in thing.openings]
    return row


def plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes of an object's fields as changes of its row's columns."""
    row: dict[str, Any] = {}
    for name, value in changes.items():
        if isinstance(value, Beneficiary):
            row.update(_spread(value))
        else:
            row[name] = _plain(value)
    return row


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value


def _beneficiary(row: Mapping[str, Any]) -> Beneficiary:
    return Beneficiary(
        BeneficiaryKind(row["beneficiary"]), row["age_group"], row["lives_alone"], row["disability"]
    )


def _spread(beneficiary: Beneficiary) -> dict[str, Any]:
    return {
        "beneficiary": beneficiary.kind.value,
        "age_group": beneficiary.age_group,
        "lives_alone": beneficiary.lives_alone,
        "disability": beneficiary.disability,
    }


def _openings(value: list[tuple[int, str, str]]) -> tuple[Opening, ...]:
    return tuple(
        Opening(day, time.fromisoformat(opens), time.fromisoformat(closes)) for day, opens, closes in value
    )
