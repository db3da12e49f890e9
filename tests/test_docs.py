"""What the documents say is what the code does: tables, settings, commands; and nothing private slips in."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer.main

from bot.cli import app
from bot.settings import Settings
from storage.describe import markdown
from tests.tree import ROOT

OPERATIONS = ROOT / "docs" / "operations.md"


def test_docs_tables_is_what_the_tables_say() -> None:
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == markdown(), "write it anew: linli db describe > docs/tables.md"


# settings -------------------------------------------------------------------------------------------


def _shown(default: object) -> str:
    if default == "":
        return "empty"
    return str(default).lower() if isinstance(default, bool) else f"`{default}`"


def _rows(text: str) -> dict[str, tuple[str, str]]:
    """NAME → (meaning, default) of the settings table."""
    found = re.findall(r"^\| `([A-Z_]+)` \| (.+) \| (.+) \|$", text, re.MULTILINE)
    return {name: (meaning, default) for name, meaning, default in found}


def test_every_setting_stands_in_operations_with_its_default() -> None:
    rows = _rows(OPERATIONS.read_text(encoding="utf-8"))
    defaults = {name: default for name, (_, default) in rows.items()}
    assert defaults == {field.name.upper(): _shown(field.default) for field in fields(Settings)}


def test_every_setting_has_a_meaning() -> None:
    for name, (meaning, _) in _rows(OPERATIONS.read_text(encoding="utf-8")).items():
        assert len(meaning) > 10, name


# commands -------------------------------------------------------------------------------------------


def _commands(command: Any, path: tuple[str, ...] = ("linli",)) -> Iterator[str]:
    inner = getattr(command, "commands", None)
    if not inner:
        yield " ".join(path)
    for name, one in (inner or {}).items():
        yield from _commands(one, (*path, name))


COMMANDS = tuple(_commands(typer.main.get_command(app)))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_operations_or_the_readme(command: str) -> None:
    text = OPERATIONS.read_text(encoding="utf-8") + (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in text


def test_no_command_is_described_that_does_not_exist() -> None:
    described = re.findall(r"^\| `(linli [a-z -]+)` \|", OPERATIONS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(described) == sorted(COMMANDS)


# the log --------------------------------------------------------------------------------------------


def _logged(levels: str) -> set[str]:
    """Every event that our packages log on some levels."""
    call = re.compile(rf"\b_?log\.(?:{levels})\(\s*\"([^\"]+)\"")
    packages = ("matching", "storage", "handlers", "web", "bot")
    files = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    return {event for path in files for event in call.findall(path.read_text(encoding="utf-8"))}


def _told() -> set[str]:
    """Every event in operations' table of the log."""
    section = OPERATIONS.read_text(encoding="utf-8").partition("\n## Logs\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.+?`) \|", section, re.MULTILINE)
    return {event for cell in cells for event in re.findall(r"`([^`]+)`", cell)}


def test_what_is_logged_as_a_trouble_stands_in_operations() -> None:
    assert sorted(_logged("warning|error|exception") - _told()) == []


def test_no_event_is_described_that_is_not_logged() -> None:
    assert sorted(_told() - _logged("info|warning|error|exception")) == []


# links ----------------------------------------------------------------------------------------------


def _documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("path", _documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (path.parent / target).exists()] == []


# nothing private ------------------------------------------------------------------------------------

_MACHINE = re.compile(
    r"(?<![\w/.])(?:/(?:work|Users)/|/root/\.|/home/(?!linli\b)[a-z])|[A-Z]:\\\\Users"  # somebody's folders
    r"|(?<!emit)-index-url[ =]|^\s*(?:index-url|find-links)\s*="  # where packages were taken from
    r"|https?://[^\s)\"']*(?:artifactory|nexus|/simple/)",
    re.MULTILINE,
)


def _tracked() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"],  # noqa: S607 - the git of whoever runs the tests
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return []
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_tracked_file_names_a_machine_or_a_package_mirror() -> None:
    tracked = _tracked()
    if not tracked:
        pytest.skip("not a git checkout")
    found = []
    for path in tracked:
        if path == Path(__file__) or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" in content[:8000]:
            continue
        text = content.decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in _MACHINE.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["/work/main/x", "see /root/.cache", "/home/ann/linli", "--index-url https://x", "index-url = https://x"],
)
def test_the_check_for_machines_finds(text: str) -> None:
    assert _MACHINE.search(text)


@pytest.mark.parametrize("text", ["--no-emit-index-url", "at /work.html", "https://linli.example.cn/simple"])
def test_the_check_for_machines_allows(text: str) -> None:
    assert not _MACHINE.search(text)
