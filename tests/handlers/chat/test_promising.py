"""What is promised to a resident who has stopped all messages."""

from __future__ import annotations

import pytest

from tests.dialogues.talk import Talk

NEVER = "您关了消息，我不会主动告诉您"


@pytest.mark.parametrize(
    "lines",
    [
        ("楼道灯坏了", "[对，就这样"),
        ("{tap callback:}", "我妈的医保怎么办"),
        ("{tap callback:}", "13800138000"),
        ("{tap take:501}",),
    ],
    ids=["a need", "words for a social worker", "a telephone for a social worker", "a shift"],
)
def test_who_stopped_all_messages_reads_that_no_news_will_come(talk: Talk, lines: tuple[str, ...]) -> None:
    talk.say("{tap stop:}")
    for line in lines:
        shown = talk.say(line)
    (answer,) = [message for chat, message in shown if chat == "me"]
    assert NEVER in answer.text
    assert answer.keyboard[0][0].data == "go:"


def test_who_receives_messages_reads_the_promise_alone(talk: Talk) -> None:
    talk.say("楼道灯坏了")
    assert all(NEVER not in message.text for _, message in talk.say("[对，就这样"))


@pytest.mark.parametrize("said", ["重新接收消息", "恢复消息", "receive messages again"])
def test_messages_can_be_had_again_by_saying_so(talk: Talk, said: str) -> None:
    talk.say("别再发消息")
    assert "好，有消息会告诉您" in talk.say(said)[0][1].text


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("请社工联系我", "找人帮忙可以打"),
        ("忘掉我", "我们知道的关于您的事"),
        ("全部请求", "您还没有请求"),
        ("看进展", "您还没有请求"),
        ("我要报名", "当志愿者很简单"),
    ],
)
def test_a_button_s_words_typed_are_as_good_as_a_tap(talk: Talk, said: str, first: str) -> None:
    assert talk.say(said)[0][1].text.startswith(first)
