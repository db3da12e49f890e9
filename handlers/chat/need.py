"""A need in the resident's own words: understood, kept as a draft, shown as a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from handlers.chat import card, fixing, pieces
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import column
from matching.text import Guess, Kind, Span, Understanding, understand
from model import taxonomy
from model.message import Button, Incoming
from model.need import Urgency

_READ = 2000
"""Characters of a message that are looked at for understanding; all of it is kept."""
_STALE = timedelta(hours=6)
_TOGETHER = timedelta(minutes=2)
_CHOICES = 3
_A_SENTENCE = 3
_FLOOR, _FLOOR_SENSITIVE = 0.04, 0.15


def hear(turn: Turn) -> None:
    """Something was typed that belongs to no room."""
    if turn.incoming.text:
        understood(turn, turn.incoming.text)
    elif turn.session.draft is not None:
        show(turn)


def understood(turn: Turn, text: str) -> None:
    """Make sense of words: small talk is answered, a need becomes a card."""
    found = read(turn, text)
    draft = turn.session.draft
    if found.kind is Kind.NEED and _makes_no_sense(text, found):
        turn.then("smalltalk", kind=Kind.GIBBERISH, text=text)
    elif found.kind is Kind.NEED:
        _need(turn, text, found)
    elif found.kind is Kind.YES and draft is not None and draft.category and draft.text:
        turn.then("file", mark=draft.stamp)
    else:
        turn.then("smalltalk", kind=found.kind, text=text)


def _makes_no_sense(text: str, found: Understanding) -> bool:
    """A word or two without a Chinese character and without any likely meaning."""
    foreign = not any("\u3400" <= character <= "\u9fff" for character in text)
    unlikely = all(guess.probability < _floor(guess) for guess in found.categories)
    return foreign and unlikely and len(text.split()) < _A_SENTENCE


def read(turn: Turn, text: str) -> Understanding:
    """What the understanding makes of words."""
    services = turn.services
    local = turn.now.astimezone(services.zone)
    return understand(text[:_READ], services.model, services.atlas.gazetteer, now=local)


def _need(turn: Turn, text: str, found: Understanding) -> None:
    draft = turn.session.draft
    if draft is None:
        start(turn, text, found)
    elif turn.now.timestamp() - draft.at > _STALE.total_seconds():
        _start_afresh(turn, draft, text, found)
    elif _belongs(turn, draft, found):
        draft.text = f"{draft.text}\n{text}" if draft.text else text
        learn(turn, draft, read(turn, draft.text))
        show(turn)
    else:
        draft.more.append(text)
        turn.say("need.another_kept")
        show(turn)


def _start_afresh(turn: Turn, old: Draft, text: str, found: Understanding) -> None:
    """A draft left lying for hours gives way to what is said now; it comes up again after it."""
    start(turn, text, found)
    if old.text and turn.session.draft is not None:
        turn.session.draft.more += [old.text, *old.more]


def _belongs(turn: Turn, draft: Draft, found: Understanding) -> bool:
    """Whether more words are about the same thing: said at once, unsure, or of the same kind."""
    if not draft.text or not (found.sure and draft.category):
        return True
    same = taxonomy.level1(found.categories[0].code) == taxonomy.level1(draft.category)
    return same or (turn.now.timestamp() - draft.at < _TOGETHER.total_seconds() and not found.sure)


def start(turn: Turn, text: str, found: Understanding, whom: str = "") -> None:
    """A new draft from words."""
    draft = Draft(stamp(turn), at=turn.now.timestamp())
    parts = [part.span.text for part in found.parts]
    if len(parts) > 1:
        draft.text, draft.more = parts[0], parts[1:]
        found = read(turn, draft.text)
    else:
        draft.text = text
    if whom:
        draft.whom = whom
    turn.session.draft = draft
    turn.go()
    learn(turn, draft, found)
    show(turn)


def stamp(turn: Turn) -> str:
    """A short mark for a draft's buttons."""
    return f"{turn.services.ids() % 36**5:x}"


def learn(turn: Turn, draft: Draft, found: Understanding) -> None:
    """Take over what was understood, except what the resident has already put right."""
    if not draft.category:
        _learn_category(draft, found.categories, sure=found.sure)
    if Urgency(draft.urgency).rank < found.urgency.value.rank:
        draft.urgency = found.urgency.value.value
    who = found.beneficiary.value
    if draft.whom == "self":
        draft.whom = who.kind.value
    draft.age_group = draft.age_group or who.age_group
    draft.lives_alone = who.lives_alone if draft.lives_alone is None else draft.lives_alone
    draft.disability = who.disability if draft.disability is None else draft.disability
    if found.place and not draft.place:
        draft.place = _words(found.place.evidence)
    if found.time_wish and not draft.time_wish:
        draft.time_wish = _words(found.time_wish.evidence)
    if found.contact and found.contact.kind in {"mobile", "landline"} and not turn.resident.phone:
        turn.change_person(phone=found.contact.value)


def _words(spans: Sequence[Span]) -> str:
    """The words of some spans in order; a span within another is not said twice."""
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in ordered:
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return " ".join(span.text for span in kept)


def _learn_category(draft: Draft, guesses: Sequence[Guess], *, sure: bool) -> None:
    if sure and guesses:
        draft.category, draft.guesses = guesses[0].code, []
    else:
        draft.guesses = [guess.code for guess in guesses[:_CHOICES] if guess.probability >= _floor(guess)]


def _floor(guess: Guess) -> float:
    """How probable a guess must be to be shown: violence or illness is not suggested out of the blue."""
    return _FLOOR_SENSITIVE if taxonomy.category(guess.code).sensitive else _FLOOR


def show(turn: Turn, *, edit: bool = False) -> None:
    """The draft as it stands: what is missing is asked for, else the card."""
    draft = turn.session.draft
    if draft is None:
        return
    if not draft.text:
        turn.say("need.say_in_words", edit=edit)
    elif draft.category:
        card.show(turn, draft, edit=edit)
    else:
        fixing.ask_category(turn, draft, edit=edit)


def keep_piece(turn: Turn, update: Incoming) -> None:
    """A photo, voice message or location for the draft; it begins one where there is none."""
    if turn.session.draft is None:
        turn.session.draft = Draft(stamp(turn), at=turn.now.timestamp())
    draft = turn.session.draft
    sent = pieces.piece(update)
    if sent is not None:
        draft.pieces.append(sent)
    if update.location is not None:
        draft.place = fixing.place_of(turn, update.location)


def for_someone_else(turn: Turn) -> None:
    """Ask on behalf of somebody: whom first, then what."""
    turn.go()
    turn.say("need.for_whom", column(*fixing.whom_buttons(turn, "behalf", oneself=False)))


def behalf(turn: Turn, whom: str) -> None:
    """For whom it is; what it is comes next, in words."""
    turn.session.draft = Draft(stamp(turn), whom=whom, at=turn.now.timestamp())
    turn.say("need.what_do_they_need", edit=True, whom=turn.words.say(f"whom.{whom}"))


def put_aside(turn: Turn) -> None:
    """Cancelled in the middle: what was said is still there, one tap away."""
    draft = turn.session.draft
    if draft is None:
        return
    turn.say(
        "need.put_aside",
        column(
            Button(turn.words.say("need.resume"), f"resume:{draft.stamp}"),
            Button(turn.words.say("need.discard"), f"discard:{draft.stamp}"),
        ),
    )


def resume(turn: Turn, mark: str) -> None:
    """Go on with the draft."""
    if card.own(turn, mark) is not None:
        show(turn, edit=True)


def discard(turn: Turn, mark: str) -> None:
    """Drop the draft, at the resident's wish; a further need that was kept comes up."""
    draft = card.own(turn, mark)
    if draft is None:
        return
    turn.session.draft = None
    turn.go()
    turn.say("need.discarded", column(Button(turn.words.say("button.menu"), "menu:")), edit=True)
    next_one(turn, draft)


def next_one(turn: Turn, done: Draft) -> None:
    """Bring up the next need that was in the same words."""
    if done.more:
        text, *rest = done.more
        turn.say("need.now_the_other", text=card.short(text))
        start(turn, text, read(turn, text))
        if turn.session.draft is not None:
            turn.session.draft.more += rest


SCREENS: dict[str, Callable[..., None]] = {
    "understand": understood,
    "draft": show,
    "put_aside": put_aside,
    "next_need": next_one,
    "behalf": for_someone_else,
}
TAPS = {"behalf": behalf, "resume": resume, "discard": discard}
