"""Regular expressions in the dialect of forms (JavaScript's), in time linear in the text.

Patterns come from strangers, and Python's `re` can be made to run for years by a short one. So a pattern
becomes an automaton here, which never looks at a character twice. Only lookaround and back references,
which no automaton can do, go to `re`, and only where the pattern and the text leave it little to try.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Final

from surveys.xpath.errors import XPathError
from surveys.xpath.regex.automaton import Automaton
from surveys.xpath.regex.parser import parse_pattern
from surveys.xpath.regex.program import assemble
from surveys.xpath.regex.syntax import Pattern

LONGEST_PATTERN: Final = 2_000
LONGEST_TEXT: Final = 100_000
_NAMED_GROUP: Final = re.compile(r"\(\?<(?![=!])")
MOST_TRIES: Final = 1_000_000
"""Steps that `re` may be made to take at worst: some hundredths of a second."""


def matches(text: str, pattern: str) -> bool:
    """regex(text, pattern): whether the pattern is found anywhere in the text.

    XPathError for what is no pattern, and for patterns and texts beyond the limits.
    """
    if len(text) > LONGEST_TEXT:
        raise XPathError(f"regex() looks at no more than {LONGEST_TEXT} characters")
    automaton, parsed = _prepared(pattern)
    if automaton is not None:
        return automaton.finds(text)
    return _tries(text, parsed)


@lru_cache(maxsize=512)
def _prepared(pattern: str) -> tuple[Automaton | None, Pattern]:
    if len(pattern) > LONGEST_PATTERN:
        raise XPathError(f"a pattern of more than {LONGEST_PATTERN} characters is not accepted")
    parsed = parse_pattern(pattern)
    return (None if parsed.needs_memory else Automaton(assemble(parsed.tree))), parsed


def _tries(text: str, parsed: Pattern) -> bool:
    """By Python's `re`, when even the worst course is short."""
    if parsed.has_nested_repeats or (len(text) + 1) ** (parsed.repeats + 1) > MOST_TRIES:
        raise XPathError("this pattern with lookahead or back references would take too long on such a text")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # Python's own plans for [[ are not the author's
            return re.search(_NAMED_GROUP.sub("(?P<", parsed.source), text, re.ASCII) is not None
    except (re.error, OverflowError, RecursionError) as error:
        raise XPathError(f"«{parsed.source}» is no pattern: {error}") from error
