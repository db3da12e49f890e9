"""The card: how a need was understood, and what can be done with it."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from handlers.chat import questions
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import category, column, grid
from locales import Texts
from model import taxonomy
from model.message import Button, Keyboard

_QUOTED = 60
_QUOTES = 3
_DEGREES = re.compile(r"\s*\(?-?\d{1,2}\.\d{5},-?\d{1,3}\.\d{5}\)?")
"""A shared location, as ``fixing.place_of`` writes it for those who will come."""
_TICK = 0.01
"""Seconds: moments are kept no finer than this."""
_answers = msgspec.json.Decoder(dict[str, str])


def own(turn: Turn, mark: str) -> Draft | None:
    """The draft a button belongs to; an old button is told so."""
    draft = turn.session.draft
    if draft is not None and draft.stamp == mark:
        return draft
    turn.then("expired")
    return None


def show(turn: Turn, draft: Draft, *, edit: bool = False) -> None:
    """Everything understood, and what can be done with it."""
    turn.go()
    draft.shown = turn.now.timestamp()
    turn.say_plain(text(turn, draft), _keyboard(turn, draft), edit=edit)


def is_open(turn: Turn) -> bool:
    """Whether the draft's card is what was shown last here: a yes or no is said to it."""
    draft = turn.session.draft
    return draft is not None and draft.shown >= turn.chat.seen_at.timestamp() - _TICK


def text(turn: Turn, draft: Draft) -> str:
    """The card's lines."""
    words = turn.words
    lines = [
        words.say("card.intro"),
        words.say("card.what", category=category(draft.category, words)),
        words.say("card.whom", whom=whom_line(turn, draft)),
        words.say("card.where", place=_where(turn, draft)),
        words.say("card.urgency", urgency=words.say(f"urgency.{draft.urgency}")),
    ]
    if draft.time_wish:
        lines.append(words.say("card.wish", wish=draft.time_wish))
    if draft.pieces:
        lines.append(words.say("card.pieces", count=len(draft.pieces)))
    lines += [words.say("card.answer", question=one, answer=short(said)) for one, said in answers(draft)]
    if draft.more:
        lines.append(words.say("card.more", count=len(draft.more), text=_quoted(draft.more, words)))
    if is_sensitive(turn, draft):
        lines.append(words.say("card.sensitive"))
    return "\n".join(lines)


def answers(draft: Draft) -> list[tuple[str, str]]:
    """What was answered to the few questions of the category; what was passed over is left out."""
    return list(_answers.decode(draft.answers).items()) if draft.answers else []


def is_sensitive(turn: Turn, draft: Draft) -> bool:
    """Whether filing this needs a consent of its own that was not given yet."""
    return taxonomy.category(draft.category).sensitive and turn.resident.sensitive_consent_at is None


def whom_line(turn: Turn, draft: Draft) -> str:
    """您的父母，独居."""
    words = turn.words
    parts = [words.say(f"whom.{draft.whom}")]
    if draft.lives_alone:
        parts.append(words.say("card.lives_alone"))
    if draft.disability:
        parts.append(words.say("card.disability"))
    return words.say("list.comma").join(parts)


def _where(turn: Turn, draft: Draft) -> str:
    community = turn.services.atlas.name(turn.resident.community, turn.language)
    place = _DEGREES.sub("", draft.place)
    if place in community:
        place = ""
    where = f"{community} {place}".strip() if place and community not in place else place or community
    if not where:
        return turn.words.say("card.where_unknown")
    return where if place == draft.place else turn.words.say("place.spot", place=where)


def _quoted(more: list[str], words: Texts) -> str:
    """What else was said: the first two or three of it."""
    return words.say("list.and").join(words.say("card.quoted", text=short(one)) for one in more[:_QUOTES])


def short(text_: str) -> str:
    """The beginning of a text, to quote it."""
    return text_ if len(text_) <= _QUOTED else f"{text_[:_QUOTED]}…"


def _keyboard(turn: Turn, draft: Draft) -> Keyboard:
    say, mark = turn.words.say, draft.stamp
    file = "card.file_sensitive" if is_sensitive(turn, draft) else "card.file"
    count = 0 if draft.answers else questions.count(turn, draft.category, draft.place)
    key = "card.questions" if count > 1 else "card.question"
    ask = Button(say(key, count=count), f"ask:{mark}") if count else None
    fixes = [
        Button(say(f"card.fix.{what}"), f"fix:{mark}:{what}") for what in ("what", "whom", "where", "urgency")
    ]
    return (
        *column(Button(say(file), f"file:{mark}"), ask),
        *grid(fixes),
        *column(Button(say("card.drop"), f"discard:{mark}")),
    )


def again(turn: Turn, mark: str) -> None:
    """Back to the card without a change."""
    if own(turn, mark) is not None:
        turn.then("draft", edit=True)


def back(turn: Turn, draft: Draft) -> Keyboard:
    """The button that leads back to the card."""
    return column(Button(turn.words.say("button.back"), f"card:{draft.stamp}"))


TAPS = {"card": again}
SCREENS: dict[str, Callable[..., None]] = {"card": show}
