"""The tables of Open Referral's HSDS 3.1, their fields, and how its JSON nests them.

Source: https://docs.openreferral.org, the schema of version 3.1 ("url", "service_capacity" and "unit" are
new in it; a directory without them is valid 3.0 as well). Our own compact notation, a line a table:
``name`` is a text, ``name!`` is required, ``name#`` a number, ``name@`` an e-mail address, ``name:``
a web address, ``name>table`` the id of a row in another table, ``name=a|b`` one of these words.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.Enum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    EMAIL = "email"
    URI = "uri"
    MOMENT = "moment"
    CHOICE = "choice"
    ID = "id"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. ``target`` is the table a link leads to ("" when a neighbouring field says which)."""

    name: str
    kind: Kind
    required: bool = False
    target: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its file in the tabular form without ".csv", its fields in their order."""

    name: str
    file: str
    fields: dict[str, Field]


@dataclass(frozen=True, slots=True)
class Nesting:
    """In JSON, ``parent`` holds rows of ``child`` under ``name``.

    As a list, the child's ``link`` names the parent; as one object, the parent's ``link`` names the child.
    """

    parent: str
    name: str
    child: str
    link: str
    is_list: bool = True


_DAYS = "MO|TU|WE|TH|FR|SA|SU"
_PLACE = "physical|postal|virtual"
_NOTATION = f"""
organization organizations
  name! alternate_name description! email@ website: tax_status tax_id year_incorporated# legal_status logo
  uri: parent_organization_id>organization
program programs
  organization_id>organization name! alternate_name description!
service services
  organization_id>organization program_id>program name! alternate_name description url: email@
  status!=active|inactive|defunct|temporarily_closed interpretation_services application_process
  fees_description wait_time fees accreditations eligibility_description minimum_age# maximum_age#
  assured_date assurer_email@ licenses alert last_modified~
attribute attributes
  link_id> taxonomy_term_id>taxonomy_term link_type link_entity value label
service_at_location service_at_location
  service_id>service location_id>location description
location locations
  location_type!={_PLACE} url: organization_id>organization name alternate_name description transportation
  latitude# longitude# external_identifier external_identifier_type
phone phones
  location_id>location service_id>service organization_id>organization contact_id>contact
  service_at_location_id>service_at_location number! extension# type description
contact contacts
  organization_id>organization service_id>service service_at_location_id>service_at_location
  location_id>location name title department email@
address addresses
  location_id>location attention address_1! address_2 city! region state_province! postal_code! country!
  address_type!={_PLACE}
schedule schedules
  service_id>service location_id>location service_at_location_id>service_at_location valid_from valid_to
  dtstart timezone# until count# wkst={_DAYS} freq=WEEKLY|MONTHLY interval# byday byweekno bymonthday
  byyearday description opens_at closes_at schedule_link: attending_type notes
funding funding
  organization_id>organization service_id>service source
service_area service_areas
  service_id>service service_at_location_id>service_at_location name description extent extent_type uri
required_document required_documents
  service_id>service document uri:
language languages
  service_id>service location_id>location phone_id>phone name code note
accessibility accessibility
  location_id>location description details url:
taxonomy_term taxonomy_terms
  code name! description! parent_id>taxonomy_term taxonomy language taxonomy_id>taxonomy term_uri:
metadata metadata
  resource_id> resource_type last_action_date! last_action_type! field_name! previous_value!
  replacement_value! updated_by!
meta_table_description meta_table_descriptions
  name language character_set
cost_option cost_options
  service_id>service valid_from valid_to option currency amount# amount_description
organization_identifier organization_identifiers
  organization_id>organization identifier_scheme identifier_type! identifier!
taxonomy taxonomies
  name! description! uri: version
url urls
  organization_id>organization service_id>service label url!:
service_capacity service_capacities
  service_id>service unit_id>unit available!# maximum# description updated!~
unit units
  name! scheme identifier uri:
"""

_MARKS = {"#": Kind.NUMBER, "@": Kind.EMAIL, ":": Kind.URI, "~": Kind.MOMENT}


def _field(word: str) -> Field:
    name, equals, choices = word.partition("=")
    name, arrow, target = name.partition(">")
    kind = Kind.LINK if arrow else Kind.CHOICE if equals else _MARKS.get(name[-1], Kind.TEXT)
    required = "!" in name
    words = tuple(choice.replace("_", " ") for choice in choices.split("|")) if equals else ()
    return Field(name.rstrip("#@:~").rstrip("!"), kind, required, target, words)


def _tables() -> dict[str, Table]:
    found: dict[str, Table] = {}
    for line in _NOTATION.strip().splitlines():
        if not line.startswith(" "):
            name, file = line.split()
            found[name] = Table(name, file, {"id": Field("id", Kind.ID, required=True)})
        else:
            found[name].fields.update((field.name, field) for field in map(_field, line.split()))
    return found


TABLES: dict[str, Table] = _tables()
"""By name, in the standard's order."""

OPEN_LINKS = {"attribute": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}
"""Links that can lead to any table: the field with the id, the field that names the table."""

_LISTS = {
    "organization": "funding contacts phones locations programs organization_identifiers services "
    "additional_websites",
    "program": "",
    "service": "phones schedules service_areas service_at_locations languages funding cost_options "
    "required_documents contacts capacities additional_urls",
    "service_at_location": "service_areas contacts phones schedules",
    "location": "languages addresses contacts accessibility phones schedules",
    "contact": "phones",
    "phone": "languages",
}
_CHILD_OF = {
    "additional_websites": "url",
    "additional_urls": "url",
    "capacities": "service_capacity",
    "service_at_locations": "service_at_location",
    **{table.file: table.name for table in TABLES.values()},
}
_OBJECTS = (
    Nesting("service", "organization", "organization", "organization_id", is_list=False),
    Nesting("service", "program", "program", "program_id", is_list=False),
    Nesting("service_at_location", "service", "service", "service_id", is_list=False),
    Nesting("service_at_location", "location", "location", "location_id", is_list=False),
    Nesting("attribute", "taxonomy_term", "taxonomy_term", "taxonomy_term_id", is_list=False),
    Nesting("taxonomy_term", "taxonomy_detail", "taxonomy", "taxonomy_id", is_list=False),
    Nesting("service_capacity", "unit", "unit", "unit_id", is_list=False),
)


def _nestings() -> dict[str, tuple[Nesting, ...]]:
    found = {}
    for table in TABLES:
        lists = [
            Nesting(table, name, _CHILD_OF[name], f"{table}_id") for name in _LISTS.get(table, "").split()
        ]
        lists += [one for one in _OBJECTS if one.parent == table]
        lists += [Nesting(table, f"{child}s".replace("metadatas", "metadata"), child, link)
                  for child, (link, _) in OPEN_LINKS.items() if child != table]  # fmt: skip
        found[table] = tuple(lists)
    return found


NESTINGS: dict[str, tuple[Nesting, ...]] = _nestings()
"""By the parent's table, in the order of the standard's examples."""
