"""The command line loads what a command needs when it needs it."""

from __future__ import annotations

import subprocess
import sys


def test_showing_the_help_loads_neither_database_nor_numbers() -> None:
    script = "import sys, bot.cli; print(*{'numpy', 'sqlalchemy', 'pyxform', 'starlette'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert loaded.stdout.strip() == ""
