"""Quiet hours as people say them."""

from __future__ import annotations

import pytest

from tests.dialogues.talk import Talk


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("22:00-7:00", "22:00 到 07:00"),
        ("22：30～7:15", "22:30 到 07:15"),
        ("22-7", "22:00 到 07:00"),
        ("从22点到7点", "22:00 到 07:00"),
        ("晚上十点到早上七点", "22:00 到 07:00"),
        ("晚上十点半到早上七点半", "22:30 到 07:30"),
        ("10pm to 7am", "22:00 到 07:00"),
        ("from 10pm until 7am", "22:00 到 07:00"),
        ("24-6", "00:00 到 06:00"),
    ],
)
def test_a_span_in_words_is_understood(talk: Talk, said: str, span: str) -> None:
    talk.say("{tap quiet:}")
    assert talk.say(said)[0][1].text == f"好，{span} 不打扰您。"


@pytest.mark.parametrize("said", ["晚上10点以后", "25-7", "7点", "22:00-23:99"])
def test_an_unclear_time_is_asked_for_again_with_a_way_back(talk: Talk, said: str) -> None:
    talk.say("{tap quiet:}")
    ((_, message),) = talk.say(said)
    assert "没看懂这个时间" in message.text
    assert message.keyboard


def test_a_need_typed_there_is_a_need(talk: Talk) -> None:
    talk.say("{tap quiet:}")
    assert "我这样理解" in talk.say("楼道灯坏了")[0][1].text


def test_a_span_of_no_length_is_not_promised(talk: Talk) -> None:
    talk.say("{tap quiet:}")
    assert "没看懂这个时间" in talk.say("22:00到22:00")[0][1].text
