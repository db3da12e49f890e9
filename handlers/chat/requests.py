"""My requests: how each stands, who has it, by when; and everything a resident can do about it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from handlers.closing import add_note, confirm, rate, reopen
from handlers.needs import withdraw
from handlers.news import framed, outcome
from handlers.turn import Turn
from handlers.wording import category, column, moment
from model.message import Button, Keyboard
from model.need import Attachment, Entry, Need, NeedState, Visibility, WrongState
from model.referral import ReferralState

NOTE, REPLY, REOPEN, WORD = "request.note", "request.reply", "request.reopen", "request.word"
_LISTED = 8
_TOLD = 6
_TOLD_KINDS = frozenset(
    {"submitted", "offered", "accepted", "taken", "started", "unmet", "resolved", "confirmed", "reopened"}
)


def show(turn: Turn) -> None:
    """All of them, newest first."""
    words = turn.words
    needs = turn.unit.needs.of_person(turn.resident.id, limit=_LISTED)
    if not needs:
        turn.say("mine.none", column(Button(words.say("button.menu"), "menu:")))
        return
    buttons = [
        Button(
            words.say(
                "mine.line",
                number=need.number,
                what=category(need.category, words).rpartition(" · ")[2],
                state=words.say(f"state.{need.state.value}"),
            ),
            f"need:{need.number}",
        )
        for need in needs
    ]
    turn.say("mine.title", column(*buttons, Button(words.say("button.menu"), "menu:")))


def mine(turn: Turn, number: str) -> Need | None:
    """The resident's own need with this number; anything else is told kindly."""
    need = turn.unit.needs.by_number(number)
    if need is None or need.person_id != turn.resident.id:
        turn.then("expired")
        return None
    return need


def show_one(turn: Turn, number: str) -> None:
    """One need: its state, its holder, its story."""
    need = mine(turn, number)
    if need is None:
        return
    turn.go()
    turn.say_plain(text(turn, need), _keyboard(turn, need))


def text(turn: Turn, need: Need) -> str:
    """What is said of a need to the one who asked."""
    words = turn.words
    lines = [
        words.say("mine.head", number=need.number, what=category(need.category, words)),
        f"“{need.text[:80]}{'…' if len(need.text) > 80 else ''}”",
        words.say("mine.state", state=words.say(f"state.{need.state.value}")),
        *_holder(turn, need),
    ]
    story = [entry for entry in turn.unit.needs.story(need.id) if _told(entry)]
    if story:
        lines.append("")
        lines += [
            f"{moment(entry.at, turn.now, turn.services.zone, words)}  {_line(turn, entry)}"
            for entry in story[-_TOLD:]
        ]
    return "\n".join(lines)


def _told(entry: Entry) -> bool:
    return entry.visibility is Visibility.EVERYONE and entry.kind in _TOLD_KINDS


def _holder(turn: Turn, need: Need) -> list[str]:
    current = turn.unit.referrals.current(need.id)
    organization = turn.services.directory.organizations.get(current.organization_id) if current else None
    if current is None or organization is None or need.state is NeedState.RESOLVED:
        return []
    words, name = turn.words, organization.name(turn.language)
    if current.state is ReferralState.OFFERED:
        by = moment(current.deadline, turn.now, turn.services.zone, words)
        return [words.say("mine.asked", organization=name, by=by)]
    return [
        words.say(
            "mine.holder" if organization.phone else "mine.holder_plain",
            organization=name,
            phone=organization.phone,
        )
    ]


def _line(turn: Turn, entry: Entry) -> str:
    data = msgspec.json.decode(entry.data)
    organization = turn.services.directory.organizations.get(data.get("organization_id", 0))
    name = organization.name(turn.language) if organization else data.get("name", "")
    return turn.words.say(f"story.{entry.kind}", name=name)


def _keyboard(turn: Turn, need: Need) -> Keyboard:
    say, number = turn.words.say, need.number
    buttons: list[Button] = []
    if need.state is NeedState.RESOLVED:
        buttons += [
            Button(say("need.solved"), f"solved:{number}"),
            Button(say("need.not_solved"), f"unsolved:{number}"),
        ]
    if need.state is NeedState.CLOSED and need.rating is None:
        buttons.append(Button(say("need.rate"), f"rate:{number}"))
    if need.state is NeedState.CLOSED:
        buttons.append(Button(say("need.came_back"), f"unsolved:{number}"))
    if need.state.is_open:
        buttons.append(Button(say("filed.add"), f"note:{number}"))
    if need.state.is_open and need.state is not NeedState.RESOLVED:
        buttons.append(Button(say("need.withdraw"), f"drop:{number}"))
    return column(*buttons, Button(say("mine.all"), "menu:mine"), Button(say("button.menu"), "menu:"))


# adding --------------------------------------------------------------------------------------------


def ask_note(turn: Turn, number: str) -> None:
    """What is typed or sent next belongs to this need."""
    if mine(turn, number) is not None:
        turn.go(NOTE, number)
        turn.say("note.ask", column(Button(turn.words.say("button.back"), f"need:{number}")))


def ask_reply(turn: Turn, number: str) -> None:
    """What is typed next answers the worker's question."""
    if mine(turn, number) is not None:
        turn.go(REPLY, number)
        turn.say("note.reply", edit=False)


def hear_note(turn: Turn) -> bool:
    """A note, a photo, an answer."""
    update = turn.incoming
    need = turn.unit.needs.by_number(turn.session.arg)
    if need is None or not (update.text or update.media):
        return False
    if update.media is not None:
        media = update.media
        turn.unit.needs.attach(
            Attachment(
                turn.services.ids(),
                need.id,
                turn.now,
                update.address.channel,
                media.kind.value,
                media.ref,
                media.mime,
            )
        )
    answer = turn.session.at == REPLY
    add_note(turn, need, update.text or turn.words.say("note.photo"), answer=answer)
    turn.go(NOTE, need.number)
    done = Button(turn.words.say("note.done"), f"need:{need.number}")
    turn.say("note.kept", column(done, Button(turn.words.say("button.menu"), "menu:")))
    return True


# closing -------------------------------------------------------------------------------------------


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
    try:
        withdraw(turn, need)
    except WrongState:
        show_one(turn, number)
        return
    turn.say(
        "need.withdrawn", column(Button(turn.words.say("button.menu"), "menu:")), edit=True, number=number
    )


def solved(turn: Turn, number: str) -> None:
    """It is solved; then how good it was."""
    need = mine(turn, number)
    if need is None:
        return
    try:
        confirm(turn, need)
    except WrongState:
        show_one(turn, number)
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
    _under_outcome(turn, need, turn.words.say("rating.ask", number=number), column(*buttons))


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
        show_one(turn, number)
        return
    turn.go(REOPEN, number)
    again = Button(turn.words.say("need.just_reopen"), f"reopen:{number}")
    _under_outcome(turn, need, turn.words.say("need.what_is_missing"), column(again))


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
        show_one(turn, number)
        return
    turn.say("need.reopened", number=number)
    show_one(turn, number)


TAPS = {
    "need": show_one,
    "note": ask_note,
    "reply": ask_reply,
    "drop": ask_drop,
    "dropped": drop,
    "solved": solved,
    "unsolved": unsolved,
    "reopen": just_reopen,
    "rate": ask_rating,
    "rated": rated,
}
ROOMS = {NOTE: hear_note, REPLY: hear_note, REOPEN: hear_reopen, WORD: hear_word}
SCREENS: dict[str, Callable[..., None]] = {"mine": show}
