"""Danger to life: first version."""

from __future__ import annotations

import re

from matching.text.normalise import normalise
from matching.text.understanding import Danger, DangerKind, DangerLevel, Span, Whom

_FIRST = (
    (DangerKind.FIRE, re.compile(r"着火|起火|失火|冒浓烟|on fire")),
    (DangerKind.GAS, re.compile(r"煤气泄漏|燃气泄漏|天然气泄漏|煤气味|gas leak")),
    (DangerKind.SUICIDE, re.compile(r"想死|不想活|自杀|跳楼|割腕|kill myself|suicide")),
    (DangerKind.MEDICAL, re.compile(r"晕倒|昏迷|没有呼吸|胸口疼|大出血|unconscious")),
    (DangerKind.VIOLENCE, re.compile(r"打我|家暴|拿刀|beats me")),
    (DangerKind.LOST_PERSON, re.compile(r"走丢|走失|不见了")),
)


def danger(text: str) -> Danger | None:
    """The gravest danger a message speaks of, or None."""
    plain = normalise(text)
    for kind, pattern in _FIRST:
        match = pattern.search(plain)
        if match:
            span = Span(match.start(), match.end(), text[match.start() : match.end()])
            return Danger(kind, DangerLevel.SERIOUS, Whom.SOMEONE_ELSE, True, (span,))
    return None
