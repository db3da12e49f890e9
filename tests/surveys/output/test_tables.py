"""Many submissions as tables and files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from surveys.form import Form
from surveys.output.columns import layouts
from surveys.output.files import sheet_names, to_csv, to_xlsx
from surveys.output.spoken import Spoken
from surveys.output.tables import Submission, Table, number, tables

SENT = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
HOME = """
| survey |
|  | type | name | label::中文 (zh) | label::English (en) | hxl | relevant | calculation |
|  | username | who | | | | | |
|  | note | hello | 您好 | Hello | | | |
|  | begin_group | home | 家 | Home | | | |
|  | integer | people | 几口人 | How many people | #affected+f | | |
|  | text | secret | 秘密 | Secret | | ${people} > 90 | |
|  | end_group | | | | | | |
|  | select_multiple service | wants | ${people}口人需要什么 | What do you need | not a tag | | |
|  | text | more | 还有吗 | Anything else | | | |
|  | calculate | twice | | | | | ${people} * 2 |
|  | begin_repeat | pet | 宠物 | Pet | | | |
|  | text | kind | 种类 | Kind | #item+pet | | |
|  | begin_repeat | toy | 玩具 | Toy | | | |
|  | text | kind | 种类 | Kind | | | |
|  | end_repeat | | | | | | |
|  | end_repeat | | | | | | |
| choices |
|  | list_name | name | label::中文 (zh) | label::English (en) |
|  | service | meals | 送餐 | Meals |
|  | service | repair | 维修 | Repairs |
"""


@pytest.fixture
def home(form: Callable[[str], Form]) -> Form:
    return form(HOME)


@pytest.fixture
def submissions(home: Form, person: Any) -> list[Submission]:
    def filled(*things: str) -> Submission:
        one = person(home).says(*things)
        assert one.step.session.complete
        return Submission(one.step.session.instance, SENT)

    from surveys import said

    return [
        filled(
            "好",
            "3",
            "1 2",
            said.Text("=cmd|' /C calc'!A0"),
            "猫",
            "球",
            "no",
            "yes",
            "狗",
            "yes",
            "骨头",
            "no",
            "no",
        ),
        filled("好", "2", "1", "-", "鱼", "水草", "no", "no"),
    ]


def test_codes_and_paths_with_one_table_a_repeat(home: Form, submissions: list[Submission]) -> None:
    main, pet, toy = tables(home, submissions, labels=False)
    assert (main.name, pet.name, toy.name) == ("data", "pet", "pet/toy")
    assert main.head[:5] == ("_index", "_submitted_at", "home/people", "home/secret", "wants")
    assert main.rows[0][:5] == (1, "2026-11-21 09:30:00+08:00", 3, "", "meals repair")
    assert pet.head == ("_index", "_parent", "_parent_index", "kind")
    assert pet.rows == ((1, "data", 1, "猫"), (2, "data", 1, "狗"), (3, "data", 2, "鱼"))
    assert toy.rows == ((1, "pet", 1, "球"), (2, "pet", 2, "骨头"), (3, "pet", 3, "水草"))


def test_labels_in_a_language_and_a_gap_where_an_answer_would_stand(
    home: Form, submissions: list[Submission]
) -> None:
    main, pet, _ = tables(home, submissions, labels=True, language="zh_CN")
    assert main.head[2:6] == ("几口人", "秘密", "…口人需要什么", "还有吗")
    assert main.rows[0][4] == "送餐; 维修"
    english = tables(home, submissions, language="English (en)")[0]
    assert english.rows[0][4] == "Meals; Repairs"
    assert pet.head[-1] == "种类"


def test_labels_that_stand_twice_are_told_apart(form: Callable[[str], Form]) -> None:
    twice = form("| survey |\n| | type | name | label |\n| | text | a | Name |\n| | text | b | Name |\n")
    assert tables(twice, [])[0].head[2:4] == ("Name (a)", "Name (b)")


def test_who_answered_and_notes_are_left_out(home: Form) -> None:
    paths = [column.path for column in layouts(home)[0].columns]
    assert paths == ["home/people", "home/secret", "wants", "more", "twice", "meta/instanceID"]


def test_a_code_that_is_no_choice_stays_a_code(home: Form) -> None:
    question = home.questions[home.by_name["wants"].index]
    from surveys import tree

    assert Spoken(home, "en").choice(question, tree.grow(home, home.prototype), "gone") == "gone"


def test_csv_is_read_by_excel_and_begins_no_formula(home: Form, submissions: list[Submission]) -> None:
    data = to_csv(tables(home, submissions)[0])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[1][5] == "'=cmd|' /C calc'!A0"
    assert rows[2][5] == "'-"
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_a_negative_number_stays_a_number() -> None:
    assert to_csv(Table("a", ("n",), (), ((-3,), (-0.5,)))).decode("utf-8-sig") == "n\r\n-3\r\n-0.5\r\n"


def test_hashtags_stand_below_the_head_where_the_author_gave_them(
    home: Form, submissions: list[Submission]
) -> None:
    main, pet, toy = tables(home, submissions, labels=False)
    rows = list(csv.reader(io.StringIO(to_csv(main, hxl=True).decode("utf-8-sig"))))
    assert rows[1] == ["", "", "#affected+f", "", "", "", "", ""]
    assert pet.hxl[-1] == "#item+pet"
    assert toy.hxl == ()
    assert to_csv(toy, hxl=True) == to_csv(toy)


@pytest.mark.parametrize("column", ["instance::hxl", "bind::hxl", "hxl", "HXL"])
def test_hashtags_are_found_in_every_column_authors_use(form: Callable[[str], Form], column: str) -> None:
    tagged = form(f"| survey |\n| | type | name | label | {column} |\n| | text | a | A | #adm1 +name |\n")
    assert layouts(tagged)[0].columns[0].hxl == "#adm1 +name"


def test_a_workbook_has_a_sheet_a_table_with_texts_as_texts(
    home: Form, submissions: list[Submission]
) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(tables(home, submissions))))
    assert book.sheetnames == ["data", "pet", "pet_toy"]
    main = book.worksheets[0]
    assert (main["C2"].value, main["C2"].data_type) == (3, "n")
    assert (main["F2"].value, main["F2"].data_type) == ("=cmd|' /C calc'!A0", "s")
    assert main.freeze_panes == "A2"


def test_signs_a_workbook_cannot_hold_are_left_out() -> None:
    book = load_workbook(io.BytesIO(to_xlsx([Table("a", ("n",), (), (("a\x00b",),))])))
    assert book.worksheets[0]["A2"].value == "ab"


def test_sheet_names_are_short_allowed_and_each_once() -> None:
    long = "a" * 40
    assert sheet_names(["a/b", "a:b", long, long, ""]) == ["a_b", "a_b_2", "a" * 31, f"{'a' * 27}_2", "data"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3),
        ("-2", -2),
        ("2.50", 2.5),
        ("1" * 16, "1" * 16),
        ("x", "x"),
        ("1e300", "1e300"),
        ("nan", "nan"),
    ],
)
def test_numbers_are_numbers_unless_a_spreadsheet_would_spoil_them(text: str, expected: object) -> None:
    assert number(text) == expected


def test_a_survey_nobody_answered_has_heads_only(home: Form) -> None:
    assert [one.rows for one in tables(home, [])] == [(), (), ()]


def test_a_submission_without_a_moment_has_none(home: Form, submissions: list[Submission]) -> None:
    assert tables(home, [Submission(submissions[0].instance)])[0].rows[0][1] == ""


def test_labels_that_are_computed_or_in_plain_words_are_found(xform: Callable[..., Form]) -> None:
    made = xform(
        '<data id="d"><a/><b/><c/></data>',
        "<bind nodeset='/data/a' type='string'/>",
        "<input ref='/data/a'><label ref=\"concat('A', '1')\"/></input>"
        "<input ref='/data/b'><label>Hello <output value='/data/a'/>!</label></input><input ref='/data/c'/>",
    )
    assert tables(made, [])[0].head[2:5] == ("A1", "Hello …!", "c")
