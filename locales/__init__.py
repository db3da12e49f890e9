"""Every word people read, in every language: gettext catalogues with symbolic keys.

One ``.po`` file a room and language (``locales/zh_CN/chat.po``). Chinese is written first; English is its
equal. Keys are unique over all files. The files are read as they are, so nothing needs compiling.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from model.phrase import Phrase

LANGUAGES: tuple[str, ...] = ("zh_CN", "en")
DEFAULT = "zh_CN"
_ONE_OR_MANY = re.compile(r"{\w+:[^{}|]*\|[^{}|]*}")
_HERE = Path(__file__).parent


class UnknownText(KeyError):
    """No text with this key."""


class _Counted:
    """A parameter that also says whether it is one or many."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        one, either, many = spec.partition("|")
        if not either:
            return format(self._value, spec)
        return one if str(self._value) == "1" else many


class Texts:
    """The catalogue of one language. ``say`` turns keys and phrases into words."""

    __slots__ = ("_catalogue", "_counting", "language")

    def __init__(self, language: str, catalogue: dict[str, str]) -> None:
        self.language = language
        self._catalogue = catalogue
        self._counting = frozenset(key for key, words in catalogue.items() if _ONE_OR_MANY.search(words))

    def __contains__(self, key: str) -> bool:
        return key in self._catalogue

    def keys(self) -> frozenset[str]:
        """All keys, for the tests that compare languages."""
        return frozenset(self._catalogue)

    def say(self, what: str | Phrase, /, **params: object) -> str:
        """The words for a key or phrase, with its parameters filled in.

        A parameter that is a phrase is said in the same language. ``{count:day|days}`` is the first word for
        one and the second for any other count. UnknownText when the key is unknown.
        """
        if isinstance(what, Phrase):
            params = {**what.params, **params}
            what = what.key
        try:
            template = self._catalogue[what]
        except KeyError:
            raise UnknownText(what) from None
        if not params:
            return template
        said = {
            name: self.say(value) if isinstance(value, Phrase) else value for name, value in params.items()
        }
        if what in self._counting:
            return template.format_map({name: _Counted(value) for name, value in said.items()})
        return template.format_map(said)


def resolve(wanted: str) -> str:
    """The language we have that is nearest to the one wanted ("zh-Hans" → "zh_CN", "en-GB" → "en")."""
    return "en" if wanted.lower().startswith("en") else DEFAULT


@cache
def texts(language: str) -> Texts:
    """The catalogue of a language, read once."""
    catalogue: dict[str, str] = {}
    for path in sorted((_HERE / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if not message.id:
                    continue
                key = str(message.id)
                if key in catalogue:
                    raise ValueError(f"{path.name}: the key {key} stands in two files")
                catalogue[key] = str(message.string)
    return Texts(language, catalogue)
