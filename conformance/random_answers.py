"""Answers by chance: what is asked, and of choices one that is there, as somebody would."""

from __future__ import annotations

from random import Random
from typing import Any

from conformance.form import do, opening_of
from surveys.choices import values
from surveys.course import Stop, course
from surveys.form import Control, Form
from surveys.instance import Instance
from surveys.session import open_instance
from surveys.tree import instances, ref

NUMBERS = ("0", "1", "2", "3", "5", "17", "18", "40", "65", "120")
DATES = ("1950-03-02", "1990-12-31", "2024-02-29", "2025-11-30", "2026-01-14")
MOST_INSTANCES = 4
WORDS = ("a", "ab", "b c", " d ", "many words in a row", "x1", "2", "李")


def random_answers(form: Form, seed: int, steps: int) -> dict[str, Any]:
    """A script of answers, made by playing it on the form."""
    rng = Random(seed)
    script: dict[str, Any] = {"now": "2026-01-15T10:00:00Z", "steps": []}
    opening = opening_of(script)
    instance = open_instance(form, opening)
    place = -1
    for _ in range(steps):
        stops = [one for one in course(instance) if not one.note]
        if not stops:
            break
        # Mostly onward, so that the far end of a long form is reached; sometimes back to change an answer.
        place = rng.randrange(len(stops)) if rng.random() < 0.25 else (place + 1) % len(stops)
        step = _step(rng, instance, stops[place])
        if step is not None:
            do(instance, opening, step)
            script["steps"].append(step)
    return script


def _step(rng: Random, instance: Instance, stop: Stop) -> dict[str, Any] | None:
    if stop.repeat is not None:
        repeat = instance.form.definitions[stop.repeat.definition]
        count = len(instances(stop.node, repeat))
        path = f"{ref(stop.node)}/{repeat.name}"
        if count and rng.random() < 0.3:
            return {"op": "remove", "path": f"{path}[{rng.randint(1, count)}]"}
        return {"op": "add", "path": path} if count < MOST_INSTANCES else None
    value = _value(rng, instance, stop)
    return {"op": "set", "path": ref(stop.node), "value": value} if value is not None else None


def _value(rng: Random, instance: Instance, stop: Stop) -> str | None:
    question = stop.question
    if question is None or question.control in {Control.UPLOAD, Control.TRIGGER, Control.RANK, Control.RANGE}:
        return None
    if rng.random() < 0.05:
        return ""
    if question.control in {Control.SELECT, Control.SELECT1}:
        found = values(instance.host, question, stop.node)
        most = min(len(found), 3) if question.control is Control.SELECT else 1
        chosen = rng.sample(found, rng.randint(1, most)) if found else []
        return " ".join(one for one in found if one in chosen) or None
    kinds = {"int": NUMBERS, "integer": NUMBERS, "decimal": NUMBERS, "date": DATES, "string": WORDS}
    kind = stop.node.definition.bind.type
    return rng.choice(kinds[kind]) if kind in kinds else None
