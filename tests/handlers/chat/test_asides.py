"""Sentences that are meant for Linli itself, and their likes that are not."""

from __future__ import annotations

import pytest

from tests.dialogues.talk import Talk


@pytest.mark.parametrize(
    "said",
    [
        "什么时候来",
        "什么时候能来修",
        "怎么还没人来",
        "怎么还不来",
        "催一下",
        "帮我催一催",
        "都三天了还没动静",
        "when will they come",
        "nobody came yet",
    ],
)
def test_impatience_shows_how_the_open_request_stands(talk: Talk, said: str) -> None:
    for line in ("楼道灯坏了", "[对，就这样"):
        talk.say(line)
    assert "1001 号 · " in talk.say(said)[0][1].text


@pytest.mark.parametrize("said", ["解决了", "好了，谢谢", "已经修好了", "fixed, thanks", "It is solved!"])
def test_solved_in_words_is_the_last_word_on_the_request_that_waits_for_it(talk: Talk, said: str) -> None:
    _resolved(talk)
    assert "这次帮得怎么样" in talk.say(said)[-1][1].text


@pytest.mark.parametrize("said", ["还没好", "没解决", "还是没修好啊", "still not working"])
def test_not_solved_in_words_asks_what_is_missing(talk: Talk, said: str) -> None:
    _resolved(talk)
    assert "还差什么" in talk.say(said)[-1][1].text


def _resolved(talk: Talk) -> None:
    for line in ("楼道灯坏了", "[对，就这样", "{as wang}", "[接下]", "[办好了]", "[解决了]", "{as me}"):
        talk.say(line)


@pytest.mark.parametrize("said", ["我爸出去三天了还没消息", "我爸三天没回家了"])
def test_a_person_who_has_not_come_back_is_no_impatience(talk: Talk, said: str) -> None:
    for line in ("楼道灯坏了", "[对，就这样"):
        talk.say(line)
    assert "110" in talk.say(said)[-1][1].text


@pytest.mark.parametrize("said", ["110", "119", "120", "SOS", "🆘"])
def test_a_number_for_emergencies_offers_help(talk: Talk, said: str) -> None:
    ((_, message),) = talk.say(said)
    assert "要我马上叫值班的人吗" in message.text


def test_a_number_that_answers_a_question_is_an_answer(talk: Talk) -> None:
    for line in ("我妈不会做饭，想要送饭", "[先答"):
        talk.say(line)
    assert "值班" not in talk.say("120")[-1][1].text


def test_a_telephone_number_is_kept_and_the_card_stays(talk: Talk) -> None:
    talk.say("楼道灯坏了")
    kept, card = (message.text for _, message in talk.say("138 0013 8000"))
    assert "电话记下了" in kept
    assert "我这样理解" in card
    assert "13800138000" in talk.say("{tap data:}")[0][1].text


def test_what_a_room_has_no_use_for_may_be_meant_for_linli(talk: Talk) -> None:
    """A rating is asked for; what is typed is none, and is heard like anything else."""
    _resolved(talk)
    talk.say("[解决了]")
    assert "不再主动给您发消息" in talk.say("停止")[0][1].text


@pytest.mark.parametrize(("said", "stars"), [("5", 5), ("5分", 5), ("三分", 3), ("很不满意", 1), ("很好", 5)])
def test_a_rating_may_be_typed(talk: Talk, said: str, stars: int) -> None:
    _resolved(talk)
    talk.say("[解决了]")
    talk.say(said)
    need = talk.database.write_now(lambda unit: unit.needs.by_number("1001"))
    assert need is not None
    assert need.rating == stars


@pytest.mark.parametrize("said", ["有", "有的", "是的", "yes", "有危险！"])
def test_yes_typed_to_is_anyone_in_danger_alerts_at_once(talk: Talk, said: str) -> None:
    talk.say("I smell something like gas sometimes")
    assert any(who == "chen" and message.text.startswith("紧急 1001") for who, message in talk.say(said))
