"""A need this resident has told before: just now, days ago, or one that was called done and is back.

Their words then belong to that one: added to it, or it is begun again. Only they know, so they are asked;
what says of itself that it is to be added is added at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from handlers import following
from handlers.calling_off import is_called_off
from handlers.chat import pieces
from handlers.chat.card import own
from handlers.chat.mine import mine
from handlers.chat.need import keep_piece, stamp
from handlers.chat.same_need import APART, days_ago, standing
from handlers.chat.understanding import learn, learn_place, makes_no_sense, of_another_field, read, says_where
from handlers.closing import add_note, reopen
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import category, column
from matching.text import Kind, Understanding
from model.message import Button, MediaKind
from model.need import Need, NeedState, Outcome
from surveys.answers.words import no_answer

ROOM = "said.before"
_SOON = timedelta(hours=1)
"""How long after a need was filed more words may be meant for it without saying so."""
_LATELY = timedelta(days=2)
"""How long they may when they do say so."""
_ADDS = re.compile(
    r"(?:对了|哦|噢|啊|那个)?[，, ]*(?:我)?(?:再|还|另外|还要|还想|想|要|想再)?"
    r"(?:补充|(?:刚才|刚刚)?忘(?:了|记)(?:说|讲|告诉)|(?:刚才|刚刚)(?:没说|没讲|漏))"
    r"(?:一下|一点|一句|了|你们|你)*[：:，, ]*"
    r"|(?:oh,? +|and +|sorry,? +)?(?:(?:i )?forgot to (?:say|mention|add|tell)|to add"
    r"|i(?:['’]d| would) like to add)\b[:, ]*",
    re.IGNORECASE,
)
"""Words that say of themselves that they belong to what was said before."""
_OVER = frozenset({NeedState.RESOLVED, NeedState.CLOSED})


def heard(turn: Turn, latest: Sequence[Need]) -> bool:
    """What is said or sent soon after a need was filed may belong to it. False when it is another matter."""
    need = _filed_lately(turn, latest)
    if need is None:
        return False
    explicit = _ADDS.match(turn.incoming.text) is not None
    if not _may_belong(turn, need, explicit=explicit):
        return False
    draft = turn.session.draft = Draft(stamp(turn), at=turn.now.timestamp())
    found = _keep(turn, draft)
    if explicit and found is not None and not _is_another(found, need):
        _add(turn, draft, need)
    else:
        _ask_now(turn, draft, need)
    return True


def _filed_lately(turn: Turn, latest: Sequence[Need]) -> Need | None:
    """What was filed or joined last, if open and no alarm, for as long as words may be meant for it."""
    if turn.session.draft is not None:
        return None
    own = next((one for one in latest if not is_called_off(turn, one)), None)
    need, since = own, own.created_at if own is not None else turn.now
    joined = max(turn.unit.followers.of_person(turn.resident.id), key=lambda one: one.at, default=None)
    if joined is not None and (own is None or joined.at > since):
        need, since = turn.unit.needs.get(joined.need_id), joined.at
    patience = _LATELY if _ADDS.match(turn.incoming.text) else _SOON
    if need is None or need.danger or not need.state.is_open or need.state is NeedState.RESOLVED:
        return None
    return need if turn.now - since <= patience else None


def _may_belong(turn: Turn, need: Need, *, explicit: bool) -> bool:
    update = turn.incoming
    if not update.text:
        sticker = update.media is not None and update.media.kind is MediaKind.STICKER
        return (update.media is not None or update.location is not None) and not sticker
    found = read(turn, update.text)
    if explicit or no_answer(update.text) or found.kind is not Kind.NEED or len(found.parts) > 1:
        return explicit
    if says_where(update.text, found) or not found.categories:
        return True
    return not makes_no_sense(update.text, found) and not _is_another(found, need)


def _is_another(found: Understanding, need: Need) -> bool:
    """Clearly of another field than that need."""
    return found.kind is Kind.NEED and of_another_field(found, need.category)


def _keep(turn: Turn, draft: Draft) -> Understanding | None:
    """This update's words, photo or place, in the draft; gives back what was made of the words."""
    text = turn.incoming.text
    if turn.incoming.media is not None or turn.incoming.location is not None:
        keep_piece(turn, turn.incoming)
    if not text:
        return None
    found = read(turn, _ADDS.sub("", text, count=1))
    draft.text = f"{draft.text}\n{text}" if draft.text else text
    learn(turn, draft, found)
    learn_place(draft, text, found)
    return found


def _ask_now(turn: Turn, draft: Draft, need: Need) -> None:
    """Ask whether it belongs to what was filed just now."""
    say, mark = turn.words.say, draft.stamp
    turn.go(ROOM, f"{mark}:{need.number}")
    turn.say(
        "again.just_now",
        column(
            Button(say("again.add", number=need.number), f"add:{mark}:{need.number}"),
            Button(say("again.another"), f"another:{mark}"),
        ),
        number=need.number,
        thing=_thing(turn, need),
    )


def offer(turn: Turn, draft: Draft, need: Need) -> None:
    """About to be filed, but told before: ask whether it is the same."""
    say, mark, over = turn.words.say, draft.stamp, need.state in _OVER
    turn.go(ROOM, f"{mark}:{need.number}")
    turn.say(
        _question(need),
        column(
            Button(
                say("again.begin" if over else "again.add", number=need.number), f"add:{mark}:{need.number}"
            ),
            Button(say("again.another"), f"another:{mark}"),
            Button(say("button.back"), f"card:{mark}"),
        ),
        edit=True,
        number=need.number,
        thing=_thing(turn, need),
        since=days_ago(turn, need.closed_at or need.resolved_at or need.created_at),
        standing=standing(turn, need),
    )


def _question(need: Need) -> str:
    if need.state is NeedState.RESOLVED and need.outcome is Outcome.NOT_SOLVED:
        return "again.not_solved"
    return "again.over" if need.state in _OVER else "again.open"


def _thing(turn: Turn, need: Need) -> str:
    return category(need.category, turn.words).rpartition(" · ")[2]


def hear(turn: Turn) -> bool:
    """Yes or no typed to that, or more of the same. For anything else the words so far are added first."""
    argument, text = turn.session.arg, turn.incoming.text
    mark, _, number = argument.partition(":")
    draft, need = turn.session.draft, turn.unit.needs.by_number(number)
    kind = read(turn, text).kind if text else None
    turn.go()
    if draft is None or draft.stamp != mark or need is None:
        return False
    if kind is Kind.YES:
        add(turn, argument)
    elif kind is Kind.NO or APART.search(text):
        another(turn, mark)
    elif draft.shown:
        return False
    elif _may_belong(turn, need, explicit=_ADDS.match(text) is not None):
        _keep(turn, draft)
        _ask_now(turn, draft, need)
    elif kind is Kind.NEED:
        _add(turn, draft, need)
        turn.then("hear_again", text=text)
    else:
        turn.go(ROOM, argument)
        return False
    return True


def add(turn: Turn, argument: str) -> None:
    """It belongs to that one. A second tap gets the same answer."""
    mark, _, number = argument.partition(":")
    if turn.session.filed.get(mark) == number:
        turn.then("request", number=number)
        return
    draft, need = own(turn, mark), turn.unit.needs.by_number(number)
    if draft is not None and need is not None and (_is_followed(turn, need) or mine(turn, number)):
        _add(turn, draft, need)


def _is_followed(turn: Turn, need: Need) -> bool:
    return turn.unit.followers.get(need.id, turn.resident.id) is not None


def _add(turn: Turn, draft: Draft, need: Need) -> None:
    """The words and photos go to that need, and the draft is done."""
    me, followed = turn.resident.id, _is_followed(turn, need)
    if draft.shown and need.state in _OVER:
        if followed:
            following.is_not_solved(turn, need, me, draft.text)
        else:
            reopen(turn, need, draft.text)
        again = turn.words.say("need.reopened", number=need.number)
        turn.then("request", number=need.number, said=again)
    elif need.state.is_open:
        said = draft.text or draft.place or pieces.named(turn, draft.pieces[-1])
        if followed:
            following.add_note(turn, need, me, said)
        else:
            add_note(turn, need, said)
        turn.then("note_kept", need=need, what="again.added")
    else:
        another(turn, draft.stamp)
        return
    pieces.lay(turn, need, draft.pieces)
    turn.session.draft = None
    turn.session.filed = {**dict(list(turn.session.filed.items())[-4:]), draft.stamp: need.number}
    turn.go()
    turn.then("next_need", done=draft)


def another(turn: Turn, mark: str) -> None:
    """It is something else: a need by itself, filed where its card was agreed with already."""
    draft = own(turn, mark)
    if draft is None:
        return
    turn.go()
    draft.another = True
    if draft.shown:
        turn.then("file", mark=mark)
    else:
        turn.then("draft", edit=True)


TAPS = {"add": add, "another": another}
ROOMS = {ROOM: hear}
SCREENS: dict[str, Callable[..., None]] = {"said_before": offer}
