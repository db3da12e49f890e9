"""The list of all answers: opened at any moment, searched, left again, or sent."""

from __future__ import annotations

import re

from model.phrase import Phrase
from surveys import said
from surveys.answers.numerals import number
from surveys.answers.sayings import SEND
from surveys.answers.words import bare, yes_or_no
from surveys.course import Stop
from surveys.hearing.moves import go_to
from surveys.reviewing import is_open
from surveys.turn import Turn

_NUMBER = re.compile(
    r"(?:第|改|edit|no\.?|#)? ?(\d{1,4}|[一二两三四五六七八九十百]{1,5})(?:条|题|个|号|\.|、)?\Z"
)
"""The number of an answer, as it is typed: 3, 改 3, 第三条, no. 3."""


def review(turn: Turn, _heard: said.Review) -> None:
    """Show all answers, first the page with the question on screen; from a search back to all."""
    place, index = turn.session.place, turn.index()
    if place.kind == "review":
        turn.adjust(page=0, search="")
        return
    earlier = len(_asked(turn.stops()[: index or 0]))
    turn.review(place.ref, earlier // max(1, turn.session.opening.page_size))


def go_on(turn: Turn, _heard: said.GoOn) -> None:
    """Back to where the list was opened while that is still open, else to what is open next."""
    stops, index = turn.stops(), turn.index()
    if index is not None and is_open(turn.session, stops[index]):
        turn.show(stops[index])
    else:
        turn.move_on(None)


def pick(turn: Turn, wanted: int) -> None:
    """To the question with this number in the list."""
    asked = _asked(turn.stops())
    if 0 < wanted <= len(asked):
        go_to(turn, said.GoTo(asked[wanted - 1].ref(turn.session.form)))
    else:
        turn.reject(turn.session.place.ref, Phrase("survey.goto.none"))


def typed(turn: Turn, text: str) -> None:
    """The number of an answer, yes or no, or else words to look for among questions and answers."""
    found, meant = _NUMBER.match(bare(text)), yes_or_no(text)
    wanted = number(found[1]) if found is not None else None
    if wanted is not None:
        pick(turn, int(wanted))
    elif meant is not None or bare(text) in SEND:
        confirmed(turn, meant is not False)
    elif len(_asked(turn.stops())) > turn.session.opening.page_size and bare(text):
        turn.adjust(search=text.strip()[:40], page=0)
    else:
        turn.reject(turn.session.place.ref, Phrase("survey.review.what"))


def confirmed(turn: Turn, meant: bool) -> None:  # noqa: FBT001 - the answer itself
    """Yes sends it, or goes on with what is open; no stays."""
    if not meant:
        turn.reject(turn.session.place.ref, Phrase("survey.review.what"))
    elif any(is_open(turn.session, one) for one in turn.stops()):
        turn.move_on(None)
    else:
        turn.finish()


def _asked(stops: list[Stop]) -> list[Stop]:
    """The questions among the stops, as the list numbers them."""
    return [one for one in stops if one.question is not None and not one.note]
