"""Settings come from the environment or from .env; a bad one is named with what it must be."""

from __future__ import annotations

import stat
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bot.settings import BadSetting, Settings, read, secret_of

NOWHERE = Path("no-such-file")


def test_without_any_setting_everything_has_its_default() -> None:
    assert read({}, NOWHERE) == Settings()


KINDS = [
    ("PORT", "9000", "port", 9000),
    ("HOST", "0.0.0.0", "host", "0.0.0.0"),  # noqa: S104 - a value like any other
    ("VAR", "/srv/linli", "var", Path("/srv/linli")),
    ("OPERATOR_ZH", "桂花街道", "operator_zh", "桂花街道"),
    *(("DEMO", word, "demo", True) for word in ("1", "true", "TRUE", "yes", "Yes")),
    *(("DEMO", word, "demo", False) for word in ("0", "false", "no", "")),
]


@pytest.mark.parametrize(("name", "value", "field", "expected"), KINDS)
def test_each_kind_of_setting_is_read(name: str, value: str, field: str, expected: Any) -> None:
    assert getattr(read({name: value}, NOWHERE), field) == expected


BAD = [
    ("PORT", "http", "PORT must be a whole number, not 'http'"),
    ("PORT", "", "PORT must be a whole number, not ''"),
    ("PORT", "-1", "PORT must be a whole number, not '-1'"),
    ("PORT", "80.5", "PORT must be a whole number"),
    ("DEMO", "perhaps", "DEMO must be true or false, not 'perhaps'"),
    ("TELEGRAM_WEBHOOK", "2", "TELEGRAM_WEBHOOK must be true or false"),
    ("PORT", "0", "PORT must be between 1 and 65535, not 0"),
    ("PORT", "65536", "PORT must be between 1 and 65535, not 65536"),
    ("TIME_ZONE", "Asia/Guihua", "TIME_ZONE must be a zone's name such as Asia/Shanghai, not 'Asia/Guihua'"),
    ("TIME_ZONE", "", "TIME_ZONE must be a zone's name"),
    ("TIME_ZONE", "../etc/passwd", "TIME_ZONE must be a zone's name"),
    ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of debug, info, warning, error, not 'loud'"),
    ("LOG_FORMAT", "xml", "LOG_FORMAT must be one of json, console, not 'xml'"),
    ("TELEGRAM_DRIVER", "telethon", "TELEGRAM_DRIVER must be one of aiogram, ptb, not 'telethon'"),
    ("FLOOD_LIMIT", "-1", "FLOOD_LIMIT must be a whole number, not '-1'"),
]


@pytest.mark.parametrize(("name", "value", "message"), BAD)
def test_a_bad_value_is_named_with_what_it_must_be(name: str, value: str, message: str) -> None:
    with pytest.raises(BadSetting, match=message):
        read({name: value}, NOWHERE)


def test_other_variables_are_nobodys_business() -> None:
    assert read({"PATH": "/bin", "port": "1", "LINLI": "x"}, NOWHERE) == Settings()


def test_dotenv_is_read_with_comments_quotes_and_spaces(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(
        "# a comment\n\nPORT=9000\n HOST = 'example' \nOPERATOR_ZH=\"桂花 街道\"\nnonsense\nPUBLIC_URL=https://a/?b=c\n",
        encoding="utf-8",
    )
    found = read({}, path)
    assert (found.port, found.host, found.operator_zh) == (9000, "example", "桂花 街道")
    assert found.public_url == "https://a/?b=c"


def test_the_environment_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=1\nHOST=a\n")
    found = read({"PORT": "2"}, tmp_path / ".env")
    assert (found.port, found.host) == (2, "a")


def test_the_real_environment_is_read_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "4711")
    assert read(dotenv=NOWHERE).port == 4711


def test_the_database_lies_in_var_unless_said_otherwise() -> None:
    assert Settings(var=Path("/x")).database == "sqlite:////x/linli.db"
    assert Settings(database_url="postgresql+psycopg://h/d").database == "postgresql+psycopg://h/d"
    assert Settings(var=Path("/x")).media == Path("/x/media")


def test_the_page_is_the_public_address_or_the_servers_own() -> None:
    assert Settings(public_url="https://linli.example.cn/").page == "https://linli.example.cn"
    assert Settings(port=81).page == "http://127.0.0.1:81"
    assert str(Settings().zone) == "Asia/Shanghai"


def test_every_setting_is_described_where_it_is_defined() -> None:
    source = Path("bot/settings.py").read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f'"""{field.name.upper()}: ' in source, field.name


# the secret -----------------------------------------------------------------------------------------


def test_the_secret_is_made_once_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / "var")
    made = secret_of(settings)
    assert len(made) >= 32
    assert secret_of(settings) == made
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600


def test_a_secret_that_was_set_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert secret_of(Settings(var=tmp_path, secret="mine")) == "mine"
    assert list(tmp_path.iterdir()) == []


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    assert secret_of(Settings(var=tmp_path / "a")) != secret_of(Settings(var=tmp_path / "b"))


@pytest.mark.parametrize("left", ["", "\n"])
def test_a_secret_that_is_empty_is_not_used(tmp_path: Path, left: str) -> None:
    (tmp_path / "secret").write_text(left)
    assert len(secret_of(Settings(var=tmp_path))) >= 32
    assert [one.name for one in tmp_path.iterdir()] == ["secret"]


def test_of_processes_that_start_together_the_first_one_s_secret_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(_: int) -> str:
        (tmp_path / "secret").write_text("the other's")
        return "ours"

    monkeypatch.setattr("bot.settings.secrets.token_urlsafe", meanwhile)
    monkeypatch.setattr("bot.settings.Path.exists", lambda _: False)
    assert secret_of(Settings(var=tmp_path)) == "the other's"


def test_a_dotenv_saved_with_a_mark_loses_no_line(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("PORT=8001\nOPERATOR_ZH=桂花\n", encoding="utf-8-sig")
    settings = read({}, dotenv)
    assert (settings.port, settings.operator_zh) == (8001, "桂花")


def test_a_dotenv_in_another_encoding_is_refused(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes("OPERATOR_ZH=桂花".encode("gbk"))
    with pytest.raises(BadSetting, match="is not written in UTF-8"):
        read({}, dotenv)
