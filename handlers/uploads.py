"""Submissions owed to an OpenRosa server: kept as timers ("openrosa", "<response>:<attempt>") until taken.

A timer that fires hands the response to the uploader and is set anew for the next attempt at once; the
uploader takes that timer away when the server has the submission. So nothing is lost when either stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers import surveys
from handlers.work import Work
from model.survey import Response
from surveys.form import Control, Form
from surveys.session import restore
from surveys.tree import subtree

LAST = 20
"""Attempts; the last one is about six days after the first."""
_FIRST = timedelta(minutes=2)
_LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Package:
    """What is uploaded: the submission, and the names of the files it speaks of."""

    xml: bytes
    files: tuple[str, ...]


def owe(work: Work, response: Response) -> None:
    """Have a campaign's response uploaded, where a server is set."""
    if work.services.upload is not None and response.campaign_id is not None:
        work.unit.timers.set("openrosa", f"{response.id}:0", work.now)


def attempt(work: Work, key: str) -> None:
    """It is time to try: hand it to the uploader, and be ready to try again."""
    response_id, number = (int(part) for part in key.split(":"))
    if number >= LAST:
        work.audit("upload_given_up", f"response:{response_id}", attempts=number)
        return
    pause = min(_FIRST * 2**number, _LONGEST)
    work.unit.timers.set("openrosa", f"{response_id}:{number + 1}", work.now + pause)
    if work.services.upload is not None:
        work.services.upload(response_id, number + 1)


def settle(work: Work, response_id: int, number: int, refusal: str = "") -> None:
    """The server took it, or will never take it: no further attempt. A refusal is put on record."""
    work.unit.timers.cancel("openrosa", f"{response_id}:{number}")
    if refusal:
        work.audit("upload_refused", f"response:{response_id}", why=refusal)


def package(work: Work, response_id: int) -> Package | None:
    """What is to be uploaded; None when the resident has had it deleted meanwhile."""
    response = work.unit.surveys.response(response_id)
    form = surveys.form_of(work, response.form_id) if response is not None else None
    if response is None or form is None or not response.xml:
        return None
    return Package(response.xml, tuple(_files(form, response)))


def _files(form: Form, response: Response) -> Sequence[str]:
    uploads = {index for index, one in form.questions.items() if one.control is Control.UPLOAD}
    if not uploads:
        return ()
    root = restore(form, response.session).instance.root
    found = (one.value for one in subtree(root) if one.definition.index in uploads and one.relevant)
    return list(dict.fromkeys(one for one in found if one))
