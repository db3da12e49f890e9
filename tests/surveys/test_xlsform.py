"""Spreadsheets: what is accepted, what is put right, and how authors are told."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from surveys import xlsform
from surveys.finding import FormError
from surveys.repairs import Complaint, repair
from surveys.xform import load
from surveys.xlsform import read

FORM = """
| survey |
|  | type | name | label | relevant |
|  | integer | age | Age | |
|  | select_one yn | ok | Fine? | ${age} > 3 |
| choices |
|  | list_name | name | label |
|  | yn | yes | Yes |
|  | yn | no | No |
"""


def parsed(markdown: str) -> xlsform.Parsed:
    return read("form.md", markdown.encode())


def refused(markdown: str) -> FormError:
    with pytest.raises(FormError) as told:
        parsed(markdown)
    return told.value


def workbook() -> bytes:
    book = openpyxl.Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (("type", "name", "label"), ("text", "q", "Why?"), ("integer", "n", 5)):
        survey.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_markdown_csv_and_xml_give_the_same_questions(tmp_path: Path) -> None:
    del tmp_path
    assert "<q/>" in read("一份 问卷.xlsx", workbook()).xform_xml
    assert "<age/>" in parsed(FORM).xform_xml
    assert "<q/>" in read("f.csv", b'"survey"\n,"type","name","label"\n,"text","q","Why?"\n').xform_xml
    xml = parsed(FORM).xform_xml
    assert read("f.xml", xml.encode()).xform_xml == xml


WRONG = [
    (FORM.replace("${age}", "${agee}"), "survey.sheet.pyref_003", "survey", 3, "relevant"),
    (FORM.replace("${age}", "${age"), "survey.sheet.pyref_001", "survey", 3, "relevant"),
    (FORM.replace("| ok |", "| age |"), "survey.sheet.names_001", "survey", 3, "name"),
    (FORM.replace("| integer |", "| begin group |"), "survey.sheet.survey_002", "survey", 2, ""),
    (FORM.replace("| integer | age |", "| integer | 1 age |"), "survey.sheet.names_008", "survey", 2, "name"),
    (FORM.replace("select_one yn", "select_one xx"), "survey.sheet.refused", "survey", 3, ""),
    (FORM.replace("survey", "surveys"), "survey.sheet.no_survey", "survey", None, ""),
    (FORM.replace("| type |", "| typ |"), "survey.sheet.header_003", "survey", 1, ""),
    (FORM.replace("choices", "lists"), "survey.sheet.refused", "choices", None, ""),
    (FORM.replace("select_one yn", "selectone yn"), "survey.sheet.refused", "survey", 3, "type"),
    ("| a |", "survey.sheet.none", "", None, ""),
    ("", "survey.sheet.none", "", None, ""),
]


@pytest.mark.parametrize(("markdown", "key", "sheet", "row", "column"), WRONG)
def test_an_error_tells_its_sheet_row_and_column(
    markdown: str, key: str, sheet: str, row: int | None, column: str
) -> None:
    finding = refused(markdown).findings[0]
    assert (finding.message.key, finding.sheet, finding.row, finding.column) == (key, sheet, row, column)


FILES = [
    ("x.doc", b"", "survey.sheet.unknown_ending"),
    ("x.xlsx", b"PK rubbish", "survey.sheet.unreadable"),
    ("x.xlsx", b"", "survey.sheet.none"),
    ("x.xls", b"rubbish", "survey.sheet.none"),
    ("x.csv", b"", "survey.sheet.none"),
    ("x.csv", b"\xff\xfe,,,", "survey.sheet.unreadable"),
    ("x.xml", b"<a>", "survey.form.not_xml"),
    ("x.md", b"x" * (21 * 1024 * 1024), "survey.form.too_big"),
]


@pytest.mark.parametrize(("name", "data", "key"), FILES)
def test_a_file_that_is_no_form_is_refused_in_words(name: str, data: bytes, key: str) -> None:
    with pytest.raises(FormError) as told:
        read(name, data)
    assert told.value.findings[0].message.key == key
    assert key in str(told.value)


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gb18030"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_file_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    table = "survey,,,\r\n,type,name,label\r\n,text,a,您好吗\r\n"
    assert "您好吗" in read("x.csv", table.encode(encoding)).xform_xml
    assert "您好吗" in read("x.md", FORM.replace("Age", "您好吗").encode(encoding)).xform_xml
    written = parsed(FORM.replace("Age", "您好吗")).xform_xml.partition("?>")[2]
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    xml = read("x.xml", f"{declared}{written}".encode(encoding)).xform_xml
    assert "您好吗" in xml
    assert load(xml.encode()).title == load(xml).title
    assert ("encoding" in xml) is encoding.startswith("utf-8")


def test_a_western_table_is_read_as_excel_saved_it() -> None:
    table = "survey,,,\r\n,type,name,label\r\n,text,a,Où êtes-vous né – ici?\r\n"
    assert "Où êtes-vous né – ici?" in read("x.csv", table.encode("cp1252")).xform_xml


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000)
    monkeypatch.setattr(xlsform, "BIGGEST_UNPACKED", 50_000)
    with pytest.raises(FormError) as told:
        read("bomb.xlsx", data.getvalue())
    assert told.value.findings[0].message.key == "survey.form.too_big"


REPAIRED = [
    (FORM.replace("| yn | no | No |", "| yn | yes | No |"), "survey.sheet.duplicate_choices", ">yes<"),
    (FORM.replace("age", "meta"), "survey.sheet.reserved_name", "<meta_/>"),
    (
        FORM.replace("${age} > 3", "${data} != ''"),
        "survey.sheet.root_reference",
        "relevant=\" /data  != ''\"",
    ),
    (FORM.replace("integer", "tel"), "survey.sheet.unknown_type", "<age/>"),
    (FORM.replace("integer", "db:person"), "survey.sheet.unknown_type", "<age/>"),
    (
        FORM.replace("|  | integer |", "|  | | | a remark | |\n|  | integer |"),
        "survey.sheet.row_without_type",
        "<age/>",
    ),
    (FORM + "|  | yn | | Maybe |\n", "survey.sheet.choice_without_name", "<age/>"),
    (
        FORM.replace("| label |\n|  | yn", "| labl::English |\n|  | yn"),
        "survey.sheet.unknown_column",
        "<age/>",
    ),
]


@pytest.mark.parametrize(("markdown", "key", "holds"), REPAIRED)
def test_what_can_safely_be_accepted_is_with_a_warning(markdown: str, key: str, holds: str) -> None:
    found = parsed(markdown)
    assert key in [finding.message.key for finding in found.warnings]
    load(found.xform_xml)
    if "=" not in holds:
        assert holds in found.xform_xml


def test_a_repair_that_cannot_help_says_so() -> None:
    sheets: dict[str, list[dict[str, str]]] = {name: [] for name in ("survey", "choices", "settings")}
    for complaint in (
        Complaint("", "NAMES_005"),
        Complaint("", "NAMES_006"),
        Complaint("Question with no type"),
        Complaint("Unknown question type 'x'."),
        Complaint("Unknown question type 'select_thing x'."),
        Complaint("", "PYREF_003", {"q": "data"}),
        Complaint("something else"),
    ):
        assert repair(sheets, complaint) is None  # type: ignore[arg-type]
    sheets["settings"] = [{"allow_choice_duplicates": "yes"}]
    assert repair(sheets, Complaint("", "NAMES_007")) is None  # type: ignore[arg-type]


def test_settings_of_the_author_are_kept_when_a_setting_is_added() -> None:
    found = parsed(FORM.replace("| no |", "| yes |") + "| settings |\n|  | form_id |\n|  | mine |\n")
    assert 'id="mine"' in found.xform_xml


def test_a_raw_error_inside_pyxform_becomes_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyxform.xls2xform

    def broken(*_args: object, **_kwargs: object) -> None:
        raise TypeError("NoneType is not iterable")

    monkeypatch.setattr(pyxform.xls2xform, "convert", broken)
    assert refused(FORM).findings[0].message.params["detail"] == "TypeError: NoneType is not iterable"


def test_repairs_that_never_end_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from surveys.finding import warning

    monkeypatch.setattr(xlsform, "repair", lambda _sheets, _complaint: warning("survey.sheet.root_reference"))
    assert len(refused(FORM.replace("${age}", "${agee}")).findings) == xlsform.MOST_REPAIRS + 1


def test_signs_that_no_xml_may_contain_are_left_out() -> None:
    found = parsed(FORM.replace("Fine?", "Fi\x0bne?\uffff"))
    assert ">Fine?<" in found.xform_xml
    assert not found.warnings
