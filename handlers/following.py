"""Neighbours with the same need: they join the one that is there, add to it, and say whether it is solved."""

from __future__ import annotations

from handlers.closing import reopen
from handlers.work import Work
from model.events import NeedJoined, NeedLeft, NoteAdded
from model.following import Follower, actor
from model.need import Need, NeedState, Outcome, Visibility, WrongState


def join(work: Work, need: Need, follower: Follower) -> None:
    """A neighbour joins. WrongState when it is over meanwhile; joined twice is joined once."""
    if not need.state.is_open:
        raise WrongState(need.state, need.state)
    if work.unit.followers.get(need.id, follower.person_id) is not None:
        return
    work.unit.followers.add(follower)
    work.log(need, "joined", Visibility.STAFF, actor(follower.person_id), text=follower.text)
    work.emit(NeedJoined(need, follower))


def leave(work: Work, need: Need, person_id: int) -> None:
    """A neighbour no longer follows; what they had said of it goes with them."""
    if work.unit.followers.get(need.id, person_id) is None:
        return
    work.unit.followers.remove(need.id, person_id)
    work.log(need, "left", Visibility.STAFF, "follower")
    work.emit(NeedLeft(need))


def add_note(work: Work, need: Need, person_id: int, text: str) -> None:
    """A neighbour adds something; staff read it, the one who asked does not."""
    work.log(need, "note", Visibility.STAFF, actor(person_id), text=text)
    work.emit(NoteAdded(need, text, by_resident=True, by_neighbour=True))


def is_solved(work: Work, need: Need, person_id: int) -> None:
    """A neighbour says it is solved: it counts. WrongState when nobody has called it done."""
    if need.state not in {NeedState.RESOLVED, NeedState.CLOSED}:
        raise WrongState(need.state, NeedState.CLOSED)
    _answer(work, need, person_id, Outcome.SOLVED)
    work.log(need, "joined_confirmed", Visibility.STAFF, actor(person_id))


def is_not_solved(work: Work, need: Need, person_id: int, text: str) -> Need:
    """A neighbour says it is not solved: it is reopened, as if the one who asked had said so."""
    _answer(work, need, person_id, Outcome.NOT_SOLVED)
    return reopen(work, need, text, by=actor(person_id))


def _answer(work: Work, need: Need, person_id: int, outcome: Outcome) -> None:
    follower = work.unit.followers.get(need.id, person_id)
    if follower is not None:
        work.unit.followers.change(follower, answer=outcome.value, answered_at=work.now)
