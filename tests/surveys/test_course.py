"""Where an interview stops, in forms that are written in unusual ways, and what stands when logic fails."""

from collections.abc import Callable
from typing import Any

import pytest

from surveys import interview, said
from surveys.course import course, is_readonly
from surveys.form import Form
from surveys.instance import Instance
from surveys.prompt import Ask
from surveys.validity import is_required, violations, would_stand

Make = Callable[..., Form]
Open = Callable[[Form], Instance]


def test_a_question_outside_its_repeat_is_asked_for_every_instance(xform: Make, opened: Open) -> None:
    form = xform(
        '<data id="t"><r><x/></r><r><x/></r><g at=""><y/></g></data>',
        "",
        """<repeat nodeset="/data/r" jr:noAddRemove="true()"/><input ref="/data/r/x"/>
        <input ref="/data/g/@at"/><repeat nodeset="/data/r" jr:noAddRemove="true()">
        <input ref="/data/g/y"/></repeat>""",
    )
    refs = [stop.ref(form) for stop in course(opened(form))]
    assert refs == ["/data/r[1]/x", "/data/r[2]/x", "/data/g/@at", "/data/g/y", "/data/g/y"]


def test_what_is_irrelevant_is_no_stop(xform: Make, opened: Open) -> None:
    form = xform(
        '<data id="t"><a/><g><r jr:template=""><x/></r><r><x/></r></g></data>',
        '<bind nodeset="/data/g" relevant="/data/a = 1"/>',
        """<input ref="/data/a"/><group><label>L</label>
        <repeat nodeset="/data/g/r"><input ref="/data/g/r/x"/></repeat>
        </group>""",
    )
    one = opened(form)
    assert [stop.ref(form) for stop in course(one)] == ["/data/a"]
    node = one.at("/data/a")
    assert node is not None
    one.set(node, "1")
    assert [stop.ref(form) for stop in course(one)] == ["/data/a", "/data/g/r[1]/x", "/data/g/r[+]"]


def test_logic_that_fails_leaves_the_question_open_to_answers(xform: Make, opened: Open) -> None:
    one = opened(
        xform(
            '<data id="t"><a>1</a></data>',
            '<bind nodeset="/data/a" readonly="boom()" required="boom()" constraint="boom()"/>',
            '<input ref="/data/a"/>',
        )
    )
    node = one.at("/data/a")
    assert node is not None
    assert not is_readonly(one, node)
    assert not is_required(one, node)
    assert would_stand(one, node, "x")
    assert violations(one) == []
    one.set(node, "")
    assert violations(one) == []


def test_read_only_groups_are_only_read(xform: Make, person: Any) -> None:
    form = xform(
        '<data id="t"><g><a>5</a><b/></g><c/></data>',
        '<bind nodeset="/data/g" readonly="true()"/><bind nodeset="/data/g/b" calculate="/data/c * 2"/>',
        """<group ref="/data/g"><input ref="/data/g/a"><label>Given</label></input></group>
        <input ref="/data/c"><label>C</label></input><input ref="/data/g/b"><label>Twice</label></input>""",
    )
    one = person(form)
    assert one.asked == "c"
    assert [note.text for note in one.prompt.before] == ["Given"]
    one.says("4")
    closing = one.step.events[-1].closing
    assert [note.text for note in closing] == ["Twice 8"]


def test_an_answer_that_its_type_cannot_hold_is_sent_back(xform: Make, person: Any) -> None:
    form = xform(
        '<data id="t"><p/></data>', '<bind nodeset="/data/p" type="geopoint"/>', '<input ref="/data/p"/>'
    )
    assert person(form).says("0 0").problem == "survey.answer.type"


def test_a_page_of_choices_keeps_to_the_lists(xform: Make, person: Any) -> None:
    items = "".join(f"<item><label>{one}</label><value>{one}</value></item>" for one in "abc")
    form = xform(
        '<data id="t"><one/><many/><free/><gone/></data>',
        """<bind nodeset="/data/free" constraint=". != 'bad'"/>
        <bind nodeset="/data/gone" relevant="/data/one = 'a'"/>""",
        f"""<group appearance="field-list"><select1 ref="/data/one">{items}</select1>
        <select ref="/data/many">{items}</select>
        <input ref="/data/free"/><input ref="/data/gone"/></group>""",
    )
    one = person(form)
    assert [each.ask for each in one.prompt.together] == [Ask.MULTIPLE, Ask.TEXT]
    bad = person(form).says(said.Answers({"/data/one": "b", "/data/free": "bad"}))
    assert (bad.asked, bad.problem, bad.value("/data/one")) == ("free", "survey.answer.constraint", "")
    one.says(said.Answers({"/data/one": "b", "/data/many": "c a zzz", "/data/free": ""}))
    assert (one.value("/data/one"), one.value("/data/many")) == ("b", "a c")
    assert one.happened == ["Answered", "Answered", "Skipped", "Completed"]


def test_an_empty_page_of_answers_changes_nothing(xform: Make, person: Any) -> None:
    form = xform('<data id="t"><a/></data>', "", '<input ref="/data/a"/>')
    assert person(form).says(said.Answers({})).asked == "a"


AT_THE_REVIEW = [
    said.Chose("x"),
    said.Toggled("x"),
    said.Skip(),
    said.Clear(),
    said.AddRepeat(),
    said.Location(1, 2),
    said.Media("a"),
]


@pytest.mark.parametrize("thing", AT_THE_REVIEW)
def test_what_answers_no_question_changes_nothing_at_the_review(thing: Any, xform: Make, person: Any) -> None:
    one = person(xform('<data id="t"><a/></data>', "", '<input ref="/data/a"/>'), review=True).says(
        "x", thing
    )
    assert one.prompt.ask is Ask.REVIEW
    assert one.says(said.Confirmed(yes=False)).problem == "survey.review.what"
    assert one.says(said.Done()).step.session.complete


def test_the_survey_can_be_reviewed_and_submitted_at_any_time(xform: Make, person: Any) -> None:
    form = xform(
        '<data id="t"><end/><a/><b/></data>',
        """<bind nodeset="/data/end" jr:preload="timestamp" jr:preloadParams="end"/>
        <bind nodeset="/data/meta/instanceName" calculate="boom()"/>""",
        '<input ref="/data/a"/><input ref="/data/b"/>',
    )
    one = person(form).says("x", said.Review())
    assert [line.answer for line in one.prompt.lines] == ["x", ""]
    one.says(said.Submit())
    assert one.step.session.complete
    assert one.value("/data/end").startswith("2026-11-21T10:00")


def test_a_session_of_an_equal_form_goes_on_with_the_form_given(xform: Make, person: Any) -> None:
    parts = ('<data id="t"><a/><b/></data>', "", '<input ref="/data/a"/><input ref="/data/b"/>')
    one = person(xform(*parts))
    other = xform(*parts)
    step = interview.hear(other, one.step.session, said.Text("x"), one.now)
    assert step.session.form is other
