"""The one line after a form: what was done, or why not. Its words are ours; the address only names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from web.visit import Visit

_BAD = frozenset({"moved", "missing", "none"})
_HEARD = {"yes": "desk.told.heard", "no": "desk.told.unheard"}


@dataclass(frozen=True, slots=True)
class Told:
    """The line, and whether something could not be done."""

    text: str
    bad: bool


def told(visit: Visit) -> Told | None:
    """The line the address names, if it is one of ours."""
    name = visit.query("told")
    key = f"desk.told.{name}"
    if not name or key not in visit.words:
        return None
    if visit.query("left") == "0" and f"{key}.all" in visit.words:
        key = f"{key}.all"
    state, field = f"desk.state.{visit.query('state')}", f"desk.field.{visit.query('field')}"
    params = {
        "number": visit.query("number")[:12],
        "done": visit.query("done")[:4],
        "left": visit.query("left")[:4],
        "state": visit.words.say(state) if state in visit.words else "",
        "field": visit.words.say(field) if field in visit.words else "",
    }
    lines = [visit.words.say(key, **params)]
    if visit.query("heard") in _HEARD:
        lines.append(visit.words.say(_HEARD[visit.query("heard")]))
    return Told(" ".join(lines), name in _BAD)
