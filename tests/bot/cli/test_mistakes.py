"""Mistakes of whoever gives a command: one sentence, a bad exit code, nothing half done, no traceback."""

from __future__ import annotations

import re
import sqlite3
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.opening import opened
from bot.cli.writing import write_file
from bot.clock import now
from model.organization import Organization
from model.place import Level, Place
from storage.unit import Unit
from tests.migrated import migrated

FORM = """
| survey |
|  | type | name | label |
|  | {type} | age | Age |
| settings |
|  | form_id |
|  | age |
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", "var")
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def _street() -> None:
    def write(unit: Unit) -> None:
        unit.places.add(Place("east", Level.COMMUNITY, None, "东", "East"))
        unit.organizations.add(Organization(1, "助老", "Aid"))

    migrated(Path("var/linli.db"))
    with opened() as (database, _):
        database.write_now(write)


@pytest.fixture
def _files(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(FORM.format(type="integer"))
    (tmp_path / "bad.md").write_text(FORM.format(type="select_one nowhere"))
    (tmp_path / "word.docx").write_text("x")
    (tmp_path / "nothing.csv").write_text("")
    (tmp_path / "file").write_text("x")


def say(*words: str, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command says, without the breaks of its lines and the frames of its boxes."""
    monkeypatch.setattr(sys, "argv", ["linli", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    said = f"{out}\n{err}"
    assert ended.value.code == code, said
    assert "Traceback" not in said
    return " ".join(said.replace("│", " ").split())


def things(folder: Path) -> set[str]:
    """Everything in a folder, but for what SQLite keeps beside a database while it is open."""
    found = (str(path.relative_to(folder)) for path in folder.rglob("*"))
    return {name for name in found if "linli.db-" not in name}


LOOKS = (
    "staff list", "staff password li --new x", "digest", "poster east", "survey list", "survey close 7",
    "survey open needs_assessment", "survey invite 7", "survey results 7", "survey export 7",
    "directory list", "directory export x.json", "matching explain 送饭", "matching list",
    "matching activate 7", "matching evaluate", "matching train", "db check", "db prune",
    "db backup b.zip", "db resend", "db move --to sqlite:///b.db",
)  # fmt: skip


@pytest.mark.parametrize("words", LOOKS)
def test_a_look_into_a_folder_without_a_database_says_so_and_makes_none(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = say(*words.split(), code=1, capsys=capsys, monkeypatch=monkeypatch)
    assert said.startswith("linli: there is no database at var/linli.db; give the command in the folder")
    assert things(tmp_path) == set()


CASES = (
    ("an unknown community", "digest --community west", 2, "no community west; `linli digest` lists"),
    ("no week", "digest --community east --week 2026-W60", 1, "linli: '2026-W60' is not an ISO week"),
    ("a week to come", "digest --community east --week 2999-W01", 2, "2999-W01 has not begun yet"),
    ("a language there is not", "digest --community east --language fr", 2,
     "there is no language fr; there are zh_CN and en"),
    ("another one", "directory check good.md --language fr", 2, "there is no language fr"),
    ("a table for a folder", "directory export list.xlsx", 2, "list.xlsx must be a .json file, a .zip file"),
    ("a poster for nowhere", "poster west", 2, "there is no community west"),
    ("a sentence from nowhere", "matching explain 送饭 --community west", 2, "there is no community west"),
    ("staff for nowhere", "staff add li 李 --community west --password x", 2, "there is no community west"),
    ("no such organization", "staff add li 李 --role organization --organization 9 --password x", 2,
     "there is no organization 9; `linli directory list` shows them"),
    ("whose staff?", "staff add li 李 --role organization --password x", 2,
     "--role organization and --organization ID go together"),
    ("a social worker of one", "staff add li 李 --organization 1 --password x", 2, "go together"),
    ("no login", "staff add  李 --password x", 2, "login and name must not be empty"),
    ("an id beyond any", "survey results 99999999999999999999", 2, "there is no campaign 9999999"),
    ("a model beyond any", "matching activate 99999999999999999999", 2, "there is no model 9999999"),
    ("a survey for nowhere", "survey publish good.md --community west", 2, "there is no community west"),
    ("a survey without end", "survey publish good.md --days 99999999", 2, "Invalid value for '--days'"),
    ("a survey that is wrong", "survey publish bad.md", 1, "error: choices: There should be a choices sheet"),
    ("a survey in Word", "survey publish word.docx", 1, "error: Please upload .xlsx"),
    ("a day there is not", "survey open needs_assessment --from 2026-02-30", 2, "2026-02-30"),
    ("an empty directory", "directory import nothing.csv", 1, "there is no organization and no service in"),
    ("a Windows path", r"directory import C:\Users\li\list.xlsx", 2, "does not exist"),
    ("a port there is not", "run --port 99999", 2, "Invalid value for '--port'"),
    ("nowhere to write", "directory export no/such/x.json", 1,
     "linli: no/such/x.json: there is no such file or folder; look whether the path is right"),
    ("a name like markup", "directory export [/x]/y.json", 1, "linli: [/x]/y.json: there is no such file"),
    ("a template nowhere", "directory template no/such/x.xlsx", 1, "no/such/x.xlsx: there is no such file"),
    ("a poster nowhere", "poster east --out no/east.svg", 1, "no/east.svg: there is no such file"),
    ("a poster over a folder", "poster east --out var", 1, "linli: var: it is a folder"),
    ("a file for a folder", "directory export file/x", 1, "a part of the path is a file"),
    ("no server", "survey pull http://127.0.0.1:1/x", 1, "linli: 127.0.0.1 does not answer: "),
    ("no address", "survey pull nonsense", 1, "begins with https://, not 'nonsense'"),
)  # fmt: skip


@pytest.mark.usefixtures("_street", "_files")
@pytest.mark.parametrize(
    ("words", "code", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_mistake_is_told_in_a_sentence_and_leaves_no_file(
    words: str,
    code: int,
    expected: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = things(tmp_path)
    assert expected in say(*words.split(" "), code=code, capsys=capsys, monkeypatch=monkeypatch)
    assert things(tmp_path) == before


@pytest.mark.usefixtures("_street", "_files")
def test_what_was_refused_is_not_half_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("survey publish good.md --community west", "staff add li 李 --community west --password x"):
        say(*words.split(), code=2, capsys=capsys, monkeypatch=monkeypatch)
    with opened() as (database, _):
        assert database.read_now(lambda unit: (unit.surveys.latest("age"), unit.staff.all())) == (None, [])


@pytest.mark.usefixtures("_street")
def test_a_digest_is_not_sent_before_its_week_is_over(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    year, week, _ = now().isocalendar()
    words = ("digest", "--community", "east", "--week", f"{year}-W{week:02}")
    said = say(*words, "--send", code=2, capsys=capsys, monkeypatch=monkeypatch)
    assert "is not over yet; its digest can be sent from Monday on" in said
    with opened() as (database, _):
        assert database.read_now(lambda unit: unit.digests.get("east", words[-1])) is None


@pytest.mark.usefixtures("_street")
def test_a_week_is_one_week_however_it_is_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("digest", "--community", "east", "--send", "--week")
    assert "nobody of the committee has linked a chat" in say(
        *words, "2026-W7", code=0, capsys=capsys, monkeypatch=monkeypatch
    )
    assert "sent before" in say(*words, "2026W07", code=0, capsys=capsys, monkeypatch=monkeypatch)


DATABASES = (
    ("text", "hello", "linli: the database's file is none of SQLite's, or destroyed; `linli db restore"),
    ("newer", "9999", "linli: the database was written by a newer version of Linli"),
)


@pytest.mark.usefixtures("_street")
@pytest.mark.parametrize("words", ["staff list", "db check", "db backup b.zip", "run"])
@pytest.mark.parametrize(("kind", "content", "expected"), DATABASES, ids=[case[0] for case in DATABASES])
def test_a_database_that_cannot_be_used_is_told(
    words: str,
    kind: str,
    content: str,
    expected: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if (kind, words) == ("newer", "db backup b.zip"):
        pytest.skip("a backup of a newer database is as good as any")
    if kind == "text":
        for path in (tmp_path / "var").glob("linli.db*"):
            path.unlink()
        (tmp_path / "var" / "linli.db").write_text(content)
    else:
        with sqlite3.connect("var/linli.db") as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (content,))
        connection.close()
    assert expected in say(*words.split(), code=1, capsys=capsys, monkeypatch=monkeypatch)
    assert not (tmp_path / "b.zip").exists()


SETTINGS = (
    ("DATABASE_URL", "nonsense", "linli: DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://"),
    (
        "DATABASE_URL",
        "mysql://a/b",
        "linli: DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://",
    ),
    ("DATABASE_URL", "postgresql+psycopg://u:p@127.0.0.1:1/x", "linli: the database does not answer; start"),
    ("VAR", "file", "linli: file: it is a file, where a folder is wanted"),
    ("PORT", "80o0", "linli: PORT must be a whole number, not '80o0'"),
)


@pytest.mark.usefixtures("_files")
@pytest.mark.parametrize(("name", "value", "expected"), SETTINGS)
def test_a_setting_that_leads_nowhere_is_told(
    name: str,
    value: str,
    expected: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(name, value)
    said = say("db", "upgrade", code=1, capsys=capsys, monkeypatch=monkeypatch)
    assert said.startswith(expected), said


def test_settings_in_another_encoding_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_bytes("OPERATOR_ZH=桂花".encode("gbk"))
    said = say("staff", "list", code=1, capsys=capsys, monkeypatch=monkeypatch)
    assert said == "linli: .env is not written in UTF-8; save it again so"


@pytest.mark.usefixtures("_street")
def test_an_empty_file_does_not_take_away_what_its_directory_had(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "organizations.csv").write_text("id,name,description\no,Lantern,helps\n")
    say("directory", "import", "d", code=0, capsys=capsys, monkeypatch=monkeypatch)
    (tmp_path / "d" / "organizations.csv").write_text("")
    said = say("directory", "import", "d", code=1, capsys=capsys, monkeypatch=monkeypatch)
    assert said.endswith("linli: there is no organization and no service in d, so nothing was changed")
    with opened() as (database, _):
        assert [one.external_id for one in database.read_now(lambda unit: unit.organizations.all())] == [
            "",
            "o",
        ]


@pytest.mark.usefixtures("_street")
def test_what_things_are_called_is_no_markup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "[/d]").mkdir(parents=True)
    said = say("directory", "export", "[/d]/[red]:cat:.json", code=0, capsys=capsys, monkeypatch=monkeypatch)
    assert said.startswith("[/d]/[red]:cat:.json: 1 organizations")
    words = ("staff", "add", "li", "[/李]", "--password", "gui-hua-2026")
    say(*words, code=0, capsys=capsys, monkeypatch=monkeypatch)
    assert "[/李]" in say("staff", "list", code=0, capsys=capsys, monkeypatch=monkeypatch)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "none" / "x.json"):
        with pytest.raises(OSError, match=re.escape(str(path))) as told:
            write_file(path, b"{}")
        assert told.value.filename == str(path)


@pytest.mark.usefixtures("_street")
def test_a_move_looks_whether_files_have_a_place_before_it_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened() as (database, _):
        database.write_now(lambda unit: unit.files.put(f"{'a' * 40}.jpg", b"picture", now()))
    (tmp_path / "var" / "media").write_text("in the way")
    move = ("db", "move", "--to", "sqlite:///other.db")
    said = say(*move, code=1, capsys=capsys, monkeypatch=monkeypatch)
    assert said == "linli: var/media: it is a file, where a folder is wanted"
    (tmp_path / "var" / "media").unlink()
    assert "each compared" in say(*move, code=0, capsys=capsys, monkeypatch=monkeypatch)
    assert (tmp_path / "var" / "media" / "aa" / f"{'a' * 40}.jpg").read_bytes() == b"picture"
