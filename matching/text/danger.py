"""Danger to life, found first and at once: patterns, less what only looks like it, weighed by its context."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matching.text.danger_context import Verdict, is_letter, judge, whom
from matching.text.danger_signals import Signal, harmless, signals
from matching.text.normalise import normalise
from matching.text.understanding import Danger, DangerKind, DangerLevel, Span, Whom

_LATIN_WORD = re.compile(r"[a-z]{3}")
_GRAVITY = {level: rank for rank, level in enumerate(DangerLevel)}
# Whoever writes of these is not the one in danger.
_OTHERS_FIRST = frozenset({DangerKind.LOST_PERSON, DangerKind.CHILD_ABUSE})


def danger(text: str) -> Danger | None:
    """The gravest danger to life that a message speaks of, or None. Takes microseconds; never raises.

    Of several signs the nearest level wins, then the order of ``danger_signals.KINDS``.
    """
    plain = normalise(text)
    found: list[Danger] = []
    masked: str | None = None
    told = is_letter(plain, 0, len(plain))
    for signal in _possible(plain):
        if told and signal.kind is not DangerKind.SUICIDE:
            continue
        if masked is None:
            masked = harmless().sub(lambda match: " " * len(match[0]), plain)
        danger = _weigh(signal, text, masked, plain)
        if danger is not None:
            found.append(danger)
            if danger.level is DangerLevel.NOW:
                break
    return min(found, key=lambda one: _GRAVITY[one.level], default=None)


def _possible(plain: str) -> Iterator[Signal]:
    """The signals of the scripts that the text is written in."""
    table = signals()
    if not plain.isascii():
        yield from table.chinese
    if _LATIN_WORD.search(plain):
        yield from table.latin


def _weigh(signal: Signal, text: str, masked: str, plain: str) -> Danger | None:
    """The danger this signal finds in the text once its context has been heard."""
    level, happening = signal.level, True
    spans: list[Span] = []
    first: tuple[int, int] | None = None
    for match in signal.pattern.finditer(masked):
        start, end = match.span()
        verdict = judge(signal.kind, masked, plain, start, end)
        if verdict is Verdict.CLEARED:
            continue
        if signal.kind is not DangerKind.SUICIDE and is_letter(plain, start, end):
            continue
        if verdict is Verdict.PAST:
            happening, level = False, _milder(level)
        spans.append(Span(start, end, text[start:end]))
        first = first or (start, end)
    if first is None:
        return None
    affected = Whom.SOMEONE_ELSE if signal.kind in _OTHERS_FIRST else whom(plain, *first)
    if signal.kind is DangerKind.SUICIDE and level is not DangerLevel.NOW:
        happening = False  # thoughts, not yet a deed
    return Danger(signal.kind, level, affected, happening, tuple(spans))


def _milder(level: DangerLevel) -> DangerLevel:
    return DangerLevel.SERIOUS if level is DangerLevel.NOW else DangerLevel.CONCERN
