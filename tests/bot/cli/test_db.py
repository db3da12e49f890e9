"""``linli db``: backups, checks and moves from the command line, and what is said about them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.db import app
from model.message import Address, Incoming, Outgoing
from storage.database import Database
from storage.keeping.copying import NotEmpty
from storage.outbox import Owed
from storage.unit import Unit

runner = CliRunner()
NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", "var")
    run("upgrade")


def run(*words: str, error: type[Exception] | None = None) -> Result:
    result = runner.invoke(app, list(words), catch_exceptions=error is not None)
    if error is not None:
        assert isinstance(result.exception, error), result.output
    return result


def words(result: Result) -> str:
    """What was said, without the breaks of its lines."""
    return " ".join(result.output.split())


def some(unit: Unit) -> None:
    unit.outbox.add(Owed(1, "web:1", NOW, NOW, Outgoing("您好")))
    unit.inbox.add(Incoming("1", Address("web", "1"), NOW, text="你好"))
    unit.timers.set("confirm", "1", NOW)


def write(url: str = "sqlite:///var/linli.db") -> None:
    database = Database(url)
    database.write_now(some)
    database.engine.dispose()


def test_a_backup_is_written_restored_and_what_waited_is_sent_when_asked() -> None:
    write()
    said = words(run("backup", "b.zip"))
    assert said.startswith("b.zip: ")
    assert "keep it as you keep the original" in said
    assert "the target is not empty" in str(run("restore", "b.zip", error=NotEmpty).exception)
    said = words(run("restore", "b.zip", "--replace"))
    assert "1 messages were waiting to be sent then. They are held" in said
    assert "1 deadlines and reminders have passed since" in said
    assert "messages held since a restore" in words(run("check"))
    assert "1 messages will be sent" in words(run("resend"))
    assert "0 messages will be sent" in words(run("resend"))


def test_a_backup_into_a_folder_is_named_by_its_moment(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    run("backup", "backups")
    assert len(list((tmp_path / "backups").glob("linli-2*-*.zip"))) == 1
    assert run("backup", "nowhere/b.zip").exit_code == 2


def test_what_waited_is_sent_at_once_when_the_restore_is_told_so() -> None:
    write()
    run("backup", "b.zip")
    assert "held" not in run("restore", "b.zip", "--replace", "--resend").output


def test_a_sound_database_is_called_whole() -> None:
    assert "is whole, its rows agree, and every file they speak of is there" in words(run("check"))


def test_a_contradiction_is_named_and_told_to_the_shell() -> None:
    database = Database("sqlite:///var/linli.db")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO hour VALUES (7, 0, 'bank', 'bank', 5, 'shift:1')")
    database.engine.dispose()
    result = run("check")
    assert result.exit_code == 1
    assert "error: hour: 1 entries of the time bank that move nothing: 7" in words(result)


def test_a_database_of_another_version_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR", "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "linli.db").touch()
    result = run("check")
    assert result.exit_code == 1
    assert "run `linli db upgrade`" in words(result)


def test_a_move_says_what_to_do_next() -> None:
    write()
    said = words(run("move", "--to", "sqlite:///other.db"))
    assert "each compared. Now set DATABASE_URL" in said
    again = run("move", "--to", "sqlite:///other.db", error=NotEmpty)
    assert "the target is not empty" in str(again.exception)


@pytest.mark.parametrize("address", ["nonsense", "mysql://host/name"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    assert run("move", "--to", address).exit_code == 2


def test_the_check_names_as_many_rows_as_are_wanted_and_tells_the_shell_of_a_lost_photo() -> None:
    """By table and row; three unless more are asked for."""
    database = Database("sqlite:///var/linli.db")
    with database.engine.begin() as connection:
        for number in range(1, 6):
            values = f"({number}, 0, 0, 'web', 'photo', '{'0' * 40}', '', NULL)"
            connection.exec_driver_sql(f"INSERT INTO attachment VALUES {values}")  # noqa: S608 - ours
    database.engine.dispose()
    result = run("check")
    assert result.exit_code == 1
    assert "error: attachment: 5 photos and files of needs that are not there: 1 (" in words(result)
    assert ", 4 (" not in words(result)
    assert ", 5 (" in words(run("check", "--rows", "9"))
