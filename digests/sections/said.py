"""What residents raised: topics with their support, and the words most of them used."""

from __future__ import annotations

from digests.block import Block, Item, Items, Line, Part
from digests.facts import Facts, Raised, Said
from digests.wording import fewer, plain
from model.phrase import Phrase, phrase

KEY = "said"
_TOPICS = 5
_WORDS = 8


def section(facts: Facts) -> Block | None:
    """Topics first: they were meant for the committee. Silent when nobody raised anything."""
    parts: list[Part] = []
    if facts.topics:
        parts.append(Items(tuple(Item(_topic(topic)) for topic in facts.topics[:_TOPICS])))
    if facts.said:
        parts.append(Line(_words(facts)))
    if not parts:
        return None
    return Block(KEY, phrase("digest.said.title"), tuple(parts), _chat(facts))


def _topic(topic: Raised) -> Phrase:
    return phrase(
        "digest.said.topic.fresh" if topic.fresh else "digest.said.topic",
        title=topic.title,
        support=topic.support,
    )


def _words(facts: Facts) -> Phrase:
    words = tuple(_word(said, facts) for said in facts.said[:_WORDS])
    return phrase("digest.said.words" if facts.said_weeks == 1 else "digest.said.words.month", words=words)


def _word(said: Said, facts: Facts) -> Phrase:
    """A word with its residents, and with those of as many weeks before where there were so many."""
    if facts.history < 2 * facts.said_weeks - 1:
        count = plain(said.count)
    else:
        before = plain(said.before) if said.before else fewer()
        key = "digest.beside" if facts.said_weeks == 1 else "digest.beside.month"
        count = phrase(key, now=plain(said.count), before=before)
    return phrase("digest.said.word", word=said.word, count=count)


def _chat(facts: Facts) -> Phrase:
    if facts.said:
        return phrase("digest.said.chat", words=tuple(plain(said.word) for said in facts.said[:5]))
    return phrase("digest.said.chat.topic", topic=_topic(facts.topics[0]))
