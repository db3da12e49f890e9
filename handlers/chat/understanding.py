"""What words say of a draft: what it is, for whom, where, how soon; and what they put right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.session import Draft
from handlers.turn import Turn
from matching.text import Guess, Kind, Span, Understanding, understand
from model import taxonomy
from model.need import BeneficiaryKind, Urgency

_READ = 2000
"""Characters of a message that are looked at for understanding; all of it is kept."""
_CHOICES = 3
_A_SENTENCE = 3
_BESIDE = 3
"""Characters that may stand beside a place in words that say only where it is: 在三楼, 我家在三楼."""
_FLOOR, _FLOOR_SENSITIVE = 0.04, 0.15
_CORRECTIONS = (
    re.compile(r"不是[^，,。]{1,12}[，,。 ]*(?:而)?是(?P<meant>.+)"),
    re.compile(r"(?:不对|错了|说错了|搞错了|弄错了|打错了)[，,。！ ]*(?:我是说|应该是|是)?(?P<meant>.+)"),
    re.compile(r"(?:我是说|我的意思是|应该是)(?P<meant>.+)"),
    re.compile(r"(?:算了|要不)?[，, ]*(?:还是)?(?:改成|改为|改到|换成|换到)(?P<meant>.+?)(?:吧|好了)?"),
    re.compile(r"not .{1,30}?,? (?:but|it is|it's)(?: for)? (?P<meant>.+)", re.IGNORECASE),
    re.compile(r"(?:no|sorry|actually|i mean),? +(?:i mean,? +)?(?:it is )?(?P<meant>.+)", re.IGNORECASE),
)
"""How people take back what they said just now, and what they mean instead."""
_RATHER = re.compile(r"(?:算了|要不)?[，, ]*(?:还是|那就|就)(?P<meant>.+?)(?:吧|好了|嘛)?[。！!]?")
"""Another time or place is thought of (算了还是大后天吧); whatever else is said so may be another need."""


def read(turn: Turn, text: str) -> Understanding:
    """What the understanding makes of words."""
    services = turn.services
    local, gazetteer = turn.now.astimezone(services.zone), services.atlas.gazetteer
    return understand(text[:_READ], services.model, gazetteer, now=local, looked=turn.looked)


def is_need(turn: Turn, text: str) -> bool:
    """Whether words are clearly a need, whatever was asked."""
    found = read(turn, text)
    return found.kind is Kind.NEED and found.sure and not makes_no_sense(text, found)


def makes_no_sense(text: str, found: Understanding) -> bool:
    """A word or two without a Chinese character and without any likely meaning."""
    foreign = not any("\u3400" <= character <= "\u9fff" for character in text)
    unlikely = all(guess.probability < _floor(guess) for guess in found.categories)
    return foreign and unlikely and len(text.split()) < _A_SENTENCE


def says_where(text: str, found: Understanding) -> bool:
    """Whether the words are hardly more than a place."""
    return found.place is not None and _is_all(text, found.place.evidence)


def of_another_field(found: Understanding, category: str) -> bool:
    """Whether words are surely of another field than a category; with neither known they may belong to it."""
    if not found.sure or not category:
        return False
    return taxonomy.level1(found.categories[0].code) != taxonomy.level1(category)


def _is_all(text: str, spans: Sequence[Span]) -> bool:
    said = len(_words(spans))
    return said > 0 and len(text.strip()) - said <= _BESIDE


def learn(turn: Turn, draft: Draft, found: Understanding) -> None:
    """Take over what was understood, except what the resident has already put right."""
    if not draft.category:
        _learn_category(draft, found)
    _learn_urgency(draft, found)
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


def learn_place(draft: Draft, text: str, found: Understanding) -> None:
    """A place said alone, after words too long to be read to their end."""
    if found.place and not draft.place and says_where(text, found):
        draft.place = _words(found.place.evidence)


def _learn_urgency(draft: Draft, found: Understanding) -> None:
    if Urgency(draft.urgency).rank < found.urgency.value.rank:
        draft.urgency = found.urgency.value.value


def correct(turn: Turn, draft: Draft, text: str) -> bool:
    """Take over what is meant instead of what was said before (不对，是电梯坏了). False for other words."""
    said = (one.fullmatch(text.strip()) for one in _CORRECTIONS)
    meant = next((one["meant"] for one in said if one), "") or _another_time_or_place(turn, text)
    if not meant or not draft.text:
        return False
    found = read(turn, meant)
    who = found.beneficiary
    if who.value.kind is not BeneficiaryKind.SELF:
        draft.whom = who.value.kind.value
    if found.place:
        draft.place = _words(found.place.evidence)
    if found.time_wish:
        draft.time_wish = _words(found.time_wish.evidence)
    _learn_urgency(draft, found)
    if not (found.place or found.time_wish or _is_all(meant, who.evidence)):
        _change_category(draft, found)
    draft.text = f"{draft.text}\n{text}"
    return True


def _another_time_or_place(turn: Turn, text: str) -> str:
    """What is hardly more than that, where it is wanted instead; "" for other words."""
    rather = _RATHER.fullmatch(text.strip())
    found = read(turn, rather["meant"]) if rather else None
    if rather is None or found is None:
        return ""
    spans = [
        *(found.place.evidence if found.place else ()),
        *(found.time_wish.evidence if found.time_wish else ()),
    ]
    return rather["meant"] if _is_all(rather["meant"], spans) else ""


def _change_category(draft: Draft, found: Understanding) -> None:
    """To what is meant; unsure of it, it is asked."""
    if found.kind is Kind.NEED and not (found.sure and found.categories[0].code == draft.category):
        draft.category, draft.answers, draft.response = "", "", 0
        _learn_category(draft, found)


def _words(spans: Sequence[Span]) -> str:
    """The words of some spans in order; what several of them say is not said twice."""
    said, end = "", -1
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start >= end:
            said += span.text if span.start == end else f" {span.text}"
        elif span.end > end:
            said += span.text[end - span.start :]
        end = max(end, span.end)
    return said.strip()


def _learn_category(draft: Draft, found: Understanding) -> None:
    guesses = found.categories
    if found.sure and guesses:
        draft.category, draft.guesses = guesses[0].code, []
    else:
        draft.guesses = [guess.code for guess in guesses[:_CHOICES] if guess.probability >= _floor(guess)]


def _floor(guess: Guess) -> float:
    """How probable a guess must be to be shown: violence or illness is not suggested out of the blue."""
    return _FLOOR_SENSITIVE if taxonomy.category(guess.code).sensitive else _FLOOR
