"""A table for every function: what it is asked, what it answers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from surveys.xpath import Context, XPathError
from surveys.xpath import compile as compile_expression
from surveys.xpath.functions import NAMES
from surveys.xpath.functions.forms import shuffled

CASES: dict[str, list[tuple[str, str]]] = {
    # texts
    "string": [
        ("string(1.50)", "1.5"),
        ("string(/data/name)", "张三"),
        ("string()", "42"),
        ("string(true())", "true"),
    ],
    "concat": [("concat('a', 1, true())", "a1true"), ("concat(//years)", "1020"), ("concat()", "")],
    "join": [("join(', ', //who)", "a, b, c"), ("join('-', 'x', 2)", "x-2"), ("join('-')", "")],
    "starts-with": [("starts-with('abc', 'ab')", "true"), ("starts-with('abc', 'b')", "false")],
    "ends-with": [("ends-with('abc', 'bc')", "true"), ("ends-with('abc', 'b')", "false")],
    "contains": [("contains('社区食堂', '食堂')", "true"), ("contains('abc', 'd')", "false")],
    "substring-before": [("substring-before('a-b', '-')", "a"), ("substring-before('ab', '')", "")],
    "substring-after": [("substring-after('a-b', '-')", "b"), ("substring-after('ab', '')", "ab")],
    "substring": [
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0 div 0)", ""),
        ("substring('12345', -1 div 0)", "12345"),
        ("substring('12345', -1 div 0, 1 div 0)", ""),
        ("substring('12345', 9)", ""),
    ],
    "substr": [
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -3)", "llo"),
        ("substr('hello', 0, -1)", "hell"),
        ("substr('hello', 'x')", "hello"),
        ("substr('hello', 1 div 0)", ""),
    ],
    "string-length": [("string-length('你好')", "2"), ("string-length()", "2")],
    "normalize-space": [("normalize-space('  a \t b\n')", "a b"), ("normalize-space()", "42")],
    "translate": [("translate('aabbc', 'abc', 'xy')", "xxyy"), ("translate('aa', 'aa', 'xy')", "xx")],
    "regex": [("regex(/data/phone, '^1[3-9][0-9]{9}$')", "true"), ("regex('abc', '^b')", "false")],
    "thousandsep": [
        ("thousandsep(1234567.5)", "1,234,567.5"),
        ("thousandsep(-1000)", "-1,000"),
        ("thousandsep('x')", ""),
    ],
    "digest": [
        ("digest('abc', 'SHA-1', 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("digest('some text', 'MD5')", "VS4hzUzZkYZ448Gg30kbww=="),
        ("string-length(digest('a', 'SHA-256', 'hex'))", "64"),
        ("string-length(digest('a', 'sha-384', 'HEX'))", "96"),
        ("string-length(digest('a', 'SHA-512', 'hex'))", "128"),
    ],
    "base64-decode": [
        ("base64-decode('SGVsbG8=')", "Hello"),
        ("base64-decode('?')", ""),
        ("base64-decode('中')", ""),
    ],
    # choices
    "selected": [
        ("selected(/data/needs, 'visits')", "true"),
        ("selected(/data/needs, 'visit')", "false"),
        ("selected('', '')", "true"),
        ("selected('a b', '')", "false"),
        ("selected('a b', ' b ')", "true"),
    ],
    "selected-at": [
        ("selected-at(/data/needs, 1)", "visits"),
        ("selected-at('a', 1)", ""),
        ("selected-at('a b', -1)", ""),
        ("selected-at('a', 'x')", ""),
    ],
    "count-selected": [("count-selected(/data/needs)", "2"), ("count-selected(' ')", "0")],
    # true and false
    "true": [("true()", "true")],
    "false": [("false()", "false")],
    "not": [("not('')", "true"), ("not(1)", "false")],
    "boolean": [
        ("boolean('0')", "true"),
        ("boolean(0 div 0)", "false"),
        ("boolean(//none)", "false"),
        ("boolean(date('x'))", "false"),
        ("boolean(today())", "true"),
    ],
    "boolean-from-string": [
        ("boolean-from-string(/data/flag)", "true"),
        ("boolean-from-string('yes')", "false"),
        ("boolean-from-string(1)", "true"),
    ],
    "if": [
        ("if(1 = 1, 'a', no-such())", "a"),
        ("if('', 1, 2)", "2"),
        ("if(true(), /data/age, 'x')", "42"),
        ("count(if(true(), //who, //none))", "3"),
    ],
    "coalesce": [
        ("coalesce(/data/blank, 'x')", "x"),
        ("coalesce(/data/age, 'x')", "42"),
        ("coalesce('', 1 div 'x', 3)", "3"),
        ("coalesce('')", ""),
    ],
    "once": [("once('new')", "42")],
    "checklist": [
        ("checklist(1, 2, true(), false(), 'x')", "true"),
        ("checklist(-1, 1, 1, 1)", "false"),
        ("checklist(2, -1, //years)", "true"),
    ],
    "weighted-checklist": [
        ("weighted-checklist(3, -1, true(), 2, 'x', 1)", "true"),
        ("weighted-checklist(1, 2, false(), 5)", "false"),
        ("weighted-checklist(30, 30, //years, //years)", "true"),
        ("weighted-checklist(0, 30, //kind[9], //years)", "false"),
    ],
    "lang": [("lang('zh')", "false")],
    # numbers
    "number": [
        ("number('12')", "12"),
        ("number()", "42"),
        ("number(' .5 ')", "0.5"),
        ("number('1e3')", ""),
        ("number(true())", "1"),
        ("number('2008-09-05')", "14126"),
        ("number(//none)", ""),
        ("number(date('1970-01-02'))", "0"),
    ],
    "sum": [("sum(//years)", "30"), ("sum(//none)", "0"), ("sum(//who)", "")],
    "min": [("min(//years)", "10"), ("min(3, '', 2)", "2"), ("min(//none)", ""), ("min(1, 'x')", "")],
    "max": [("max(//years)", "20"), ("max(3, 9, //years)", "20"), ("max('')", "")],
    "round": [
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(2.345, 2)", "2.35"),
        ("round(626.3, -3)", "1000"),
        ("round('x')", ""),
        ("round(1 div 0)", "Infinity"),
        ("round(1.5, 999)", "1.5"),
        ("round(1.5, 'x')", ""),
        ("round(1.5, 300)", "1.5"),
        ("round(5, -999)", "0"),
    ],
    "int": [("int(2.9)", "2"), ("int(-2.9)", "-2"), ("int('x')", "")],
    "floor": [("floor(-1.5)", "-2"), ("floor(1 div 0)", "Infinity")],
    "ceiling": [("ceiling(1.2)", "2"), ("ceiling('x')", "")],
    "abs": [("abs(-3.5)", "3.5")],
    "pow": [
        ("pow(2, 10)", "1024"),
        ("pow(-8, 0.5)", ""),
        ("pow(10, 999)", "Infinity"),
        ("pow(-10, 999)", "-Infinity"),
        ("pow(0, -1)", "Infinity"),
    ],
    "exp": [("exp(0)", "1"), ("exp(9999)", "Infinity")],
    "exp10": [("exp10(3)", "1000")],
    "log": [("log(1)", "0"), ("log(0)", "-Infinity"), ("log(-1)", "")],
    "log10": [("log10(1000)", "3"), ("log10(0)", "-Infinity"), ("log10(-1)", "")],
    "sqrt": [("sqrt(9)", "3"), ("sqrt(-1)", "")],
    "sin": [("sin(0)", "0"), ("sin(1 div 0)", "")],
    "cos": [("cos(0)", "1"), ("cos(1 div 0)", "")],
    "tan": [("tan(0)", "0"), ("tan(1 div 0)", "")],
    "asin": [("asin(0)", "0"), ("asin(2)", "")],
    "acos": [("acos(1)", "0"), ("acos(2)", "")],
    "atan": [("atan(0)", "0")],
    "atan2": [("atan2(0, 1)", "0")],
    "pi": [("round(pi(), 4)", "3.1416")],
    "random": [("random() < 1", "true"), ("random() = random()", "false")],
    # dates and times (it is 2026-03-05 10:30:15.250 in Shanghai)
    "today": [("today()", "2026-03-05"), ("today() + 1 = date('2026-03-06')", "true")],
    "now": [("now()", "2026-03-05T10:30:15.250+08:00"), ("now() > today()", "true")],
    "date": [
        ("date('1970-1-2')", "1970-01-02"),
        ("date('2026-02-30')", "Invalid Date"),
        ("date(true())", ""),
        ("date('')", ""),
        ("date(/data/blank)", ""),
        ("date(today() + 1)", "2026-03-06"),
        ("date(/data/born)", "1980-05-01"),
    ],
    "date-time": [
        ("date-time('2026-03-05T01:00:00Z')", "2026-03-05T09:00:00.000+08:00"),
        ("date-time(0)", "1970-01-01T08:00:00.000+08:00"),
        ("date-time(0 div 0)", "Invalid Date"),
    ],
    "decimal-date-time": [("decimal-date-time('1970-01-02T00:00:00Z')", "1"), ("decimal-date-time('x')", "")],
    "decimal-time": [
        ("decimal-time('12:00:00.000')", "0.5"),
        ("decimal-time('04:00:00.000+00:00')", "0.5"),
        ("decimal-time('25:00')", ""),
        ("decimal-time(today())", "0"),
        ("decimal-time(5)", ""),
        ("decimal-time(//none)", ""),
    ],
    "format-date": [
        ("format-date('2026-03-05', '%Y/%n/%e %a %b %y')", "2026/3/5 Thu Mar 26"),
        ("format-date('x', '%Y')", ""),
        ("format-date('', '%Y')", ""),
        ("format-date(//none, '%Y')", ""),
        ("format-date(today() + 1, '%A %B %d')", "Friday March 06"),
        ("format-date(0, '%%%q%')", "%%q%"),
    ],
    "format-date-time": [
        ("format-date-time(now(), '%H:%M:%S.%3 %h %W %Z')", "10:30:15.250 10 10 +08:00"),
        ("format-date-time('07:05', '%h:%M')", "7:05"),
    ],
    # nodes
    "count": [("count(//who)", "3"), ("count(//none)", "0")],
    "count-non-empty": [("count-non-empty(//years)", "2")],
    "name": [("name(/data/@jr:version)", "jr:version"), ("name()", "age"), ("name(//none)", "")],
    "local-name": [("local-name(/data/@jr:version)", "version"), ("local-name(//none)", "")],
    "namespace-uri": [
        ("namespace-uri(/data/@jr:version)", "http://openrosa.org/javarosa"),
        ("namespace-uri()", ""),
        ("namespace-uri(//none)", ""),
    ],
    "id": [("name(id('needs'))", "data"), ("count(id(//who))", "0")],
    "position": [
        ("position(//member[2])", "2"),
        ("string(//member[position() = 3]/who)", "c"),
        ("position()", "1"),
        ("position(//none)", ""),
    ],
    "last": [("string(//member[last()]/who)", "c"), ("last()", "1")],
    # places
    "area": [
        ("area(/data/shape) > 12000000000", "true"),
        ("area('0 0')", ""),
        ("area('0 0;0 1')", "0"),
        ("area('x')", ""),
        ("area('')", ""),
        ("area('0 0;0 1;1 1;') > 0", "true"),
    ],
    "distance": [
        ("distance('0 0;0 1')", "111318.85"),
        ("distance('0 0', '0 1')", "111318.85"),
        ("distance('95 0;0 0')", ""),
        ("distance('a b')", ""),
        ("distance('')", ""),
    ],
    "geofence": [
        ("geofence('0.5 0.5', /data/shape)", "true"),
        ("geofence('2 0.5', /data/shape)", "false"),
        ("geofence('', /data/shape)", "false"),
        ("geofence('0 0', '1 1')", "false"),
    ],
    "intersects": [
        ("intersects('0 0;1 1;0 1;1 0')", "true"),
        ("intersects(/data/shape)", "false"),
        ("intersects('0 0;0 2;1 1;0 1')", "true"),
        ("intersects('')", "false"),
    ],
    # forms
    "instance": [
        ("instance('streets')/root/item[name = 'e2']/label", "East"),
        ("count(instance('streets')/root/item[district = 'd1'])", "2"),
        ("count(instance('none')/root)", "0"),
    ],
    "current": [
        ("current()/../name", "张三"),
        ("//member[years = current()/../home/member/years][2]/who", "b"),
    ],
    "indexed-repeat": [
        ("indexed-repeat(/data/home/member/who, /data/home/member, 2)", "b"),
        ("indexed-repeat(//kind, //member, 1, //pet, 2)", "dog"),
        ("indexed-repeat(//who, //member, 9)", ""),
        ("indexed-repeat(//who, //member, 1.5)", ""),
        ("indexed-repeat(/data, /, 1)/name", "张三"),
    ],
    "pulldata": [
        ("pulldata('streets', 'label', 'name', 's1')", "South"),
        ("pulldata('streets', 'label', 'name', 'x')", ""),
        ("pulldata('streets', 'none', 'name', 's1')", ""),
        ("pulldata('none', 'a', 'b', 'c')", ""),
    ],
    "jr:choice-name": [("jr:choice-name('meals', '/data/needs')", "label of meals in /data/needs")],
    "jr:itext": [("jr:itext('hello')", "你好")],
    "property": [("property('deviceid')", "device-1")],
    "version": [("version()", "2026.1")],
    "uuid": [("string-length(uuid())", "36"), ("string-length(uuid(5))", "5"), ("uuid() = uuid()", "false")],
    "randomize": [
        ("join('', randomize(//who, 1))", "bac"),
        ("count(randomize(//who))", "3"),
        ("join('', randomize(//who, 'x')) = join('', randomize(//who, 'x'))", "true"),
        ("count(randomize(//who, ''))", "3"),
        ("count(randomize(//who, -42))", "3"),
    ],
}

FAILURES: list[tuple[str, str]] = [
    ("no-such(1)", "there is no function no-such"),
    ("strng-length('a')", "string-length"),
    ("not()", "not() needs 1 value"),
    ("contains('a')", "contains() needs 2 values, 1 given"),
    ("coalesce()", "coalesce() needs 1 values or more"),
    ("round(1, 2, 3)", "no more than 2 values"),
    ("position(1)", "questions are needed"),
    ("count('a')", "questions are needed"),
    ("digest('a', 'CRC')", "not «CRC»"),
    ("digest('a', 'MD5', 'x')", "not «x»"),
    ("uuid(-1)", "not -1"),
    ("uuid('x')", "needs a number"),
    ("jr:itext('none')", "«none»"),
    ("indexed-repeat(//who, //member)", "indexed-repeat() needs 3 values"),
    ("indexed-repeat(//who, //member, 1, //pet)", "pairs"),
    ("indexed-repeat(//who, //member, 1, 2, 3)", "a repeat before each index"),
    ("regex('a', '(')", "is no pattern"),
    ("weighted-checklist(1, 2, 3)", "a weight after each value"),
    ("(1)[1]", "questions are needed"),
    ("1 | 2", "questions are needed"),
]


@pytest.mark.parametrize(("asked", "answer"), [case for cases in CASES.values() for case in cases])
def test_a_function_answers_as_the_specification_says(
    text: Callable[[str], str], asked: str, answer: str
) -> None:
    assert text(asked) == answer


@pytest.mark.parametrize(("asked", "complaint"), FAILURES)
def test_a_function_that_cannot_answer_says_why(
    text: Callable[[str], str], asked: str, complaint: str
) -> None:
    with pytest.raises(XPathError, match=re.escape(complaint)):
        text(asked)


@pytest.mark.parametrize(
    ("seed", "order"),
    [(42, "AFCBDE"), (-42, "EDAFBC"), (1, "BFEACD"), (11_111_111, "ACDBFE"), (0, "CBEAFD"), (2**63, "")],
)
def test_a_seed_gives_the_order_that_every_engine_gives(seed: int, order: str) -> None:
    found = "".join(shuffled(list("ABCDEF"), seed))
    assert found == order if order else sorted(found) == list("ABCDEF")


def test_every_function_has_cases() -> None:
    assert set(CASES) == set(NAMES)


def test_wrong_calls_are_known_before_evaluation_and_harm_only_when_evaluated(context: Context) -> None:
    expression = compile_expression("if(true(), 1, no-such() + not())")
    assert len(expression.problems) == 2
    assert expression.number(context) == 1


def test_once_gives_the_value_while_there_is_no_answer(context: Context) -> None:
    blank = Context(context.root.named("data")[0].named("blank")[0], context.host, root=context.root)
    assert compile_expression("once('new')").string(blank) == "new"
    assert compile_expression("once(1 div 'x')").string(blank) == ""


def test_the_prefix_jr_must_mean_javarosa(context: Context) -> None:
    elsewhere = Context(context.node, context.host, root=context.root, namespaces={"jr": "urn:other"})
    with pytest.raises(XPathError, match="namespace"):
        compile_expression("jr:itext('hello')").string(elsewhere)
