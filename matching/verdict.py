"""What one rule says of one service for one need."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from model.phrase import Phrase

_NOTHING: Mapping[str, object] = MappingProxyType({})
NEUTRAL = 0.5
"""The score of a rule that has nothing to go by; only better ones are told as reasons."""


class Verdict(NamedTuple):
    """A score from 0 to 1, or None when the rule excludes; and the sentence as key and parameters.

    The sentence becomes a ``Phrase`` only when somebody reads it: most verdicts of most candidates are
    never read, and building them all would cost more than the ranking.
    """

    score: float | None
    key: str
    params: Mapping[str, object] = _NOTHING

    @property
    def reason(self) -> Phrase:
        """The sentence."""
        return Phrase(self.key, self.params)
