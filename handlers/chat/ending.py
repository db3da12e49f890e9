"""The end of a need, as the resident says it: withdrawn, solved and how well, or not solved."""

from __future__ import annotations

from collections.abc import Callable

from handlers.chat.calling_off import STAYS
from handlers.chat.mine import all_mine, mine
from handlers.closing import confirm, rate, reopen
from handlers.needs import fresh, withdraw
from handlers.news import framed, outcome
from handlers.turn import Turn
from handlers.wording import column
from locales import LANGUAGES, texts
from matching.text import Kind
from model.message import Button, Keyboard
from model.need import Need, NeedState, WrongState
from surveys.answers.words import bare

REOPEN, RATING, WORD = "request.reopen", "request.rating", "request.word"
_LOOKED_AT = 20
_LIKE = {"很好": 5, "非常好": 5, "好": 4, "还行": 3, "不好": 2, "不行": 2, "great": 5, "bad": 2}


def ask_drop(turn: Turn, number: str) -> None:
    """Sure? A withdrawn need cannot come back."""
    if mine(turn, number) is not None:
        turn.say(
            "need.withdraw_sure",
            column(
                Button(turn.words.say("need.withdraw_yes"), f"dropped:{number}"),
                Button(turn.words.say("button.back"), f"need:{number}"),
            ),
            edit=True,
            number=number,
        )


def drop(turn: Turn, number: str) -> None:
    """The resident no longer needs it."""
    need = mine(turn, number)
    if need is None:
        return
    if need.danger in STAYS and need.state.is_open:
        turn.then("call_off", number=number)
        return
    try:
        withdraw(turn, need)
    except WrongState:
        turn.then("request", number=number)
        return
    goes_on = fresh(turn, need).state.is_open
    said = "follow.left" if goes_on else "need.withdrawn"
    turn.say(said, column(Button(turn.words.say("button.menu"), "menu:")), edit=True, number=number)


def solved(turn: Turn, number: str) -> None:
    """It is solved; then how good it was."""
    need = mine(turn, number)
    if need is None:
        return
    try:
        confirm(turn, need)
    except WrongState:
        turn.then("request", number=number)
        return
    ask_rating(turn, number)


def _under_outcome(turn: Turn, need: Need, text: str, keyboard: Keyboard) -> None:
    """In the place of what was tapped, but what the organization said of its work stays to be read."""
    person = turn.resident
    said = turn.words.say(framed(need, person, outcome(turn, need, person))) if need.outcome else ""
    turn.say_plain(f"{said}\n\n{text}".strip(), keyboard, edit=True)


def ask_rating(turn: Turn, number: str) -> None:
    """1 to 5."""
    need = mine(turn, number)
    if need is None:
        return
    buttons = [
        Button(turn.words.say(f"rating.{value}"), f"rated:{number}:{value}") for value in (5, 4, 3, 2, 1)
    ]
    turn.go(RATING, number)
    _under_outcome(turn, need, turn.words.say("rating.ask", number=number), column(*buttons))


def hear_rating(turn: Turn) -> bool:
    """Typed: 5, 五分, 很满意. Anything else is no rating, and nothing waits for one any more."""
    number, word = turn.session.arg, bare(turn.incoming.text).removesuffix("分")
    turn.go()
    labels = {bare(texts(one).say(f"rating.{value}")): value for one in LANGUAGES for value in range(1, 6)}
    digits = {one: value for value in range(1, 6) for one in (str(value), "一二三四五"[value - 1])}
    value = (labels | digits | _LIKE).get(word)
    if value is not None:
        rated(turn, f"{number}:{value}")
    return value is not None


def rated(turn: Turn, argument: str) -> None:
    """A number was tapped; a word is welcome."""
    number, _, value = argument.partition(":")
    need = mine(turn, number)
    if need is None:
        return
    rate(turn, need, int(value))
    turn.go(WORD, number)
    text = turn.words.say("rating.word", rating=turn.words.say(f"rating.{value}"))
    _under_outcome(turn, need, text, column(Button(turn.words.say("rating.no_word"), "menu:")))


def hear_word(turn: Turn) -> bool:
    """The word with the rating."""
    need = turn.unit.needs.by_number(turn.session.arg)
    if need is None or need.rating is None or not turn.incoming.text:
        return False
    rate(turn, need, need.rating, turn.incoming.text[:500])
    turn.go()
    turn.then("menu", what="rating.thanks")
    return True


def unsolved(turn: Turn, number: str) -> None:
    """It is not solved: ask what is missing."""
    need = mine(turn, number)
    if need is None:
        return
    if need.state not in {NeedState.RESOLVED, NeedState.CLOSED}:
        turn.then("request", number=number)
        return
    turn.go(REOPEN, number)
    again = Button(turn.words.say("need.just_reopen"), f"reopen:{number}")
    back = Button(turn.words.say("button.back"), f"need:{number}")
    _under_outcome(turn, need, turn.words.say("need.what_is_missing"), column(again, back))


def hear_reopen(turn: Turn) -> bool:
    """What is missing, in words."""
    if not turn.incoming.text:
        return False
    _reopen(turn, turn.session.arg, turn.incoming.text)
    return True


def just_reopen(turn: Turn, number: str) -> None:
    """Without words."""
    _reopen(turn, number, "")


def _reopen(turn: Turn, number: str, why: str) -> None:
    need = mine(turn, number)
    turn.go()
    if need is None:
        return
    try:
        need = reopen(turn, need, why)
    except WrongState:
        turn.then("request", number=number)
        return
    turn.then("request", number=number, said=turn.words.say("need.reopened", number=number))


def said_solved(turn: Turn) -> None:
    """Typed instead of tapped: of the one request that waits for their word, or a choice among all."""
    _typed(turn, solved, Kind.THANKS)


def said_not_solved(turn: Turn) -> None:
    """Typed instead of tapped, likewise."""
    _typed(turn, unsolved, Kind.GIBBERISH)


def _typed(turn: Turn, act: Callable[[Turn, str], None], else_: Kind) -> None:
    open_ = [need for need in all_mine(turn, _LOOKED_AT) if need.state.is_open]
    waiting = [need for need in open_ if need.state is NeedState.RESOLVED]
    if len(waiting) == 1:
        act(turn, waiting[0].number)
    elif open_ or turn.unit.followers.of_person(turn.resident.id):
        turn.then("mine")
    else:
        turn.then("smalltalk", kind=else_, text=turn.incoming.text)


TAPS = {
    "drop": ask_drop,
    "dropped": drop,
    "solved": solved,
    "unsolved": unsolved,
    "reopen": just_reopen,
    "rate": ask_rating,
    "rated": rated,
}
ROOMS = {REOPEN: hear_reopen, RATING: hear_rating, WORD: hear_word}
SCREENS: dict[str, Callable[..., None]] = {"said_solved": said_solved, "said_not_solved": said_not_solved}
