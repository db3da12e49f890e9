"""What went wrong, in a sentence for whoever gave the command: what is the matter, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

_RIGHTS = "permission denied; choose another place, or give the command as the user Linli runs as"
_FULL = "the disk is full; make room and give the command again"
_FILES: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOENT: "there is no such file or folder; look whether the path is right",
        errno.EACCES: _RIGHTS,
        errno.EPERM: _RIGHTS,
        errno.EROFS: "nothing can be written there; choose another place",
        errno.EISDIR: "it is a folder, where a file is wanted",
        errno.ENOTDIR: "a part of the path is a file, where a folder is wanted",
        errno.EEXIST: "it is a file, where a folder is wanted",
        errno.ENOSPC: _FULL,
    }
)
_PUT_BACK = "`linli db restore FILE --replace` puts a backup back"
_SILENT = "the database does not answer; start PostgreSQL, or look at DATABASE_URL"
_DATABASE: Mapping[str, str] = MappingProxyType(
    {
        "file is not a database": f"the database's file is none of SQLite's, or destroyed; {_PUT_BACK}",
        "malformed": f"the database's file is damaged; {_PUT_BACK}",
        "readonly database": "the database cannot be written; give the command as the user Linli runs as",
        "unable to open": "the database's file cannot be opened; look whether VAR may be written",
        "database is locked": "somebody else is writing into the database; try again in a moment",
        "disk is full": _FULL,
        "no such table": "the database has no such tables yet; `linli db upgrade` makes them",
        "does not exist": "the database, or a table in it, is not there; make it, then `linli db upgrade`",
        "failed to resolve": "the database's machine is not found; look at DATABASE_URL",
        "refused": _SILENT,
        "timeout": _SILENT,
        "authentication failed": "the database does not let us in; look at user and password in DATABASE_URL",
    }
)
"""What a database's own words contain, and what to say in their place."""
NEWER = "the database was written by a newer version of Linli; install that version or a later one"
_MESSENGERS = {"bot.channel", "bot.channels.telegram.api"}
"""Where the errors of messengers are defined; told by that, as a database's are."""
_SET_RIGHT = "look at TELEGRAM_TOKEN and PUBLIC_URL"
_SLIPS = (ArithmeticError, AssertionError, AttributeError, KeyError, IndexError, NameError, TypeError)
"""Errors nobody meant to show."""


def told(error: Exception) -> str:
    """The sentence, on one line."""
    if isinstance(error, OSError) and error.strerror:
        return _of_file(error)
    if _is_of_database(error):
        return _of_database(str(getattr(error, "orig", None) or error))
    if type(error).__module__ in _MESSENGERS:
        return f"the messenger says no ({' '.join(str(error).split())}); {_SET_RIGHT}"
    if isinstance(error, _SLIPS) and type(error).__module__ == "builtins":
        name = type(error).__name__
        return f"something went wrong that should not ({name}: {error}); LOG_LEVEL=debug shows where"
    if "Can't locate revision" in str(error):
        return NEWER
    return " ".join(str(error).split()) or type(error).__name__


def _of_file(error: OSError) -> str:
    what = _FILES.get(error.errno or 0, (error.strerror or "").lower())
    return f"{error.filename}: {what}" if error.filename is not None else what


def _is_of_database(error: Exception) -> bool:
    """Told by where its class comes from: loading SQLAlchemy only to ask would slow down every mistake."""
    home = type(error).__module__
    return home == "storage.trouble" or home.partition(".")[0] in {"sqlalchemy", "sqlite3", "psycopg"}


def _of_database(words: str) -> str:
    for sign, sentence in _DATABASE.items():
        if sign in words:
            return sentence
    return f"the database refused: {' '.join(words.split())}"
