"""What a new password must be."""

from __future__ import annotations

import pytest

from handlers.desk.passwords import objection

CASES = (
    ("long enough", "gui-hua-2026", "lin", None),
    ("just long enough", "abcdefgh", "lin", None),
    ("words, with spaces", "桂花 三更 豆浆", "lin", None),
    ("no composition is demanded", "guihuasangeng", "lin", None),
    ("nothing", "", "lin", "short"),
    ("one too few", "abcdefg", "lin", "short"),
    ("counted as what it is normalised to, fewer", "e\u0301" * 4 + "abc", "lin", "short"),
    ("and more", "㍿" + "abcd", "lin", None),
    ("the login", "guihua-lin", "guihua-lin", "login"),
    ("in capitals", "GuiHua-Lin", "guihua-lin", "login"),
    ("in wide letters", "ｇｕｉｈｕａ-lin", "guihua-lin", "login"),
    ("the login again and again", "GuiHua-lin guihua-lin", "guihua-lin", "login"),
    ("a short login again and again", "linlinlin", "lin", "repeated"),
    ("the login with something of one's own", "lin-gui-hua", "lin", None),
    ("one sign", "aaaaaaaa", "lin", "repeated"),
    ("only spaces", " " * 20, "lin", "repeated"),
    ("a piece", "12341234", "lin", "repeated"),
    ("a piece, not to its end", "abcabcabca", "lin", "repeated"),
    ("a piece with spaces between", "hua hua hua", "lin", "repeated"),
    ("a word twice", "passwordpassword", "lin", None),
    ("it ends as it begins", "abcdefga", "lin", None),
)


@pytest.mark.parametrize(
    ("password", "login", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_it_is_neither_short_nor_the_login_nor_one_piece_repeated(
    password: str, login: str, expected: str | None
) -> None:
    found = objection(password, login)
    assert (found and found.key) == (expected and f"desk.password.{expected}")
