"""Taking a directory in: plan what would change, then do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from exchange.checking import check
from exchange.dataset import Dataset
from exchange.finding import Finding
from exchange.mapping import Mapped, to_model
from exchange.reading import Reading
from handlers.directory.comparing import said, taken_over
from model.organization import Organization, Service
from storage.records import Record
from storage.unit import Unit

Progress = Callable[[int, int], None]
_Key = tuple[str, str]
_STEP = 500
"""Rows between two moves of the progress bar."""


@dataclass(slots=True)
class Count:
    """How many rows of a table are new, said otherwise, as before, or gone."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


@dataclass(slots=True)
class Plan:
    """What an import writes. ``counts`` are by HSDS's table; ``findings`` tell of the whole way."""

    source: str
    records: list[Record] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def count(self, table: str) -> Count:
        """The counts of a table."""
        return self.counts.setdefault(table, Count())


def plan(
    unit: Unit, ids: Callable[[], int], reading: Reading, *, source: str, now: datetime, today: date
) -> Plan:
    """What importing would change; nothing is written. The same directory twice changes nothing."""
    mapped = to_model(reading.dataset, unit.places.all(), today)
    checked = check(reading.dataset) if reading.is_hsds else ()
    findings = (*reading.findings, *checked, *mapped.findings)
    planner = _Planner(unit, ids, Plan(source, findings=findings), now)
    planner.compare(reading.dataset, mapped)
    return planner.plan


def write(unit: Unit, ready: Plan, audit_id: int, now: datetime, progress: Progress) -> None:
    """Write what was planned, and that it was."""
    counts = {table: asdict(count) for table, count in ready.counts.items()}
    subject = f"directory:{ready.source}"
    unit.audits.add(audit_id, now, "system", "imported a directory", subject, counts=counts)
    total = len(ready.organizations) + len(ready.services) + len(ready.records)
    for done, step in enumerate(_steps(unit, ready), 1):
        step()
        if done % _STEP == 0 or done == total:
            unit.flush()
            progress(done, total)


def _steps(unit: Unit, ready: Plan) -> Iterator[Callable[[], None]]:
    for organization in ready.organizations:
        yield lambda one=organization: unit.organizations.add(one)  # type: ignore[misc]
    for service in ready.services:
        yield lambda one=service: unit.organizations.add_service(one)  # type: ignore[misc]
    for record in ready.records:
        yield lambda one=record: unit.records.add(one)  # type: ignore[misc]


class _Planner:
    """Compares what a directory says with what it said and with what stands here."""

    def __init__(self, unit: Unit, ids: Callable[[], int], empty: Plan, now: datetime) -> None:
        self.plan = empty
        self._ids = ids
        self._now = now
        self._known = unit.records.of(empty.source)
        self._organizations = {one.id: one for one in unit.organizations.all()}
        self._services = {one.id: one for one in unit.organizations.services()}
        self._owners: dict[str, int] = {}
        self._seen: set[_Key] = set()

    def compare(self, dataset: Dataset, mapped: Mapped) -> None:
        """Fill the plan."""
        made: dict[_Key, tuple[int, Mapping[str, object]]] = {}
        for organization in mapped.organizations:
            subject = self._organization(organization)
            made["organization", organization.external_id] = (subject, said(organization))
        for owner, service in mapped.services:
            subject = self._service(owner, service)
            made["service", service.external_id] = (subject, said(service))
        rows = {(row.table, row.id): dict(row.fields) for row in dataset.rows}
        for position, key in enumerate([*rows, *(key for key in made if key not in rows)]):
            subject_id, said_now = made.get(key, (None, None))
            record = Record(
                self.plan.source, *key, position, rows.get(key, {}), said_now, subject_id=subject_id
            )
            self._record(key, record)
        for key, record in self._known.items():
            if key not in self._seen and record.gone_at is None:
                self._gone(record)

    def _organization(self, new: Organization) -> int:
        known = self._known.get(("organization", new.external_id))
        here = self._organizations.get(known.subject_id or 0) if known else None
        if known is None or here is None:
            there = replace(new, id=self._ids())
        else:
            there = taken_over(here, new, known.mapped)
        if there != here:
            self.plan.organizations.append(there)
        self._owners[new.external_id] = there.id
        return there.id

    def _service(self, owner: str, new: Service) -> int:
        known = self._known.get(("service", new.external_id))
        here = self._services.get(known.subject_id or 0) if known else None
        if known is None or here is None:
            there = replace(new, id=self._ids())
        else:
            there = taken_over(here, new, known.mapped)
        there = replace(there, organization_id=self._owners[owner])
        if there != here:
            self.plan.services.append(there)
        return there.id

    def _record(self, key: _Key, record: Record) -> None:
        self._seen.add(key)
        known = self._known.get(key)
        count = self.plan.count(record.entity)
        if known is None or known.gone_at is not None:
            count.new += 1
        elif known.data != record.data:
            count.changed += 1
        else:
            count.same += 1
        if known != record:
            self.plan.records.append(record)

    def _gone(self, record: Record) -> None:
        """What the directory no longer has: a service is no longer offered, everything else only stays."""
        self.plan.count(record.entity).gone += 1
        here = self._services.get(record.subject_id or 0) if record.entity == "service" else None
        if here is not None and here.active:
            self.plan.services.append(replace(here, active=False))
        mapped = {**record.mapped, "active": False} if here and record.mapped else record.mapped
        self.plan.records.append(replace(record, mapped=mapped, gone_at=self._now))
