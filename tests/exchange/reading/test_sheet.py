"""CSV files become sheets, without losing a cell."""

from __future__ import annotations

import pytest

from exchange import limits
from exchange.finding import Refused
from exchange.reading.sheet import read_csv


def test_rows_keep_their_numbers_and_empty_cells_are_left_out() -> None:
    sheet = read_csv("x.csv", b"id,name\n1,a\n\n2,\n")
    assert sheet.rows == ((2, {"id": "1", "name": "a"}), (4, {"id": "2"}))


def test_line_breaks_within_a_cell_are_kept() -> None:
    assert read_csv("x.csv", b'id,name\r\n1,"a\r\nb"\r\n').rows[0][1]["name"] == "a\r\nb"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_headers(delimiter: str) -> None:
    text = delimiter.join(["id", "name", "x"]) + "\n" + delimiter.join(["1", "b", "c"])
    assert read_csv("x.csv", text.encode()).rows[0][1] == {"id": "1", "name": "b", "x": "c"}


def test_columns_without_a_name_or_with_the_same_are_told_apart() -> None:
    sheet = read_csv("x.csv", b"a,,a\n1,2,3\n")
    assert sheet.rows[0][1] == {"a": "1", "column 2": "2", "a (column 3)": "3"}


def test_a_row_that_is_too_long_keeps_its_surplus() -> None:
    sheet = read_csv("x.csv", b"id\n1,2,3\n4,5\n6,\n")
    assert sheet.rows[0][1] == {"id": "1", "column 2": "2", "column 3": "3"}
    assert sheet.rows[1][1] == {"id": "4", "column 2": "5"}
    assert [finding.row for finding in sheet.findings] == [2, 3]


def test_an_unusual_encoding_is_told() -> None:
    sheet = read_csv("x.csv", "id,name\n1,长者中心\n".encode("gb18030"))
    assert str(sheet.findings[0]).endswith(": read as gb18030")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\n1,2\n", "no column names"),
        (b'id,name\n1,"abc\n', "line 2 is no CSV"),
        (b'id,name\n1,"a"b"\n', "line 2 is no CSV"),
        (b"id\n" + b"x" * 140_000, "field larger than field limit"),
        (",".join(f"c{number}" for number in range(301)).encode(), "301 columns"),
    ],
)
def test_what_is_no_sheet_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_csv("x.csv", data)


def test_a_sheet_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="more than 2 rows"):
        read_csv("x.csv", b"id\n1\n2\n3\n")
