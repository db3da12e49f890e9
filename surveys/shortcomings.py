"""How a question is shown in a chat where the form asks for more than a chat can do."""

from __future__ import annotations

from collections.abc import Iterator

from surveys.form import Control, Form, Question

LONG_LIST = 40
"""Choices beyond which typing is quicker than turning pages."""
APPEARANCES = {
    "signature": "drawing",
    "draw": "drawing",
    "annotate": "drawing",
    "new": "camera",
    "selfie": "camera",
    "map": "map",
    "maps": "map",
    "placement-map": "map",
    "image-map": "picture",
    "likert": "scale",
    "rating": "scale",
    "picker": "scale",
    "vertical": "scale",
    "no-ticks": "scale",
    "list-nolabel": "table",
    "list": "table",
    "label": "table",
    "ethiopian": "calendar",
    "coptic": "calendar",
    "islamic": "calendar",
    "bikram-sambat": "calendar",
    "myanmar": "calendar",
    "persian": "calendar",
    "masked": "masked",
    "hidden-answer": "masked",
    "printer": "device",
    "bearing": "device",
    "counter": "device",
}
"""Appearances with a form of their own elsewhere, and the kind of stand-in that a chat has."""


def shortcomings(form: Form, question: Question) -> Iterator[str]:
    """The kinds of stand-ins a question needs; each has a sentence in the catalogue ("survey.shown.…")."""
    words = question.appearance.casefold()
    yield from dict.fromkeys(APPEARANCES[one] for one in words.split() if one in APPEARANCES)
    if "search(" in words:
        yield "search"
    if "ex:" in words:
        yield "app"
    kind = form.definitions[question.definition].bind.type
    if kind in {"geotrace", "geoshape"}:
        yield "line"
    elif kind == "barcode":
        yield "barcode"
    if question.control is Control.SECRET:
        yield "masked"
    if len(question.choices) > LONG_LIST or _rows(form, question) > LONG_LIST:
        yield "long_list"


def _rows(form: Form, question: Question) -> int:
    """How many choices a list has before any filter."""
    if question.itemset is None:
        return 0
    lists = (form.instances.get(name) for name in question.itemset.nodes.references.instances)
    return max((len(top.children) for one in lists if one is not None for top in one.children), default=0)
