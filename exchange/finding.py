"""What a reader of a directory has to tell: where it is, what is the matter, what was done about it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from locales import Texts, texts
from model.phrase import Phrase


class Severity(enum.Enum):
    """An error is wrong in the data; a warning is kept but not used; a remark is good to know."""

    ERROR = "error"
    WARNING = "warning"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``code`` is its kind; ``row`` counts as a spreadsheet does, the header being row 1."""

    severity: Severity
    code: str
    words: Phrase | str
    file: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        """Where and what, in one line of English."""
        return self.said(texts("en"))

    def said(self, words: Texts) -> str:
        """Where and what, in one line of a language."""
        row = words.say("exchange.row", row=self.row) if self.row else ""
        where = words.say("list.comma").join(part for part in (self.file, row, self.column) if part)
        what = self.what(words)
        return words.say("exchange.where", where=where, what=what) if where else what

    def what(self, words: Texts) -> str:
        """What is the matter, in a language; plain words (a library's) stay as they are."""
        return words.say(self.words) if isinstance(self.words, Phrase) else self.words


class Refused(ValueError):
    """The file cannot be read at all; says which, where, why, and what would help."""

    def __init__(self, words: Phrase | str, file: str = "", row: int | None = None) -> None:
        self.finding = Finding(Severity.ERROR, "refused", words, file, row)
        super().__init__(str(self.finding))


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind in one place, counted; ``first`` stands for all."""

    first: Finding
    count: int
    rows: tuple[int, ...]


def grouped(findings: Iterable[Finding], rows: int = 5) -> list[Group]:
    """Findings by severity, kind, file and column, with the first few ``rows`` of each."""
    order = list(Severity)
    groups: dict[tuple[int, str, str, str], list[Finding]] = {}
    for one in findings:
        groups.setdefault((order.index(one.severity), one.code, one.file, one.column), []).append(one)
    return [
        Group(same[0], len(same), tuple([one.row for one in same if one.row][:rows]))
        for _, same in sorted(groups.items(), key=lambda item: item[0])
    ]
