"""Play the same answers here and in @getodk/xforms-engine, and compare the instances they end with.

    python -m conformance.live [--forms FOLDER] [--random 200] [--seed 1]

FOLDER holds NAME.xml with NAME.N.json (default: $LINLI_FORMS or ../shared/forms); random forms with random
answers are made from the seed. Prints a table and each difference; exit 1 when there is one that is not on
purpose, and 0 with a word why when Node is not there.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import nan
from pathlib import Path
from typing import Any

from conformance import reference
from conformance.form import differences, play
from conformance.random_answers import random_answers
from conformance.random_forms import random_form
from surveys.submission import instance_xml
from surveys.xform import load
from surveys.xpath import Context, Node, Value, compile  # noqa: A004 - as in re.compile
from surveys.xpath.functions import FUNCTIONS
from surveys.xpath.values import node_text, to_string

FORMS = Path(os.environ.get("LINLI_FORMS", Path(__file__).parent.parent / "../shared/forms"))

SEQUENCES = 3
ANSWERS = 120
STEPS = 30
ON_PURPOSE = "sum, min and max leave blanks out, as in JavaRosa; the sum of nothing is 0, as in XPath 1.0"


@dataclass(frozen=True, slots=True)
class Compared:
    """One script on one form in both engines: what differs, and the reason when it is on purpose."""

    group: str
    name: str
    found: tuple[str, ...]
    reason: str = ""


def given(folder: Path, player: reference.Player) -> Iterator[Compared]:
    """The real forms: with the scripts beside them, and with answers by chance."""
    for path in sorted(folder.glob("*.xml")):
        if path.name.endswith(".expected.xml"):
            continue
        xml = path.read_text(encoding="utf-8")
        for script in sorted(folder.glob(f"{path.stem}.?.json")):
            yield compare(
                "real forms, their scripts", script.name, path, xml, json.loads(script.read_text()), player
            )
        for seed in range(SEQUENCES):
            answers = random_answers(load(xml), seed, ANSWERS)
            name = f"{path.stem}, seed {seed}"
            yield compare("real forms, answers by chance", name, path, xml, answers, player)


def by_chance(first: int, count: int, player: reference.Player) -> Iterator[Compared]:
    """Random forms with random answers."""
    for seed in range(first, first + count):
        made = random_form(seed)
        answers = random_answers(load(made.xml), seed, STEPS)
        found = compare("random forms", f"seed {seed}", Path("random.xml"), made.xml, answers, player)
        yield replace(found, found=tuple(_with_logic(line, made.logic) for line in found.found))


def compare(
    group: str, name: str, path: Path, xml: str, script: Mapping[str, Any], player: reference.Player
) -> Compared:
    """Play one script on one form in both engines."""
    theirs = player.play(path, script, xml)
    if theirs.error:
        return Compared(group, name, (f"the reference engine fails at step {theirs.step}: {theirs.error}",))
    form = load(xml)
    found = differences(form, instance_xml(play(form, script)), theirs.xml)
    if found:
        with blanks_are_no_numbers():
            again = differences(form, instance_xml(play(load(xml), script)), theirs.xml)
        return Compared(group, name, tuple(found), "" if again else ON_PURPOSE)
    return Compared(group, name, ())


@contextmanager
def blanks_are_no_numbers() -> Iterator[None]:
    """Meanwhile sum, min and max give NaN of nothing and of anything blank, as the reference engine has it.

    A script that ends the same then has shown that nothing else made it differ.
    """
    usual = {name: FUNCTIONS[name] for name in ("sum", "min", "max")}
    try:
        FUNCTIONS.update({name: replace(one, call=_strict(one.call)) for name, one in usual.items()})
        compile.cache_clear()
        yield
    finally:
        FUNCTIONS.update(usual)
        compile.cache_clear()


def _strict(call: Callable[..., Any]) -> Callable[..., Any]:
    def strict(context: Context, node: Node, *values: Value) -> float:
        nodes = [one for value in values if isinstance(value, list) for one in value]
        texts = [to_string(value) for value in values if not isinstance(value, list)] + list(
            map(node_text, nodes)
        )
        return nan if "" in texts or not texts else call(context, node, *values)

    return strict


def _with_logic(line: str, logic: Mapping[str, str]) -> str:
    found = logic.get(re.sub(r"\[\d+\]", "", line.partition(": ")[0]), "")
    return f"{line}  <{found}>" if found else line


def report(compared: list[Compared]) -> int:
    """Print the table and the differences; how many scripts differ without a reason."""
    print("| what | scripts | the same | different on purpose | different |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for group in dict.fromkeys(one.group for one in compared):
        here = [one for one in compared if one.group == group]
        same = sum(not one.found for one in here)
        meant = sum(bool(one.reason) for one in here)
        print(f"| {group} | {len(here)} | {same} | {meant} | {len(here) - same - meant} |")
    for one in compared:
        for line in one.found:
            print(f"{one.name}: {line}{f'  ({one.reason})' if one.reason else ''}")
    return sum(bool(one.found) and not one.reason for one in compared)


def main(arguments: list[str]) -> int:
    """The command line; see the head of this file."""
    parser = argparse.ArgumentParser(prog="conformance.live")
    parser.add_argument("--forms", type=Path, default=FORMS)
    parser.add_argument("--random", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    why = reference.missing()
    if why:
        print(f"skipped: {why}")
        return 0
    with reference.player() as player:
        compared = [*given(wanted.forms, player), *by_chance(wanted.seed, wanted.random, player)]
    return 1 if report(compared) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
