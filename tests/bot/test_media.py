"""Files are kept once, under a key made from their content."""

from __future__ import annotations

import asyncio
import mimetypes
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.media import MediaStore
from storage import tables
from storage.database import Database
from storage.unit import Unit


def test_what_was_kept_is_read(tmp_path: Path) -> None:
    store = MediaStore(tmp_path)
    key = store.keep(b"\x89PNG", "image/png")
    assert key.endswith(".png")
    assert store.read(key) == b"\x89PNG"


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    store = MediaStore(tmp_path)
    assert store.keep(b"a", "image/png") == store.keep(b"a", "image/png")
    assert store.keep(b"b", "image/png") != store.keep(b"a", "image/png")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_no_unfinished_file_is_left(tmp_path: Path) -> None:
    MediaStore(tmp_path).keep(b"a", "image/png")
    assert not list(tmp_path.rglob("*.part"))


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    store = MediaStore(tmp_path)
    assert store.read(store.keep(b"", "text/plain")) == b""


@pytest.mark.parametrize("mime", ["", "image/jpeg", "text/plain; charset=utf-8", "no/such-type", "nonsense"])
def test_whatever_its_type_it_is_read_back(tmp_path: Path, mime: str) -> None:
    store = MediaStore(tmp_path)
    assert store.read(store.keep(b"x", mime)) == b"x"


def test_every_type_the_machine_knows_can_be_read_back(tmp_path: Path) -> None:
    store = MediaStore(tmp_path)
    for mime in sorted(set(mimetypes.types_map.values())):
        assert store.read(store.keep(mime.encode(), mime)) == mime.encode(), mime


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a" * 40,
        "../../../etc/passwd",
        "a" * 40 + "/../../x",
        "A" * 40 + ".png",
        "a" * 39 + "\n.png",
        "a" * 40 + ".png\n",
        ("a" * 40) + ".p/g",
    ],
)
def test_a_key_that_is_none_finds_nothing(tmp_path: Path, key: str) -> None:
    with pytest.raises(LookupError):
        MediaStore(tmp_path / "media").read(key)


async def test_the_same_file_stored_many_times_at_once_is_whole(tmp_path: Path) -> None:
    store, content = MediaStore(tmp_path), b"x" * 3_000_000
    keys = await asyncio.gather(*(store.store(content, "image/png") for _ in range(16)))
    assert len(set(keys)) == 1
    assert await store.load(keys[0]) == content
    assert store.keep(content, "image/png") == keys[0]


@pytest.mark.postgres
class TestShared:
    """Where several processes run, files lie in the database."""

    @pytest.fixture
    def database(self, migrated_postgres: str) -> Iterator[Database]:
        found = Database(migrated_postgres)
        yield found
        found.write_now(lambda unit: unit.execute(tables.file.delete()))
        found.engine.dispose()

    def test_what_one_process_kept_another_reads_and_deletes(
        self, database: Database, tmp_path: Path
    ) -> None:
        one, other = MediaStore(tmp_path / "one", database), MediaStore(tmp_path / "other", database)
        key = one.keep(b"\x89PNG\0", "image/png")
        assert other.read(key) == b"\x89PNG\0"
        other.drop([key])
        for store in (one, other):
            with pytest.raises(LookupError):
                store.read(key)
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]

    def test_a_file_can_be_kept_in_the_middle_of_a_transaction(
        self, database: Database, tmp_path: Path
    ) -> None:
        store = MediaStore(tmp_path, database)

        def work(unit: Unit) -> str:
            unit.timers.cancel("none", "none")
            return store.keep(b"chart", "image/png")

        assert store.read(database.write_now(work)) == b"chart"

    def test_what_lay_in_the_folder_is_handed_in_with_its_age(
        self, database: Database, tmp_path: Path
    ) -> None:
        key = MediaStore(tmp_path).keep(b"old", "image/png")
        os.utime(tmp_path / key[:2] / key, (1_000_000_000, 1_000_000_000))
        store = MediaStore(tmp_path, database)
        assert store.read(key) == b"old", "also before it is handed in"
        assert (store.hand_in(), store.hand_in()) == (1, 0)
        assert store.read(key) == b"old"
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
        young = store.keep(b"young", "image/png")
        old, following = store.old(datetime(2020, 1, 1, tzinfo=UTC), "")
        assert (old, following) == ([key], key)
        assert store.old(datetime(2020, 1, 1, tzinfo=UTC), key) == ([], None)
        assert young not in old
