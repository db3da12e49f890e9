"""What is worth telling the author of a survey: an error, a warning or a remark, and where it is."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from model.phrase import Phrase


class Severity(enum.Enum):
    """An error stops the form from being used; a warning does not; a remark is good to know."""

    ERROR = "error"
    WARNING = "warning"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``subject`` is the question or list it is about; rows are numbered as Excel shows them."""

    severity: Severity
    message: Phrase
    subject: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


class FormError(ValueError):
    """The form cannot be used; ``findings`` say why, in words its author understands."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{one.message.key} {dict(one.message.params)}" for one in self.findings))


def error(key: str, subject: str = "", **params: object) -> Finding:
    """An error whose words are the catalogue's ``key``."""
    return Finding(Severity.ERROR, Phrase(key, {"subject": subject, **params}), subject)


def warning(key: str, subject: str = "", **params: object) -> Finding:
    """A warning whose words are the catalogue's ``key``."""
    return Finding(Severity.WARNING, Phrase(key, {"subject": subject, **params}), subject)


def remark(key: str, subject: str = "", **params: object) -> Finding:
    """A remark whose words are the catalogue's ``key``."""
    return Finding(Severity.REMARK, Phrase(key, {"subject": subject, **params}), subject)
