"""Our compact notation says what HSDS's schema says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exchange.hsds import NESTINGS, OPEN_LINKS, TABLES, Kind
from tests.exchange.directories import directory

_FORMATS = {
    Kind.URI: "uri",
    Kind.EMAIL: "email",
    Kind.MOMENT: "date-time",
    Kind.ID: "uuid",
    Kind.LINK: "uuid",
}
NEWER = {("attribute", "label"), ("service_area", "service_at_location_id")}
"""Fields of 3.1 that the schema of 3.0 does not have."""


def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((directory("hsds-3-examples") / "schema-tabular.json").read_bytes())
    return found["properties"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_as_in_the_official_schema(name: str) -> None:
    if name not in schema():
        assert name in {"url", "service_capacity", "unit"}
        return
    items = schema()[name]["items"]
    official = {key: field for key, field in items["properties"].items() if field["type"] != "array"}
    ours = TABLES[name].fields
    assert items["path"] == f"{TABLES[name].file}.csv"
    assert {(name, key) for key in ours.keys() ^ official.keys()} <= NEWER
    for key, field in official.items():
        assert ours[key].required == (key in items["required"]), key
        assert (ours[key].kind is Kind.NUMBER) == (field["type"] == "number"), key
        assert ours[key].choices == tuple(field.get("enum", ())), key
        assert _FORMATS.get(ours[key].kind) == field.get("format"), key


def test_every_link_leads_to_a_table_and_every_nesting_has_its_link() -> None:
    for table in TABLES.values():
        for field in table.fields.values():
            open_link = OPEN_LINKS.get(table.name, ("", ""))[0]
            assert field.target in TABLES or field.kind is not Kind.LINK or field.name == open_link
    for nestings in NESTINGS.values():
        for one in nestings:
            holder = one.child if one.is_list else one.parent
            assert TABLES[holder].fields[one.link].kind is Kind.LINK, one
