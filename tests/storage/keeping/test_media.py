"""The check finds pictures and files that are lost or damaged, whichever database they lie beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.media import MediaStore
from model.message import File, Outgoing
from model.need import Attachment
from storage.database import Database
from storage.keeping import media as looking
from storage.keeping.checking import check
from storage.keeping.finding import Finding, Weight
from storage.keeping.handing_out import hand_out
from storage.outbox import Owed
from storage.unit import Unit

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
NOWHERE = "0" * 40 + ".png"


@pytest.fixture
def store(database: Database, tmp_path: Path) -> MediaStore:
    """Files lie in a folder beside SQLite, and in PostgreSQL itself."""
    return MediaStore(tmp_path / "media", None if database.is_sqlite else database, lambda: NOW)


@pytest.fixture
def found(database: Database, tmp_path: Path) -> Callable[..., list[Finding]]:
    """What the check says of media."""

    def look(examples: int = 3) -> list[Finding]:
        with database.engine.connect() as connection:
            every = check(
                connection, NOW, lambda done, of: None, folder=tmp_path / "media", examples=examples
            )
        return [one for one in every if "rows whose" not in one.what]

    return look


def attach(database: Database, *refs: str) -> None:
    def do(unit: Unit) -> None:
        for number, ref in enumerate(refs, 1):
            unit.needs.attach(Attachment(number, 0, NOW, "web", "photo", ref))

    database.write_now(do)


def owe(database: Database, message: Outgoing, state: str = "waiting") -> None:
    owed = replace(Owed(5, "web:1", NOW, NOW, message), state=state)
    database.write_now(lambda unit: unit.outbox.add(owed))


def test_what_is_there_and_whole_is_not_spoken_of(
    database: Database, store: MediaStore, found: Callable[..., list[Finding]]
) -> None:
    """A photo of a need, a chart that is to be sent; what lies with a messenger is not ours to look for."""
    attach(database, store.keep(b"photo", "image/png"), "AgACAgUAAxkBAAIB")
    owe(database, Outgoing("x", picture=File("a.png", "image/png", store.keep(b"chart", "image/png"))))
    assert found() == []


def test_a_photo_that_is_not_there_is_found_by_its_row(
    database: Database, store: MediaStore, found: Callable[..., list[Finding]]
) -> None:
    """Which row, and which file it speaks of."""
    key = store.keep(b"photo", "image/png")
    attach(database, key, NOWHERE, NOWHERE)
    (one,) = found(1)
    assert (one.weight, one.table, one.count, one.examples) == (
        Weight.ERROR,
        "attachment",
        2,
        (f"2 ({NOWHERE})",),
    )


def test_pages_are_gone_through_to_the_last(
    database: Database, found: Callable[..., list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many rows there are, a few are in memory at a time, and all are looked at."""
    monkeypatch.setattr(looking, "_PAGE", 2)
    attach(database, *[NOWHERE] * 5)
    (one,) = found()
    assert one.count == 5


@pytest.mark.parametrize(("state", "count"), [("waiting", 1), ("held", 1), ("sent", 0)])
def test_a_message_to_be_sent_whose_file_is_gone_is_found_and_one_that_was_sent_is_not(
    database: Database, found: Callable[..., list[Finding]], state: str, count: int
) -> None:
    """What was sent may have been pruned since."""
    owe(database, Outgoing("x", document=File("a.json", "application/json", NOWHERE)), state)
    assert [one.count for one in found() if "file is not there" in one.what] == [1] * count


def test_a_damaged_file_is_found_by_its_name(
    database: Database, store: MediaStore, found: Callable[..., list[Finding]], tmp_path: Path
) -> None:
    """A file that was cut short, or is another than it was."""
    keys = [store.keep(one, "image/png") for one in (b"photo", b"whole")]
    attach(database, *keys)
    if database.is_sqlite:
        (tmp_path / "media" / keys[0][:2] / keys[0]).write_bytes(b"pho")
    else:
        database.write_now(lambda unit: unit.files.put(keys[0], b"pho", NOW))
    (one,) = found()
    assert (one.weight, one.table) == (Weight.ERROR, "media" if database.is_sqlite else "file")
    assert (one.count, one.examples) == (1, (keys[0],))


def test_files_that_came_in_the_tables_are_handed_out_beside_sqlite_and_stay_in_postgresql(
    database: Database, found: Callable[..., list[Finding]], tmp_path: Path
) -> None:
    """After a move or restore from PostgreSQL; done twice it does nothing more, and old files stay old."""
    key = MediaStore(tmp_path / "other").keep(b"photo", "image/png")
    database.write_now(lambda unit: unit.files.put(key, b"photo", NOW))
    database.write_now(lambda unit: unit.files.put("odd", b"x", NOW))
    attach(database, key)
    url, folder = database.url.render_as_string(hide_password=False), tmp_path / "media"
    assert [hand_out(url, folder), hand_out(url, folder)] == ([1, 0] if database.is_sqlite else [0, 0])
    assert found() == [] if database.is_sqlite else len(found()) == 1  # "odd" is not what its name says
    assert (database.read_now(lambda unit: unit.files.get(key)) is None) == database.is_sqlite
    if database.is_sqlite:
        assert (folder / key[:2] / key).read_bytes() == b"photo"
        assert (folder / key[:2] / key).stat().st_mtime == NOW.timestamp()


def test_files_that_wait_to_be_moved_into_the_database_count_as_there(
    database: Database, found: Callable[..., list[Finding]], tmp_path: Path
) -> None:
    """After a change to PostgreSQL they lie in the folder until the next start; unfinished ones are none."""
    key = MediaStore(tmp_path / "media").keep(b"photo", "image/png")
    (tmp_path / "media" / key[:2] / f"{key}.abcd.part").write_bytes(b"x")
    attach(database, key)
    assert found() == []
