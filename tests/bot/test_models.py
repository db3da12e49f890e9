"""The newest trained model that can be read serves; broken ones are passed over; a running server follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.models import ModelWatch, fetch, files, newest, write
from bot.settings import Settings
from bot.wiring import Linli
from matching.text import Model, load_model, train
from matching.text.examples import Example
from storage.database import Database
from storage.unit import Unit
from tests.migrated import migrated

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model()


def named(model: Model, name: str) -> Model:
    return replace(model, about=name)


def keep(folder: Path, model: Model, at: datetime) -> Path:
    return write(folder, at, model.to_bytes())


def test_without_trained_models_the_shipped_one_serves(tmp_path: Path, model: Model) -> None:
    found = newest(tmp_path / "none")
    assert (found.path, found.model.digest) == (None, model.digest)


def test_the_newest_model_serves(tmp_path: Path, model: Model) -> None:
    keep(tmp_path, named(model, "first"), NOW)
    second = keep(tmp_path, named(model, "second"), NOW + timedelta(days=7))
    found = newest(tmp_path)
    assert (found.path, found.model.about) == (second, "second")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("kind", ["empty", "cut", "changed", "other"])
def test_a_broken_file_is_passed_over_with_a_warning(
    tmp_path: Path, model: Model, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(tmp_path, named(model, "good"), NOW)
    content = model.to_bytes()
    middle = len(content) // 2
    broken = {
        "empty": b"",
        "cut": content[:middle],
        "changed": content[:middle]
        + bytes(byte ^ 255 for byte in content[middle : middle + 99])
        + content[middle + 99 :],
        "other": train([Example("电梯坏了", "lift"), Example("垃圾没人收", "garbage")]).to_bytes(),
    }[kind]
    (tmp_path / "understanding-20270101T000000.npz").write_bytes(broken)
    assert newest(tmp_path).model.about == "good"
    assert "model_passed_over" in capsys.readouterr().out


def test_a_model_of_another_version_is_passed_over(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, model, NOW)
    monkeypatch.setattr("matching.text.model.FORMAT", 99)
    monkeypatch.setattr("bot.models.load_model", lambda: named(model, "shipped"))
    assert newest(tmp_path).model.about == "shipped"


def test_only_the_last_five_are_kept_and_other_files_left_alone(tmp_path: Path, model: Model) -> None:
    (tmp_path / "notes.npz").write_bytes(b"mine")
    for day in range(7):
        keep(tmp_path, model, NOW + timedelta(days=day))
    assert [path.name[14:22] for path in files(tmp_path)] == [f"202611{day}" for day in (22, 21, 20, 19, 18)]
    assert (tmp_path / "notes.npz").exists()


async def test_a_running_server_takes_a_new_model_once_and_goes_back_when_it_is_removed(
    tmp_path: Path, model: Model
) -> None:
    taken: list[Model] = []
    watch = ModelWatch(tmp_path, taken.append)
    assert not await watch.once()
    path = keep(tmp_path, named(model, "new"), NOW)
    assert await watch.once()
    assert not await watch.once()
    path.unlink()
    assert await watch.once()
    assert [one.about for one in taken] == ["new", ""]


async def test_what_another_machine_has_activated_is_fetched_and_served(
    tmp_path: Path, model: Model, database: Database
) -> None:
    """Forward and back again; what lies here already is not fetched twice."""
    taken: list[Model] = []
    watch = ModelWatch(tmp_path, taken.append, database)
    assert not await watch.once()

    def add(unit: Unit, name: str, day: int) -> None:
        number = unit.models.add(NOW, name, named(model, name).to_bytes())
        unit.models.activate(number, NOW + timedelta(days=day))

    for day, name in enumerate(("first", "second")):
        await database.write(lambda unit, name=name, day=day: add(unit, name, day))
        assert await watch.once()
    assert not await watch.once()
    assert fetch(database, tmp_path) is None
    await database.write(lambda unit: unit.models.activate(1, NOW + timedelta(days=2)))
    assert await watch.once()
    assert [one.about for one in taken] == ["first", "second", "first"]


async def test_a_model_that_cannot_be_read_here_leaves_the_one_in_use(
    tmp_path: Path, model: Model, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """Trained by another version: passed over with a warning."""
    keep(tmp_path, named(model, "good"), NOW)

    def add(unit: Unit) -> None:
        unit.models.activate(unit.models.add(NOW, "", b"of tomorrow"), NOW + timedelta(days=1))

    await database.write(add)
    assert fetch(database, tmp_path) is not None
    assert newest(tmp_path).model.about == "good"
    assert "model_passed_over" in capsys.readouterr().out


async def test_after_an_older_backup_is_put_back_its_model_serves_again(
    tmp_path: Path, model: Model, database: Database
) -> None:
    """The file that was fetched before is newer, but the database knows nothing of it any more."""
    keep(tmp_path, named(model, "after the backup"), NOW + timedelta(days=7))

    def add(unit: Unit) -> None:
        unit.models.activate(unit.models.add(NOW, "", named(model, "in the backup").to_bytes()), NOW)

    await database.write(add)
    fetch(database, tmp_path)
    assert newest(tmp_path).model.about == "in the backup"


async def test_a_server_takes_what_its_database_says_is_in_use(tmp_path: Path, model: Model) -> None:
    """Trained on another machine, before this one started."""
    migrated(tmp_path / "linli.db")
    linli = Linli(Settings(var=tmp_path, secret="x"))

    def add(unit: Unit) -> None:
        unit.models.activate(unit.models.add(NOW, "", named(model, "theirs").to_bytes()), NOW)

    await linli.database.write(add)
    assert await linli.models.once()
    assert linli.services.model.about == "theirs"
    await linli.database.close()


async def test_the_watch_starts_and_stops_at_once(tmp_path: Path) -> None:
    watch = ModelWatch(tmp_path, lambda model: None)
    watch.start()
    await watch.stop()
