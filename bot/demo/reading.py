"""Reads the demo street's own files: tab-separated tables and TOML, kept beside the code in ``data/``."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of ``data/<name>.tsv`` by column; quotes have no meaning in them."""
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def toml(name: str) -> dict[str, Any]:
    """The contents of ``data/<name>.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def tags(text: str, separator: str = ",") -> tuple[str, ...]:
    """The words of a cell that holds several; none of an empty one."""
    return tuple(text.split(separator)) if text else ()
