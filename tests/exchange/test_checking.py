"""What is not as HSDS wants it is told by row and column."""

from __future__ import annotations

from typing import Any

import pytest

from exchange.checking import check
from tests.exchange.samples import dataset, read_csv_files


@pytest.mark.parametrize(
    ("table", "fields", "code", "words"),
    [
        ("organization", {"name": "a"}, "value.missing", "is required and not given"),
        (
            "organization",
            {"name": "a", "description": "b", "x": "c"},
            "field.unknown",
            "HSDS has no such field",
        ),
        ("service", {"name": "a", "status": "open"}, "value.choice", "'open' is none of active, inactive"),
        ("schedule", {"timezone": "CST"}, "value.number", "'CST' is no number"),
        ("schedule", {"valid_to": "1.2.2026"}, "value.date", "'1.2.2026' is no date"),
        ("schedule", {"opens_at": "9 Uhr"}, "value.time", "'9 Uhr' is no time"),
        ("schedule", {"schedule_link": "x.org"}, "value.uri", "'x.org' is no web address"),
        ("contact", {"email": "at home"}, "value.email", "'at home' is no e-mail address"),
        (
            "service",
            {"name": "a", "status": "active", "last_modified": "today"},
            "value.moment",
            "'today' is no date",
        ),
        ("contact", {"service_id": "9"}, "link.nowhere", "there is no service 9"),
        ("attribute", {"link_id": "9"}, "link.nowhere", "there is no row of any table 9"),
    ],
)
def test_what_is_odd_is_told(table: str, fields: dict[str, Any], code: str, words: str) -> None:
    (finding,) = check(dataset((table, {"id": "1", **fields})))
    assert finding.code == code
    assert words in str(finding)


@pytest.mark.parametrize("time", ["9:00", "09:00:00", "23:59Z", "09:00+08:00", "24:00"])
def test_times_and_dates_as_the_standard_says_are_fine(time: str) -> None:
    assert (
        check(
            dataset(("schedule", {"id": "1", "opens_at": time, "valid_from": "2026-01-01", "freq": "WEEKLY"}))
        )
        == ()
    )


def test_rows_and_files_are_named_as_a_spreadsheet_does() -> None:
    (finding,) = check(read_csv_files(phones="id,number\n1,5\n2,\n").dataset)
    assert str(finding) == "phones.csv, row 3, phone.number: is required and not given"


def test_tables_that_hsds_does_not_know_are_not_checked() -> None:
    assert check(dataset(("mapping", {"id": "1", "x": "y"}))) == ()
