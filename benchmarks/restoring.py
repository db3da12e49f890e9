"""A survey session in a process that has not its newest bytes: read from them, or an older one caught up.

``from bytes`` is ``restore``, ``caught up`` is ``catch_up`` by one answer. Beside them what a turn needs of
the session in any case (which questions there are now, and the bytes to be kept): after each of the two, and
of a session that was at hand (``kept``). Sessions are those after each answer of the second half of a form's
script, medians, with garbage collected as seldom as in a server. The small form has thirty questions.

The second table plays the survey step of ``benchmarks processes`` without server and database: 128 chats in
the small form, each turn of a chat worked on by the next of so many caches of sessions, as processes have.

``python -m benchmarks restoring`` takes ten seconds.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from benchmarks.surveys import FORMS, NAMES, scripts_of
from conformance.form import do, opening_of
from surveys import interview, said
from surveys.course import course
from surveys.form import Form
from surveys.instance import Instance
from surveys.session import Opening, Place, Session, catch_up, dump, open_instance, restore
from surveys.xform import load

ROUNDS = 5
MOST = 60
"""Answers of a script that are measured."""
CHATS, TURNS = 128, 40
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


def scripts() -> Iterator[tuple[str, Form, Mapping[str, Any]]]:
    """The forms with one script each; the big ones where they are."""
    from benchmarks.servers.form import QUESTIONS, form

    answers = [{"op": "set", "path": f"/data/q{n}", "value": str(n)} for n in range(1, QUESTIONS + 1)]
    yield "thirty questions", form(), {"now": "2026-11-21T10:00:00Z", "steps": answers}
    for name in NAMES:
        path = FORMS / f"{name}.xml"
        if path.is_file():
            yield name, load(path.read_bytes()), json.loads(scripts_of(name)[0].read_text())
        else:
            print(f"| {name} | not found in {FORMS} (set LINLI_FORMS) |")


def versions(form: Form, script: Mapping[str, Any]) -> list[bytes]:
    """The bytes after each answer of the second half."""
    opening = opening_of(script)
    instance = open_instance(form, opening)
    found = []
    for number, step in enumerate(script["steps"]):
        do(instance, opening, step)
        if number >= len(script["steps"]) // 2:
            found.append(dump(Session(form, instance, opening, "", Place(turn=number))))
    return found[:MOST]


def ready(session: Session) -> Instance:
    """What every turn needs: the questions there are, and the bytes."""
    course(session.instance)
    dump(session)
    return session.instance


def timed(work: Callable[..., Session], *given: object) -> tuple[float, float, Session]:
    """Microseconds to come to a session, and to have it ready then; and the session."""
    started = time.perf_counter()
    session = work(*given)
    came = time.perf_counter()
    ready(session)
    return (came - started) * 1e6, (time.perf_counter() - came) * 1e6, session


def measured(form: Form, written: list[bytes]) -> list[float]:
    """Medians: from bytes, and ready then; caught up, and ready then; ready when kept."""
    rows = []
    for _ in range(ROUNDS):
        for older, data in pairwise(written):
            held = restore(form, older)
            ready(held)
            caught, ready_caught, session = timed(catch_up, held, older, data)
            _, kept, _ = timed(lambda session=session: session)
            rows.append((*timed(restore, form, data)[:2], caught, ready_caught, kept))
    return [statistics.median(column) for column in zip(*rows, strict=True)]


def dealt_out(processes: int) -> tuple[float, float]:
    """Microseconds of the engine for a turn, mean and median, when turns are dealt out to so many."""
    from benchmarks.servers.form import form, word
    from handlers.forms import Forms

    survey = form()
    caches = [Forms() for _ in range(processes)]
    written = {
        chat: caches[0].keep(chat, interview.start(survey, Opening(NOW, str(chat))).session)
        for chat in range(CHATS)
    }
    times = []
    for turn in range(TURNS):
        heard = said.Back() if word(turn) == "/back" else said.Text(word(turn))
        cache = caches[turn % processes]
        for chat, data in written.items():
            started = time.perf_counter()
            session = cache.take(chat, survey, data)
            step = interview.hear(survey, session, heard, NOW, partial(restore, survey, data))
            written[chat] = cache.keep(chat, step.session)
            times.append((time.perf_counter() - started) * 1e6)
    times = times[CHATS * processes :]  # without those that every process had to read once
    return statistics.mean(times), statistics.median(times)


def run() -> None:
    """Print the tables."""
    print("| form | nodes | bytes | from bytes µs | ready then | caught up µs | ready then | kept: ready |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for name, form, script in scripts():
        written = versions(form, script)
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        nodes = restore(form, written[-1]).instance.size()
        figures = " | ".join(f"{one:.0f}" for one in measured(form, written))
        print(f"| {name} | {nodes} | {len(written[-1])} | {figures} |", flush=True)
    print("\n| turns dealt out to | the engine's part of a turn, mean µs | median |\n| --- | ---: | ---: |")
    for processes in (1, 2, 4):
        mean, median = dealt_out(processes)
        print(f"| {processes} | {mean:.0f} | {median:.0f} |", flush=True)


if __name__ == "__main__":
    run()
