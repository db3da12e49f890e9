"""Which of a form's languages is meant by a tag: forms name them as their authors like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"zh": ("中文", "汉语", "chinese"), "en": ("english", "英文", "英语"), "fr": ("french", "français")}
)


@lru_cache(maxsize=1024)
def language_of(tag: str, languages: tuple[str, ...]) -> str | None:
    """The language of a tag such as "zh-CN"; None when there is none of it.

    Forms write "中文 (zh)", "English (en)", "zh_CN" or just "English".
    """
    wanted = tag.replace("_", "-").lower()
    short = wanted.split("-")[0]
    names = NAMES.get(short, ())
    for language in languages:
        lowered = language.lower()
        code = lowered[lowered.rfind("(") + 1 :].rstrip(") ") if "(" in lowered else lowered
        code = code.replace("_", "-")
        if code == wanted or code.split("-")[0] == short or any(name in lowered for name in names):
            return language
    return None
