"""The survey both our server and the plain one ask: thirty numbers, with a check and a sum each."""

from __future__ import annotations

from functools import cache

from surveys.form import Form
from surveys.xform import load
from surveys.xlsform import read

QUESTIONS = 30
_HEAD = "| survey |\n| | type | name | label::中文 (zh) | label::English (en) | constraint | calculation |\n"


@cache
def xform() -> bytes:
    """The form's XForm."""
    rows = "".join(
        f"| | integer | q{n} | 第 {n} 个房间住几个人？ | How many people live in room {n}? | . < 120 | |\n"
        for n in range(1, QUESTIONS + 1)
    )
    total = "+".join(f"coalesce(${{q{n}}}, 0)" for n in range(1, 6))
    rows += f"| | calculate | total | | | | {total} |\n"
    settings = "| settings |\n| | form_id | form_title | version |\n| | bench | 住户 Residents | 1 |\n"
    return read("bench.md", (_HEAD + rows + settings).encode()).xform_xml.encode()


@cache
def form() -> Form:
    """The form itself."""
    return load(xform())


def word(turn: int) -> str:
    """What a resident types at a turn: an answer, a step back, and so on."""
    return "/back" if turn % 2 else str(1 + turn % 9)
