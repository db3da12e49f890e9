"""The resident's last word on a need: confirm or reopen, and rate."""

from __future__ import annotations

from handlers.work import Work
from model.events import NeedConfirmed, NeedRated, NeedReopened, NoteAdded
from model.need import Need, NeedState, Outcome, Visibility, WrongState, move


def confirm(work: Work, need: Need) -> Need:
    """It is solved. Said twice is said once."""
    if need.state is NeedState.CLOSED:
        return need
    need = work.unit.needs.change(need, state=move(need.state, NeedState.CLOSED), closed_at=work.now)
    work.log(need, "confirmed")
    work.emit(NeedConfirmed(need))
    return need


def reopen(work: Work, need: Need, text: str, by: str = "") -> Need:
    """It is not solved; what is missing is told to those who go on with it.

    ``by`` is the neighbour as an actor where one who joined says so; their words are for staff alone.
    """
    if need.state not in {NeedState.RESOLVED, NeedState.CLOSED}:
        raise WrongState(need.state, NeedState.ROUTED)
    given_up = need.outcome is Outcome.NOT_SOLVED
    need = work.unit.needs.change(
        need, reopened=need.reopened + 1, closed_at=None, resolved_at=None, outcome=None
    )
    if by:
        work.log(need, "reopened", actor=by)
        work.log(need, "note", Visibility.STAFF, by, text=text)
    else:
        work.log(need, "reopened", text=text)
    work.emit(NeedReopened(need, by, given_up))
    return work.unit.needs.get(need.id) or need


def rate(work: Work, need: Need, rating: int, word: str = "") -> Need:
    """1 to 5, perhaps with a word. ValueError outside."""
    if not 1 <= rating <= 5:
        raise ValueError(f"a rating is 1 to 5, not {rating}")
    need = work.unit.needs.change(need, rating=rating, rating_word=word or need.rating_word)
    work.log(need, "rated", rating=rating, word=word)
    if not word:
        work.emit(NeedRated(need))
    return need


def add_note(work: Work, need: Need, text: str, *, answer: bool = False, alarm: bool = False) -> None:
    """The resident adds something, or answers what staff asked; an ``alarm`` tells those on duty."""
    work.log(need, "replied" if answer else "note", text=text)
    work.emit(NoteAdded(need, text, by_resident=True, answer=answer, alarm=alarm))
