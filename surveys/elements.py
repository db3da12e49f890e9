"""What the body of a form is made of: texts, choices, questions, groups, repeats and actions. Immutable."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from surveys.xpath import Expression

EMPTY: Mapping[str, str] = MappingProxyType({})


def nothing() -> Mapping[str, str]:
    """The default of a field that maps names to texts."""
    return EMPTY


@dataclass(frozen=True, slots=True)
class Text:
    """A label, hint or message: words and <output> expressions in a row, or a reference to a translation.

    ``itext`` is the translation's id when it is fixed; ``expression`` computes the text itself.
    """

    parts: tuple[str | Expression, ...] = ()
    itext: str = ""
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """One text in one language: the words, and media and variants by their form (image, guidance, …)."""

    parts: tuple[str | Expression, ...] = ()
    forms: Mapping[str, tuple[str | Expression, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Choice:
    """A fixed choice: its value and its label."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices computed from an instance: which nodes, and where value and label are in each."""

    nodes: Expression
    value: Expression
    label: Expression | None
    label_is_itext: bool = False


class Control(enum.Enum):
    """How a question is put; the names of the XForms body elements, and what ODK adds to them."""

    __hash__ = object.__hash__  # as in Ask

    INPUT = "input"
    SELECT = "select"
    SELECT1 = "select1"
    RANK = "rank"
    RANGE = "range"
    UPLOAD = "upload"
    TRIGGER = "trigger"
    SECRET = "secret"  # noqa: S105 - the element's name


@dataclass(frozen=True, slots=True)
class Action:
    """A setvalue (or setgeopoint): on which events, which node, which value. No value: the fixed ``text``."""

    events: frozenset[str]
    target: Expression
    value: Expression | None
    text: str = ""
    geopoint: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A control of the body on one model node."""

    definition: int
    control: Control
    appearance: str = ""
    label: Text | None = None
    hint: Text | None = None
    choices: tuple[Choice, ...] = ()
    itemset: Itemset | None = None
    parameters: Mapping[str, str] = field(default_factory=nothing)
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A group of the body; ``definition`` is None when it stands for no model node."""

    definition: int | None
    appearance: str = ""
    label: Text | None = None
    children: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """A repeat of the body; with a ``count`` it follows that number, else people add to it."""

    definition: int
    appearance: str = ""
    label: Text | None = None
    count: Expression | None = None
    fixed: bool = False
    children: tuple[Element, ...] = ()
    actions: tuple[Action, ...] = ()


Element = Question | Group | Repeat


def walk(body: tuple[Element, ...]) -> Iterator[Element]:
    """Every element of a body, in document order."""
    for element in body:
        yield element
        if not isinstance(element, Question):
            yield from walk(element.children)
