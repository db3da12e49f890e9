"""``linli staff``: passwords."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.opening import opened
from handlers.desk.passwords import LEAST
from handlers.desk.signing_in import hash_password, matches
from model.person import Role, Staff
from storage.unit import Unit
from tests.migrated import migrated

_GOOD = "gui-hua-2026"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", "var")
    monkeypatch.setenv("COLUMNS", "200")
    migrated(Path("var/linli.db"))


def _say(*words: str, typed: str = "") -> tuple[int, str]:
    ended = CliRunner().invoke(app, ["staff", *words], input=typed)
    return ended.exit_code, ended.output


def _kept(login: str) -> str | None:
    def read(unit: Unit) -> str | None:
        found = unit.staff.by_login(login)
        return found[1] if found else None

    with opened(new=False) as (database, _):
        return database.read_now(read)


def test_a_short_password_is_refused_in_both_languages_and_nobody_is_added() -> None:
    code, said = _say("add", "lin", "林晓梅", typed="short\nshort\n")
    assert code == 2
    assert "密码至少要 8 个字符" in said
    assert "at least 8 characters" in said
    assert _kept("lin") is None


@pytest.mark.parametrize("password", ["", "linlinlin", "aaaaaaaaaaaa"])
def test_one_that_is_easily_guessed_is_refused_and_the_old_one_stays(password: str) -> None:
    old = hash_password("old")  # from the time before
    with opened(new=False) as (database, _):
        database.write_now(lambda unit: unit.staff.add(Staff(1, "lin", "林晓梅", Role.SOCIAL_WORKER), old))
    assert _say("password", "lin", "--new", password)[0] == 2
    kept = _kept("lin")
    assert kept is not None
    assert matches(kept, "old")


def test_a_good_one_is_asked_for_twice_and_taken() -> None:
    code, said = _say("add", "lin", "林晓梅", typed=f"{_GOOD}\n{_GOOD}\n")
    assert (code, "林晓梅 can sign in as lin." in said) == (0, True)
    assert f"Password (at least {LEAST} characters)" in said
    kept = _kept("lin")
    assert kept is not None
    assert matches(kept, _GOOD)
