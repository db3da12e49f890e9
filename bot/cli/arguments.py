"""What somebody typed, looked up; and whether there is a database to look it up in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from handlers.services import Services
    from locales import Texts
    from model.place import Place


class NoDatabase(Exception):
    """There is no database here to look into."""


def existing(settings: Settings) -> str:
    """The address of the database, which is there; NoDatabase for a SQLite file that is not.

    Who looks something up from a wrong folder is told so, rather than shown a new and empty installation.
    """
    from sqlalchemy import make_url

    file = make_url(settings.database)
    if file.get_backend_name() == "sqlite" and not Path(file.database or "").is_file():
        raise NoDatabase(
            f"there is no database at {file.database}; give the command in the folder Linli was started in,"
            " or set VAR or DATABASE_URL as there"
        )
    return settings.database


def community_of(services: Services, code: str) -> Place:
    """The community of a code. BadParameter when there is none."""
    place = services.atlas.community(code)
    if place is None:
        raise typer.BadParameter(f"there is no community {code}; `linli digest` lists them")
    return place


def check_password(password: str, login: str) -> None:
    """BadParameter, in both our languages, when a new password is too easily guessed."""
    from handlers.desk.passwords import objection
    from locales import LANGUAGES, texts

    if (found := objection(password, login)) is not None:
        raise typer.BadParameter("\n".join(texts(language).say(found) for language in LANGUAGES))


def texts_in(language: str) -> Texts:
    """Our texts in a language, however its code is written. BadParameter when there are none."""
    from locales import resolve, texts

    found = resolve(language)
    if found[:2] != language[:2].lower():
        raise typer.BadParameter(f"there is no language {language}; there are zh_CN and en")
    return texts(found)
