"""Labels that an author marked up are read without the marks."""

import pytest

from surveys.plain import plain

CASES = [
    ("有几口人？", "有几口人？"),
    ("  padded  ", "padded"),
    ("How **many** people?", "How many people?"),
    ("请选*一个*", "请选一个"),
    ("choose *one* of _these_", "choose one of these"),
    ("__Read aloud__: name", "Read aloud: name"),
    ("# Household\nWho lives here?", "Household\nWho lives here?"),
    ('<span style="color:red">Careful</span>', "Careful"),
    ("one<br/>two<br>three", "one\ntwo\nthree"),
    ("<p>one</p><p>two</p>", "one\ntwo"),
    ("<ul><li>milk</li><li>bread</li></ul>", "· milk\n· bread"),
    ("salt &amp; pepper&nbsp;here", "salt & pepper here"),
    ("age &lt; 5", "age < 5"),
    ("age < 5 and > 3", "age < 5 and > 3"),
    ("see [our page](https://example.org/a)", "see our page (https://example.org/a)"),
    ("call [110](tel:110)", "call 110"),
    ("[Is this a village?]", "[Is this a village?]"),
    ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
    ("name: ______", "name: ______"),
    (r"5 \* 3 and \_x\_", "5 * 3 and _x_"),
    ("one\n\n\n\ntwo", "one\n\ntwo"),
    ("* milk\n* bread", "* milk\n* bread"),
    ("", ""),
]


@pytest.mark.parametrize(("marked", "read"), CASES)
def test_markup_goes_and_what_it_meant_to_say_stays(marked: str, read: str) -> None:
    assert plain(marked) == read
