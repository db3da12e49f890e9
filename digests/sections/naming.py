"""Categories and reasons by their names."""

from __future__ import annotations

from digests.wording import called
from model import taxonomy
from model.phrase import Phrase, phrase

REASONS: tuple[str, ...] = (
    "nobody_serves",
    "nobody_left",
    "no_capacity",
    "out_of_scope",
    "wrong_area",
    "duplicate",
    "needs_other_help",
    "not_solved",
)
"""Why a need found nobody, or an organization said no; any other code is "other reasons"."""


def field(code: str) -> Phrase:
    """A category's name; a code nobody knows (an old one, a mistake) is "other matters"."""
    try:
        return called(taxonomy.category(code))
    except KeyError:
        return phrase("digest.field.other")


def reason(code: str) -> Phrase:
    """A reason in a few words."""
    return phrase(f"digest.reason.{code}" if code in REASONS else "digest.reason.other")
