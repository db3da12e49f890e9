"""Several needs in one message, told apart clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from matching.text.figures import Said
from matching.text.lists import without_markers
from matching.text.model import Model
from matching.text.spans import span
from matching.text.understanding import Guess, Part, Span

# How sure the classifier must be of both clauses before they are taken for two needs: after a word like
# "另外" or a full stop less sure than after a mere comma.
AFTER_WORD, AFTER_COMMA = 0.55, 0.8
_SHORTEST, _SHORTEST_LISTED = 4, 2
_BEST = 3

_CLAUSES = re.compile(r"[^,。!?;、\n]+")
_CONNECTIVE = re.compile(
    r"^\s*(?:另外|还有|同时|再就是|此外|顺便|第[一二三]|其[一二次]|[1-9一二三四][.、)]|对了|以及"
    r"|再有|再问|还想|也想|而且|仲有|also|and |besides|plus|another)"
)
_INSIDE = re.compile(r"(?<=.{4})(?=另外|还有(?!没有|吗|多久|几)|顺便|同时|以及|仲有| also | and also )")


@dataclass(slots=True)
class _Piece:
    start: int
    end: int
    strict: bool
    guesses: tuple[Guess, ...]


def find_parts(said: Said, model: Model) -> tuple[Part, ...]:
    """The needs of a message that has several, in their order; empty when it has one."""
    if len(said.plain) < 2 * _SHORTEST + 1:
        return ()
    plain = without_markers(said.plain)
    shortest = _SHORTEST if plain == said.plain else _SHORTEST_LISTED
    pieces: list[_Piece] = []
    for start, end, strict in _clauses(plain):
        guesses = _guesses(said.between(start, end), model)
        best = guesses[0] if guesses else None
        bar = AFTER_COMMA if strict else AFTER_WORD
        new = best is not None and best.probability >= bar and end - start >= shortest
        if pieces and not (new and best and _differs(best.code, pieces[-1], strict=strict)):
            pieces[-1].end = end
        elif pieces or new:
            pieces.append(_Piece(start, end, strict, guesses))
    if len(pieces) < 2:
        return ()
    if plain[: pieces[0].start].strip():
        pieces[0].start = 0
    return tuple(
        Part(
            _trimmed(said.text, piece.start, piece.end),
            piece.guesses,
            sure=piece.guesses[0].probability >= AFTER_WORD,
        )
        for piece in pieces
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    """The words between, without the spaces around them."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return span(text, start, start + len(words.strip()))


def _differs(code: str, before: _Piece, *, strict: bool) -> bool:
    """Another need than the one before: another leaf, and after a mere comma another field altogether."""
    earlier = before.guesses[0]
    if strict:
        sure = earlier.probability >= AFTER_COMMA
        return sure and code.partition(".")[0] != earlier.code.partition(".")[0]
    return code != earlier.code


def _clauses(plain: str) -> list[tuple[int, int, bool]]:
    """Clauses as (start, end, strict); strict where only a comma parts it from the one before."""
    found: list[tuple[int, int, bool]] = []
    for match in _CLAUSES.finditer(plain):
        cuts = [
            match.start(),
            *(cut.start() + match.start() for cut in _INSIDE.finditer(match[0])),
            match.end(),
        ]
        for start, end in pairwise(cuts):
            mark = plain[start - 1] if start else "。"
            connected = bool(_CONNECTIVE.match(plain[start:end])) or start != match.start()
            found.append((start, end, not connected and mark in ",、"))
    return found


def _guesses(words: str, model: Model) -> tuple[Guess, ...]:
    """The best taxonomy codes for some words, with what the classifier gives to "no need at all" left out."""
    found = model.guess(words, _BEST + 2)
    return tuple(Guess(code, p) for code, p in found if not code.startswith("~"))[:_BEST]
