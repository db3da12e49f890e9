"""Nested JSON of HSDS 3 becomes rows, each thing once."""

from __future__ import annotations

from typing import Any

import pytest

from exchange.finding import Refused
from exchange.reading import read
from tests.exchange.samples import ORG, PHONE, PLACE, POINT, SERVICE, codes, organization, read_json


def test_a_thing_in_several_places_is_one_row_with_all_its_links() -> None:
    rows = read_json(organization()).dataset.tables
    assert dict(rows["phone"][PHONE].fields) == {
        "id": PHONE,
        "number": "0000-1",
        "organization_id": ORG,
        "location_id": PLACE,
        "service_id": SERVICE,
    }
    assert rows["service_at_location"][POINT].fields["location_id"] == PLACE
    assert rows["location"][PLACE].fields["organization_id"] == ORG


def test_a_page_and_a_list_hold_several() -> None:
    item = {"id": "1", "name": "a", "description": "b"}
    page = {"contents": [item, {**item, "id": "2"}], "last_page": False, "next": "x", "version": "3.1"}
    found = read_json(page)
    assert list(found.dataset.tables["organization"]) == ["1", "2"]
    assert codes(found.findings) == {"page.more", "page.field"}
    assert len(read_json([item, {**item, "id": "2"}]).dataset.rows) == 2


@pytest.mark.parametrize(
    ("item", "table"),
    [
        ({"id": "1", "location_type": "virtual"}, "location"),
        ({"id": "1", "link_entity": "service"}, "attribute"),
        ({"id": "1", "status": "active"}, "service"),
        ({"id": "1", "location": {"id": "2", "location_type": "physical"}}, "service_at_location"),
        ({"id": "1", "taxonomy_detail": {"id": "2", "version": "1"}}, "taxonomy_term"),
        ({"id": "1", "version": "1"}, "taxonomy"),
        ({"id": "1"}, "organization"),
    ],
)
def test_an_object_alone_is_known_by_its_fields(item: dict[str, Any], table: str) -> None:
    assert "1" in read_json(item).dataset.tables[table]


def test_what_says_the_contrary_elsewhere_is_kept_beside_and_told() -> None:
    one = organization(email="a@b.cn")
    found = read_json([one, {**one, "email": "c@d.cn", "services": []}, {**one, "email": "c@d.cn"}])
    row = found.dataset.tables["organization"][ORG]
    assert (row.fields["email"], row.fields["email~2"]) == ("a@b.cn", "c@d.cn")
    assert [finding.code for finding in found.findings] == ["value.contradicts"]


def test_a_contact_of_two_services_is_two_rows() -> None:
    contact = {"id": "c", "name": "Li", "phones": [{"id": "p", "number": "1"}]}
    two = [{"id": name, "name": name, "status": "active", "contacts": [contact]} for name in "ab"]
    found = read_json(organization(services=[*two, two[1]]))
    assert set(found.dataset.tables["contact"]) == {"c", "c~2"}
    assert found.dataset.tables["phone"]["p~2"].fields["contact_id"] == "c~2"
    assert "id.twice" in codes(found.findings)


def test_a_place_of_two_organizations_stays_with_the_first() -> None:
    other = organization(id="other", services=[])
    found = read_json([organization(), other])
    assert found.dataset.tables["location"][PLACE].fields["organization_id"] == ORG


def test_attributes_and_metadata_remember_what_they_are_of() -> None:
    term = {
        "id": "t",
        "name": "x",
        "description": "y",
        "taxonomy_detail": {"id": "T", "name": "z", "description": ""},
    }
    noted = organization(attributes=[{"id": "a", "taxonomy_term": term}], metadata=[{"id": "m"}])
    rows = read_json(noted).dataset.tables
    attribute = rows["attribute"]["a"].fields
    assert (attribute["link_id"], attribute["link_entity"], attribute["taxonomy_term_id"]) == (
        ORG,
        "organization",
        "t",
    )
    assert rows["metadata"]["m"].fields["resource_id"] == ORG
    assert rows["taxonomy_term"]["t"].fields["taxonomy_id"] == "T"


def test_unknown_fields_and_their_depths_are_kept() -> None:
    row = read_json(organization(colour={"de": ["grün"]})).dataset.tables["organization"][ORG]
    assert row.fields["colour"] == {"de": ["grün"]}


def _deep() -> dict[str, Any]:
    item: dict[str, Any] = {"id": "0", "status": "active"}
    for number in range(1, 20):
        item = {"id": str(number), "status": "active", "organization": {"id": "o", "services": [item]}}
    return item


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"id": 1', "is no JSON: .* in column"),
        ('{"id": NaN}', "NaN is no number"),
        ('{"id": 1, "id": 2}', '"id" twice'),
        ("[" * 100_000, "nested too deep|is no JSON"),
        ("3", "object of HSDS, and is int"),
        ("[[]]", "object of HSDS, and is list"),
        ('{"name": "x"}', "has no id"),
        ('{"id": "1", "phones": {}}', '"phones" should be a list'),
        ('{"id": "1", "phones": ["x"]}', '"phones" should hold objects'),
        ('{"organizations": ["x"]}', '"organizations" should be a list of objects'),
    ],
)
def test_what_is_no_directory_is_refused(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read({"x.json": text.encode()})


def test_what_is_nested_deeper_than_any_directory_is_refused() -> None:
    with pytest.raises(Refused, match="13 deep"):
        read_json(_deep())


def test_files_beside_the_data_are_told_and_not_read() -> None:
    found = read(
        {
            "a.json": b'{"id": "1", "name": "x", "phones": null}',
            "schema.json": b'{"type": "object", "properties": {}}',
            "base.json": b'{"openapi_url": "x"}',
            "LICENSE": b"free",
        }
    )
    assert len(found.dataset.rows) == 1
    assert {finding.file for finding in found.findings} == {"schema.json", "base.json", "LICENSE"}


def test_nothing_to_read_is_refused() -> None:
    with pytest.raises(Refused, match=r"no \.csv, \.json or \.xlsx file, only a\.doc"):
        read({"a.doc": b""})
    with pytest.raises(Refused, match="only nothing"):
        read({})
