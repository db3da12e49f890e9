"""What the documentation points at exists: files, pictures, headings, targets, commands, paths of code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from bot.cli import app
from tests.docs.pages import PAGES, ROOT, name

LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"(?:^|[`\s])make ([a-z.][a-z./-]*)(?=[`\s,;:)。，]|$)", re.MULTILINE)
LINLI = re.compile(r"(?:\.venv/bin/linli|`linli|^linli) ([^`#|\n]*)", re.MULTILINE)
CODE = re.compile(r"`([a-z_]+/[\w/.-]*)`")
MADE_LATER = {"var/", "media/"}
"""Folders that exist only once Linli has run."""

every_page = pytest.mark.parametrize("page", PAGES, ids=name)


def _anchors(page: Path) -> set[str]:
    """The headings' anchors, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_page
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    found = [one or other for one, other in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))]
    missing = []
    for link in found:
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in _anchors(target)):
            missing.append(link)
    assert not missing


@every_page
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(VENV)", ".venv")
    targets = set(re.findall(r"^([\w./-]+):(?!=)", makefile, re.MULTILINE))
    named = set(MAKE.findall(_shell(page)))
    assert named <= targets


def _shell(page: Path) -> str:
    """Where commands are written: in code, inline or fenced; prose may say "make sense"."""
    text = page.read_text(encoding="utf-8")
    inline = re.findall(r"`[^`\n]+`", FENCE.sub("", text))
    return "\n".join([*FENCE.findall(text), *inline])


@every_page
def test_every_linli_command_and_option_that_is_named_exists(page: Path) -> None:
    wrong = [words for words in LINLI.findall(_shell(page)) if not _understood(words.split())]
    assert not wrong


def _understood(words: list[str]) -> bool:
    """Whether the command line knows the command and every option of it."""
    command: Any = typer.main.get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    if getattr(command, "commands", {}) and words and not words[0].startswith(("-", "…")):
        return False
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    return all(word in known for word in words if word.startswith("--"))


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        (["staff", "add", "lin", "林社工", "--on-duty"], True),
        (["digest", "--community", "east"], True),
        (["staff", "dismiss", "lin"], False),
        (["staff", "add", "lin", "林社工", "--forever"], False),
        (["dance"], False),
    ],
)
def test_a_command_or_option_that_does_not_exist_would_be_noticed(
    words: list[str], *, understood: bool
) -> None:
    assert _understood(words) is understood


@every_page
def test_every_path_of_the_code_that_is_named_exists(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    missing = [path for path in CODE.findall(text) if path not in MADE_LATER and not (ROOT / path).exists()]
    assert not missing
