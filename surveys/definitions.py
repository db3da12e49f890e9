"""The nodes of a form's model: what they are, their logic, and the subtrees that sessions copy.

They are known by their place in ``Form.definitions`` (document order), so that they can point at one another
and stay frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.elements import Text, nothing
from surveys.xpath import Expression


@dataclass(frozen=True, slots=True)
class Bind:
    """The logic of one model node. An expression that could not be read is None and is in the findings."""

    type: str = "string"
    relevant: Expression | None = None
    calculate: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    preload: str = ""
    preload_params: str = ""
    hxl: str = ""
    """The HXL hashtag its author gave it."""


NO_BIND = Bind()


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """One node of the model: where it is, what it holds. An attribute's name starts with "@"."""

    index: int
    name: str
    local: str
    """The name without its prefix."""
    namespace: str
    path: str
    parent: int
    children: tuple[int, ...]
    attributes: tuple[int, ...]
    depth: int
    is_repeat: bool
    repeats: tuple[int, ...]
    """The repeats it is in, outermost first, itself included when it is one."""
    bind: Bind = NO_BIND

    @property
    def is_leaf(self) -> bool:
        """Whether it holds a value."""
        return not self.children


@dataclass(frozen=True, slots=True, eq=False)
class Prototype:
    """A subtree to copy: the instance as the form was written, or the template of a repeat."""

    definition: int
    value: str
    attributes: Mapping[str, str]
    children: tuple[Prototype, ...]
    namespaces: Mapping[str, str] = field(default_factory=nothing)
