"""One message in, everything understood of it out."""

from __future__ import annotations

from datetime import datetime

from matching.text.danger import danger
from matching.text.gazetteer import Gazetteer
from matching.text.kinds import kind_of
from matching.text.model import Model
from matching.text.normalise import language_of, normalise
from matching.text.understanding import (
    BeneficiaryFound,
    Guess,
    Kind,
    PlaceFound,
    Span,
    Understanding,
    UrgencyFound,
)
from model.need import Beneficiary, Urgency

SURE = 0.6


def understand(text: str, model: Model, gazetteer: Gazetteer, *, now: datetime) -> Understanding:
    """Understand one message. ``now`` is the resident's local time, aware; wishes for a time count from it.

    Never raises on any text.
    """
    plain = normalise(text)
    found = danger(text)
    kind = kind_of(plain, model)
    guesses: tuple[Guess, ...] = ()
    if kind is Kind.NEED or found:
        kind = Kind.NEED
        guesses = tuple(Guess(code, p) for code, p in model.guess(text) if not code.startswith("~"))[:3]
    where = gazetteer.find(plain)
    place = None
    if where:
        start, end, node = where[0]
        place = PlaceFound(node, evidence=(Span(start, end, text[start:end]),))
    return Understanding(
        text=text,
        kind=kind,
        categories=guesses,
        sure=bool(guesses) and guesses[0].probability >= SURE,
        urgency=UrgencyFound(Urgency.EMERGENCY if found else Urgency.ROUTINE),
        danger=found,
        beneficiary=BeneficiaryFound(Beneficiary()),
        place=place,
        time_wish=None,
        contact=None,
        language=language_of(text),
    )
