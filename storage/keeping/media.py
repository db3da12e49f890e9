"""Looking over pictures and files: what rows speak of is there, and is what it was.

A file is named by the first 40 digits of its SHA-256, so that its name says whether it is whole. With SQLite
files lie in a folder; with PostgreSQL in the table ``file``, and in the folder until they are moved there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from storage.keeping.finding import Finding, Gathering, Weight
from storage.tables import attachment, file, outbox

KEY = re.compile(r"[0-9a-f]{40}(\.[a-z0-9]{1,5})?")
"""What a file of ours is called."""
_DIGITS = 40
_PAGE = 1_000
_CHUNK = 1 << 20
_UNSENT = ("waiting", "held")


def lost(connection: Connection, folder: Path, examples: int) -> Iterator[Finding]:
    """Rows that speak of a file that is not there: photos of needs, and messages that are still to be sent.

    What lies with a messenger of somebody else's, and not with us, has another kind of name.
    """
    photos = Gathering(Weight.ERROR, "attachment", "photos and files of needs that are not there", examples)
    for page in _pages(connection, select(attachment.c.id, attachment.c.ref)):
        refs = {row.id: row.ref for row in page if KEY.fullmatch(row.ref)}
        absent = _absent(connection, folder, set(refs.values()))
        photos.add(f"{key} ({ref})" for key, ref in refs.items() if ref in absent)
    yield from photos.found()
    owed = Gathering(
        Weight.ERROR, "outbox", "messages to be sent whose picture or file is not there", examples
    )
    unsent = select(outbox.c.id, outbox.c.payload).where(outbox.c.state.in_(_UNSENT))
    for page in _pages(connection, unsent):
        sent = {row.id: set(_files_of(row.payload)) for row in page}
        absent = _absent(connection, folder, set().union(*sent.values()))
        owed.add(f"{key} ({ref})" for key, refs in sent.items() for ref in sorted(refs & absent))
    yield from owed.found()


def damaged(connection: Connection, folder: Path, examples: int) -> Iterator[Finding]:
    """Files whose content is not what their name says; every one is read."""
    what = "pictures and files whose content is not what their name says"
    lying = Gathering(Weight.ERROR, "media", what, examples)
    lying.add(path.name for path in sorted(folder.glob("*/*")) if KEY.fullmatch(path.name) and _lies(path))
    yield from lying.found()
    if connection.dialect.name != "postgresql":
        return
    stored = Gathering(Weight.ERROR, "file", what, examples)
    digits = func.substr(func.encode(func.sha256(file.c.content), "hex"), 1, _DIGITS)
    wrong = select(file.c.key).where(func.substr(file.c.key, 1, _DIGITS) != digits).order_by(file.c.key)
    stored.add(connection.execute(wrong.execution_options(stream_results=True)).scalars())
    yield from stored.found()


def _lies(path: Path) -> bool:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as content:
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError:  # its owner has just had it deleted
        return False
    return not path.name.startswith(digest.hexdigest()[:_DIGITS])


def _files_of(payload: Any) -> Iterator[str]:  # noqa: ANN401 - a message as it lies in its row
    for name in ("picture", "document"):
        found = payload.get(name) if isinstance(payload, dict) else None
        if isinstance(found, dict) and KEY.fullmatch(str(found.get("key"))):
            yield str(found["key"])


def _absent(connection: Connection, folder: Path, keys: Collection[str]) -> set[str]:
    """Those of the keys that no file has. SQLite's own table ``file`` is looked into by nobody."""
    missing = set(keys)
    if missing and connection.dialect.name == "postgresql":
        there = connection.execute(select(file.c.key).where(file.c.key.in_(sorted(missing)))).scalars()
        missing -= set(there)
    return {key for key in missing if not (folder / key[:2] / key).is_file()}


def _pages(connection: Connection, statement: Select[Any]) -> Iterator[list[Row[Any]]]:
    """The rows in the order of their ids, some at a time; the first column is the id."""
    key = statement.selected_columns[0]
    last = None
    while True:
        further = statement if last is None else statement.where(key > last)
        page = list(connection.execute(further.order_by(key).limit(_PAGE)))
        if not page:
            return
        yield page
        last = page[-1][0]
