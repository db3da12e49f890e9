"""Choices as they stand, and the labels that jr:choice-name gives."""

from collections.abc import Callable

from surveys.choices import options, values
from surveys.form import Form
from surveys.instance import Instance

CHOICES = """<instance id="l"><root><item><name>a</name><itextId>l-a</itextId></item><item><name>b</name>
<itextId>none</itextId></item></root></instance><itext><translation lang="E"><text id="l-a">
<value>Apple</value>
<value form="image">jr://images/a.png</value></text></translation></itext>
<bind nodeset="/data/label" calculate="jr:choice-name(/data/q, '/data/q')"/>
<bind nodeset="/data/r/label" calculate="jr:choice-name(../x, '../x')"/>
<bind nodeset="/data/odd" calculate="jr:choice-name('a', '/data/nothing')"/>"""
DATA = '<data id="t"><q/><p/><o/><n/><label/><odd/><r><x/><label/></r><r><x/><label/></r></data>'
BODY = """<select1 ref="/data/q"><itemset nodeset="instance('l')/root/item"><value ref="name"/>
<label ref="jr:itext(itextId)"/></itemset></select1>
<select1 ref="/data/p"><itemset nodeset="instance('l')/root/item[boom()]">
<value ref="name"/></itemset></select1>
<select1 ref="/data/o"><itemset nodeset="instance('l')/root/item">
<value ref="boom()"/><label ref="boom()"/></itemset></select1>
<select1 ref="/data/n"><itemset nodeset="1 +"><value ref="name"/></itemset></select1>
<repeat nodeset="/data/r"><select1 ref="x"><item><label>One</label><value>1</value></item>
<item><value>2</value></item></select1></repeat>"""


def test_choices_of_every_kind_are_found(
    xform: Callable[..., Form], opened: Callable[[Form], Instance]
) -> None:
    form = xform(
        DATA,
        CHOICES,
        BODY,
    )
    one = opened(form)
    found = {}
    for index, question in form.questions.items():
        name = form.definitions[index].name
        found[name] = [(each.value, each.label, each.image) for each in options(one.host, question, one.root)]
    assert found["q"] == [("a", "Apple", "jr://images/a.png"), ("b", "none", "")]
    assert found["p"] == []
    assert found["o"] == [("", "", ""), ("", "", "")]
    assert found["n"] == []
    assert found["x"] == [("1", "One", ""), ("2", "2", "")]
    assert values(one.host, form.questions[form.by_path["/data/r/x"].index], one.root) == ["1", "2"]


def test_the_name_of_a_choice_is_that_of_the_nearest_question(
    xform: Callable[..., Form], opened: Callable[[Form], Instance]
) -> None:
    one = opened(
        xform(
            DATA,
            CHOICES,
            BODY,
        )
    )
    for ref, value in (("/data/q", "a"), ("/data/r[2]/x", "1")):
        node = one.at(ref)
        assert node is not None
        one.set(node, value)
    labels = {
        ref: one.at(ref) for ref in ("/data/label", "/data/r[1]/label", "/data/r[2]/label", "/data/odd")
    }
    assert [node.value if node else None for node in labels.values()] == ["Apple", "", "One", ""]
