"""A tap whose words nobody has put on a button is answered like any other, and no error of ours."""

from __future__ import annotations

import pytest

from handlers.chat import TAPS
from tests.dialogues.talk import Talk


@pytest.mark.parametrize("value", ["", "²", "9" * 30, "-1", "0", "nobody", "1:²:x", "25:99-x"])
def test_a_forged_tap_harms_nobody(talk: Talk, value: str) -> None:
    for tap in TAPS:
        talk.say(f"{{tap {tap}:{value}}}")
