"""Where an expression is evaluated, and what the world around it answers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Final

from surveys.xpath.node import Node

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Host:
    """What expressions may ask of the form around them; subclass it and answer what you can.

    `now` is an aware datetime, `tz` the resident's time zone, `random` the only source of randomness,
    `language` the survey's language now. The defaults answer for a form without any of it.
    """

    def __init__(
        self,
        now: datetime = EPOCH,
        tz: tzinfo = UTC,
        rng: random.Random | None = None,
        language: str = "",
    ) -> None:
        self.now = now
        self.tz = tz
        self.random = rng if rng is not None else random.Random(0)
        self.language = language

    def instance(self, name: str) -> Node | None:  # noqa: ARG002 - a default answer
        """Give the element that holds the secondary instance `name`: the parent of its <root>."""
        return None

    def choice_name(self, value: str, question: str, node: Node) -> str:  # noqa: ARG002 - a default answer
        """Give the label, in the language now, of the choice `value` of the question at a path."""
        return ""

    def itext(self, name: str, node: Node) -> str | list[Node] | None:  # noqa: ARG002 - a default answer
        """The translated text `name` in the language now, or its nodes; None when there is no such text."""
        return None

    def property(self, name: str) -> str:  # noqa: ARG002 - a default answer
        """Give a fact about who answers and by what: deviceid, username, ... "" when unknown."""
        return ""

    def version(self) -> str:
        """The version of the form."""
        return ""


DEFAULT_HOST: Final = Host()


class Context:
    """The focus of one evaluation.

    `node` is the context node, `root` the node that a leading "/" stands for (the document of the main
    instance, also inside instance() predicates), `current` what current() gives. `namespaces` maps the
    prefixes used in expressions to uris; `strict` says that names without prefix are compared by namespace,
    as one is declared for them. Cheap to make; one context serves one evaluation at a time, as
    predicates move `position` and `size` while they run and put them back.
    """

    __slots__ = ("current", "host", "namespaces", "node", "position", "root", "size", "strict")

    def __init__(
        self,
        node: Node,
        host: Host = DEFAULT_HOST,
        root: Node | None = None,
        current: Node | None = None,
        namespaces: Mapping[str, str] | None = None,
        position: int = 1,
        size: int = 1,
    ) -> None:
        self.node = node
        self.host = host
        self.root = root if root is not None else node.root()
        self.current = current if current is not None else node
        self.namespaces = namespaces
        self.strict = namespaces is not None and "" in namespaces
        self.position = position
        self.size = size
