"""More of a need that was filed, the same need again, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.dialogues.talk import Talk


@pytest.fixture
def filed(talk: Talk) -> Talk:
    """A lamp is reported, as number 1001."""
    for line in ("楼道灯坏了", "[对，就这样"):
        talk.say(line)
    return talk


def said(talk: Talk, line: str) -> str:
    return "\n".join(message.text for chat, message in talk.say(line) if chat == talk.chat)


def numbers(talk: Talk) -> list[str]:
    def read(unit):  # noqa: ANN001, ANN202
        return [one.number for one in unit.needs.of_person(unit.needs.by_number("1001").person_id)]

    return talk.database.write_now(read)


@pytest.mark.parametrize(
    "words", ["3号楼二单元", "四楼那盏", "明天下午在家", "{photo}", "{location 23.13 113.32}"]
)
def test_what_may_belong_to_a_need_just_filed_is_asked_about(filed: Talk, words: str) -> None:
    assert "这是给刚才那件事（1001 号，路灯照明）补充的吗" in said(filed, words)
    assert "加到 1001 号里了" in said(filed, "[对，加到")
    assert numbers(filed) == ["1001"]


@pytest.mark.parametrize(
    "words",
    [
        "补充一下，四楼那盏",
        "忘了说，四楼那盏",
        "对了，再补充一句，周末也可以来",
        "I forgot to say: fourth floor",
    ],
)
def test_what_says_that_it_belongs_is_added_at_once(filed: Talk, words: str) -> None:
    filed.say("{wait 1d}")
    assert "加到 1001 号里了" in said(filed, words)
    assert words in said(filed, "[好了]")


@pytest.mark.parametrize("words", ["我妈想要送饭", "楼上天天半夜吵", "社区有没有书法班"])
def test_another_need_is_a_need_by_itself(filed: Talk, words: str) -> None:
    assert "我这样理解" in said(filed, words)


def test_an_addition_that_is_clearly_of_something_else_is_asked_about(filed: Talk) -> None:
    assert "补充的吗" in said(filed, "补充一下，我妈想要送饭")
    assert "我这样理解" in said(filed, "[不是")


@pytest.mark.parametrize("line", ["谢谢", "你好", "不知道", "{sticker}"])
def test_small_talk_after_filing_is_no_addition(filed: Talk, line: str) -> None:
    assert "补充的吗" not in said(filed, line)


def test_an_hour_later_a_place_alone_is_no_addition(filed: Talk) -> None:
    filed.say("{wait 2h}")
    assert "补充的吗" not in said(filed, "3号楼二单元")


def test_another_need_said_to_the_question_loses_neither(filed: Talk) -> None:
    filed.say("3号楼二单元")
    answer = said(filed, "我妈想要送饭")
    assert answer.index("加到 1001 号里了") < answer.index("我这样理解")
    filed.say("[对，就这样")
    assert numbers(filed) == ["1002", "1001"]
    assert "3号楼二单元" in said(filed, "{tap need:1001}")


def test_a_second_tap_adds_nothing_again(filed: Talk) -> None:
    filed.say("3号楼二单元")
    _, data = filed.screens["me"].find("对，加到")
    filed.say(f"{{tap {data}}}")
    assert said(filed, f"{{tap {data}}}").count("3号楼二单元") == 1


@pytest.mark.parametrize("words", ["楼道的灯不亮", "楼道灯坏了"])
def test_the_same_need_again_is_offered_to_be_added(filed: Talk, words: str) -> None:
    filed.say("{wait 2d}")
    filed.say(words)
    assert "您2 天前跟我说过（1001 号）" in said(filed, "[对，就这样")
    assert "加到 1001 号里了" in said(filed, "[对，加到")
    assert numbers(filed) == ["1001"]


@pytest.mark.parametrize("words", ["给我邻居说一声，他家楼道灯坏了", "8号楼楼道灯坏了"])
def test_for_somebody_else_or_elsewhere_it_is_another(talk: Talk, words: str) -> None:
    for line in ("3号楼楼道灯坏了", "[对，就这样", "{wait 1d}", words):
        talk.say(line)
    assert "跟我说过" not in said(talk, "[对，就这样")


def _done(talk: Talk) -> None:
    for line in ("{as wang}", "[接下]", "[办好了]", "[解决了]", "{as me}", "[解决了]"):
        talk.say(line)


def test_what_was_done_and_is_back_is_begun_again(filed: Talk) -> None:
    _done(filed)
    for line in ("{wait 3d}", "楼道灯又坏了"):
        filed.say(line)
    assert "3 天前说是办好了" in said(filed, "[对，就这样")
    assert "1001 号接着办" in said(filed, "[对，1001")
    assert numbers(filed) == ["1001"]


def test_what_was_done_long_ago_is_another(filed: Talk) -> None:
    _done(filed)
    for line in ("{wait 15d}", "楼道灯又坏了"):
        filed.say(line)
    assert "编号 1002" in said(filed, "[对，就这样")


def test_withdrawn_is_withdrawn(filed: Talk) -> None:
    for line in ("{tap drop:1001}", "[确定撤回]", "楼道灯坏了"):
        filed.say(line)
    assert "编号 1002" in said(filed, "[对，就这样")


@pytest.mark.parametrize("nod", ["好的", "没有", "谢谢", "好了"])
def test_a_nod_after_an_addition_is_no_addition(filed: Talk, nod: str) -> None:
    for line in ("[补充说明", "三楼"):
        filed.say(line)
    assert f"您补充：{nod}" not in said(filed, nod)


def test_a_question_about_the_request_after_an_addition_is_answered(filed: Talk) -> None:
    for line in ("[补充说明", "三楼"):
        filed.say(line)
    assert "等「安居维修队」答复" not in said(filed, "再加一句，晚上看不见")
    assert "在等「安居维修队」答复" in said(filed, "什么时候来")


def test_another_need_after_an_addition_is_not_lost_in_it(filed: Talk) -> None:
    for line in ("[补充说明", "三楼"):
        filed.say(line)
    assert "我这样理解" in said(filed, "我妈想要送饭")


def test_another_need_of_a_neighbour_who_follows_is_not_lost_either(filed: Talk) -> None:
    for line in (
        "{as liu}",
        "{start GH01}",
        "[中文]",
        "[可以]",
        "楼道的灯坏了",
        "[对，就这样",
        "[好，一起",
        "[看进展]",
    ):
        filed.say(line)
    assert "加好了" in said(filed, "[补充说明") + said(filed, "在四楼")
    assert "加好了" in said(filed, "晚上看不见")
    assert "我这样理解" in said(filed, "我妈想要送饭")


def test_an_addition_to_what_was_done_meanwhile_does_not_begin_it_again(filed: Talk) -> None:
    filed.say("3号楼二单元")
    for line in ("{as wang}", "[接下]", "[办好了]", "[解决了]", "{as me}"):
        filed.say(line)
    assert "加到 1001 号里了" in said(filed, "[对，加到")
    assert "请您确认" in said(filed, "{tap need:1001}")


def test_what_was_withdrawn_meanwhile_gets_no_addition(filed: Talk) -> None:
    filed.say("四楼那盏")
    filed.say("{tap dropped:1001}")
    assert "更像是哪一种" in said(filed, "[对，加到")


def _joined(talk: Talk) -> None:
    """A neighbour has reported the lift; this resident follows it with them."""
    for line in ("{as liu}", "{start GH01}", "[中文]", "[可以]", "3号楼电梯坏了", "[对，就这样", "{as me}"):
        talk.say(line)
    for line in ("3号楼电梯又停了", "[对，就这样", "[好，一起"):
        talk.say(line)


def test_what_is_said_after_joining_a_neighbours_need_may_belong_to_it(talk: Talk) -> None:
    _joined(talk)
    assert "（1001 号，电梯故障）补充的吗" in said(talk, "二单元那部")
    assert "加到 1001 号里了" in said(talk, "[对，加到")
    assert "您补充：二单元那部" in said(talk, "[好了]")


def test_a_followed_need_told_again_is_added_to_and_not_joined_twice(talk: Talk) -> None:
    _joined(talk)
    for line in ("{wait 1d}", "3号楼电梯还是坏的，老人下不来"):
        talk.say(line)
    assert "您昨天跟我说过（1001 号）" in said(talk, "[对，就这样") or "（1001 号）" in said(
        talk, "[对，就这样"
    )
    assert "加到 1001 号里了" in said(talk, "[对，加到")
    assert "您补充：3号楼电梯还是坏的" in said(talk, "[好了]")


def test_a_followed_need_that_was_done_and_is_back_is_begun_again(talk: Talk) -> None:
    _joined(talk)
    for line in ("{as wang}", "[接下]", "[办好了]", "[解决了]", "{as me}", "{wait 1d}", "3号楼电梯又停了"):
        talk.say(line)
    assert "说是办好了" in said(talk, "[对，就这样")
    assert "1001 号接着办" in said(talk, "[对，1001")


def test_what_could_not_be_done_is_not_said_to_have_been_done(talk: Talk) -> None:
    for line in (
        "楼道灯坏了",
        "[对，就这样",
        "{as wang}",
        "[接下]",
        "[办好了]",
        "[没解决]",
        "要换线路",
        "{as me}",
    ):
        talk.say(line)
    talk.say("{wait 2h}")
    talk.say("楼道灯还是坏的，晚上看不见路")
    shown = talk.say("[对，就这样")
    assert "今天说没能办成" in shown[0][1].text
