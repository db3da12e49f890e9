"""Real questionnaires with scripts of answers and the instances they end with. They lie outside."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from conformance.form import differences, moment
from handlers import campaigns
from handlers.publishing import publish
from handlers.services import Services
from handlers.work import Work
from model.person import Person
from model.survey import Campaign
from storage.chats import Chat
from storage.unit import Unit
from surveys.form import Form
from surveys.xform import load
from tests.dialogues.respondent import HERE

FACTS = Path(os.environ.get("LINLI_CONFORMANCE", Path(__file__).parents[3] / "shared" / "conformance"))
FOLDER = FACTS.parent / "forms"
PERSON = 9001
"""The id of the resident who is asked."""


@dataclass(frozen=True)
class Real:
    """One form with one script."""

    form: Form
    xform: bytes
    script: dict[str, Any]
    expected: bytes

    @property
    def now(self) -> datetime:
        """When the script was recorded."""
        return moment(self.script["now"])

    def open(self, unit: Unit, services: Services, now: datetime, chat: str) -> Campaign:
        """Publish the form, and open it to a resident whose chat has this key."""
        unit.people.add(Person(PERSON, "en", now, "GH01", consent_at=now))
        unit.chats.save(Chat(chat, "en", b"", now, PERSON))
        form = publish(unit, services, "form.xml", self.xform, now)
        campaign = Campaign(services.ids(), form.id, ("GH01",), now)
        campaigns.launch(Work(unit, services, now), campaign, invite=False)
        return campaign

    def unlike(self, instance: str | bytes) -> list[str]:
        """What differs between an instance and the expected one, but for the moment of sending."""
        binds = ((one.path, one.bind) for one in self.form.definitions)
        ends = [_numbered(path) for path, bind in binds if bind.preload_params == "end"]
        found = differences(self.form, instance, self.expected)
        return [one for one in found if one.partition(": ")[0] not in ends]

    def allowed(self, places: list[str]) -> list[str]:
        """How a submission may differ from the expected instance: by the places given there, by nothing else.

        The form requires them, the script leaves them without a value; the chat lets nobody pass them over.
        """
        said = " ".join(map(repr, (*HERE, 0.0, 0.0)))
        return [f"{_numbered(ref)}: {said!r}, expected ''" for ref in places]


def _numbered(ref: str) -> str:
    """A ref as differences name it: every element below the root with its number."""
    root, *names = ref.strip("/").split("/")
    return "/" + "/".join([root, *(name if name.endswith("]") else f"{name}[1]" for name in names)])


def real(name: str) -> Real:
    """The form and script of a name such as "thamel.1"; skips the test where they are not there."""
    script = FOLDER / f"{name}.json"
    if not script.exists():
        pytest.skip(f"no real forms at {FOLDER} (set LINLI_CONFORMANCE)")
    xform = (FOLDER / f"{name.partition('.')[0]}.xml").read_bytes()
    expected = script.with_suffix(".expected.xml").read_bytes()
    return Real(load(xform), xform, json.loads(script.read_text()), expected)
