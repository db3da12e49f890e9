"""The few questions of a need's category: a small survey, answered before the need is filed."""

from __future__ import annotations

from handlers import surveys
from handlers.chat import beginning
from handlers.turn import Turn
from model import taxonomy


def count(turn: Turn, category: str, place: str) -> int:
    """How many questions the category's small survey has; 0 when it has none."""
    name = _form_of(category)
    return turn.services.forms.question_count(name, _known(category, place)) if name else 0


def start(turn: Turn, mark: str) -> None:
    """The few questions of a draft's category."""
    draft = turn.session.draft
    name = _form_of(draft.category) if draft is not None and draft.stamp == mark else ""
    if draft is None or not name:
        turn.then("expired")
        return
    known = _known(draft.category, draft.place)
    beginning.start(turn, surveys.built_in_id(name), "need", review=False, known=known)


def _known(category: str, place: str) -> dict[str, str]:
    """What a small survey need not ask, by its questions' names."""
    known = {"category": category.rpartition(".")[2]}
    return known | {"where": place} if place else known


def _form_of(category: str) -> str:
    """The small survey of a category, or ""."""
    if not category:
        return ""
    name = f"need_{taxonomy.level1(category).code}"
    return name if name in surveys.BUILT_IN else ""


TAPS = {"ask": start}
