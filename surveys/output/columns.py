"""Which tables and columns a form's submissions make, whatever was answered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from surveys.form import Control, Definition, Form, Prototype

CHOSEN = frozenset({Control.SELECT, Control.SELECT1, Control.RANK})
NUMBERS = frozenset({"int", "integer", "decimal"})
_ALWAYS = frozenset({"true()", "1"})
_HASHTAG = re.compile(r"#[A-Za-z][A-Za-z0-9_]*(\s*\+[A-Za-z][A-Za-z0-9_]*)*")


@dataclass(frozen=True, slots=True)
class Column:
    """One question (or calculation). ``path`` is below its table, "group/question"; ``hxl`` its hashtag."""

    definition: Definition
    path: str
    hxl: str = ""

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.definition.bind.type in NUMBERS


@dataclass(frozen=True, slots=True)
class Layout:
    """The main table (``parent`` empty), or that of a repeat, which lies in the table ``parent``."""

    definition: Definition
    name: str
    parent: str
    columns: tuple[Column, ...]


def layouts(form: Form) -> tuple[Layout, ...]:
    """The main table first, then one for each repeat in document order.

    Left out: notes, and metadata that tell who or whose device it is (username, telephone, device id).
    """
    root = form.definitions[form.prototype.definition]
    written = hashtags(form)
    tables = [root, *(one for one in form.definitions if one.is_repeat)]
    made = []
    for table in tables:
        inside = [one for one in form.definitions if _owner(form, one) is table and _is_data(form, one)]
        columns = tuple(
            Column(one, one.path.removeprefix(f"{table.path}/"), written.get(one.index, "")) for one in inside
        )
        above = form.definitions[table.repeats[-2]] if len(table.repeats) > 1 else root
        parent = "" if table is root else table_name(above)
        made.append(Layout(table, table_name(table), parent, columns))
    return tuple(made)


def table_name(definition: Definition) -> str:
    """A table's name: the form's root, or the repeat's path below it."""
    return definition.path.strip("/").partition("/")[2] or definition.name


def hashtags(form: Form) -> dict[int, str]:
    """The HXL hashtags of questions, from the columns instance::hxl, bind::hxl or hxl; bad ones not."""
    found = {one.index: one.bind.hxl for one in form.definitions}
    for prototype in (form.prototype, *form.templates.values()):
        _collect(prototype, found)
    return {index: tag.strip() for index, tag in found.items() if _HASHTAG.fullmatch(tag.strip())}


def _collect(prototype: Prototype, found: dict[int, str]) -> None:
    written = prototype.attributes.get("hxl", "")
    if written:
        found[prototype.definition] = written
    for child in prototype.children:
        _collect(child, found)


def _owner(form: Form, definition: Definition) -> Definition:
    index = definition.repeats[-1] if definition.repeats else form.prototype.definition
    return form.definitions[index]


def _is_data(form: Form, definition: Definition) -> bool:
    if not definition.is_leaf or definition.name.startswith("@") or definition.is_repeat:
        return False
    bind = definition.bind
    if bind.preload == "property":
        return False
    question = form.questions.get(definition.index)
    if question is None:
        return True
    fixed = bind.readonly is not None and bind.readonly.source.strip() in _ALWAYS
    return not (fixed and bind.calculate is None and question.control is Control.INPUT)
