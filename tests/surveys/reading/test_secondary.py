"""Tables beside a form: the ways people's programs write them."""

import pytest

from surveys.reading.secondary import read_file

ROWS = ["name,label", "a,A", "b,B"]


def rows_of(data: bytes) -> list[list[str]]:
    """The values of each row."""
    root = read_file("list.csv", data, str)
    return [[cell.value for cell in (*row.named("name"), *row.named("label"))] for row in root.children]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\r"], ids=["LF", "CRLF", "CR", "LFCR"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_every_line_end_delimiter_and_byte_order_mark_is_read(end: str, delimiter: str, mark: bytes) -> None:
    text = end.join(ROWS).replace(",", delimiter)
    assert rows_of(mark + text.encode()) == [["a", "A"], ["b", "B"]]
    assert rows_of(mark + (text + end).encode()) == [["a", "A"], ["b", "B"]]


def test_blank_lines_are_passed_over_and_missing_cells_blank() -> None:
    assert rows_of(b"name,label\n\na,A\n\nb\n") == [["a", "A"], ["b", ""]]


def test_a_quoted_cell_keeps_its_delimiters_and_spaces() -> None:
    assert rows_of(b'name,label\na," A, the first "\n') == [["a", " A, the first "]]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_a_table_is_read_in_the_encoding_that_excel_saved_it_in(encoding: str) -> None:
    assert rows_of("name,label\n甲,东村\n".encode(encoding)) == [["甲", "东村"]]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"[]", b"{}", b"<a>", b"a,b\n\x00"])
@pytest.mark.parametrize("name", ["list.csv", "places.geojson", "list.xml"])
def test_what_cannot_be_read_is_an_error_the_loader_knows(name: str, data: bytes) -> None:
    """Anything else would be a traceback in somebody's upload."""
    try:
        read_file(name, data, str)
    except (ValueError, KeyError, TypeError):
        return
