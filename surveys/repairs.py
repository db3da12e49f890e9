"""What can safely be put right in a spreadsheet before (or after) pyxform refuses it. Knows no pyxform.

A repair takes the sheets and the complaint, changes the sheets in place and gives the warning that tells
the author; None when it cannot help. The survey that comes out asks the same questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from surveys.finding import Finding, warning

Row = MutableMapping[str, str]
Sheets = Mapping[str, list[Row]]

PLAIN_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "hidden": "calculate",
        "string": "text",
        "tel": "text",
        "phone": "text",
        "number": "decimal",
        "int": "integer",
        "photo": "image",
        "signature": "image",
        "gps": "geopoint",
        "location": "geopoint",
        "date time": "datetime",
        "checkbox": "acknowledge",
    }
)
"""Types that other tools write, and what the standard calls them. Any other unknown type becomes text."""
FAMILIES = (
    "label", "hint", "guidance_hint", "constraint_message", "required_message", "constraint", "required",
    "media", "image", "audio", "video", "big-image", "bind", "control", "body", "instance", "attribute",
    "namespaces", "choice_filter", "relevant", "calculation", "entities", "jr", "orx", "odk",
)  # fmt: skip
"""What may stand before "::" in a heading."""
_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why pyxform refused: its words, its code if it has one, and what it knows about the place."""

    text: str
    code: str = ""
    context: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    understood: bool = True
    """Whether it is pyxform's own complaint and not a slip inside it."""


Repair = Callable[[Sheets, Complaint], Finding | None]


def repair(sheets: Sheets, complaint: Complaint) -> Finding | None:
    """The first repair that helps against a complaint."""
    for one in REPAIRS:
        told = one(sheets, complaint)
        if told is not None:
            return told
    return None


def _duplicate_choices(sheets: Sheets, complaint: Complaint) -> Finding | None:
    """A list with one value twice: allowed by a setting, which is then switched on."""
    if complaint.code != "NAMES_007":
        return None
    settings = sheets["settings"]
    if settings and settings[0].get("allow_choice_duplicates") == "yes":
        return None
    if not settings:
        settings.append({})
    settings[0]["allow_choice_duplicates"] = "yes"
    return warning("survey.sheet.duplicate_choices")


def _reserved_name(sheets: Sheets, complaint: Complaint) -> Finding | None:
    """A question or group named "meta": renamed, and all that refers to it."""
    if complaint.code != "NAMES_005":
        return None
    taken = {row.get("name", "") for row in sheets["survey"]}
    fresh = next(name for name in (f"meta{'_' * place}" for place in range(1, 99)) if name not in taken)
    found = False
    for row in sheets["survey"]:
        if row.get("name", "").strip().lower() == "meta":
            row["name"] = fresh
            found = True
    if not found:
        return None
    _rewrite(sheets, "meta", f"${{{fresh}}}")
    return warning("survey.sheet.reserved_name", "meta", fresh=fresh)


def _reference_to_root(sheets: Sheets, complaint: Complaint) -> Finding | None:
    """${data} means the whole form, which is no question: its path stands for it."""
    name = complaint.context.get("q")
    if complaint.code != "PYREF_003" or name != "data":
        return None
    return warning("survey.sheet.root_reference") if _rewrite(sheets, "data", "/data") else None


def _unknown_type(sheets: Sheets, complaint: Complaint) -> Finding | None:
    """A type that the standard does not know: the nearest one, or plain text."""
    found = re.match(r"Unknown question type '(.*)'\.?$", complaint.text)
    if not found or found[1].startswith(("select", "rank", "begin", "end")):
        return None
    known = PLAIN_TYPES.get(found[1].strip().lower(), "text")
    changed = False
    for row in sheets["survey"]:
        if row.get("type", "").strip() == found[1].strip():
            row["type"] = known
            changed = True
    return warning("survey.sheet.unknown_type", found[1], used=known) if changed else None


def _blank_type(sheets: Sheets, complaint: Complaint) -> Finding | None:
    """Rows with words but no type are remarks of the author: they are left out."""
    if "Question with no type" not in complaint.text:
        return None
    rows = sheets["survey"]
    for place, row in enumerate(rows):
        if row and not row.get("type", "").strip() and not row.get("name", "").strip():
            rows[place] = {}
            return warning("survey.sheet.row_without_type", row=place + 2)
    return None


def _blank_choice(sheets: Sheets, complaint: Complaint) -> Finding | None:
    """Rows of the choices sheet without a name are left out."""
    if complaint.code != "NAMES_006":
        return None
    rows = sheets["choices"]
    changed = False
    for place, row in enumerate(rows):
        if row and not row.get("name", row.get("value", "")).strip():
            rows[place] = {}
            changed = True
    return warning("survey.sheet.choice_without_name") if changed else None


def _unknown_column(sheets: Sheets, complaint: Complaint) -> Finding | None:
    """A heading such as "labl::English", over which pyxform stumbles: the column is left out."""
    if complaint.understood:
        return None
    for sheet, rows in sheets.items():
        for column in dict.fromkeys(column for row in rows for column in row):
            family = column.partition("::")[0].strip().lower()
            if "::" in column and family not in FAMILIES and not family.startswith(FAMILIES):
                for row in rows:
                    row.pop(column, None)
                told = warning("survey.sheet.unknown_column", column, sheet=sheet)
                return replace(told, sheet=sheet, row=1, column=column)
    return None


def _rewrite(sheets: Sheets, name: str, replacement: str) -> bool:
    """Replace ${name} in every cell; whether there was any."""
    changed = False
    for rows in sheets.values():
        for row in rows:
            for column, cell in list(row.items()):
                fresh = _REFERENCE.sub(lambda found: replacement if found[1] == name else found[0], cell)
                if fresh != cell:
                    row[column] = fresh
                    changed = True
    return changed


REPAIRS: tuple[Repair, ...] = (
    _duplicate_choices,
    _reserved_name,
    _reference_to_root,
    _unknown_type,
    _blank_type,
    _blank_choice,
    _unknown_column,
)
