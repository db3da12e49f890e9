"""CSV tables of HSDS 3, of older HSDS and of Ohana become rows of HSDS 3.1."""

from __future__ import annotations

from exchange.reading import read
from tests.exchange.samples import codes, csv_files, read_csv_files, read_json


def test_numbers_are_numbers_when_nothing_is_lost() -> None:
    rows = read_csv_files(phones="id,number,extension\n1,0201,100\n2,1,007\n3,1,1.50\n4,1,2.5\n").dataset
    assert [row.fields["extension"] for row in rows.table("phone")] == [100, "007", "1.50", 2.5]
    assert [row.fields["number"] for row in rows.table("phone")] == ["0201", "1", "1", "1"]


def test_names_of_columns_may_differ_in_case() -> None:
    assert (
        read_csv_files(organizations="ID, Name\n1,a\n").dataset.tables["organization"]["1"].fields["name"]
        == "a"
    )


def test_a_row_without_an_id_gets_the_same_one_each_time() -> None:
    text = "number,organization_id\n1,a\n1,a\n2,a\n"
    first, again = read_csv_files(phones=text), read_csv_files(phones=text)
    assert first.dataset == again.dataset
    assert len(first.dataset.tables["phone"]) == 3
    assert codes(first.findings) == {"id.made"}


def test_an_id_that_comes_twice_is_told_and_both_rows_stay() -> None:
    found = read_csv_files(organizations="id,name\n1,a\n1,b\n1,c\n1,a\n1,b\n")
    assert {row.id: row.fields["name"] for row in found.dataset.rows} == {"1": "a", "1~2": "b", "1~3": "c"}
    assert [finding.code for finding in found.findings] == ["id.twice", "id.twice", "row.repeated"]


def test_the_same_row_in_two_files_is_one() -> None:
    found = read_csv_files(
        taxonomy="id,taxonomy_id,parent_id\n1,101,\n", categories="id,taxonomy_id\n1,101\n"
    )
    assert list(found.dataset.tables["taxonomy_term"]) == ["101"]
    assert codes(found.findings) == {"row.repeated"}


def test_an_unknown_table_is_kept_as_it_is() -> None:
    found = read_csv_files(organizations="id,name\n1,a\n", mapping="code,Name\nx,y\n")
    (row,) = found.dataset.table("mapping")
    assert {name: row.fields[name] for name in ("code", "Name")} == {"code": "x", "Name": "y"}
    assert "table.unknown" in codes(found.findings)


def test_other_and_empty_files_are_told() -> None:
    files = csv_files(organizations="id,name\n1,a\n", phones=" \n") | {"README.md": b"hello"}
    assert codes(read(files).findings) == {"file.empty", "file.other"}


def test_a_data_package_that_is_none_is_told() -> None:
    files = csv_files(organizations="id,name\n1,'=a\n")
    broken = read(files | {"datapackage.json": b"../datapackage.json"})
    assert codes(broken.findings) == {"datapackage"}
    for package in (b"{}", b"[]", b'{"linli": {}}'):
        found = read(files | {"datapackage.json": package})
        assert found.findings == ()
        assert found.dataset.tables["organization"]["1"].fields["name"] == "'=a"


def test_ohanas_service_stands_at_a_location_and_belongs_to_its_organization() -> None:
    rows = read_csv_files(
        organizations="id,name\no,a\n",
        locations="id,organization_id,virtual,accessibility,languages\nl,o,true,ramp,Spanish\nm,o,no,,\n",
        services="id,location_id,name,languages,service_areas,funding_sources,required_documents,taxonomy_ids\n"
        's,l,meals,French,North,State,Passport,"101, 101-01"\nt,x,y,,,,,999\n',
        taxonomy="id,taxonomy_id,name,parent_id\n1,101,Food,\n2,101-01,Meals,101\n",
    ).dataset.tables
    service = rows["service"]["s"].fields
    assert service == {"id": "s", "name": "meals", "organization_id": "o"}
    assert rows["service_at_location"]["s@l"].fields["location_id"] == "l"
    assert rows["service"]["t"].fields == {"id": "t", "name": "y", "taxonomy_ids": "999"}
    assert rows["location"]["l"].fields["location_type"] == "virtual"
    assert rows["location"]["m"].fields["virtual"] == "no"
    assert rows["taxonomy_term"]["101-01"].fields["parent_id"] == "101"
    assert {row.fields["taxonomy_term_id"] for row in rows["attribute"].values()} == {"101", "101-01"}
    assert {row.fields["name"] for row in rows["language"].values()} == {"French", "Spanish"}
    for table, text in (("service_area", "North"), ("funding", "State"), ("required_document", "Passport")):
        assert text in next(iter(rows[table].values())).fields.values()


def test_older_names_become_todays_where_those_are_free() -> None:
    rows = read_csv_files(
        organizations="id,name,url\n1,a,http://x.org\n",
        services="id,eligibility,website\n1,all,http://y.org\n",
        phones="id,number,number_type,department\n1,5,voice,Desk\n",
        contacts="id,name\n1,Li\n",
        postal_addresses="id,location_id,address\n1,l,Main St\n",
        mail_addresses="id,location_id,address_1\n1,l,Box 1\n",
    ).dataset.tables
    assert rows["organization"]["1"].fields["website"] == "http://x.org"
    assert rows["service"]["1"].fields == {"id": "1", "eligibility_description": "all", "url": "http://y.org"}
    assert rows["phone"]["1"].fields == {"id": "1", "number": "5", "type": "voice", "description": "Desk"}
    assert rows["address"]["postal_addresses:1"].fields["address_1"] == "Main St"
    assert rows["address"]["mail_addresses:1"].fields["address_type"] == "postal"


def test_a_name_that_is_taken_leaves_the_older_one_as_it_is() -> None:
    row = read_csv_files(organizations="id,name,url,website\n1,a,u,w\n").dataset.tables["organization"]["1"]
    assert row.fields == {"id": "1", "name": "a", "url": "u", "website": "w"}


def test_days_of_the_week_become_weekly_schedules() -> None:
    text = "id,weekday,opens_at,closes_at\n1,Sunday,9:00,17:00\n2,1,9:00,17:00\n3,feast,9:00,17:00\n"
    rows = read_csv_files(regular_schedules=text).dataset.tables["schedule"]
    assert [(row.text("byday"), row.text("freq"), row.text("weekday")) for row in rows.values()] == [
        ("SU", "WEEKLY", ""),
        ("MO", "WEEKLY", ""),
        ("", "", "feast"),
    ]


def test_lists_in_one_document_are_tables() -> None:
    document = {"organizations.csv": [{"id": "1", "name": "a"}], "phone": [{"id": "2", "number": "3"}]}
    assert set(read_json(document).dataset.tables) == {"organization", "phone"}


def test_a_broken_note_of_ours_is_a_field_as_any_other() -> None:
    text = 'id,name,linli\n1,a,{broken\n2,b,{}\n3,c,"{""original"": 3}"\n4,d,"{""added"": 3}"\n'
    rows = read_csv_files(organizations=text).dataset.tables["organization"]
    assert all("linli" in row.fields for row in rows.values())
