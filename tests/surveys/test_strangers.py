"""Forms come from strangers: whatever a spreadsheet holds, its author gets a form or an answer in words."""

import io
import re
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locales import texts
from surveys import locating, xlsform
from surveys.check import check
from surveys.finding import Finding, FormError, Severity
from surveys.locating import blamed
from surveys.xform import load
from surveys.xlsform import read

Sheets = dict[str, list[list[str]]]

FORM: Sheets = {
    "survey": [
        ["type", "name", "label::English (en)", "label::中文 (zh)", "relevant", "constraint", "calculation"],
        ["start", "start", "", "", "", "", ""],
        ["integer", "age", "How old?", "几岁？", "", ". < 120", ""],
        ["begin repeat", "member", "Member", "成员", "${age} > 3", "", ""],
        ["text", "first", "Name", "名字", "", "", ""],
        ["select_one yn", "ok", "Well, ${first}?", "${first}好吗？", "", "", ""],
        ["end repeat", "", "", "", "", "", ""],
        ["select_multiple yn", "all", "All?", "全部？", "${age} > 17 and count(${member}) > 0", "", ""],
        ["calculate", "sum", "", "", "", "", "sum(${age}) + 1"],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::中文 (zh)"],
        ["yn", "yes", "Yes", "是"],
        ["yn", "no", "No", "否"],
    ],
    "settings": [["form_title", "form_id", "version"], ["Strange", "strange", "1"]],
}
JUNK = [
    "", "${", "${nobody}", "${age} ${age}", "select_one", "select_one none", "begin group", "end group",
    "end repeat", "begin repeat", "range", "rank yn", "meta", "a b", "<b>&", "if(", "1 div 0", "\x0b", "//*",
    "../..", "x" * 500, "select_multiple yn or_other", "search('x')", "instance('x')/root/item", "中文",
    "label::", 'bind::x"y', "=1+1",
]  # fmt: skip
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
cells = st.sampled_from(
    [(s, r, c) for s, rows in FORM.items() for r, row in enumerate(rows) for c in range(len(row))]
)


@st.composite
def damaged(draw: Any) -> Sheets:
    """The form with a few cells blanked, misspelled or replaced, and perhaps a sheet renamed."""
    sheets = {name: [list(row) for row in rows] for name, rows in FORM.items()}
    for sheet, row, column in draw(st.lists(cells, min_size=1, max_size=4)):
        was = sheets[sheet][row][column]
        place = draw(st.integers(0, len(was)))
        misspelled = was[:place] + was[place + 1 :] if draw(st.booleans()) else f"{was[:place]}x{was[place:]}"
        sheets[sheet][row][column] = draw(st.sampled_from([misspelled, *JUNK]))
    if draw(st.integers(0, 9)) == 0:
        sheets[draw(st.sampled_from(["surveys", "Choices ", "x"]))] = sheets.pop(
            draw(st.sampled_from([*FORM]))
        )
    return sheets


def workbook(sheets: Sheets) -> bytes:
    """The sheets as a file of Excel."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", cell) or None for cell in row])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def in_words(finding: Finding) -> str:
    """What the author reads."""
    return texts("en").say(finding.message)


@SETTINGS
@given(damaged())
def test_every_damaged_form_is_accepted_or_refused_in_words(sheets: Sheets) -> None:
    """Never a traceback, and never the name of a slip of Python's instead of an answer."""
    try:
        parsed = read("strange.xlsx", workbook(sheets))
        told = check(load(parsed.xform_xml), parsed.warnings)
    except FormError as refusal:
        told = refusal.findings
        assert any(one.severity is Severity.ERROR for one in told)
    for one in told:
        assert in_words(one)
        assert not re.match(r"[A-Z]\w+Error: ", in_words(one))
        assert one.row is None or one.row >= 1
        assert not one.row or one.sheet


def test_a_slip_of_the_converter_names_the_cell_it_stumbled_over(monkeypatch: pytest.MonkeyPatch) -> None:
    original = xlsform._attempt

    def stumbling(book: dict[str, Any], warnings: list[str]) -> tuple[str, str]:
        if any(row.get("relevant") == "${age} > 3" for row in book["survey"]):
            raise KeyError("relevant")
        return original(book, warnings)

    monkeypatch.setattr(xlsform, "_attempt", stumbling)
    with pytest.raises(FormError) as told:
        read("strange.xlsx", workbook(FORM))
    found = told.value.findings[0]
    assert (found.message.key, found.sheet, found.row, found.column) == (
        "survey.sheet.puzzling", "survey", 4, "relevant",
    )  # fmt: skip


def test_what_no_single_row_is_to_blame_for_blames_none() -> None:
    rows = [{"name": name} for name in "abcdefgh"]
    assert blamed(rows, lambda left: {"name": "f"} in left) == 5 + locating.FIRST_ROW
    assert blamed(rows, lambda left: {"name": "a"} in left or {"name": "h"} in left) is None
    assert blamed([], lambda _left: True) is None
