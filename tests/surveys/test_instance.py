"""One session's answers and their recomputation, over forms written inline."""

from collections.abc import Callable
from typing import Any

import pytest

from surveys.form import Form
from surveys.growing import MOST_REPEATS, shrink
from surveys.instance import Instance
from surveys.submission import instance_xml

Make = Callable[..., Form]
Open = Callable[[Form], Instance]


def values(instance: Instance, *refs: str) -> list[str]:
    nodes = [instance.at(ref) for ref in refs]
    return [node.value if node is not None else "absent" for node in nodes]


def answer(instance: Instance, ref: str, value: str) -> None:
    node = instance.at(ref)
    assert node is not None, ref
    instance.set(node, value)


def test_relevance_of_a_group_cascades_and_answers_come_back(xform: Make, opened: Open) -> None:
    one = opened(
        xform(
            '<data id="t"><on/><g><a/><h><b/></h></g><sum/></data>',
            """<bind nodeset="/data/g" relevant="/data/on = 'yes'"/>
            <bind nodeset="/data/sum" calculate="concat(/data/g/a, /data/g/h/b)"/>""",
        )
    )
    answer(one, "/data/on", "yes")
    answer(one, "/data/g/a", "x")
    answer(one, "/data/g/h/b", "y")
    assert values(one, "/data/sum") == ["xy"]
    answer(one, "/data/on", "no")
    assert values(one, "/data/sum", "/data/g/a") == ["", ""]
    assert b"<g>" not in instance_xml(one)
    answer(one, "/data/on", "yes")
    assert values(one, "/data/sum", "/data/g/h/b") == ["xy", "y"]


def test_calculations_follow_each_other_in_order_whatever_the_order_of_the_form(
    xform: Make, opened: Open
) -> None:
    one = opened(
        xform(
            '<data id="t"><c/><b/><a>1</a></data>',
            '<bind nodeset="/data/c" calculate="../b + 1"/><bind nodeset="/data/b" calculate="../a * 10"/>',
        )
    )
    assert values(one, "/data/b", "/data/c") == ["10", "11"]
    answer(one, "/data/a", "3")
    assert values(one, "/data/b", "/data/c") == ["30", "31"]


def test_not_a_number_is_never_stored(xform: Make, opened: Open) -> None:
    one = opened(xform('<data id="t"><a/><b/></data>', '<bind nodeset="/data/b" calculate="../a + 1"/>'))
    assert values(one, "/data/b") == [""]


def test_one_failing_expression_does_not_stop_the_others(xform: Make, opened: Open) -> None:
    form = xform(
        '<data id="t"><a>1</a><bad/><worse/><good/></data>',
        """<bind nodeset="/data/bad" calculate="nonsense(1)" relevant="boom()"/>
        <bind nodeset="/data/worse" calculate="1 +"/><bind nodeset="/data/good" calculate="../a + 1"/>""",
    )
    one = opened(form)
    assert values(one, "/data/bad", "/data/worse", "/data/good") == ["", "", "2"]
    assert {subject for subject, _key in one.problems} == {"/data/bad"}
    assert [finding.subject for finding in form.findings] == ["/data/worse"]


def test_a_cycle_ends_and_is_told(xform: Make, opened: Open) -> None:
    form = xform(
        '<data id="t"><a/><b/></data>',
        '<bind nodeset="/data/a" calculate="../b + 1"/>'
        '<bind nodeset="/data/b" calculate="coalesce(../a, 0) + 1"/>',
    )
    assert [[form.definitions[index].name for index in cycle] for cycle in form.graph.cycles] == [["a", "b"]]
    one = opened(form)
    assert any(key == "survey.form.cycle" for _subject, key in one.problems)


ROSTER = (
    '<data id="t"><n/><all/><r jr:template=""><age/><twice/><mine/></r></data>',
    """<bind nodeset="/data/n" type="int"/><bind nodeset="/data/all" calculate="sum(/data/r/age)"/>
    <bind nodeset="/data/r/age" type="int"/><bind nodeset="/data/r/twice" calculate="../age * 2"/>
    <bind nodeset="/data/r/mine" calculate="position(..)"/>""",
    '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/age"/></repeat>',
)


def test_a_counted_repeat_follows_its_count(xform: Make, opened: Open) -> None:
    one = opened(xform(*ROSTER))
    answer(one, "/data/n", "3")
    answer(one, "/data/r[2]/age", "10")
    answer(one, "/data/r[3]/age", "5")
    assert values(one, "/data/all", "/data/r[2]/twice", "/data/r[3]/mine") == ["15", "20", "3"]
    answer(one, "/data/n", "2")
    assert values(one, "/data/all", "/data/r[3]") == ["10", "absent"]
    answer(one, "/data/n", "-4")
    assert values(one, "/data/all", "/data/r[1]") == ["0", "absent"]


def test_a_change_in_one_instance_recomputes_only_that_instance(
    xform: Make, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened(xform(*ROSTER))
    answer(one, "/data/n", "50")
    done: list[str] = []
    original = Instance.do

    def counting(self: Instance, task: Any, node: Any) -> None:
        done.append(node.name)
        original(self, task, node)

    monkeypatch.setattr(Instance, "do", counting)
    answer(one, "/data/r[7]/age", "4")
    assert sorted(done) == ["all", "twice"]


def test_the_number_of_instances_has_a_limit_that_is_told(xform: Make, opened: Open) -> None:
    one = opened(xform(*ROSTER))
    answer(one, "/data/n", "100000")
    root = one.root
    assert len(root.named("r")) == MOST_REPEATS
    assert one.add(root, one.form.by_path["/data/r"]) is None
    assert ("/data", "survey.form.too_many_repeats") in one.problems


def test_removing_an_instance_moves_the_others_up(xform: Make, opened: Open) -> None:
    one = opened(xform(ROSTER[0], ROSTER[1], ROSTER[2].replace(' jr:count="/data/n"', "")))
    repeat = one.form.by_path["/data/r"]
    for age in ("1", "2", "3"):
        node = one.add(one.root, repeat)
        assert node is not None
        answer(one, f"/data/r[{node.ordinal()}]/age", age)
    first = one.at("/data/r[1]")
    assert first is not None
    one.remove(first)
    assert values(one, "/data/all", "/data/r[1]/mine", "/data/r[2]/mine", "/data/r[1]/age") == [
        "5",
        "1",
        "2",
        "2",
    ]
    shrink(one, one.root)
    assert one.at("/data") is one.root


def test_repeats_nest_each_with_its_own_count(xform: Make, opened: Open) -> None:
    one = opened(
        xform(
            '<data id="t"><o jr:template=""><n/><i jr:template=""><v/></i><s/></o></data>',
            '<bind nodeset="/data/o/s" calculate="sum(../i/v)"/>',
            """<repeat nodeset="/data/o"><input ref="n"/>
            <repeat nodeset="/data/o/i" jr:count="../n"><input ref="v"/></repeat></repeat>""",
        )
    )
    for _ in range(2):
        one.add(one.root, one.form.by_path["/data/o"])
    answer(one, "/data/o[1]/n", "2")
    answer(one, "/data/o[2]/n", "1")
    answer(one, "/data/o[1]/i[2]/v", "7")
    answer(one, "/data/o[2]/i[1]/v", "5")
    assert values(one, "/data/o[1]/s", "/data/o[2]/s", "/data/o[2]/i[2]") == ["7", "5", "absent"]


def test_a_cumulative_sum_reads_the_instance_before(xform: Make, opened: Open) -> None:
    one = opened(
        xform(
            '<data id="t"><r jr:template=""><v/><t/></r></data>',
            """<bind nodeset="/data/r/t"
            calculate="coalesce(../../r[position() = position(current()/..) - 1]/t, 0) + ../v"/>""",
            '<repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat>',
        )
    )
    for value in ("1", "2", "3"):
        node = one.add(one.root, one.form.by_path["/data/r"])
        assert node is not None
        answer(one, f"/data/r[{node.ordinal()}]/v", value)
    assert values(one, "/data/r[3]/t") == ["6"]
    answer(one, "/data/r[1]/v", "10")
    assert values(one, "/data/r[3]/t") == ["15"]


def test_the_events_of_the_standard_set_values(xform: Make, opened: Open) -> None:
    one = opened(
        xform(
            '<data id="t"><first/><hidden/><a/><seen/><r jr:template=""><x/></r><e at=""/></data>',
            """<bind nodeset="/data/hidden" relevant="false()"/>
            <setvalue event="odk-instance-first-load" ref="/data/first" value="1 + 1"/>
            <setvalue event="odk-instance-first-load" ref="/data/hidden" value="1"/>
            <setvalue event="odk-instance-first-load" ref="/data/e/@at">here</setvalue>
            <setvalue event="odk-instance-first-load" ref="/data/first[" value="1"/>""",
            """<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/seen" value="/data/a"/>
            <setvalue event="xforms-value-changed" ref="/data/seen[nonsense()]" value="1"/>
            <setvalue event="xforms-value-changed" ref="/data/first" value="boom()"/></input>
            <repeat nodeset="/data/r"><setvalue event="odk-new-repeat" ref="/data/r/x" value="position(..)"/>
            <input ref="x"/></repeat>""",
        )
    )
    assert values(one, "/data/first", "/data/hidden", "/data/e/@at") == ["2", "", "here"]
    assert b'<e at="here"/>' in instance_xml(one)
    answer(one, "/data/a", "new")
    assert values(one, "/data/seen", "/data/first") == ["new", ""]
    one.add(one.root, one.form.by_path["/data/r"])
    one.add(one.root, one.form.by_path["/data/r"])
    assert values(one, "/data/r[1]/x", "/data/r[2]/x") == ["1", "2"]


def test_a_choice_that_is_no_longer_there_is_hidden_and_comes_back(xform: Make, opened: Open) -> None:
    one = opened(
        xform(
            '<data id="t"><city/><street/><seen/></data>',
            """<instance id="s"><root><item><name>a</name><city>x</city></item>
            <item><name>b</name><city>y</city></item></root></instance>
            <bind nodeset="/data/seen" calculate="../street"/>""",
            """<input ref="/data/city"/><select ref="/data/street">
            <itemset nodeset="instance('s')/root/item[city = /data/city]">
            <value ref="name"/><label ref="name"/></itemset>
            </select>""",
        )
    )
    answer(one, "/data/city", "x")
    answer(one, "/data/street", "a b")
    assert values(one, "/data/street", "/data/seen") == ["a", "a"]
    answer(one, "/data/city", "y")
    assert values(one, "/data/street", "/data/seen") == ["b", "b"]
    answer(one, "/data/city", "")
    assert values(one, "/data/street") == [""]


def test_a_fixed_choice_takes_only_its_own_values(xform: Make, opened: Open) -> None:
    one = opened(
        xform(
            '<data id="t"><q/></data>',
            "",
            """<select ref="/data/q"><item><label>A</label><value>a</value></item>
            <item><label>B</label><value>b</value></item></select>""",
        )
    )
    answer(one, "/data/q", "b nonsense a")
    assert values(one, "/data/q") == ["b a"]


TYPES = [
    ("int", "10.7", "10"),
    ("int", "99999999999", ""),
    ("int", "x", ""),
    ("decimal", "5", "5.0"),
    ("decimal", "2.50", "2.5"),
    ("decimal", "1e999", ""),
    ("boolean", "true", "1"),
    ("boolean", "maybe", ""),
    ("date", "2026-02-30", ""),
    ("date", "2026-02-03T10:00:00", "2026-02-03"),
    ("date", "2026-02-03T10:00:00Z", ""),
    ("string", " x ", " x "),
    ("geopoint", "1 2 3 4", "1.0 2.0 3.0 4.0"),
    ("geopoint", "0 0 0 0", ""),
    ("geopoint", "91 0", ""),
    ("geopoint", "x y", ""),
    ("geotrace", "1 2; 3 4;", "1.0 2.0;3.0 4.0"),
    ("geotrace", "1 2; x", ""),
]


@pytest.mark.parametrize(("kind", "given", "stored"), TYPES)
def test_each_type_has_its_own_notation(
    kind: str, given: str, stored: str, xform: Make, opened: Open
) -> None:
    one = opened(
        xform(
            '<data id="t"><q/></data>', f'<bind nodeset="/data/q" type="{kind}"/>', '<input ref="/data/q"/>'
        )
    )
    answer(one, "/data/q", given)
    assert values(one, "/data/q") == [stored]


def test_metadata_is_filled_as_far_as_it_is_known(xform: Make, opened: Open) -> None:
    one = opened(
        xform(
            '<data id="t"><start/><today/><who/><id/></data>',
            """<bind nodeset="/data/start" jr:preload="timestamp" jr:preloadParams="start"/>
            <bind nodeset="/data/today" jr:preload="date" jr:preloadParams="today"/>
            <bind nodeset="/data/who" jr:preload="property" jr:preloadParams="username"/>
            <bind nodeset="/data/id" jr:preload="uid"/>""",
        )
    )
    found = values(one, "/data/start", "/data/today", "/data/who", "/data/orx:meta/orx:instanceID")
    assert found[:3] == ["2026-11-21T02:00:00.000+00:00", "2026-11-21", ""]
    assert found[3].startswith("uuid:")


def test_a_fixed_repeat_written_as_a_template_has_one_instance(xform: Make, opened: Open) -> None:
    one = opened(
        xform(
            '<data id="t"><r jr:template=""><x/></r></data>',
            "",
            '<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="/data/r/x"/></repeat>',
        )
    )
    assert values(one, "/data/r[1]/x", "/data/r[2]") == ["", "absent"]


def test_a_ref_that_leads_nowhere_is_none(xform: Make, opened: Open) -> None:
    one = opened(xform('<data id="t"><a/></data>'))
    assert [one.at(ref) for ref in ("/data/b", "/data/a[2]", "/data/@x", "/other", "/data/a/@y")] == [
        None
    ] * 5


def test_instances_stay_while_their_number_is_taken_back(xform: Make, opened: Open) -> None:
    """A number is often given anew at once; nobody should lose what they told in the meantime."""
    one = opened(xform(*ROSTER))
    assert values(one, "/data/all", "/data/r[1]") == ["0", "absent"]
    answer(one, "/data/n", "2")
    answer(one, "/data/r[2]/age", "10")
    answer(one, "/data/n", "")
    assert values(one, "/data/all", "/data/r[2]/age") == ["10", "10"]
    answer(one, "/data/n", "1")
    assert values(one, "/data/r[2]/age") == ["absent"]


CASCADE = (
    '<data id="t"><a/><b/><c/><seen/></data>',
    """<instance id="i"><root><item><name>x1</name><of>x</of></item>
    <item><name>y1</name><of>y</of></item></root></instance>
    <bind nodeset="/data/c" relevant="/data/a = 'x'"/>""",
    """<select1 ref="/data/a"><item><label>x</label><value>x</value></item>
    <item><label>y</label><value>y</value></item></select1>
    <select1 ref="/data/b"><itemset nodeset="instance('i')/root/item[of = /data/a]"><value ref="name"/>
    <label ref="name"/></itemset>
    <setvalue event="xforms-value-changed" ref="/data/seen" value="concat('b ', /data/b)"/></select1>
    <input ref="/data/c"><setvalue event="xforms-value-changed" ref="/data/seen">c</setvalue></input>""",
)


def test_a_choice_that_is_offered_no_longer_counts_as_changed(xform: Make, opened: Open) -> None:
    one = opened(xform(*CASCADE))
    answer(one, "/data/a", "x")
    answer(one, "/data/b", "x1")
    assert values(one, "/data/seen") == ["b x1"]
    answer(one, "/data/a", "y")
    assert values(one, "/data/b", "/data/seen") == ["", "b "]


def test_what_nobody_sees_change_sets_nothing_off(xform: Make, opened: Open) -> None:
    one = opened(xform(*CASCADE))
    answer(one, "/data/c", "unseen")
    assert values(one, "/data/seen") == [""]
