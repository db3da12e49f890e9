"""What is said in Chinese and in English, in the language that is wanted."""

from __future__ import annotations


def in_language(language: str, zh: str, en: str) -> str:
    """The words in a language; the Chinese ones where there are no others."""
    return zh if language.startswith("zh") or not en else en
