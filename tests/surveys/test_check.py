"""What an author is told about a form before residents meet it."""

from collections.abc import Callable

import pytest

from locales import LANGUAGES, texts
from surveys.check import check
from surveys.finding import Finding, Severity
from surveys.form import Form

HEAD = "| survey |\n|  | type | name | label::A (a) | label::B (b) | relevant | calculation | appearance |\n"
CHOICES = "| choices |\n|  | list_name | name | label::A (a) | label::B (b) |\n|  | l | x | X | X |\n"
ROW = "|  | {} | {} | q | q | {} | {} | {} |\n"


def rows(*cells: tuple[str, ...]) -> str:
    return HEAD + "".join(ROW.format(*(*one, "", "", "", "", "")[:5]) for one in cells) + CHOICES


CASES = [
    (rows(("text", "a", "false()")), "survey.check.unreachable", "/data/a"),
    (rows(("text", "a", "1 + 1 = 2")), "", ""),
    (rows(("text", "a", "nonsense(1)")), "survey.check.expression", "/data/a"),
    (rows(("text", "a", "/data/zz = 1")), "survey.check.no_such_question", "/data/a"),
    (rows(("text", "a", "count(instance('zz')/root/item) = 1")), "survey.check.no_such_list", "/data/a"),
    (rows(("integer", "a", "${b} = 1"), ("integer", "b", "${a} = 1")), "survey.check.cycle", "a"),
    (rows(("select_one l", "a"), ("text", "b", "${a} = 'y'")), "survey.check.unknown_value", "/data/b"),
    (
        rows(("select_one l", "a"), ("text", "b", "selected(${a}, 'y')")),
        "survey.check.unknown_value",
        "/data/b",
    ),
    (rows(("select_one l", "a"), ("text", "b", "${a} = 'x'")), "", ""),
    (rows(("image", "a", "", "", "signature")), "survey.shown.drawing", "a"),
    (rows(("barcode", "a")), "survey.shown.barcode", "a"),
    (rows(("geotrace", "a")), "survey.shown.line", "a"),
    (rows(("text", "a", "", "", "ex:my.app")), "survey.shown.app", "a"),
    (rows(("text", "a")).replace("| q | q |", "| q | |", 1), "survey.check.untranslated", "B (b)"),
    (rows(("calculate", "a", "", "1")), "survey.check.no_questions", ""),
]


@pytest.mark.parametrize(("markdown", "key", "subject"), CASES)
def test_each_kind_of_finding_is_found(
    markdown: str, key: str, subject: str, form: Callable[[str], Form]
) -> None:
    found = {one.message.key: one for one in check(form(markdown))}
    if not key:
        assert set(found) <= {"survey.check.unused_list"}
        return
    assert key in found
    assert found[key].subject == subject or not subject


def test_errors_come_first_and_doubles_once(form: Callable[[str], Form]) -> None:
    made = form(rows(("text", "a", "false()"), ("barcode", "b")))
    twice = check(made, check(made))
    assert twice == check(made)
    assert [one.severity for one in twice] == [Severity.WARNING, Severity.REMARK, Severity.REMARK]


def test_lists_of_other_kinds_are_looked_at_too(xform: Callable[..., Form]) -> None:
    many = "".join(f"<item><name>{n}</name></item>" for n in range(60))
    made = xform(
        '<data id="t"><a/><b/><c/><d/><n/><r><x/></r></data>',
        f"""<instance id="long"><root>{many}</root></instance>
        <instance id="unused"><root><item/></root></instance>
        <instance id="file" src="jr://file-csv/missing.csv"/>
        <itext><translation lang="A"><text id="t"><value>-</value></text></translation></itext>
        <bind nodeset="/data/nothing" type="int"/><bind nodeset="/data/b" relevant="/data/a = '99'"/>""",
        """<select1 ref="/data/a"><label>A</label><itemset nodeset="instance('long')/root/item">
        <value ref="name"/><label ref="name"/></itemset></select1>
        <secret ref="/data/b"><label>B</label></secret>
        <input ref="/data/c" appearance="search('x') likert"/><input ref="/data/none"/>
        <repeat nodeset="/data/gone"/><input ref="/data/d"><label ref="jr:itext('t')"/></input>
        <repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x">
        <label ref="concat('a', 'b')"/></input></repeat>""",
    )
    keys = {one.message.key for one in check(made)}
    assert keys == {
        "survey.shown.long_list",
        "survey.shown.masked",
        "survey.shown.search",
        "survey.shown.scale",
        "survey.check.unused_list",
        "survey.check.unknown_value",
        "survey.check.no_label",
        "survey.form.file_missing",
        "survey.form.bind_without_node",
        "survey.form.no_such_node",
    }


def test_every_finding_has_its_words_in_both_languages(form: Callable[[str], Form]) -> None:
    found: list[Finding] = []
    for markdown, _key, _subject in CASES:
        found.extend(check(form(markdown)))
    for language in LANGUAGES:
        for one in found:
            assert "{" not in texts(language).say(one.message)
