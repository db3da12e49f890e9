"""Where a volunteer goes, from their own words: names of the deployment's places, asked back when unsure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.atlas import Atlas
from handlers.wording import column
from handlers.work import Work
from locales import Texts
from matching.text.normalise import normalise
from model.message import Button, Keyboard
from model.person import Person
from model.place import Place
from model.volunteer import Volunteer

_BETWEEN = re.compile(
    r"[、，,。；;/&+\n]+|和|与|及|或|\s+(?:and|or)\s+|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])"
)
"""What stands between two places; a space only beside Chinese, for English names have spaces within."""
_ANYWHERE = re.compile(
    r"都可以|都行|都愿意|不限|随便|随意|哪里都|全部|\bany|\beverywhere|\ball\b|no preference"
)
_HERE = re.compile(
    r"本社区|本小区|我们社区|我们小区|附近|家门口|楼下|自己社区|\bnearby\b|\bhere\b|my (community|estate)"
)
_SURE, _CLEARLY = 86.0, 8.0
"""A name so like one of ours, and so much more than any other, is taken; out of 100."""
_ASKED, _CHOICES = 3, 3
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Areas:
    """Place codes that were understood (none and not ``unsure``: anywhere), and words that were not.

    Each unsure word comes with the places it may mean, the likeliest first.
    """

    codes: tuple[str, ...] = ()
    unsure: tuple[tuple[str, tuple[Place, ...]], ...] = ()


def areas(text: str, atlas: Atlas, community: str | None) -> Areas:
    """What the words about places mean; nothing said means one's own community."""
    own = (community,) if community else ()
    plain = normalise(text).strip()
    if not plain:
        return Areas(own)
    codes: list[str] = []
    unsure: list[tuple[str, tuple[Place, ...]]] = []
    for word in (part.strip() for part in _BETWEEN.split(plain)):
        named = [place.code for _, _, place in atlas.gazetteer.find(word)]
        if named:
            codes += named
        elif _ANYWHERE.search(plain):
            return Areas()
        elif _HERE.search(word):
            codes += own
        elif len(word) >= _SHORT:
            near = atlas.alike(word)
            if _is_sure(near):
                codes.append(near[0][0].code)
            else:
                unsure.append((word, tuple(place for place, _ in near[:_CHOICES])))
    return Areas(tuple(dict.fromkeys(codes)), tuple(unsure[:_ASKED]))


def _is_sure(near: list[tuple[Place, float]]) -> bool:
    if not near or near[0][1] < _SURE:
        return False
    return len(near) == 1 or near[0][1] - near[1][1] >= _CLEARLY


def enlist(work: Work, volunteer: Volunteer, text: str, person: Person | None) -> None:
    """Keep a volunteer with the places they said; what was not understood is asked back, one by one.

    Until it is answered, who named no place that we know goes to their own community.
    """
    community = person.community if person else None
    found = areas(text, work.services.atlas, community)
    provisional = not found.codes and bool(found.unsure)
    codes = (community,) if provisional and community else found.codes
    work.unit.volunteers.save(
        Volunteer(
            volunteer.person_id, volunteer.skills, volunteer.times, codes, volunteer.since, volunteer.active
        )
    )
    for word, places in found.unsure:
        choices = places or tuple(work.services.atlas.communities[:_CHOICES])
        keys = _keys(choices, only=provisional)
        work.tell(volunteer.person_id, "volunteer.area_which", keys, quiet=False, word=word)


def _keys(places: tuple[Place, ...], *, only: bool) -> Callable[[Texts], Keyboard]:
    mark = "only" if only else "also"
    return lambda words: column(
        *(Button(place.name(words.language), f"area:{place.code}:{mark}") for place in places),
        Button(words.say("volunteer.area_none"), "area::"),
    )


def add_area(work: Work, person_id: int, code: str, *, only: bool) -> bool:
    """A place was chosen; ``only``: it takes the place of what stood there provisionally."""
    volunteer = work.unit.volunteers.get(person_id)
    if volunteer is None or code not in work.services.atlas.places:
        return False
    known = () if only else volunteer.areas
    if code not in known:
        areas_ = (*known, code)
        work.unit.volunteers.save(
            Volunteer(person_id, volunteer.skills, volunteer.times, areas_, volunteer.since, volunteer.active)
        )
    return True
