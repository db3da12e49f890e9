"""Directories can be compared, findings grouped."""

from __future__ import annotations

from exchange.dataset import Builder, differences
from exchange.finding import Finding, Refused, Severity, grouped
from tests.exchange.samples import dataset


def test_differences_are_told_by_row_and_field() -> None:
    one = dataset(("phone", {"id": "1", "number": "5"}), ("phone", {"id": "2"}))
    other = dataset(("phone", {"id": "1", "number": "6", "type": "fax"}), ("unit", {"id": "3"}))
    assert differences(one, other) == [
        "phone 2 is only in the first",
        "phone 1 differs in number, type",
        "unit 3 is only in the second",
    ]
    assert differences(one, one) == []


def test_a_link_to_any_table_leads_to_the_one_it_names_or_to_where_the_id_is() -> None:
    found = dataset(
        ("organization", {"id": "1"}),
        ("service", {"id": "1"}),
        ("attribute", {"id": "a", "link_id": "1", "link_entity": "service"}),
        ("attribute", {"id": "b", "link_id": "1", "link_entity": "nothing"}),
        ("attribute", {"id": "c", "link_id": "2"}),
    )
    assert [found.target(row, "link_id") for row in found.table("attribute")] == [
        "service",
        "organization",
        "",
    ]


def test_like_findings_stand_together_the_worst_first() -> None:
    remark = Finding(Severity.REMARK, "a", "x", "f", 2)
    error = Finding(Severity.ERROR, "b", "y", "f")
    groups = grouped([remark, Finding(Severity.REMARK, "a", "z", "f", 7), error], rows=1)
    assert [(group.first, group.count, group.rows) for group in groups] == [(error, 1, ()), (remark, 2, (2,))]


def test_a_finding_says_where_and_what() -> None:
    assert str(Finding(Severity.ERROR, "a", "is wrong", "f.csv", 3, "name")) == "f.csv, row 3, name: is wrong"
    assert str(Refused("is wrong")) == "is wrong"


def test_what_no_database_can_hold_is_left_out_and_told() -> None:
    """A row's texts come in clean; where there was something to take out, a remark says so."""
    found = Builder()
    found.add("organization", {"id": "1", "name": "长者\0中心", "tags": ["a\ud800"]}, "o.json", 3)
    found.merge("organization", {"id": "1\0", "description": "助\0老"}, "p.json")
    found.add("phone", {"id": "2", "number": "110"})
    (row,) = found.dataset().tables["organization"].values()
    assert row.fields == {"id": "1", "name": "长者中心", "tags": ["a"], "description": "助老"}
    told = [(one.code, one.file, one.row) for one in found.findings]
    assert told == [("text.unkeepable", "o.json", 3), ("text.unkeepable", "p.json", None)]
