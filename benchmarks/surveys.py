"""The survey engine beside @getodk/xforms-engine in Node: two big real forms, the same scripts, one run.

    python -m benchmarks surveys
    LINLI_FORMS=some/folder python -m benchmarks surveys     # where the forms and scripts lie

An answer is one ``setValue`` there and one ``Instance.set`` here: the value stored and everything that
depends on it worked out. A form is loaded with nothing about it remembered, in a process that has loaded
another form before. A session's memory is what one more session, played to the end of the first script, adds.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conformance import reference
from conformance.form import do, opening_of, written
from surveys.course import is_note
from surveys.form import Form
from surveys.instance import Instance
from surveys.session import Place, Session, dump, open_instance
from surveys.xform import load
from surveys.xlsform import read
from surveys.xpath import compile as xpath

FORMS = Path(os.environ.get("LINLI_FORMS", Path(__file__).parent.parent / "../shared/forms"))
NAMES = ("reach_msna_2024", "who_va")
LOADS = 5
ROUNDS = 3
REFERENCE_ROUNDS = 1
REFERENCE_LOADS = 3
SESSIONS = 10

Script = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one form in one engine: milliseconds, microseconds each, bytes."""

    load: float
    answers: Sequence[float]
    session: float

    @property
    def median(self) -> float:
        """Of the answers."""
        return statistics.median(self.answers)

    @property
    def p99(self) -> float:
        """Of the answers."""
        return sorted(self.answers)[int(len(self.answers) * 0.99)]


def scripts_of(name: str) -> list[Path]:
    """The form's scripts."""
    return sorted(FORMS.glob(f"{name}.?.json"))


def played(form: Form, script: Script, times: list[float]) -> Instance:
    """A session played to the end; the time of each answer is noted."""
    opening = opening_of(script)
    instance = open_instance(form, opening)
    for step in script["steps"]:
        if step["op"] != "set":
            do(instance, opening, step)
            continue
        node = instance.at(step["path"])
        question = form.questions.get(node.definition.index) if node is not None else None
        if node is None or question is None or is_note(instance, question, node):
            continue
        value = written(step["value"], question.control)
        started = time.perf_counter()
        instance.set(node, value)
        times.append((time.perf_counter() - started) * 1e6)
    return instance


def timed(work: Callable[[], object], rounds: int) -> float:
    """Milliseconds, the median of some rounds."""
    times = []
    for _ in range(rounds):
        gc.collect()
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def ours(name: str) -> tuple[Figures, Form, Instance]:
    """Our engine's figures, with the form and a finished session."""
    data = (FORMS / f"{name}.xml").read_bytes()

    def afresh() -> Form:
        xpath.cache_clear()
        return load(data)

    loaded = timed(afresh, LOADS)
    form = load(data)
    scripts = [json.loads(path.read_text()) for path in scripts_of(name)]
    for script in scripts:
        played(form, script, [])
    answers: list[float] = []
    for _ in range(ROUNDS):
        for script in scripts:
            played(form, script, answers)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    sessions = [played(form, scripts[0], []) for _ in range(SESSIONS)]
    gc.collect()
    session = (tracemalloc.get_traced_memory()[0] - before) / SESSIONS
    tracemalloc.stop()
    return Figures(loaded, answers, session), form, sessions[0]


def theirs(name: str) -> Figures:
    """The figures of the reference engine, each load in a process of its own."""
    other = next(one for one in NAMES if one != name)
    both = [str((FORMS / f"{one}.xml").resolve()) for one in (other, name)]
    flags = ("--expose-gc",)
    loads = [
        json.loads(reference.run("measure.mjs", *both, "0", flags=flags))["load"]
        for _ in range(REFERENCE_LOADS)
    ]
    scripts = [str(path.resolve()) for path in scripts_of(name)]
    found = json.loads(reference.run("measure.mjs", *both, str(REFERENCE_ROUNDS), *scripts, flags=flags))
    return Figures(statistics.median(loads), found["answers"], found["session"])


def print_beside(name: str, our: Figures, their: Figures | None) -> None:
    """Our row, and with the other engine its row and the ratios."""
    rows = [("Linli", our)] if their is None else [("Linli", our), ("xforms-engine in Node", their)]
    for who, one in rows:
        figures = f"{one.load:,.0f} | {one.median:,.1f} | {one.p99:,.0f} | {one.session / 1024:,.0f}"
        print(f"| {name} | {who} | {figures} |")
    if their is not None:
        print(
            f"| | Linli to it | 1/{their.load / our.load:.0f} | 1/{their.median / our.median:.0f} "
            f"| 1/{their.p99 / our.p99:.0f} | 1/{their.session / our.session:.0f} |"
        )


def print_rest(name: str, form: Form, instance: Instance) -> None:
    """What only we have: pyxform's share, paid at upload, and a session asleep."""
    spreadsheet = FORMS / f"{name}.xlsx"
    data = spreadsheet.read_bytes()
    convert = timed(lambda: read(spreadsheet.name, data), 1)
    script = json.loads(scripts_of(name)[0].read_text())
    opened = timed(lambda: open_instance(form, opening_of(script)), LOADS)
    asleep = len(dump(Session(form, instance, opening_of(script), "", Place())))
    print(f"| {name} | {convert:,.0f} | {opened:.1f} | {asleep / 1024:.1f} |")


def run() -> None:
    """Print the tables; what cannot be measured here is said."""
    absent = [name for name in NAMES if not (FORMS / f"{name}.xml").is_file()]
    if absent:
        print(f"skipped: {', '.join(absent)} not found in {FORMS} (set LINLI_FORMS)")
        return
    why = reference.missing()
    if why:
        print(f"without the engine beside it: {why}\n")
    load((FORMS / f"{NAMES[-1]}.xml").read_bytes())
    print("| form | engine | load ms | an answer, median µs | 99th percentile µs | a session KB |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    rest = []
    for name in NAMES:
        our, form, instance = ours(name)
        print_beside(name, our, None if why else theirs(name))
        rest.append((name, form, instance))
    print("\naims: load under 1/5, median under 1/40, 99th percentile under 1/10, a session under 1/50\n")
    print("| form | spreadsheet to XForm, once at upload ms | a session opened ms | a session asleep KB |")
    print("| --- | ---: | ---: | ---: |")
    for name, form, instance in rest:
        print_rest(name, form, instance)


if __name__ == "__main__":
    run()
