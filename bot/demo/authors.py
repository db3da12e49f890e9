"""Who says which sentence, and how: the need as the resident files it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random

from bot.demo.arrivals import Arrival
from bot.demo.clock import local
from bot.demo.phrases import Phrases
from bot.demo.residents import Resident
from bot.demo.sentences import Sentence
from matching.workdays import is_working_day
from model.need import BeneficiaryKind, Need, NeedState, Urgency
from model.person import Staff

_OPENINGS = ("您好，", "你好，", "社区你好，", "打扰了，")
_CLOSINGS = ("谢谢。", "麻烦你们了。", "多谢！", "辛苦了。")
_POLITE = 0.16
_ELDERS_AT_DESK, _OTHERS_AT_DESK = 0.55, 0.16
_OFFICE_HOURS = range(9, 18)
_WISHES = {
    "zh_CN": ("工作日上午", "周末都可以", "晚上七点以后", "越快越好", "下午两点以后", "来之前打个电话"),
    "en": ("evenings after seven", "weekends", "any morning", "as soon as you can"),
}
_WISHED = 0.25
_PRESSING = frozenset({Urgency.URGENT, Urgency.EMERGENCY})
"""Nobody is asked small questions then."""
_IN_HALL = {"facilities", "environment", "safety"}


class Authors:
    """Gives every sentence to a resident who could have said it, and nobody too many."""

    def __init__(
        self, residents: Sequence[Resident], workers: Sequence[Staff], phrases: Phrases, random: Random
    ) -> None:
        self._residents = residents[1:]
        self._workers = workers
        self._phrases = phrases
        self._random = random
        self._said = dict.fromkeys((one.id for one in residents), 0)

    def need(self, arrival: Arrival, position: int) -> tuple[Need, Resident]:
        """The need, not submitted yet, with its position for an id; and who asks."""
        sentence = arrival.sentence
        author = self._author(sentence)
        self._said[author.id] += 1
        community, grid = _where(sentence, author)
        worker = self._at_desk(arrival, author, community)
        language = author.person.language
        answers = {} if sentence.urgency in _PRESSING else self._phrases.answers(sentence.category, language)
        at_home = sentence.beneficiary.kind is not BeneficiaryKind.COMMUNITY and grid == author.person.grid
        need = Need(
            id=position,
            number="",
            person_id=author.id,
            community=community,
            category=sentence.category,
            text=self._worded(sentence),
            created_at=arrival.at.replace(microsecond=0),
            urgency=sentence.urgency,
            state=NeedState.SUBMITTED,
            beneficiary=sentence.beneficiary,
            grid=grid,
            place=author.person.address if at_home else "",
            time_wish=self._wish(sentence, language),
            danger=sentence.danger,
            origin="desk" if worker else "chat",
            entered_by=worker.id if worker else None,
            answers=json.dumps(answers, ensure_ascii=False) if answers else "",
        )
        return need, author

    def _author(self, sentence: Sentence) -> Resident:
        """One of the few who have said least among those it fits."""
        english = sentence.language == "en"
        fitting = [one for one in self._residents if one.english == english]
        narrower = [one for one in fitting if one.elder == sentence.by_elder or sentence.danger]
        here = [one for one in narrower if (one.person.grid or "").startswith(sentence.where)]
        found = here or [
            one for one in fitting if (one.person.grid or "").startswith(sentence.where.partition("-")[0])
        ]
        found = found or narrower or fitting
        least = sorted(found, key=lambda one: (self._said[one.id], one.id))
        return self._random.choice(least[: max(6, len(least) // 3)])

    def _at_desk(self, arrival: Arrival, author: Resident, community: str) -> Staff | None:
        """The social worker who took it down, when the resident phoned or came in."""
        here = local(arrival.at)
        open_now = is_working_day(here.date()) and here.hour in _OFFICE_HOURS
        share = _ELDERS_AT_DESK if author.elder else _OTHERS_AT_DESK
        if not open_now or author.english or arrival.sentence.danger or self._random.random() > share:
            return None
        return next(one for one in self._workers if one.serves(community))

    def _worded(self, sentence: Sentence) -> str:
        """Some greet first, some thank last."""
        text = sentence.text
        if sentence.language == "en" or sentence.danger:
            return text
        if self._random.random() < _POLITE:
            text = self._random.choice(_OPENINGS) + text
        if self._random.random() < _POLITE and text.endswith(("。", "？")):
            text += self._random.choice(_CLOSINGS)
        return text

    def _wish(self, sentence: Sentence, language: str) -> str:
        field = sentence.category.partition(".")[0]
        if field in _IN_HALL or sentence.danger or self._random.random() > _WISHED:
            return ""
        return self._random.choice(_WISHES[language])


def _where(sentence: Sentence, author: Resident) -> tuple[str, str | None]:
    """Community and grid: the sentence's own place where it names one, the resident's otherwise."""
    home, grid = author.person.community or "", author.person.grid
    if not sentence.where:
        return home, grid
    community, dash, _ = sentence.where.partition("-")
    if dash:
        return community, sentence.where
    return community, grid if home == community else None
