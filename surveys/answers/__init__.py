"""How typed words become answers: one file for each type, one line here for each.

Every reader takes the words and what is asked, and gives the value in the instance's notation or a
``Phrase`` that says kindly what is wrong and what to do instead. None of them ever raises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from surveys.answers import (
    acknowledge,
    barcode,
    choice,
    date,
    media,
    multiple,
    number,
    place,
    rank,
    text,
    time,
)
from surveys.answers import range as range_
from surveys.answers.asked import Asked, Read
from surveys.prompt import Ask

READERS: Mapping[Ask, Callable[[str, Asked], Read]] = MappingProxyType(
    {
        Ask.TEXT: text.read,
        Ask.INTEGER: number.read_integer,
        Ask.DECIMAL: number.read_decimal,
        Ask.DATE: date.read,
        Ask.TIME: time.read,
        Ask.DATETIME: time.read_both,
        Ask.CHOICE: choice.read,
        Ask.MULTIPLE: multiple.read,
        Ask.RANK: rank.read,
        Ask.RANGE: range_.read,
        Ask.LOCATION: place.read,
        Ask.TRACE: place.read_trace,
        Ask.SHAPE: place.read_shape,
        Ask.BARCODE: barcode.read,
        Ask.ACKNOWLEDGE: acknowledge.read,
    }
)

MEDIA = frozenset(media.WANTED)


def read(ask: Ask, words: str, asked: Asked) -> Read:
    """The answer that typed words give to a question of this kind."""
    if ask in MEDIA:
        return media.refuse(ask)
    return READERS[ask](words, asked)


__all__ = ["MEDIA", "READERS", "Asked", "Read", "date", "media", "place", "range_", "read"]
