"""A table that grows: what a turn and a digest cost with 10 thousand, a million, 10 million messages stored.

All databases are open at once and asked in turn, so that a slow moment of the machine meets all of them. A
larger one has both a longer past and a larger city: nobody has ten million messages of one community. A
turn is measured from the update to the commit, in this process: what the web server adds does not grow. A
digest is made from scratch for one community and week. Beside the times, the processor time of the thread
is told: it does not depend on what else the machine and its disk are doing.

``python -m benchmarks growth --sizes 10000 1000000 10000000`` (ten million need about 12 GB of free disk and
some minutes); ``--folder`` keeps the databases there and takes them from there the next time, without what
was measured in them before.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks import grown
from benchmarks.servers.form import xform
from bot.clock import Ids
from bot.furnishing import build_services
from bot.media import MediaStore
from bot.settings import Settings
from digests import compose
from handlers import session as sessions
from handlers import surveys
from handlers.chat.interview import ROOM
from handlers.digest import make
from handlers.receive import receive
from handlers.services import Services
from handlers.work import Work
from model.message import Address, Incoming
from model.survey import FormVersion
from storage.chats import Chat
from storage.database import Database
from storage.outbox import Owed
from storage.unit import Unit

SIZES = (10_000, 1_000_000)
_BYTES_A_MESSAGE = 1_200
_RESIDENTS = 40
_WEEK = "2026-W46"
_SAID = "我妈一个人住，腿脚不便做不了饭，想请人送餐"


@dataclass(slots=True)
class House:
    """A database that is measured, and the milliseconds of wall clock and of processor each work took."""

    messages: int
    database: Database
    services: Services
    folder: Path
    residents: list[int]
    moment: datetime = grown.NOW
    update: int = field(default_factory=lambda: time.time_ns() // 1_000_000)
    took: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    @property
    def size(self) -> float:
        """The database's size in MB."""
        return sum(one.stat().st_size for one in self.folder.glob("linli.db*")) / 1e6

    def timed(self, kind: str, work: Callable[[], object]) -> object:
        """Do it and note how long it took."""
        started, busy = time.perf_counter(), time.thread_time()
        found = work()
        took = (time.perf_counter() - started) * 1000, (time.thread_time() - busy) * 1000
        self.took.setdefault(kind, []).append(took)
        return found

    def turn(self, kind: str, resident: int, **said: object) -> list[Owed]:
        """One update worked on and committed."""
        self.update += 1
        self.moment += timedelta(milliseconds=200)
        incoming = Incoming(str(self.update), Address("telegram", str(resident)), self.moment, **said)  # type: ignore[arg-type]

        def work(unit: Unit) -> list[Owed]:
            return receive(unit, self.services, [incoming], self.moment).owed

        found = self.timed(kind, lambda: self.database.write_now(work))
        assert isinstance(found, list)
        assert found, kind
        return found


def open_house(messages: int, base: Path) -> House:
    """The database of a size, made when it is not there, with residents to be measured."""
    folder = base / str(messages)
    path, plan = folder / "linli.db", grown.Plan(messages)
    if not path.is_file():
        _room(base, messages)
        folder.mkdir(parents=True, exist_ok=True)
        started = time.perf_counter()
        grown.generate(path, messages)
        print(f"{messages:,} messages made in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    grown.renew(path)
    database = Database(f"sqlite:///{path}")
    services = build_services(Settings(var=folder), MediaStore(folder / "media"))
    services.ids = Ids(1)
    database.write_now(services.reload)
    ours = [1 + number * plan.communities for number in range(_RESIDENTS)]
    house = House(messages, database, services, folder, ours)
    database.write_now(lambda unit: _begin(unit, house))
    return house


def _room(base: Path, messages: int) -> None:
    base.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(base).free
    if free < messages * _BYTES_A_MESSAGE * 1.2:
        sys.exit(f"not enough room in {base} for {messages:,} messages")


def _begin(unit: Unit, house: House) -> None:
    """Half of the residents are in the middle of a survey."""
    work = Work(unit, house.services, house.moment)
    version = unit.surveys.latest("bench")
    if version is None:
        version = FormVersion(house.services.ids(), "bench", "1", "住户", "Residents", xform(), house.moment)
        unit.surveys.publish(version)
    for number in house.residents[::2]:
        response, _ = surveys.begin(work, version.id, number, "zh_CN", purpose="campaign", review=False)
        state = sessions.dump(sessions.Session(at=ROOM, response=response.id))
        key = f"telegram:{number}"
        unit.chats.save(Chat(key, "zh_CN", state, house.moment, number, response_id=response.id))


def turns(house: House, round_: int) -> None:
    """One of each kind of turn."""
    surveyed, other = house.residents[::2], house.residents[1::2]
    answering, filing = surveyed[round_ % len(surveyed)], other[round_ % len(other)]
    house.turn("survey step", answering, text="/back" if round_ // len(surveyed) % 2 else "3")
    house.turn("menu", filing, text="/menu")
    house.turn("my needs", filing, tap="menu:mine")
    card = house.turn("a need in words", filing, text=_SAID)
    file = next(
        button.data
        for owed in card
        for row in owed.message.keyboard
        for button in row
        if button.data.startswith("file:")
    )
    house.turn("filed and routed", filing, tap=file)


def digest(house: House) -> None:
    """A week's digest from scratch."""

    def work(unit: Unit) -> object:
        return compose(make(unit, house.services, "c0", _WEEK, grown.NOW))

    house.timed("digest", lambda: house.database.write_now(work))


def measure(houses: Sequence[House], rounds: int) -> None:
    """Ask every database in turn, each round another one first."""
    for round_ in range(-5, rounds):
        first = round_ % len(houses)
        for house in (*houses[first:], *houses[:first]):
            turns(house, round_)
            if round_ % 5 == 0:
                digest(house)
            if round_ < 0:
                house.took.clear()


def table(houses: Sequence[House]) -> list[str]:
    """p50, p99 and processor time of each kind at each size; how much the largest is above the smallest."""
    head = " | ".join(f"{house.messages:,}" for house in houses)
    lines = [f"| ms: p50, p99 (processor) | {head} | growth (processor) |"]
    lines.append("| --- |" + " ---: |" * (len(houses) + 1))
    for kind in houses[0].took:
        walls = [sorted(wall for wall, _ in house.took[kind]) for house in houses]
        busy = [statistics.median(busy for _, busy in house.took[kind]) for house in houses]
        middle = [statistics.median(wall) for wall in walls]
        cells = [
            f"{mid:.2f}, {wall[int(len(wall) * 0.99)]:.1f} ({cpu:.2f})"
            for mid, wall, cpu in zip(middle, walls, busy, strict=True)
        ]
        grown_by = f"{middle[-1] / middle[0] - 1:+.0%} ({busy[-1] / busy[0] - 1:+.0%})"
        lines.append(f"| {kind} | {' | '.join(cells)} | {grown_by} |")
    sizes = " | ".join(f"{house.size:,.0f} MB" for house in houses)
    return [*lines, f"| database | {sizes} | |"]


def run(arguments: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser("benchmarks growth")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="where the databases are kept for the next time")
    given = parser.parse_args(arguments)
    with ExitStack() as stack:
        base = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        houses = [open_house(size, base) for size in given.sizes]
        measure(houses, given.rounds)
        print("\n".join(table(houses)))
        print("\naims: neither grows by more than 20 %; a digest under 1 s")


if __name__ == "__main__":
    run(sys.argv[1:])
