"""One message in, everything understood of it out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from matching.text.beneficiary import find_beneficiary
from matching.text.contacts import find_contact
from matching.text.danger import Looked, look
from matching.text.figures import Said
from matching.text.gazetteer import Gazetteer
from matching.text.kinds import whole_phrase, without_politeness
from matching.text.model import Model
from matching.text.normalise import language_of
from matching.text.only_when import says_only_when
from matching.text.parts import find_parts
from matching.text.times import find_time
from matching.text.typos import corrected, from_pinyin
from matching.text.understanding import Guess, Kind, Understanding
from matching.text.urgency import find_urgency
from matching.text.where import find_place

# A leaf this probable is taken as said; below it, the resident chooses among the best.
SURE = 0.55
# A field whose leaves together are this probable is named when none of its leaves stands out.
FIELD = 0.6
# Guesses below this are not worth a button.
WORTH = 0.04
# Below this, a message is left for the resident to say again rather than read as small talk.
NO_NEED = 0.6


def understand(
    text: str, model: Model, gazetteer: Gazetteer, *, now: datetime, looked: Looked | None = None
) -> Understanding:
    """Understand one message. ``now`` is the resident's local time, aware; wished times count from it.

    ``looked`` is the message as danger was looked for in it before; another one is not used. Never raises on
    any text.
    """
    if looked is None or looked.said.text != text:
        looked = look(text)
    said, peril = looked.said, looked.danger
    plain = said.plain
    kind, guesses = _kind(said, model)
    if peril is not None:
        kind = Kind.NEED
    needed = kind is Kind.NEED
    categories, sure = choose(guesses) if needed and guesses else ((), False)
    return Understanding(
        text=text,
        kind=kind,
        categories=categories,
        sure=sure,
        urgency=find_urgency(text, plain, peril),
        danger=peril,
        beneficiary=find_beneficiary(text, plain),
        place=find_place(text, plain, gazetteer),
        time_wish=find_time(text, plain, now),
        contact=find_contact(text, plain),
        language=language_of(text),
        parts=find_parts(said, model) if categories else (),
    )


def _kind(said: Said, model: Model) -> tuple[Kind, tuple[Guess, ...]]:
    """The kind of message, and how probable each taxonomy leaf is, best first; none where none is said."""
    known = whole_phrase(said)
    if known in {None, Kind.GIBBERISH} and says_only_when(said.plain):
        return Kind.NEED, ()
    if known:
        return known, ()
    ranked = model.guess(_readable(without_politeness(said), model), len(model.labels))
    label, probability = ranked[0]
    guesses = tuple(Guess(code, p) for code, p in ranked if not code.startswith("~"))
    if label.startswith("~") and probability >= NO_NEED:
        return Kind(label.removeprefix("~")), guesses
    return Kind.NEED, guesses


def _readable(plain: str, model: Model) -> str:
    """The text with misheard words corrected, and what plain pinyin spells added to it."""
    if language_of(plain) == "en":
        return f"{plain} {from_pinyin(plain)}" if not _speaks_english(plain, model) else plain
    return corrected(plain, model.vocabulary)


def _speaks_english(plain: str, model: Model) -> bool:
    words = plain.split()
    return sum(f"={word.rstrip('s')}" in model.vocabulary for word in words) * 2 >= len(words)


def choose(guesses: Iterable[Guess]) -> tuple[tuple[Guess, ...], bool]:
    """What to show of a ranking: the leaf when sure; else its field when that is; else the best three.

    The second value says whether the first may be taken as said without asking.
    """
    ranked = tuple(guesses)
    worth = tuple(guess for guess in ranked[:3] if guess.probability >= WORTH) or ranked[:1]
    if ranked[0].probability >= SURE:
        return worth, True
    fields: dict[str, float] = {}
    for guess in ranked:
        field = guess.code.partition(".")[0]
        fields[field] = fields.get(field, 0.0) + guess.probability
    field, probability = max(fields.items(), key=lambda pair: pair[1])
    inside = [guess for guess in worth if guess.code.startswith(field)]
    if probability >= FIELD and len(inside) < 2:
        return (Guess(field, probability), *worth)[:3], False
    return worth, False
