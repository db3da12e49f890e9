"""Settings: each is an environment variable or a line in ``.env``; docs/operations.md explains them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from model.retention import Retention
from storage.whole import make_folder, write_whole

_LAST_PORT = 65_535
_CHOICES = {
    "log_level": ("debug", "info", "warning", "error"),
    "log_format": ("", "json", "console"),
    "telegram_driver": ("", "aiogram", "ptb"),
}
"""Settings with few values."""
_DATABASES = ("sqlite:", "sqlite+", "postgresql:", "postgresql+")


class BadSetting(ValueError):
    """A setting cannot be read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation can set. The variable of ``database_url`` is ``DATABASE_URL``, and so on."""

    var: Path = Path("var")
    """VAR: the folder for the embedded database, pictures and the secret."""
    database_url: str = ""
    """DATABASE_URL: empty means SQLite in VAR; postgresql+psycopg://user:password@host/name otherwise."""
    host: str = "127.0.0.1"
    """HOST: the address the web server listens on."""
    port: int = 8000
    """PORT: the port the web server listens on."""
    public_url: str = ""
    """PUBLIC_URL: the address people reach the web server by, such as https://linli.example.cn."""
    time_zone: str = "Asia/Shanghai"
    """TIME_ZONE: the zone in which deadlines, quiet hours and digests are reckoned."""
    operator_zh: str = "桂花街道"
    """OPERATOR_ZH: who runs this, in Chinese; residents read it before they consent."""
    operator_en: str = "Guihua Street Office"
    """OPERATOR_EN: who runs this, in English."""
    demo: bool = False
    """DEMO: load the demo street and let everybody sign in as a demo person by one click."""
    secret: str = ""
    """SECRET: signs sign-ins and chat cookies; empty means one is made and kept in VAR."""
    telegram_token: str = ""
    """TELEGRAM_TOKEN: the bot's token from @BotFather; empty means no Telegram."""
    telegram_name: str = ""
    """TELEGRAM_NAME: the bot's user name without @, for links on the desk and on posters."""
    telegram_driver: str = ""
    """TELEGRAM_DRIVER: aiogram or ptb; empty means the default of docs/decisions/0003."""
    telegram_webhook: bool = False
    """TELEGRAM_WEBHOOK: receive by webhook under PUBLIC_URL instead of long polling."""
    telegram_api: str = ""
    """TELEGRAM_API: another Bot API server, for tests."""
    openrosa_url: str = ""
    """OPENROSA_URL: the address at an OpenRosa server (ODK Central, KoboToolbox) that submissions go to."""
    openrosa_user: str = ""
    """OPENROSA_USER: who we are there."""
    openrosa_password: str = ""
    """OPENROSA_PASSWORD: the password there."""
    flood_limit: int = 20
    """FLOOD_LIMIT: updates a chat may send in ten seconds before it is slowed; 0 means no limit."""
    outbox_alarm: int = 15
    """OUTBOX_ALARM: minutes a message may be late before staff are told."""
    metrics_token: str = ""
    """METRICS_TOKEN: what /metrics wants as a bearer token; empty means only this machine may read it."""
    keep_messages: int = 30
    """KEEP_MESSAGES: days that messages, and files no need refers to, are kept; 0 means for good."""
    keep_needs: int = 365
    """KEEP_NEEDS: days that a need's words, place and pictures are kept after it ended; 0 means for good."""
    keep_people: int = 730
    """KEEP_PEOPLE: days that a resident who is no longer here is remembered; 0 means for good."""
    keep_records: int = 1095
    """KEEP_RECORDS: days that records of looks and changes are kept; 0 means for good."""
    log_level: str = "info"
    """LOG_LEVEL: debug, info, warning or error."""
    log_format: str = ""
    """LOG_FORMAT: json or console; empty means console on a terminal and json elsewhere."""

    @property
    def database(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{self.var / 'linli.db'}"

    @property
    def retention(self) -> Retention:
        """How long things are kept."""
        return Retention(self.keep_messages, self.keep_needs, self.keep_people, self.keep_records)

    @property
    def models(self) -> Path:
        """The folder for models trained here."""
        return self.var / "models"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def page(self) -> str:
        """The address of our pages, without a slash at its end."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def media(self) -> Path:
        """The folder of pictures and files."""
        return self.var / "media"


def read(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """The settings of an environment. BadSetting says which one cannot be read and why."""
    values = {**_dotenv(dotenv), **(os.environ if environment is None else environment)}
    found: dict[str, object] = {}
    for field in fields(Settings):
        name = field.name.upper()
        if name in values:
            found[field.name] = _convert(name, values[name], type(field.default))
    settings = Settings(**found)  # type: ignore[arg-type]
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    """BadSetting for values that can be read but make no sense."""
    if not 1 <= settings.port <= _LAST_PORT:
        raise BadSetting(f"PORT must be between 1 and {_LAST_PORT}, not {settings.port}")
    if not settings.database.startswith(_DATABASES):
        raise BadSetting("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadSetting(
            f"TIME_ZONE must be a zone's name such as Asia/Shanghai, not {settings.time_zone!r}"
        ) from None
    for name, words in _CHOICES.items():
        value = getattr(settings, name)
        if value not in words:
            choices = ", ".join(word for word in words if word)
            raise BadSetting(f"{name.upper()} must be one of {choices}, not {value!r}")


def _convert(name: str, value: str, kind: type) -> object:
    if kind is bool:
        if value.lower() not in {"1", "0", "true", "false", "yes", "no", ""}:
            raise BadSetting(f"{name} must be true or false, not {value!r}")
        return value.lower() in {"1", "true", "yes"}
    if kind is int:
        if not (value.isascii() and value.isdigit()):
            raise BadSetting(f"{name} must be a whole number, not {value!r}")
        return int(value)
    return Path(value) if issubclass(kind, Path) else value


def _dotenv(path: Path) -> dict[str, str]:
    """NAME=value lines; # begins a comment line, quotes around a value are taken off."""
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadSetting(f"{path} is not written in UTF-8; save it again so") from None
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#") and "=" in line]
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Everything set that nobody may read in a log."""
    password = urlsplit(settings.database_url).password or ""
    own = (settings.secret, settings.telegram_token, settings.openrosa_password, settings.metrics_token)
    return tuple(one for one in (*own, unquote(password), password) if one)


def secret_of(settings: Settings) -> str:
    """The installation's secret; made at first use and kept where only the owner can read it.

    It survives a power cut: another one would make strangers of everybody in the web chat. Of processes that
    start together the first one's stays.
    """
    if settings.secret:
        return settings.secret
    path = settings.var / "secret"
    if not path.is_file() or not path.read_text(encoding="ascii").strip():
        make_folder(path.parent)
        made = secrets.token_urlsafe(32).encode()
        write_whole(path, made, durable=True, private=True, first=not path.exists())
    return path.read_text(encoding="ascii").strip()
