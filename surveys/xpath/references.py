"""What an expression depends on, read from its syntax tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Origin = Literal["root", "current", "instance"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One path that an expression reads.

    `origin` says where it starts: at the "root" of the main instance, at the "current" node (relative
    paths and current()), or at the secondary "instance" of the id `instance`. `steps` are the names to
    walk, with ".." for the parent, "*" for any element, "//" for any depth below, "@name" for an
    attribute and "text()" and the like for other nodes. Paths inside predicates are given from the same
    origins: /data/rep[n > 1]/v reads /data/rep, /data/rep/n and /data/rep/v.
    """

    origin: Origin
    steps: tuple[str, ...]
    instance: str = ""

    def __str__(self) -> str:
        path = "/".join("" if step == "//" else step for step in self.steps)
        if self.steps[-1:] == ("//",):
            path += "/"
        if self.origin == "root":
            return "/" + path
        if self.origin == "instance":
            return f"instance('{self.instance}')" + ("/" + path if path else "")
        return path or "."


@dataclass(frozen=True, slots=True)
class References:
    """Everything that an expression reads.

    `paths` in the order of appearance without doubles; `instances` the ids of secondary instances;
    `functions` the names of the functions called, as written; `volatile` is true when the value can change
    though nothing it reads did (now, today, random, uuid).
    """

    paths: tuple[Reference, ...]
    instances: frozenset[str]
    functions: frozenset[str]
    volatile: bool
