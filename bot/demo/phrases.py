"""What staff and residents write in the course of a story: notes, questions, outcomes, ratings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from typing import TypeVar

from bot.demo.deck import Deck
from bot.demo.reading import table

T = TypeVar("T")
_ANY = "*"


class Book(dict[tuple[str, str], list[T]]):
    """Texts by kind and category; a leaf's own come before its field's, and those before anybody's."""

    def best(self, kind: str, category: str) -> list[T]:
        """The texts of the narrowest category that has some; none when even "*" has none."""
        return next((found for code in _widening(category) if (found := self.get((kind, code)))), [])

    def all(self, kind: str, category: str) -> list[T]:
        """The texts of the category and of everything around it."""
        return [text for code in _widening(category) for text in self.get((kind, code), [])]


def _widening(category: str) -> tuple[str, ...]:
    return category, category.partition(".")[0], _ANY


def _book(entries: Iterable[tuple[str, str, T]]) -> Book[T]:
    found: defaultdict[tuple[str, str], list[T]] = defaultdict(list)
    for kind, category, text in entries:
        found[kind, category].append(text)
    return Book(found)


class Phrases:
    """Draws texts that fit, each as seldom as possible."""

    def __init__(self, random: Random) -> None:
        self._random = random
        rows = table("phrases")
        self._said = _book((row["kind"], row["category"], (row["text"], row["reply"])) for row in rows)
        outcomes = table("outcomes")
        self._outcomes = _book(
            (f"{row['language']}:{row['outcome']}", row["category"], row["text"]) for row in outcomes
        )
        self._ratings = _book((row["language"], row["rating"], row["text"]) for row in table("ratings"))
        self._answers = _book((row["language"], row["category"], row) for row in table("answers"))
        self._decks: dict[tuple[str, str], Deck[str]] = {}

    def say(self, kind: str, category: str) -> str:
        """A note, a word with an answer, what a resident adds."""
        return self.ask(kind, category)[0]

    def ask(self, kind: str, category: str) -> tuple[str, str]:
        """A question of staff, and the resident's reply."""
        found = self._said.all(kind, category)
        own = self._said.best(kind, category)
        return self._random.choice(own if self._random.random() < 0.6 else found)

    def outcome(self, outcome: str, category: str, language: str) -> str:
        """What the organization wrote when it called it done."""
        return self._random.choice(self._outcomes.best(f"{language}:{outcome}", category))

    def rating(self, rating: int, language: str) -> str:
        """The resident's word with a rating; empty when there is none for it."""
        words = self._ratings.get((language, str(rating)))
        if not words:
            return ""
        key = (language, str(rating))
        if key not in self._decks:
            self._decks[key] = Deck(words, self._random)
        return self._decks[key].draw()

    def answers(self, category: str, language: str) -> dict[str, str]:
        """Answers to the few questions of a category: label → answer."""
        rows = self._answers.best(language, category)
        return {row["label"]: self._random.choice(row["choices"].split("/")) for row in rows}
