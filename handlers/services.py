"""What every use case may call upon; built once by ``bot/furnishing``."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.atlas import Atlas
from handlers.forms import Forms
from handlers.hidden import Hidden
from handlers.reputation import Reputation
from matching.deadline import PROMISES, Promise
from matching.directory import Directory
from matching.text import Model
from model.bilingual import in_language
from model.need import Urgency
from model.retention import Retention
from storage.unit import Unit
from storage.versions import DIRECTORY

Keep = Callable[[bytes, str], str]
"""Keeps bytes of a MIME type in the media store and gives back their key (the same for the same bytes)."""


OldFiles = Callable[[datetime, str], tuple[list[str], str | None]]
"""Files of the media store not kept since a moment, from where it stopped before: keys, where to go on."""


def no_files(before: datetime, after: str) -> tuple[list[str], str | None]:
    """Of a media store without files."""
    del before, after
    return [], None


@dataclass(slots=True)
class Services:
    """Shared by all turns. The directory and the atlas are replaced whole when the data change."""

    ids: Callable[[], int]
    zone: ZoneInfo
    model: Model
    forms: Forms
    keep: Keep
    drop: Callable[[Collection[str]], None]
    """Deletes files of the media store by their keys, ``afterwards``; a missing one is no error."""
    atlas: Atlas
    directory: Directory
    operator_zh: str = "本街道"
    operator_en: str = "Your street office"
    page: str = "http://127.0.0.1:8000"
    promises: dict[Urgency, Promise] = field(default_factory=lambda: dict(PROMISES))
    confirm_after: timedelta = timedelta(days=3)
    silent: frozenset[str] = frozenset()
    """Messengers that never ring: quiet hours hold nothing back there."""
    reputation: Reputation = field(default_factory=Reputation)
    hidden: Hidden = field(default_factory=Hidden)
    retention: Retention = field(default_factory=Retention)
    old_files: OldFiles = no_files
    version: int = 0
    """Of the directory and the atlas, as ``storage/versions`` counts: other processes change them too."""
    digest_key: Callable[[str, str, int, datetime], str] | None = None
    """Makes the key by which one member of staff reads one digest without signing in; None for none."""
    upload: Callable[[int, int], None] | None = None
    """Takes a response's id and the attempt to upload it; None when no OpenRosa server is set."""

    def operator(self, language: str) -> str:
        """Who runs this installation, in a language."""
        return in_language(language, self.operator_zh, self.operator_en)

    def reload(self, unit: Unit) -> None:
        """Read places, organizations and services again after they were changed."""
        version, places = unit.versions.of(DIRECTORY), unit.places.all()
        directory = Directory.build(unit.organizations.all(), unit.organizations.services(), places)
        # Only once all is read: after an error halfway it is still to be read.
        self.version, self.atlas, self.directory = version, Atlas(places), directory
