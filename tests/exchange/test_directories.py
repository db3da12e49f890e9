"""Three real directories come in, go out and come back equal, follow the schema, and lose nothing."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import Any

import pytest

from exchange.dataset import differences
from exchange.mapping import to_model
from exchange.reading import Reading, read
from exchange.writing import to_csv, to_json
from exchange.writing.tables import strict_tables
from tests.exchange.directories import CASES, files
from tests.exchange.reading.test_workbook import TODAY
from tests.exchange.test_hsds import schema

_read: dict[str, Reading] = {}


def reading(name: str) -> Reading:
    if name not in _read:
        _read[name] = read(files(name))
    return _read[name]


@pytest.mark.parametrize("name", CASES)
def test_out_as_csv_and_in_again_is_equal(name: str) -> None:
    dataset = reading(name).dataset
    assert differences(dataset, read(to_csv([(name, dataset)])).dataset) == []


@pytest.mark.parametrize("name", CASES)
def test_out_as_json_and_in_again_is_equal(name: str) -> None:
    dataset = reading(name).dataset
    assert differences(dataset, read({"x.json": to_json([(name, dataset)])}).dataset) == []


def test_the_full_example_goes_out_as_it_came_in() -> None:
    example = files("hsds-3-examples")["organization_full.json"]
    dataset = read({"organization_full.json": example}).dataset
    assert json.loads(to_json([("x", dataset)]))["contents"] == [json.loads(example)]


def test_the_tabular_example_goes_out_as_it_came_in() -> None:
    given = {name: data for name, data in files("hsds-3-examples/csv").items() if name.endswith(".csv")}
    written = to_csv([("x", read(given).dataset)])
    for name, data in given.items():
        before, after = (
            list(csv.DictReader(io.StringIO(one.decode("utf-8-sig"), newline="")))
            for one in (data, written[name])
        )
        assert [{key: row[key] for key in before[0]} for row in after] == before, name


@pytest.mark.parametrize("name", ["baltimore", "illinois-legal-aid"])
def test_every_cell_of_every_file_is_in_what_is_kept(name: str) -> None:
    """Only days of the week, and the ids of the second file of a table, are put otherwise."""
    kept = Counter(str(value) for row in reading(name).dataset.rows for value in row.fields.values())
    for file, data in files(name).items():
        if file.endswith(".csv"):
            for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
                for column, cell in row.items():
                    if cell and column != "weekday" and (file, column) != ("mail_addresses.csv", "id"):
                        assert kept[str(cell)], (file, column, cell)


@pytest.mark.parametrize("name", CASES)
def test_every_organization_and_service_is_mapped(name: str) -> None:
    found = reading(name)
    mapped = to_model(found.dataset, [], TODAY)
    assert len(mapped.services) == len(list(found.dataset.table("service")))
    assert len(mapped.organizations) >= len(list(found.dataset.table("organization")))
    told = {finding.row for finding in mapped.findings if finding.code == "service.category"}
    assert all(service.categories for _, service in mapped.services) == (not told)


def _validator(table: str | None) -> Any:
    """The official schema in an outside validator, formats included."""
    jsonschema = pytest.importorskip("jsonschema", reason="the outside validator jsonschema is not installed")
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    parts = schema()
    known = [
        (f"{name}.json", Resource(contents=part["items"], specification=DRAFT202012))
        for name, part in parts.items()
    ]
    whole = {"type": "object", "properties": parts} if table is None else parts[table]["items"]
    return jsonschema.Draft202012Validator(
        whole, registry=Registry().with_resources(known), format_checker=jsonschema.FormatChecker()
    )


@pytest.mark.parametrize("name", CASES)
def test_tables_follow_the_official_schema(name: str) -> None:
    validator = _validator(None)
    tables = strict_tables([(name, reading(name).dataset)])
    assert [error.message for error in validator.iter_errors(tables)] == []


@pytest.mark.parametrize("name", CASES)
def test_objects_follow_the_official_schema(name: str) -> None:
    organizations, services = _validator("organization"), _validator("service")
    page = json.loads(to_json([(name, reading(name).dataset)]))
    for one in page["contents"]:
        assert [error.message for error in organizations.iter_errors(one)] == []
        for service in one.get("services", ()):
            assert [error.message for error in services.iter_errors(service)] == []
