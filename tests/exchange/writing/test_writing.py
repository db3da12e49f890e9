"""What goes out follows the standard strictly, is safe to open, and comes back as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.dataset import Dataset, differences
from exchange.extension import restore
from exchange.reading import read
from exchange.writing import to_csv, to_json
from exchange.writing.formula import guarded, unguarded
from exchange.writing.strict import strict
from tests.exchange.samples import ORG, dataset, organization, read_json


def only(table: str, **fields: Any) -> dict[str, Any]:
    found = dataset((table, fields))
    return strict(found, found.rows[0], source="s")


@pytest.mark.parametrize(
    ("table", "name", "value", "expected"),
    [
        ("organization", "year_incorporated", "2011", 2011),
        ("organization", "year_incorporated", "2011.5", 2011.5),
        ("organization", "year_incorporated", "about 2011", None),
        ("organization", "year_incorporated", True, None),
        ("organization", "year_incorporated", float("inf"), None),
        ("organization", "year_incorporated", 2011, 2011),
        ("organization", "name", 5, "5"),
        ("organization", "name", {"de": "x"}, ""),
        ("organization", "email", "nobody", None),
        ("organization", "website", "http://a b", None),
        ("organization", "website", "https://a.cn/x?y=1#z", "https://a.cn/x?y=1#z"),
        ("service", "status", " Active ", "active"),
        ("service", "status", "Temporarily Closed", "temporarily closed"),
        ("service", "status", "open", "active"),
        ("schedule", "freq", "weekly", "WEEKLY"),
        ("schedule", "wkst", "Monday", None),
        ("service_capacity", "updated", "yesterday", "1970-01-01T00:00:00Z"),
        ("service_capacity", "available", "many", 0),
        ("url", "url", "x", "about:blank"),
    ],
)
def test_a_value_is_put_as_the_standard_wants_it_and_remembered(
    table: str, name: str, value: Any, expected: Any
) -> None:
    fields = {"id": ORG, name: value}
    written = only(table, **fields)
    assert written.get(name) == expected
    assert restore(dict(written)) == fields


def test_ids_that_are_no_uuids_become_some_and_links_follow() -> None:
    found = dataset(
        ("organization", {"id": "7"}), ("phone", {"id": "8", "organization_id": "7", "number": "1"})
    )
    one, two = (strict(found, row, source="s") for row in found.rows)
    assert two["organization_id"] == one["id"]
    assert two["linli"]["original"] == {"id": "8", "organization_id": "7"}
    assert one["id"] != strict(found, found.rows[0], source="other")["id"]


def test_two_directories_that_count_alike_go_out_together() -> None:
    one = dataset(("organization", {"id": "1", "name": "a", "description": "b"}))
    other = dataset(("organization", {"id": "1", "name": "c", "description": "d"}))
    for files in ({"x.json": to_json([("s", one), ("t", other)])}, to_csv([("s", one), ("t", other)])):
        found = read(files)
        assert {row.text("name") for row in found.dataset.table("organization")} == {"a", "c"}
        assert found.findings == ()


def test_nesting_leaves_out_what_the_tree_says_and_keeps_what_leads_nowhere() -> None:
    page = json.loads(to_json([("s", read_json(organization(parent_organization_id="gone")).dataset)]))
    (one,) = page["contents"]
    assert "organization_id" not in one["phones"][0]
    assert one["linli"]["original"]["parent_organization_id"] == "gone"
    assert one["services"][0]["service_at_locations"][0]["location"]["phones"] == one["phones"]


def test_rows_of_nobody_stand_beside_the_page() -> None:
    lonely = dataset(("location", {"id": "1", "organization_id": "9"}), ("mapping", {"id": "2", "x": "=1"}))
    page = to_json([("s", lonely)])
    assert set(json.loads(page)["linli"]["tables"]) == {"location", "mapping"}
    assert differences(lonely, read({"x.json": page}).dataset) == []
    assert differences(lonely, read(to_csv([("s", lonely)])).dataset) == []


def test_things_that_hold_each_other_end() -> None:
    circle = dataset(
        ("organization", {"id": "1", "name": "a", "description": "b"}),
        ("program", {"id": "p", "organization_id": "1", "name": "c", "description": "d"}),
        ("service", {"id": "s", "organization_id": "1", "program_id": "p", "name": "e", "status": "active"}),
    )
    assert differences(circle, read({"x.json": to_json([("s", circle)])}).dataset) == []


def test_an_empty_directory_is_an_empty_page() -> None:
    page = json.loads(to_json([]))
    assert (page["empty"], page["contents"]) == (True, [])
    assert list(to_csv([])) == ["datapackage.json"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("-76.6", "-76.6"),
        ("+86 20 1234", "+86 20 1234"),
        ("-1e-5", "-1e-5"),
        ("plain", "plain"),
        ("'t", "'t"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_guarded(cell: str, expected: str) -> None:
    assert guarded(cell) == expected
    assert unguarded(expected) == cell


@settings(deadline=None)
@given(st.text())
def test_every_cell_comes_back_from_its_guard(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


_TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), min_size=1)
_FIELDS = st.dictionaries(st.sampled_from(["name", "email", "website", "status", "x", "描述"]), _TEXT)


@settings(deadline=None)
@given(st.lists(st.tuples(_TEXT, _FIELDS), unique_by=lambda item: item[0]))
def test_any_texts_come_back_as_they_were(rows: list[tuple[str, dict[str, str]]]) -> None:
    given_rows: Dataset = dataset(*(("organization", {"id": key, **fields}) for key, fields in rows))
    assert differences(given_rows, read(to_csv([("s", given_rows)]) | {"empty.csv": b""}).dataset) == []
    assert differences(given_rows, read({"x.json": to_json([("s", given_rows)])}).dataset) == []
