"""The built-in surveys: XLSForm as Markdown (.md), and beside each its XForm XML.

So pyxform is not paid at the start. ``python -m surveys.library`` compiles them anew; a test sees that they
agree.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from surveys.form import Form
from surveys.xform import load

HERE = Path(__file__).parent
CATEGORIES = (
    "elderly",
    "children",
    "disability",
    "health",
    "mental",
    "family",
    "livelihood",
    "employment",
    "legal",
    "environment",
    "facilities",
    "safety",
    "culture",
    "education",
    "convenience",
    "government",
    "volunteering",
    "emergency",
)
"""The level-1 categories of needs; each has a survey need_<code>."""
OTHERS = ("volunteer", "needs_assessment", "followup", "organization")


def names() -> tuple[str, ...]:
    """The names of all built-in surveys."""
    return (*(f"need_{code}" for code in CATEGORIES), *OTHERS)


def xform(name: str) -> bytes:
    """The XForm XML of a built-in survey. KeyError when there is none of this name."""
    if name not in names():
        raise KeyError(name)
    return (HERE / f"{name}.xml").read_bytes()


def source(name: str) -> bytes:
    """The Markdown a built-in survey is written in. KeyError when there is none of this name."""
    if name not in names():
        raise KeyError(name)
    return (HERE / f"{name}.md").read_bytes()


@cache
def form(name: str) -> Form:
    """A built-in survey, read once. KeyError when there is none of this name."""
    return load(xform(name))
