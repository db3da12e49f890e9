"""A session of some bytes is the same however it came to be: grown from them, or out of an older one."""

from __future__ import annotations

import datetime as dt
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from conformance.form import do
from conformance.random_answers import random_answers
from conformance.random_forms import random_form
from surveys import interview, library, said
from surveys.course import course
from surveys.form import Form
from surveys.instance import Instance
from surveys.session import Opening, Place, Session, catch_up, dump, open_instance, restore
from surveys.tree import copy, ref, subtree
from surveys.xform import load

FORMS = Path(os.environ.get("LINLI_FORMS", Path(__file__).parents[2] / "../shared/forms"))
NOW = dt.datetime(2026, 1, 15, 10, tzinfo=dt.UTC)
OPENING = Opening(NOW, "unpacking", tz="UTC", language="en")


def everything(session: Session) -> list[object]:
    """All that a session is: its tree node by node, what it asks and what was derived from it."""
    instance = session.instance
    tree = [
        (
            ref(node),
            node.kind,
            node.name,
            node.definition,
            node.answer,
            node.value,
            node.own,
            node.relevant,
            node.seen,
            node.gone,
            dict(node.attributes),
            list(node.cells or ()),
            [child.name for child in node.children],
            all(child.parent is node for child in node.children),
        )
        for node in subtree(instance.root)
    ]
    host = instance.host
    around = (session.opening, session.language, session.place, session.closed, instance.problems)
    asked = [(stop.ref(session.form), stop.note, stop.page) for stop in course(instance)]
    return [tree, around, (host.now, host.language, host.facts), asked, dump(session)]


def walked(form: Form, steps: list[dict[str, Any]]) -> Iterator[tuple[bytes, list[object]]]:
    """The bytes after each step of a script, and everything of the session that was really there."""
    instance = open_instance(form, OPENING)
    for number in range(len(steps) + 1):
        for place, node in enumerate(subtree(instance.root)):
            node.seen = node.seen or place == number  # as if it had been passed
        place = Place(f"/data/{number}", turn=number)
        session = Session(form, instance, OPENING, form.language_for("en"), place)
        data = dump(session)
        instance.problems.clear()  # they are for the author, and not kept
        yield data, everything(session)
        if number < len(steps):
            do(instance, OPENING, steps[number])


@pytest.mark.parametrize("seed", range(40))
def test_random_forms_come_back_the_same_from_bytes_and_out_of_any_other_version(seed: int) -> None:
    form = load(random_form(seed).xml)
    versions = list(walked(form, random_answers(form, seed, 25)["steps"]))
    rng = Random(seed)
    for _ in range(40):
        (older, before), (data, after) = rng.choice(versions), rng.choice(versions)
        session = restore(form, older)
        assert everything(session) == before
        assert everything(catch_up(session, older, data)) == after


@pytest.mark.parametrize("name", ["reach_msna_2024", "who_va"])
def test_real_forms_come_back_the_same(name: str) -> None:
    path = FORMS / f"{name}.xml"
    if not path.exists():
        pytest.skip(f"no forms in {FORMS} (LINLI_FORMS)")
    form = load(path.read_bytes())
    versions = list(walked(form, random_answers(form, 1, 40)["steps"]))
    for (older, before), (data, after) in zip(versions, versions[3:], strict=False):
        session = restore(form, older)
        assert everything(session) == before
        assert everything(catch_up(session, older, data)) == after


def test_two_who_take_turns_come_to_what_one_alone_comes_to() -> None:
    form = library.form("needs_assessment")
    first = interview.start(form, Opening(NOW, "turns", review=True)).session
    alone, written = first, dump(first)
    hands: list[tuple[bytes, Session]] = [(written, restore(form, written)) for _ in range(2)]
    words = ("1", "2", "三", "/skip", "好", "1 2", "5")
    for turn in range(40):
        thing = said.Back() if turn % 7 == 6 else said.Text(words[turn % len(words)])
        alone = interview.hear(form, alone, thing, NOW).session
        older, kept = hands[turn % 2]
        before = written
        mine = interview.hear(
            form, catch_up(kept, older, written), thing, NOW, lambda data=before: restore(form, data)
        )
        written = dump(mine.session)
        hands[turn % 2] = (written, mine.session)
        assert written == dump(alone)


REPEAT = """
| survey |
|  | type | name | label |
|  | text | first | First |
|  | begin_repeat | r | R |
|  | text | a | A |
|  | end_repeat | | |
"""


def test_where_repeats_came_or_went_the_older_one_is_taken_apart(form: Callable[[str], Form]) -> None:
    made = form(REPEAT)
    instance = open_instance(made, OPENING)
    older = Session(made, copy_of(instance), OPENING, "", Place())
    instance.add(instance.root, made.by_path["/data/r"])
    newer = Session(made, instance, OPENING, "", Place())
    root = older.instance.root
    came = catch_up(older, dump(older), dump(newer))
    assert everything(came) == everything(newer)
    assert came.instance.root is not root
    assert not root.children


def copy_of(instance: Instance) -> Instance:
    return Instance(instance.form, instance.host, copy(instance.root))


def test_an_attribute_with_logic_catches_up_too(xform: Callable[..., Form]) -> None:
    made = xform(
        '<data id="t"><a/><e at="k"><v/></e></data>',
        '<bind nodeset="/data/e/@at" calculate="concat(/data/a, \'!\')"/>'
        '<bind nodeset="/data/e" relevant="/data/a != \'no\'"/>',
        '<input ref="/data/a"/><input ref="/data/e/v"/>',
    )
    steps = [{"op": "set", "path": "/data/a", "value": value} for value in ("x", "no", "y", "")]
    versions = list(walked(made, steps))
    for older, before in versions:
        for data, after in versions:
            session = restore(made, older)
            assert everything(session) == before
            assert everything(catch_up(session, older, data)) == after


UNEVEN = (
    '<data id="t"><r jr:template=""><g><a/><b/></g></r>'
    "<r><g><b>1</b></g></r><r><g><a/><b>2</b></g></r></data>"
)


def test_an_instance_that_was_written_without_a_node_moves_no_others(xform: Callable[..., Form]) -> None:
    made = xform(
        UNEVEN, "", '<repeat nodeset="/data/r"><input ref="/data/r/g/a"/><input ref="/data/r/g/b"/></repeat>'
    )
    instance = open_instance(made, OPENING)
    last = instance.at("/data/r[2]/g/b")
    assert last is not None
    instance.set(last, "changed")
    came = restore(made, dump(Session(made, instance, OPENING, "", Place())))
    found = [came.instance.at(path) for path in ("/data/r[1]/g/b", "/data/r[2]/g/a", "/data/r[2]/g/b")]
    assert [node.answer if node else None for node in found] == ["1", "", "changed"]


DAMAGE = [
    (b'"counts":[1]', b'"counts":[]'),
    (b'"counts":[1]', b'"counts":["1"]'),
    (b'"answers":[', b'"answers":[7000,"x",'),
    (b'"answers":[', b'"answers":["x",1,'),
    (b'"seen":[]', b'"seen":[7000]'),
    (b'"irrelevant":[]', b'"irrelevant":[7000]'),
    (b'"hidden":[]', b'"hidden":[7000,"x"]'),
    (b'"hidden":[]', b'"hidden":[1]'),
]


@pytest.mark.parametrize(("whole", "damaged"), DAMAGE)
def test_damaged_bytes_are_refused_either_way(
    whole: bytes, damaged: bytes, form: Callable[[str], Form]
) -> None:
    made = form(REPEAT)
    session = Session(made, open_instance(made, OPENING), OPENING, "", Place())
    data = dump(session)
    text = data if data[:1] == b"{" else zlib.decompress(data)
    assert whole in text
    with pytest.raises(ValueError, match=r".+"):
        restore(made, text.replace(whole, damaged))
    with pytest.raises(ValueError, match=r".+"):
        catch_up(session, data, text.replace(whole, damaged))
