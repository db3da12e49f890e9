"""The demo door: people whom one click signs in as. It exists in demo mode only."""

from __future__ import annotations

from dataclasses import dataclass

from model.bilingual import in_language


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody a visitor can be. ``role`` is a staff role's value or "resident"; the lines say who it is."""

    role: str
    login: str
    name: str
    name_en: str
    zh: str
    en: str

    def called(self, language: str) -> str:
        """What they are called, in a language."""
        return in_language(language, self.name, self.name_en)

    def line(self, language: str) -> str:
        """Who it is, in a language."""
        return in_language(language, self.zh, self.en)
