"""What is shown, what is explained and what alarms are raised about are the same metrics."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.settings import Settings
from bot.wiring import Linli
from tests.tree import ROOT

_NAME = re.compile(r"\b(?:linli|process)_[a-z_]+[a-z]\b")
_RULES = ROOT / "deploy" / "prometheus-alerts.yml"


@pytest.fixture
async def shown(tmp_path: Path) -> set[str]:
    """Every name that Prometheus is given."""
    linli = Linli(Settings(var=tmp_path, secret="x"))
    await linli.start()
    linli.metrics.called("web", "sent", 0.1)
    linli.metrics.not_written("OperationalError")
    text = (await linli.oversight.exposition.text()).decode()
    await linli.stop()
    families = list(text_string_to_metric_families(text))
    return {one.name for one in families} | {sample.name for one in families for sample in one.samples}


async def test_rules_ask_only_for_what_there_is(shown: set[str]) -> None:
    asked = [line for line in _RULES.read_text(encoding="utf-8").splitlines() if "expr:" in line]
    names = {name for line in asked for name in _NAME.findall(line)}
    assert names
    assert names - shown == set()


async def test_every_metric_is_explained(shown: set[str]) -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    explained = set(_NAME.findall(text))
    families = {re.sub(r"_(total|bucket|sum|count|created)$", "", name) for name in shown}
    ours = {name for name in families if name.startswith("linli_")}
    assert ours - {re.sub(r"_total$", "", name) for name in explained} == set()


def test_rules_are_whole() -> None:
    yaml = pytest.importorskip("yaml")
    (group,) = yaml.safe_load(_RULES.read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]:
        assert {"alert", "expr", "labels", "annotations"} <= rule.keys()
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert rule["annotations"].keys() == {"summary", "action"}
    assert len({rule["alert"] for rule in group["rules"]}) == len(group["rules"])
