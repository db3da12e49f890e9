"""What the files and columns of older HSDS (1 and 2) and of Ohana are called in HSDS 3.1."""

from __future__ import annotations

FILES: dict[str, tuple[str, dict[str, str]]] = {
    "postal_addresses": ("address", {"address_type": "postal"}),
    "mail_addresses": ("address", {"address_type": "postal"}),
    "physical_addresses": ("address", {"address_type": "physical"}),
    "regular_schedules": ("schedule", {}),
    "regular_schedule": ("schedule", {}),
    "services_at_location": ("service_at_location", {}),
    "service_at_locations": ("service_at_location", {}),
    "services_at_locations": ("service_at_location", {}),
    "accessibility_for_disabilities": ("accessibility", {}),
    "categories": ("taxonomy_term", {}),
    "fundings": ("funding", {}),
}
"""The stem of a file's name: its table, and what is true of every row in it. Ohana's taxonomy.csv,
which holds terms and no taxonomies, is told by its columns (``reading.tables``)."""

COLUMNS: dict[tuple[str, str], str] = {
    ("organization", "url"): "website",
    ("service", "website"): "url",
    ("service", "eligibility"): "eligibility_description",
    ("location", "website"): "url",
    ("phone", "number_type"): "type",
    ("phone", "department"): "description",
    ("address", "address"): "address_1",
    ("address", "street"): "address_1",
    ("address", "state"): "state_province",
    ("address", "zip"): "postal_code",
    ("accessibility", "accessibility"): "description",
    ("service_area", "service_area"): "name",
    ("language", "language"): "name",
}
"""A table's column: the field it is. Used only when the field itself is empty in the row."""

MOVED: dict[tuple[str, str], tuple[str, str, str]] = {
    ("organization", "funding_sources"): ("funding", "organization_id", "source"),
    ("service", "funding_sources"): ("funding", "service_id", "source"),
    ("service", "languages"): ("language", "service_id", "name"),
    ("service", "service_areas"): ("service_area", "service_id", "name"),
    ("service", "required_documents"): ("required_document", "service_id", "document"),
    ("location", "languages"): ("language", "location_id", "name"),
    ("location", "accessibility"): ("accessibility", "location_id", "description"),
    ("phone", "language"): ("language", "phone_id", "name"),
}
"""A table's column that HSDS 3 has a table for: the table, the link back, the field that holds the text."""

DAYS = {
    name: day
    for day, names in {
        "MO": "monday mon mo 1 周一 星期一",
        "TU": "tuesday tue tu 2 周二 星期二",
        "WE": "wednesday wed we 3 周三 星期三",
        "TH": "thursday thu th 4 周四 星期四",
        "FR": "friday fri fr 5 周五 星期五",
        "SA": "saturday sat sa 6 周六 星期六",
        "SU": "sunday sun su 7 周日 星期日 周天 星期天",
    }.items()
    for name in names.split()
}
"""Days of the week as older files write them (HSDS 1 counts Monday as 1): as RFC 5545 does."""
