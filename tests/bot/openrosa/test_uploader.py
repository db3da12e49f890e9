"""A submission reaches the server in the end: retries are kept in the database."""

from __future__ import annotations

import asyncio
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.openrosa.server import Server
from bot.openrosa.uploader import Uploader
from bot.settings import read
from bot.wiring import Linli
from handlers.timers import run_due
from handlers.uploads import LAST, attempt, owe, package
from handlers.work import Work
from model.survey import FormVersion, Response, ResponseState
from storage.unit import Unit
from surveys import interview, submission
from surveys.interview import Opening
from surveys.xform import load
from surveys.xlsform import read as read_form
from tests.bot.openrosa.central import Central
from tests.migrated import migrated

NOW = datetime.fromisoformat("2026-11-21T02:00:00+00:00")
FORM = "| survey |\n| | type | name | label |\n| | text | why | Why |\n| | image | lift | Lift |\n"


class House:
    """An installation with one finished response."""

    def __init__(self, folder: Path, url: str) -> None:
        environment = {"VAR": str(folder), "OPENROSA_URL": url, "OPENROSA_USER": "lin"}
        self.now = NOW
        migrated(folder / "linli.db")
        self.linli = Linli(read(environment, folder / "none"), lambda: self.now)
        self.photo = self.linli.media.keep(b"\xff\xd8\xff\xe0", "image/jpeg")
        self.linli.database.write_now(self._fill)

    def _fill(self, unit: Unit) -> None:
        xform = read_form("why.md", FORM.encode()).xform_xml.encode()
        answers = {"why": "Stairs", "lift": self.photo}
        session = interview.start(load(xform), Opening(NOW, "seed", answers=answers)).session
        unit.surveys.publish(FormVersion(1, "why", "", "Why", "Why", xform, NOW))
        response = Response(
            7,
            1,
            21,
            "campaign",
            5,
            ResponseState.SUBMITTED,
            NOW,
            NOW,
            interview.dump(session),
            5,
            NOW,
            submission.to_xml(session),
        )
        unit.surveys.save(response)
        owe(Work(unit, self.linli.services, NOW), response)

    @property
    def uploader(self) -> Uploader:
        assert self.linli.uploader is not None
        return self.linli.uploader

    def timer(self, number: int) -> datetime | None:
        found = self.linli.database.write_now(lambda unit: unit.timers.get("openrosa", f"7:{number}"))
        return found.due if found is not None else None

    def audit(self) -> list[str]:
        rows = self.linli.database.write_now(lambda unit: unit.audits.of("response:7"))
        return [str(row["action"]) for row in rows]

    async def beat(self) -> None:
        """The heart beats, and what it handed over is worked off."""
        services = self.linli.services
        await self.linli.database.write(lambda unit: run_due(unit, services, self.now))
        await asyncio.sleep(0)
        await asyncio.wait_for(self.uploader._waiting.join(), 60)


@pytest.fixture
async def house(tmp_path: Path, central: Central):  # noqa: ANN201 - pytest knows
    made = House(tmp_path, central.url)
    made.uploader.start()
    yield made
    await made.uploader.stop()
    await made.linli.database.close()


async def test_a_submission_goes_up_with_its_photo_and_is_owed_no_more(
    house: House, central: Central
) -> None:
    assert house.timer(0) == NOW
    await house.beat()
    (taken,) = central.taken
    assert taken[house.photo] == ("image/jpeg", b"\xff\xd8\xff\xe0")
    assert b"<why>Stairs</why>" in taken["xml_submission_file"][1]
    assert (house.timer(0), house.timer(1)) == (None, None)
    assert house.audit() == []


async def test_after_a_failure_it_is_tried_again_later_and_later(house: House, central: Central) -> None:
    central.statuses = [500, 503]
    await house.beat()
    assert house.timer(1) == NOW + timedelta(minutes=2)
    await house.beat()
    assert len(central.taken) == 0
    house.now += timedelta(minutes=2)
    await house.beat()
    assert house.timer(2) == house.now + timedelta(minutes=4)
    house.now += timedelta(minutes=4)
    await house.beat()
    assert len(central.taken) == 1
    assert house.timer(3) is None


async def test_a_process_that_ends_meanwhile_loses_nothing(house: House, central: Central) -> None:
    await house.uploader.stop()
    services = house.linli.services
    house.linli.database.write_now(lambda unit: run_due(unit, services, NOW))
    assert house.timer(1) is not None
    house.uploader.start()
    house.now += timedelta(minutes=2)
    await house.beat()
    assert len(central.taken) >= 1
    assert house.timer(2) is None


async def test_an_upload_that_hangs_does_not_keep_the_process_from_ending(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = asyncio.Event(), threading.Event()
    loop, threads = asyncio.get_running_loop(), []

    def hang(*_: object) -> None:
        threads.append(threading.current_thread())
        loop.call_soon_threadsafe(begun.set)
        ended.wait()

    monkeypatch.setattr(Server, "submit", hang)
    house.uploader.take(7, 1)
    await begun.wait()
    await house.uploader.stop()
    assert threads[0].daemon
    ended.set()
    threads[0].join()


async def test_what_the_server_refuses_is_on_record_and_not_tried_again(
    house: House, central: Central
) -> None:
    central.statuses = [409]
    await house.beat()
    assert house.timer(1) is None
    assert house.audit() == ["upload_refused"]


async def test_a_response_that_was_deleted_meanwhile_is_not_uploaded(house: House, central: Central) -> None:
    house.linli.database.write_now(lambda unit: unit.surveys.forget_person(21))
    await house.beat()
    assert (central.taken, house.timer(1)) == ([], None)


async def test_a_photo_that_is_gone_does_not_hold_up_the_answers(house: House, central: Central) -> None:
    house.linli.media.drop([house.photo])
    await house.beat()
    assert list(central.taken[0]) == ["xml_submission_file"]


async def test_in_the_end_it_is_given_up_and_on_record(house: House) -> None:
    def last(unit: Unit) -> None:
        attempt(Work(unit, house.linli.services, NOW), f"7:{LAST}")

    house.linli.database.write_now(last)
    assert house.audit() == ["upload_given_up"]


async def test_only_responses_to_campaigns_are_owed_and_only_where_a_server_is_set(house: House) -> None:
    def work(unit: Unit) -> list[object]:
        services = house.linli.services
        response = unit.surveys.response(7)
        assert response is not None
        unit.timers.cancel("openrosa", "7:0")
        services.upload = None
        owe(Work(unit, services, NOW), response)
        attempt(Work(unit, services, NOW), "7:3")
        return [unit.timers.get("openrosa", "7:0"), package(Work(unit, services, NOW), 404)]

    assert house.linli.database.write_now(work) == [None, None]
    assert house.timer(4) is not None


async def test_without_a_running_loop_the_timer_is_enough(tmp_path: Path, central: Central) -> None:
    house = House(tmp_path / "cold", central.url)
    house.uploader.take(7, 1)
    assert house.uploader._waiting.empty()
    await house.linli.database.close()


def test_a_server_is_only_asked_for_where_one_is_set(tmp_path: Path) -> None:
    linli = Linli(read({"VAR": str(tmp_path)}, tmp_path / "none"))
    assert linli.uploader is None
    assert linli.services.upload is None
    assert Server("https://central.example.cn").user == ""
