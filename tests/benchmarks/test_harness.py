"""The harness itself: requests are whole, figures are right, and a grown database is one we can read."""

from __future__ import annotations

import json
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from sqlalchemy import func, select

from benchmarks import grown, growth
from benchmarks.__main__ import BENCHMARKS, LONG, main
from benchmarks.load import FIRST_UPDATE, Tally, Target, pieces, window
from benchmarks.soak import Span, verdict
from storage.database import Database
from storage.schema import differences
from storage.tables import metadata


@pytest.mark.parametrize("name", [*BENCHMARKS, *LONG])
def test_every_benchmark_runs_without_options_and_says_which_it_has(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = signature(import_module(f"benchmarks.{name}").run).parameters.values()
    assert [(one.name, one.default) for one in given] in ([], [("arguments", ())])
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: benchmarks {name}" in capsys.readouterr().out


def test_a_benchmark_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "invalid choice: 'speed'" in capsys.readouterr().err


def test_a_request_is_whole_when_its_update_id_is_put_in() -> None:
    before, after = pieces(Target(80, "/hook", "s"), 7, "楼道的灯坏了")
    head, _, body = (before + str(FIRST_UPDATE + 5).encode() + after).partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hook HTTP/1.1\r\n")
    assert int(head.lower().partition(b"content-length:")[2]) == len(body)
    assert json.loads(body)["update_id"] == FIRST_UPDATE + 5
    assert json.loads(body)["message"]["chat"]["id"] == 7


def test_a_turn_is_over_when_its_reply_has_come() -> None:
    tallies = [Tally([0.001, 0.003], [0.010]), Tally([0.002], [0.020])]
    found = window(tallies, took=2.0, busy=0.1)
    assert (found.turns, found.rate) == (2, 1.0)
    assert (found.p50, found.reply_p99) == (pytest.approx(2.0), pytest.approx(20.0))


def test_without_replies_acknowledgements_count() -> None:
    assert window([Tally([0.001] * 4)], took=2.0, busy=0.1).rate == 2.0


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ((200.0, 50, 5.0), [True, True, True]),
        ((230.0, 50, 5.0), [False, True, True]),
        ((200.0, 51, 5.0), [True, False, True]),
        ((200.0, 50, 9.0), [True, True, False]),
    ],
)
def test_a_soak_is_flat_only_when_everything_is(last: tuple[float, int, float], expected: list[bool]) -> None:
    def span(memory: float, files: int, p50: float) -> Span:
        return Span(100.0, p50, 9.0, memory, files, 0.5, 10.0)

    usual = span(200.0, 50, 5.0)
    spans = [usual] * 8 + [span(*last)] * 2
    assert [well for *_, well in verdict(spans)] == expected


async def test_a_kept_database_is_renewed_without_what_was_measured_in_it(tmp_path: Path) -> None:
    house = growth.open_house(2_000, tmp_path)
    before = _rows(house.database)
    growth.turns(house, 0)
    assert _rows(house.database) != before
    await house.database.close()
    house = growth.open_house(2_000, tmp_path)
    assert _rows(house.database) == before
    await house.database.close()


def _rows(database: Database) -> dict[str, int]:
    """How many rows each of the tables has that turns write to."""
    names = ("need", "entry", "referral", "inbox", "outbox", "response", "timer", "chat")
    counts = {name: select(func.count()).select_from(metadata.tables[name]) for name in names}
    return database.write_now(lambda unit: {name: int(unit.value(count)) for name, count in counts.items()})


async def test_a_grown_database_has_our_tables_and_the_same_newest_weeks(tmp_path: Path) -> None:
    found = []
    for messages in (2_000, 40_000):
        path = tmp_path / f"{messages}.db"
        plan = grown.generate(path, messages)
        database = Database(f"sqlite:///{path}")
        assert differences(database.engine) == []
        since = grown.NOW.replace(day=2)
        needs = database.write_now(
            lambda unit, since=since: unit.needs.for_digest("c0", since, grown.NOW)  # type: ignore[misc]
        )
        found.append([(one.category, one.text, one.state) for one in needs if one.created_at >= since])
        assert database.write_now(lambda unit: len(unit.outbox.of_chat("telegram:1"))) > 0
        await database.close()
        assert plan.communities >= 1
    assert found[0] == found[1]
