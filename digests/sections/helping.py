"""Volunteers: who came, hours given, places filled."""

from __future__ import annotations

from digests.block import Block, Line, Part, Table
from digests.facts import Facts, Help
from digests.wording import beside, many, plain, small
from model.phrase import Phrase, phrase

KEY = "helping"


def section(facts: Facts) -> Block | None:
    """A table of the week's help beside last week's; silent where there are no volunteers at all."""
    now = facts.now.help
    last = facts.last.help if facts.last else None
    if not (facts.volunteers or now.shifts or now.active):
        return None
    title = phrase("digest.helping.title")
    if _nothing(now) and (last is None or _nothing(last)):
        return Block(KEY, title, (Line(many("digest.helping.nothing", facts.volunteers)),))
    rows = tuple(
        (phrase(f"digest.helping.{name}"), one, other)
        for (name, one), (_, other) in zip(_rows(now), _rows(last), strict=True)
    )
    columns = tuple(phrase(f"digest.column.{name}") for name in ("what", "week", "before"))
    parts: tuple[Part, ...] = (Table(columns, rows),)
    chat = phrase(
        "digest.helping.chat",
        active=beside(small(now.active), small(last.active) if last else None),
        hours=beside(_hours(now), _hours(last) if last else None),
    )
    return Block(KEY, title, parts, chat)


def _nothing(help_: Help) -> bool:
    return not (help_.active or help_.sign_ups or help_.shifts or help_.newcomers)


def _rows(help_: Help | None) -> tuple[tuple[str, Phrase], ...]:
    if help_ is None:
        return tuple((name, phrase("digest.none")) for name, _ in _rows(Help()))
    return (
        ("active", small(help_.active)),
        ("newcomers", small(help_.newcomers)),
        ("sign_ups", plain(help_.sign_ups)),
        ("hours", _hours(help_)),
        ("places", phrase("digest.helping.of", filled=help_.filled, places=help_.places)),
    )


def _hours(help_: Help) -> Phrase:
    return plain(f"{help_.hours:g}")
