"""Real questionnaires answered in the chat from the first question to the last, as their scripts say.

What is kept of each dialogue is its digest, since the words are the forms': the hash of everything said by
both sides, and what can be counted. It is rewritten like the other dialogues, with ``make golden``.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.media import MediaStore
from model.message import Outgoing
from model.survey import Response, ResponseState
from storage.database import Database
from surveys.session import Session, restore
from surveys.submission import instance_xml
from tests.dialogues.real_forms import PERSON, Real, real
from tests.dialogues.respondent import Respondent, fits
from tests.dialogues.talk import Talk, written

PACE = timedelta(seconds=1)
DIGESTS = Path(__file__).parent / "real_forms.json"
# who_va.1 is not here: its script ends while a required question has no answer, so it can't be sent.
SCRIPTS = (
    "reach_msna_2024.1",
    "reach_msna_2024.2",
    pytest.param("reach_msna_2024.3", marks=pytest.mark.slow),
    "who_va.2",
    pytest.param("who_va.3", marks=pytest.mark.slow),
    "thamel.1",
)


class Harness:
    """The chat without a messenger. ``lines`` is everything said, as a dialogue is written."""

    def __init__(self, talk: Talk, form: Real) -> None:
        self.talk = talk
        self.form = form.form
        self.lines: list[str] = []
        self.longest = 0
        opened = talk.database.write_now(lambda unit: form.open(unit, talk.services, talk.now, "test:me"))
        self.say(f"{{tap survey:{opened.id}}}")

    def say(self, line: str) -> None:
        self.lines.append(f"> {line}")
        for chat, message in self.talk.say(line):
            fits(message)
            self.longest = max(self.longest, len(message.text))
            self.lines += written(chat, message, self.talk.chat)

    async def types(self, text: str) -> None:
        self.say(text)

    async def taps(self, data: str) -> None:
        self.say(f"{{tap {data}}}")

    async def locates(self, latitude: float, longitude: float) -> None:
        self.say(f"{{location {latitude} {longitude}}}")

    async def message(self) -> Outgoing:
        return list(self.talk.screens["me"].shown.values())[-1]

    async def session(self) -> Session:
        return restore(self.form, self.response().session)

    def response(self) -> Response:
        return self.talk.database.write_now(lambda unit: unit.surveys.of_person(PERSON))[0]

    def digest(self, who: Respondent) -> dict[str, object]:
        """What is kept of the dialogue."""
        ours = [line for line in self.lines if line.startswith("< ")]
        taps = [line for line in self.lines if line.startswith("> {tap")]
        return {
            "sha256": hashlib.sha256("\n".join(self.lines).encode()).hexdigest(),
            "resident": sum(line.startswith("> ") for line in self.lines),
            "taps": len(taps),
            "linli": len(ours),
            "longest": self.longest,
            "questions": who.asked,
            "looked_up": len(who.looked_up),
            "refused": len(who.refused),
        }


@pytest.mark.parametrize("name", SCRIPTS)
async def test_a_real_form_is_answered_to_the_expected_instance(
    name: str, sqlite: Database, tmp_path: Path
) -> None:
    form = real(name)
    talk = Talk(sqlite, MediaStore(tmp_path), start=form.now - PACE)
    talk.services.zone, talk.pace = ZoneInfo("UTC"), PACE
    chat = Harness(talk, form)
    who = Respondent(chat, form.form)
    await who.plays(form.script)
    assert form.unlike(instance_xml((await chat.session()).instance)) == []
    assert who.unasked == [], "every question that the script answers can be come to in the chat"
    await who.finishes()
    sent = chat.response()
    assert sent.state is ResponseState.SUBMITTED
    assert form.unlike(sent.xml) == form.allowed(who.located)
    assert chat.digest(who) == _kept(name, chat.digest(who))


def _kept(name: str, digest: dict[str, object]) -> dict[str, object]:
    """The digest as it was kept; kept anew when the dialogues are rewritten."""
    known: dict[str, dict[str, object]] = json.loads(DIGESTS.read_text()) if DIGESTS.exists() else {}
    if os.environ.get("LINLI_REWRITE_GOLDEN"):
        known[name] = digest
        DIGESTS.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n")
    return known.get(name, {})
