"""What residents raised."""

from __future__ import annotations

from collections.abc import Callable

from digests import Facts
from digests.block import Block
from digests.facts import Raised, Said
from digests.sections import said
from model.phrase import Phrase

Make = Callable[..., Facts]
Read = Callable[[Block | None], str]
Say = Callable[[Phrase], str]

TOPICS = (Raised("加装电梯", 23), Raised("充电棚", 8, fresh=True))
WORDS = (Said("充电桩", 11, 7), Said("路灯", 6))


def chat(block: Block | None, zh: Say) -> str:
    assert block is not None
    assert block.chat is not None
    return zh(block.chat)


def test_topics_come_first_and_words_have_last_weeks_beside_them(made: Make, read: Read, zh: Say) -> None:
    block = said.section(made(topics=TOPICS, said=WORDS))
    assert read(block).splitlines() == [
        "“加装电梯”：23 人附议",
        "“充电棚”：8 人附议，本周新提",
        "本周说到最多的词，按人数：充电桩 11（上周 7）、路灯 6（上周少于 5）。",
    ]
    assert chat(block, zh) == "居民常说：充电桩、路灯"


def test_topics_alone_and_words_alone_do(made: Make, read: Read, zh: Say) -> None:
    assert chat(said.section(made(topics=TOPICS)), zh) == "居民议题：“加装电梯”：23 人附议"
    only_words = said.section(made(said=WORDS, history=0))
    assert read(only_words) == "本周说到最多的词，按人数：充电桩 11、路灯 6。"


def test_words_of_four_weeks_stand_beside_the_four_before(made: Make, read: Read) -> None:
    told = read(said.section(made(said=WORDS, said_weeks=4)))
    assert told == "近四周说到最多的词，按人数：充电桩 11（前四周 7）、路灯 6（前四周少于 5）。"
    short = read(said.section(made(said=WORDS, said_weeks=4, history=6)))
    assert short == "近四周说到最多的词，按人数：充电桩 11、路灯 6。"


def test_silence_is_not_a_section(made: Make) -> None:
    assert said.section(made()) is None
