"""One message in, everything understood of it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from matching.text import EMPTY, Guess, Kind, Model, Understanding, look, understand
from matching.text.examples import examples
from matching.text.understand import choose
from model.need import Urgency
from model.taxonomy import TAXONOMY

Reader = Callable[[str], Understanding]

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你好", Kind.GREETING),
        ("您好！", Kind.GREETING),
        ("謝謝啊", Kind.THANKS),
        ("👍", Kind.YES),
        ("好的呀", Kind.YES),
        ("对头", Kind.YES),
        ("要得嘛", Kind.YES),
        ("冇错", Kind.YES),
        ("对，就这样", Kind.YES),
        ("帮我提交吧", Kind.YES),
        ("好的，谢谢", Kind.THANKS),
        ("不得行", Kind.NO),
        ("没事", Kind.SMALLTALK),
        ("退回去", Kind.MENU_WORD),
        ("找人", Kind.WANTS_HUMAN),
        ("人呢？", Kind.WANTS_HUMAN),
        ("I want to talk to someone", Kind.WANTS_HUMAN),
        ("fuck off!", Kind.ABUSE),
        ("去死吧", Kind.ABUSE),
        ("你们都是骗子！", Kind.ABUSE),
        ("不用了", Kind.NO),
        ("取消吧", Kind.CANCEL),
        ("菜单", Kind.MENU_WORD),
        ("人工客服", Kind.WANTS_HUMAN),
        ("我要找个真人说话", Kind.WANTS_HUMAN),
        ("你是机器人吗", Kind.QUESTION_ABOUT_BOT),
        ("今天天气真好", Kind.SMALLTALK),
        ("你们都是废物", Kind.ABUSE),
        ("啊啊啊啊", Kind.GIBBERISH),
        ("sdfghjk", Kind.GIBBERISH),
        ("123", Kind.GIBBERISH),
        ("", Kind.GIBBERISH),
        ("hello", Kind.GREETING),
        ("thanks!", Kind.THANKS),
        ("日他娘的", Kind.ABUSE),
        ("我的妈啊", Kind.SMALLTALK),
        ("早上好", Kind.GREETING),
        ("morning", Kind.GREETING),
        ("电梯坏了", Kind.NEED),
        ("你好，请问公租房怎么申请？谢谢", Kind.NEED),
    ],
)
def test_the_kind_of_message_is_told_apart(understood: Reader, text: str, kind: object) -> None:
    found = understood(text)
    assert found.kind is kind
    assert bool(found.categories) is (kind is Kind.NEED)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我妈一个人在家不会做饭了", "elderly.meals"),
        ("電梯又壞了", "facilities.lift"),
        ("电提坏了", "facilities.lift"),
        ("dianti huai le", "facilities.lift"),
        ("the lift is out of order", "facilities.lift"),
        ("老板欠我三个月工资", "employment.wages"),
        ("想学书法", "culture.courses"),
        ("楼上半夜装修太吵", "environment.noise"),
        ("阿妈想搵人剪头发", "convenience.haircut"),
        ("低保怎么办", "livelihood.allowance"),
        ("下水道堵了", "facilities.drains"),
        ("想当志愿者", "volunteering.signup"),
    ],
)
def test_the_category_is_recognised_however_it_is_said(
    understood: Reader, text: str, code: str | None
) -> None:
    found = understood(text)
    assert found.categories[0].code == code
    assert found.sure


def test_every_guess_is_a_code_of_the_taxonomy(understood: Reader) -> None:
    codes = {node.code for node in TAXONOMY}
    for text in ("有点事想问", "老人的事", "孩子", "房子", "钱的问题", "sick"):
        assert {guess.code for guess in understood(text).categories} <= codes


def test_what_is_vague_is_asked_about_with_at_most_three_choices(understood: Reader) -> None:
    found = understood("家里有点麻烦想请你们想想法子")
    assert not found.sure
    assert 0 < len(found.categories) <= 3


def test_a_field_is_named_when_none_of_its_leaves_stands_out() -> None:
    spread = [Guess("health.doctor", 0.03), *(Guess(f"facilities.{name}", 0.02) for name in "abcdefgh")]
    leaves, sure = choose([Guess("facilities.lift", 0.5), *spread])
    assert leaves[0] == Guess("facilities", pytest.approx(0.66))
    assert not sure


def test_two_likely_leaves_of_one_field_are_both_offered() -> None:
    offered, sure = choose(
        [Guess("facilities.lift", 0.4), Guess("facilities.leak", 0.35), Guess("legal.aid", 0.01)]
    )
    assert [guess.code for guess in offered] == ["facilities.lift", "facilities.leak"]
    assert not sure


def test_a_danger_is_a_need_whatever_else_is_said(understood: Reader) -> None:
    found = understood("你好，我不想活了")
    assert found.danger is not None
    assert found.kind is Kind.NEED
    assert found.urgency.value is Urgency.EMERGENCY


def test_one_message_tells_everything_at_once(understood: Reader) -> None:
    found = understood("金桂花园3栋2单元电梯坏了，我妈80岁下不了楼，明天上午能修吗？电话13800138000")
    assert found.categories[0].code == "facilities.lift"
    assert found.place is not None
    assert found.place.place is not None
    assert (found.place.place.code, found.place.building, found.place.unit) == ("X1", "3", "2")
    assert found.beneficiary.value.age_group == "elder"
    assert found.time_wish is not None
    assert found.time_wish.start.day == 22
    assert found.contact is not None
    assert found.contact.value == "13800138000"
    assert found.language == "zh_CN"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("路灯不亮，还有垃圾三天没人收", ["facilities.lighting", "environment.garbage"]),
        ("楼道灯坏了。另外我妈想申请高龄津贴", ["facilities.lighting", "elderly.benefits"]),
        ("电梯坏了；楼下烧烤油烟太大", ["facilities.lift", "environment.smell"]),
        ("1.马桶堵了\n2.想给孩子找个暑假托管", ["facilities.drains", "children.aftercare"]),
    ],
)
def test_several_needs_in_one_message_are_told_apart(understood: Reader, text: str, codes: list[str]) -> None:
    parts = understood(text).parts
    assert [part.categories[0].code for part in parts] == codes
    assert all(text[part.span.start : part.span.end] == part.span.text for part in parts)


THREE = ["电梯坏了", "垃圾没人收", "路灯不亮"]
LIST = ["The lift is broken", "Nobody collects the rubbish", "The street light is out"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. 电梯坏了 2. 垃圾没人收 3. 路灯不亮", THREE),
        ("1、电梯坏了 2、垃圾没人收 3、路灯不亮", THREE),
        ("1）电梯坏了 2）垃圾没人收 3）路灯不亮", THREE),
        ("（1）电梯坏了（2）垃圾没人收（3）路灯不亮", THREE),
        ("①电梯坏了②垃圾没人收③路灯不亮", THREE),
        ("⑴电梯坏了⑵垃圾没人收⑶路灯不亮", THREE),
        ("一、电梯坏了 二、垃圾没人收 三、路灯不亮", THREE),
        ("一是电梯坏了，二是垃圾没人收，三是路灯不亮", THREE),
        ("第一，电梯坏了，第二，垃圾没人收，第三，路灯不亮", THREE),
        ("1.电梯坏了\n2.垃圾没人收\n3.路灯不亮", THREE),
        ("1电梯坏了 2垃圾没人收 3路灯不亮", THREE),
        ("问题一：电梯坏了 问题二：垃圾没人收 问题三：路灯不亮", THREE),
        ("• 电梯坏了 • 垃圾没人收 • 路灯不亮", THREE),
        ("反映：1.电梯坏了2.垃圾没人收3.路灯不亮", ["反映：1.电梯坏了", *THREE[1:]]),
        ("1.理发 2.修灯", ["理发", "修灯"]),
        (f"1. {LIST[0]} 2. {LIST[1]} 3. {LIST[2]}", LIST),
        (f"1) {LIST[0]}\n2) {LIST[1]}\n3) {LIST[2]}", LIST),
        (f"a) {LIST[0]} b) {LIST[1]} c) {LIST[2]}", LIST),
        (f"First, {LIST[0]}, second, {LIST[1]}, third, {LIST[2]}", LIST),
        (f"#1 {LIST[0]} #2 {LIST[1]} #3 {LIST[2]}", LIST),
    ],
)
def test_a_numbered_list_is_as_many_needs_without_their_numbers(
    understood: Reader, text: str, items: list[str]
) -> None:
    assert [part.span.text.rstrip(",") for part in understood(text).parts] == items


@pytest.mark.parametrize(
    "text",
    [
        "1、2号楼电梯坏了",
        "1栋、2栋电梯坏了",
        "我家1楼2单元3号电梯坏了",
        "一、二单元电梯坏了",
        "电梯坏了：1.按钮不亮 2.门关不上",
        "第一次来，第二次来都没人",
    ],
)
def test_numbers_that_count_no_needs_part_none(understood: Reader, text: str) -> None:
    assert understood(text).parts == ()


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("今天就要", Urgency.URGENT),
        ("现在就要", Urgency.URGENT),
        ("急", Urgency.URGENT),
        ("急急急", Urgency.URGENT),
        ("马上！", Urgency.URGENT),
        ("尽快", Urgency.SOON),
        ("今晚", Urgency.SOON),
        ("下周三", Urgency.SOON),
        ("不急", Urgency.ROUTINE),
        ("asap", Urgency.URGENT),
        ("I need it now", Urgency.URGENT),
        ("tomorrow morning", Urgency.SOON),
    ],
)
def test_words_that_say_only_when_are_a_need_of_which_nobody_knows_what(
    understood: Reader, text: str, urgency: Urgency
) -> None:
    found = understood(text)
    assert (found.kind, found.categories, found.sure) == (Kind.NEED, (), False)
    assert found.urgency.value is urgency


@pytest.mark.parametrize("text", ["今天停电", "现在没水", "明天见", "好久", "help now"])
def test_words_that_say_more_than_when_are_guessed_or_answered(understood: Reader, text: str) -> None:
    found = understood(text)
    assert found.categories or found.kind is not Kind.NEED


@pytest.mark.parametrize(
    "text",
    [
        "电梯坏了",
        "家里厨房水管漏水啦，漏得一塌糊涂，咋个整嘛",
        "电梯坏了，三天了没人修，老人下不了楼",
        "我妈腿脚不便，中午没饭吃，想订餐",
        "你好，我想问一下，公租房怎么申请",
        "孩子放学没人接，我们都上班",
    ],
)
def test_one_need_told_in_several_clauses_stays_one(understood: Reader, text: str) -> None:
    assert understood(text).parts == ()


@pytest.mark.parametrize(
    "text",
    ["\x00", "🎉🎉", "a" * 5000, "火" * 300, "一二百点半月月号", "\ud83d", "my\ud83dlift", "𠮷" * 20, "١٢٣"],
)
def test_no_text_makes_it_raise(understood: Reader, text: str) -> None:
    assert understood(text).text == text


def test_every_sentence_we_have_is_understood_without_an_error(understood: Reader) -> None:
    for row in examples():
        found = understood(row.text)
        for evidence in (found.urgency.evidence, found.beneficiary.evidence):
            assert all(row.text[span.start : span.end] == span.text for span in evidence)


@pytest.mark.parametrize("text", ["", "着火了，三楼", "楼道灯坏了", "我妈想要送饭"])
def test_what_danger_was_looked_for_in_before_is_understood_the_same(text: str, model: Model) -> None:
    alone = understand(text, model, EMPTY, now=NOW)
    assert understand(text, model, EMPTY, now=NOW, looked=look(text)) == alone
    assert understand(text, model, EMPTY, now=NOW, looked=look("煤气漏了")) == alone
