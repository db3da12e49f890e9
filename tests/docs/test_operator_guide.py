"""The operator's guide shows a script that writes a street; it must work as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handlers.atlas import Atlas
from storage.database import Database
from tests.docs.pages import ROOT

GUIDE = (ROOT / "docs" / "guides" / "operator.md").read_text(encoding="utf-8")


def test_the_script_writes_the_street_and_may_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [script] = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for _ in range(2):
        exec(compile(script, "street.py", "exec"), {"__name__": "__main__"})  # noqa: S102 - our own page
    database = Database(f"sqlite:///{tmp_path / 'linli.db'}")
    atlas = Atlas(database.write_now(lambda unit: unit.places.all()))
    services = database.write_now(lambda unit: unit.organizations.services())
    database.engine.dispose()
    assert [place.code for place in atlas.communities] == ["east"]
    assert [service.zh for service in services] == ["上门探访"]
