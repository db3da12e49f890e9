"""Danger to life, found first and at once: patterns, less what only looks like it, weighed by its context."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from matching.text.danger_context import LETTER, Verdict, is_letter, judge, of_a_child, whom
from matching.text.danger_sense import sense
from matching.text.danger_signals import Signal, harmless, signals
from matching.text.figures import Said, hear
from matching.text.normalise import length_of
from matching.text.understanding import Danger, DangerKind, DangerLevel, Span, Whom

_GRAVITY = {level: rank for rank, level in enumerate(DangerLevel)}
# Whoever writes of these is not the one in danger.
_OTHERS_FIRST = frozenset({DangerKind.LOST_PERSON, DangerKind.CHILD_ABUSE})
_CRY = re.compile(r"救命[啊呀快哪!,！，]?")
"""Help is cried for, and nothing said of what happens."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A message in which danger was looked for, and what was found: to understand it nobody looks again."""

    said: Said
    danger: Danger | None


def look(text: str) -> Looked:
    """Look for danger in a message, before anything else. Takes microseconds; never raises."""
    said = hear(text)
    return Looked(said, find_danger(said))


def danger(text: str) -> Danger | None:
    """The gravest danger to life that a message speaks of, or None."""
    return look(text).danger


def find_danger(said: Said) -> Danger | None:
    """The gravest danger in a message that has been heard.

    Of several signs the nearest level wins, then the order of ``danger_signals.KINDS``. Where no sign is
    found, a model is asked what the text sounds like; not where a sign's context cleared it.
    """
    text, plain = said.text, said.meant
    signals_here = signals().possible(plain)
    if not signals_here:
        found_here = _sensed(text, plain, plain)
        return _sorted(found_here and _sensed(text, _masked(plain), plain), plain)
    told = is_letter(plain, 0, len(plain))
    masked = _masked(plain)
    found: list[Danger] = []
    cleared = False
    for signal in signals_here:
        if told and signal.kind is not DangerKind.SUICIDE:
            continue
        danger, seen = _weigh(signal, text, masked, plain)
        cleared = cleared or (seen and danger is None)
        if danger is not None:
            found.append(danger)
            if danger.level is DangerLevel.NOW and not _is_a_cry(danger):
                break
    if not found and not cleared:
        return _sorted(_sensed(text, masked, plain), plain)
    return _sorted(_gravest(found), plain)


def _gravest(found: list[Danger]) -> Danger | None:
    """A cry for help says how grave it is, and whatever else is said, what it is."""
    gravest = min(found, key=lambda one: _GRAVITY[one.level], default=None)
    if gravest is None or not _is_a_cry(gravest):
        return gravest
    told = [one for one in found if not _is_a_cry(one) and one.level is not DangerLevel.CONCERN]
    what = min(told, key=lambda one: _GRAVITY[one.level], default=gravest)
    return replace(what, level=gravest.level)


def _is_a_cry(danger: Danger) -> bool:
    return all(_CRY.fullmatch(span.text) for span in danger.evidence)


def _masked(plain: str) -> str:
    """Without what only looks like danger; positions stay."""
    return harmless().sub(lambda match: " " * len(match[0]), plain)


def _sorted(found: Danger | None, plain: str) -> Danger | None:
    """A child who is hit and says so itself is not sent to a helpline for women."""
    if found is not None and of_a_child(found.kind, plain):
        return replace(found, kind=DangerKind.CHILD_ABUSE)
    return found


def _sensed(text: str, masked: str, plain: str) -> Danger | None:
    """What the model hears in a text without any sign, once its context has been heard too."""
    heard = sense(masked)
    if heard is None:
        return None
    verdict = judge(heard.kind, masked, plain, heard.start, heard.end)
    if verdict is Verdict.CLEARED:
        return None
    affected = Whom.SOMEONE_ELSE if heard.kind in _OTHERS_FIRST else whom(plain, heard.start, heard.end)
    level = DangerLevel.CONCERN if verdict is Verdict.PAST else heard.level
    happening = verdict is Verdict.STANDS and heard.kind is not DangerKind.SUICIDE
    span = Span(heard.start, heard.end, text[heard.start : heard.end])
    return Danger(heard.kind, level, affected, happening, (span,), sensed=True)


def _weigh(signal: Signal, text: str, masked: str, plain: str) -> tuple[Danger | None, bool]:
    """The danger this signal finds once its context has been heard, and whether it saw anything at all."""
    level, happening = signal.level, True
    spans: list[Span] = []
    first: tuple[int, int] | None = None
    seen = False
    for match in signal.pattern.finditer(masked):
        seen = True
        start, end = match.span()
        verdict = judge(signal.kind, masked, plain, start, end)
        if verdict is Verdict.CLEARED:
            continue
        if signal.kind is not DangerKind.SUICIDE:
            if is_letter(plain, start, end):
                continue
            if verdict is Verdict.PAST and length_of(plain) > LETTER:
                continue  # what a letter tells of the past is its subject, not a cry
        if verdict is Verdict.PAST:
            happening, level = False, _milder(level)
        spans.append(Span(start, end, text[start:end]))
        first = first or (start, end)
    if first is None:
        return None, seen
    affected = Whom.SOMEONE_ELSE if signal.kind in _OTHERS_FIRST else whom(plain, *first)
    if signal.kind is DangerKind.SUICIDE and level is not DangerLevel.NOW:
        happening = False  # thoughts, not yet a deed
    return Danger(signal.kind, level, affected, happening, tuple(spans)), seen


def _milder(level: DangerLevel) -> DangerLevel:
    return DangerLevel.SERIOUS if level is DangerLevel.NOW else DangerLevel.CONCERN
