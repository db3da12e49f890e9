"""Which of our categories a service belongs to, by what its directory says of it."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from exchange.dataset import Dataset, Row
from model.taxonomy import TAXONOMY

_MOST = 3
"""More categories than this, guessed from a description, say nothing."""
_READ = 600
"""Characters of a description that say what a service is; after them come hours and conditions."""


def categories(dataset: Dataset, service: Row) -> tuple[tuple[str, ...], str]:
    """The codes, and by what they were found: "code", "term", "name", "description" or "" for none.

    The surest ground that gives any decides: our own codes and names as terms, then words of the table in
    terms, in the service's names and keywords, and last in the beginning of its description.
    """
    terms = _terms(dataset, service)
    own = [_own()[text.casefold()] for term in terms for text in _names(term) if text.casefold() in _own()]
    if own:
        return _narrowed(own), "code"
    sources = (
        ("term", [term.text("name") for term in terms]),
        ("name", [service.text(name) for name in ("name", "alternate_name", "keywords")]),
        ("description", [service.text("description")[:_READ]]),
    )
    for ground, texts in sources:
        found = _by_words(" ; ".join(texts))
        if found and (ground != "description" or len(found) <= _MOST):
            return found, ground
    return (), ""


def _terms(dataset: Dataset, service: Row) -> list[Row]:
    attributes = dataset.children("attribute", "link_id", service)
    found = [dataset.get("taxonomy_term", one.text("taxonomy_term_id")) for one in attributes]
    return [term for term in found if term is not None]


def _names(term: Row) -> tuple[str, ...]:
    return term.text("code"), term.text("name"), term.text("id")


def _by_words(text: str) -> tuple[str, ...]:
    pattern, codes = _table()
    counts: dict[str, int] = {}
    for match in pattern.finditer(text.casefold()):
        code = codes[match.group("latin") or match.group("other")]
        counts[code] = counts.get(code, 0) + 1
    return _narrowed(sorted(counts, key=lambda code: -counts[code]))


def _narrowed(codes: list[str]) -> tuple[str, ...]:
    """Each once; a whole field only where none of its leaves is there as well."""
    leaves = {code.partition(".")[0] for code in codes if "." in code}
    return tuple(dict.fromkeys(code for code in codes if "." in code or code not in leaves))


@cache
def _own() -> dict[str, str]:
    names = {name.casefold(): node.code for node in reversed(TAXONOMY) for name in (node.zh, node.en)}
    return names | {node.code: node.code for node in TAXONOMY}


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all words, the longest first, and the category of each."""
    codes: dict[str, str] = {node.zh: node.code for node in TAXONOMY}
    text = resources.files("exchange.mapping").joinpath("categories.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, words = line.split("\t")
            codes |= dict.fromkeys(words.split(";"), code)
    longest = sorted(codes, key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in longest if word.isascii())
    other = "|".join(re.escape(word) for word in longest if not word.isascii())
    return re.compile(rf"(?<![a-z])(?P<latin>{latin})(?:s|es)?(?![a-z])|(?P<other>{other})"), codes
