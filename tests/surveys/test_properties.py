"""What holds for every form and every sequence of answers, tried on random ones."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import interview, library, said, tree
from surveys.form import Form
from surveys.instance import Instance
from surveys.interview import Opening
from surveys.session import Place, Session, copy_of, dump, open_instance, restore
from surveys.submission import instance_xml
from surveys.xform import load

NOW = dt.datetime(2026, 11, 21, 2, 0, tzinfo=dt.UTC)
OPENING = Opening(NOW, "property", tz="UTC", language="en")
NAMES = ("a", "b", "c", "d")
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

paths = st.sampled_from([*(f"/data/{name}" for name in NAMES), "/data/g/e", "/data/g/f"])
inner = st.sampled_from(["../x", "/data/a", "position(..)", "count(/data/r)"])
near = st.sampled_from(["/data/a", "/data/g/e"])
outer = st.one_of(
    paths, st.sampled_from(["sum(/data/r/x)", "count(/data/r)", "/data/r[2]/y", "join(' ', /data/r/y)"])
)


def expressions(operands: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Small expressions over the operands."""
    return st.one_of(
        st.tuples(operands, operands).map(lambda two: f"concat({two[0]}, {two[1]})"),
        st.tuples(operands, operands).map(lambda two: f"coalesce({two[0]}, '') + {two[1]}"),
        operands.map(lambda one: f"if({one} = '1', 'yes', {one})"),
        operands.map(lambda one: f"string-length({one})"),
    )


def conditions(operands: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Small conditions over the operands."""
    return st.one_of(
        operands.map(lambda one: f"{one} = '1'"),
        operands.map(lambda one: f"{one} != ''"),
        st.tuples(operands, operands).map(lambda two: f"not({two[0]} = {two[1]})"),
    )


@st.composite
def forms(draw: Any) -> Form:
    """Forms with a group, a repeat (counted or not), relevance and calculations; without circles."""
    order = [*(f"/data/{name}" for name in NAMES), "/data/g/e", "/data/g/f"]
    binds = []
    for place, path in enumerate(order):
        if place and draw(st.booleans()):
            earlier = st.sampled_from(order[:place])
            kind = draw(st.sampled_from(["relevant", "calculate"]))
            expression = draw(conditions(earlier) if kind == "relevant" else expressions(earlier))
            binds.append(f'<bind nodeset="{path}" {kind}="{expression}"/>')
    if draw(st.booleans()):
        binds.append(f'<bind nodeset="/data/g" relevant="{draw(conditions(st.sampled_from(order[:4])))}"/>')
    if draw(st.booleans()):
        binds.append(f'<bind nodeset="/data/r/y" calculate="{draw(expressions(inner))}"/>')
    if draw(st.booleans()):
        binds.append(f'<bind nodeset="/data/r/x" relevant="{draw(conditions(near))}"/>')
    binds.append(f'<bind nodeset="/data/total" calculate="{draw(expressions(outer))}"/>')
    count = draw(st.sampled_from(["", ' jr:count="/data/a"']))
    questions = "".join(f'<input ref="{path}"><label>{path}</label></input>' for path in order[:4])
    return load(
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>P</h:title><model><instance><data id="p">'
        '<a/><b/><c/><d/><g><e/><f/></g><r jr:template=""><x/><y/></r>'
        "<r><x/><y/></r><total/></data></instance>"
        f'{"".join(binds)}</model></h:head><h:body>{questions}<group ref="/data/g"><input ref="/data/g/e"/>'
        f'<input ref="/data/g/f"/></group><repeat nodeset="/data/r"{count}><input ref="/data/r/x"/>'
        '<input ref="/data/r/y"/></repeat></h:body></h:html>'
    )


steps = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(
                [
                    *(f"/data/{name}" for name in NAMES),
                    "/data/g/e",
                    "/data/g/f",
                    "/data/r[1]/x",
                    "/data/r[2]/x",
                    "/data/r[2]/y",
                ]
            ),
            st.sampled_from(["", "1", "2", "3", "yes", "1 2"]),
        ),
        st.sampled_from([("add", ""), ("remove", "/data/r[1]"), ("remove", "/data/r[2]")]),
    ),
    max_size=12,
)


def do(instance: Instance, step: tuple[str, str]) -> None:
    """One random step; what is not there, or computed, is left alone."""
    what, value = step
    repeat = instance.form.by_path["/data/r"]
    counted = instance.form.repeats[repeat.index].count is not None
    if what == "add" and not counted:
        instance.add(instance.root, repeat)
    elif what == "remove" and not counted:
        node = instance.at(value)
        if node is not None:
            instance.remove(node)
    else:
        node = instance.at(what)
        if node is not None and node.definition.bind.calculate is None:
            instance.set(node, value)


def state(instance: Instance) -> list[tuple[str, str, str, bool, bool]]:
    """Everything that a session is, node by node."""
    return [
        (tree.ref(node), node.answer, node.value, node.own, node.relevant)
        for node in tree.subtree(instance.root)
    ]


def recomputed(instance: Instance) -> Instance:
    """A copy in which every task ran again."""
    copied = copy_of(instance, instance.host)
    for node in tree.subtree(copied.root):
        copied.mark_tasks(node)
    copied.run()
    return copied


@SETTINGS
@given(forms(), steps)
def test_incremental_recomputation_equals_a_full_one(form: Form, script: list[tuple[str, str]]) -> None:
    instance = open_instance(form, OPENING)
    for step in script:
        do(instance, step)
        assert state(recomputed(instance)) == state(instance)


@SETTINGS
@given(forms(), steps)
def test_serialising_and_restoring_at_every_step_changes_nothing(
    form: Form, script: list[tuple[str, str]]
) -> None:
    instance = open_instance(form, OPENING)
    carried = Session(form, open_instance(form, OPENING), OPENING, "", Place())
    for step in script:
        do(instance, step)
        do(carried.instance, step)
        data = dump(carried)
        carried = restore(form, data)
        assert dump(carried) == data
        assert state(carried.instance) == state(instance)
        assert instance_xml(carried.instance) == instance_xml(instance)


@SETTINGS
@given(forms(), st.lists(st.sampled_from(["1", "2", "yes", "no", "three"]), min_size=1, max_size=10))
def test_going_back_and_answering_the_same_again_leaves_the_same_instance(
    form: Form, words: list[str]
) -> None:
    step = interview.start(form, OPENING)
    for word in words:
        if step.prompt is None or step.prompt.ask.value != "text":
            break
        asked = step.prompt.ref
        after = interview.hear(form, step.session, said.Text(word), NOW)
        if after.prompt is None:
            break
        back = interview.hear(form, after.session, said.GoTo(asked), NOW)
        again = interview.hear(form, back.session, said.Text(word), NOW)
        if again.prompt is not None:
            assert state(again.session.instance) == state(after.session.instance)
        step = after


anything = st.one_of(
    st.text(max_size=40).map(said.Text),
    st.sampled_from(["1", "2", "1,2", "昨天", "好", "三", "31.2 121.5", "其他"]).map(said.Text),
    st.text(max_size=8).map(said.Chose),
    st.text(max_size=8).map(said.Toggled),
    st.sampled_from(
        [
            said.Done(),
            said.Back(),
            said.Skip(),
            said.Clear(),
            said.Review(),
            said.GoOn(),
            said.Picked(2),
            said.Submit(),
            said.AddRepeat(),
            said.Confirmed(yes=True),
            said.Confirmed(yes=False),
            said.Page(3),
            said.Page(-1),
            said.SwitchLanguage("en"),
            said.Location(1, 2),
            said.Location(1000, 2),
            said.Media("a.jpg", "image/jpeg"),
            said.GoTo("/data/a"),
            said.GoTo("]["),
            said.RemoveRepeat("/data/r[1]"),
            said.RemoveRepeat("["),
            said.Answers({"/data/a": "1"}),
            said.Answers({"": ""}),
            said.Done(turn=0),
        ]
    ),
)


@pytest.mark.parametrize("name", ["volunteer", "needs_assessment", "need_elderly", "organization"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(anything, max_size=15))
def test_nothing_that_can_be_said_raises(name: str, things: list[said.Said]) -> None:
    form = library.form(name)
    step = interview.start(form, Opening(NOW, "chaos", review=True))
    for one in things:
        session = restore(form, dump(step.session))
        step = interview.hear(form, session, one, NOW)
        assert (step.prompt is None) == step.session.complete


@SETTINGS
@given(forms(), st.lists(anything, max_size=25))
def test_nothing_raises_on_random_forms_either(form: Form, things: list[said.Said]) -> None:
    step = interview.start(form, OPENING)
    for one in things:
        step = interview.hear(form, step.session, one, NOW)
        assert restore(form, dump(step.session)).place == step.session.place
