"""One of a list, or several: all of them, none, all but some, what is denied, what may mean two things."""

import datetime as dt

import pytest

from model.phrase import Phrase
from surveys.answers import Asked, read
from surveys.choices import Option
from surveys.prompt import Ask

NOW = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.UTC)


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(f"v{place}", label) for place, label in enumerate(labels, 1))


TROUBLES = options("停车", "电梯、设施老化", "垃圾、卫生", "噪音", "都没有")
PLACES = options("Parking", "Lifts", "Waste and cleanliness", "Noise", "None of these")
HOME = options("一个人", "和配偶", "和子女", "说不清")
FAIR = options("满意", "一般", "不满意")
SEX = options("女", "男", "不想说")
TIMES = options("白天", "晚上", "都可以")
COUNTS = options("没有", "1 次", "2 次", "3 次以上")
AGES = options("18 岁以下", "18–35 岁", "36–59 岁", "60 岁以上")
ALL = "v1 v2 v3 v4"

SEVERAL = [
    *(
        (TROUBLES, text, ALL)
        for text in ("全部", "都要", "全选", "以上都是", "全都选", "都有", "我都要", "统统都要。")
    ),
    *(
        (PLACES, text, ALL)
        for text in ("all", "all of them", "All of the above", "everything", "I want all of these")
    ),
    (TROUBLES, "都没有", "v5"),
    (TROUBLES, "一个都没有", "v5"),
    (TROUBLES, "没得", "v5"),
    (TROUBLES, "冇", "v5"),
    (TROUBLES, "冇用過", "v5"),
    (TROUBLES, "噪音同停车", "v1 v4"),
    (PLACES, "no", "v5"),
    (PLACES, "nothing", "v5"),
    (TROUBLES, "啥都要", ALL),
    (TROUBLES, "什么都要", ALL),
    (TROUBLES, "四个都要", ALL),
    (TROUBLES, "五样全要", ALL),
    (TROUBLES, "两个都要", "!choice.none"),
    (PLACES, "all four of them", ALL),
    (PLACES, "both", "!choice.none"),
    (options("Noise", "Waste"), "both of them", "v1 v2"),
    (TROUBLES, "一起", "!choice.none"),
    (TROUBLES, "除了停车都要", "v2 v3 v4"),
    (TROUBLES, "除停车和噪音外，其他都要", "v2 v3"),
    (TROUBLES, "除了第一个都选", "v2 v3 v4"),
    (TROUBLES, "停车不要，其他都要", "v2 v3 v4"),
    (TROUBLES, "都要，除了噪音", "v1 v2 v3"),
    (TROUBLES, "全部要，就停车不要", "v2 v3 v4"),
    (PLACES, "all except parking", "v2 v3 v4"),
    (PLACES, "everything but noise", "v1 v2 v3"),
    (TROUBLES, "除了飞机都要", "!choice.none"),
    (TROUBLES, "1到3", "v1 v2 v3"),
    (TROUBLES, "第一个和第三个", "v1 v3"),
    (TROUBLES, "最后一个", "v5"),
    (TROUBLES, "1.停车 3.垃圾", "v1 v3"),
    (TROUBLES, "停车噪音", "v1 v4"),
    (TROUBLES, "停车，还有噪音", "v1 v4"),
    (TROUBLES, "设施老化和垃圾", "v2 v3"),
    (PLACES, "parking, noise and waste", "v1 v3 v4"),
    (TROUBLES, "不要停车", "!choice.unclear"),
    (TROUBLES, "没有停车问题", "!choice.unclear"),
    (TROUBLES, "不是停车，是噪音", "!choice.unclear"),
    (TROUBLES, "停车不算，噪音和垃圾", "!choice.unclear"),
    (PLACES, "parking but not noise", "!choice.unclear"),
    (TROUBLES, "停车和飞机", "!choice.none"),
    (TROUBLES, "都可以", "!choice.all_meant"),
    (PLACES, "any is fine", "!choice.all_meant"),
    (TIMES, "都可以", "v3"),
    (TIMES, "随便", "v3"),
    (TIMES, "除了晚上都行", "v1"),
    (options("周六", "周日", "工作日"), "周六日", "!choice.none"),
    (options("周六", "周日", "工作日"), "周六周日", "v1 v2"),
    (options("5 次", "不记得"), "有15 次", "!choice.none"),
]
ONE = [
    (HOME, "不是一个人", "!choice.unclear"),
    (HOME, "和配偶还有孩子", "!choice.unclear"),
    (HOME, "一个人住，子女在外地", "v1"),
    (HOME, "一个人住要钱吗？", "!choice.unclear"),
    (HOME, "都可以", "!choice.or_unsure"),
    (HOME, "不清楚", "v4"),
    (HOME, "全部", "!choice.only_one"),
    (options("老伴", "孩子"), "孩子他爸", "!choice.unclear"),
    (options("去过", "没去过"), "没去过几次", "!choice.unclear"),
    (options("去过", "没去过"), "从来没去过", "v2"),
    (options("还好", "有点吃力", "很吃力"), "有", "!choice.none"),
    (FAIR, "不太满意", "!choice.unclear"),
    (FAIR, "很不满意", "v3"),
    (FAIR, "我很满意", "v1"),
    (FAIR, "随便", "!choice.pick"),
    (FAIR, "不知道", "!choice.none"),
    (SEX, "我是女的", "v1"),
    (SEX, "女士", "v1"),
    (SEX, "男嘞", "v2"),
    (SEX, "保密", "v3"),
    (SEX, "不是男的", "!choice.none"),
    (COUNTS, "2", "!choice.several"),
    (COUNTS, "2次", "v3"),
    (COUNTS, "第2个", "v2"),
    (options("无", "一辆", "两辆", "三辆以上"), "三", "!choice.several"),
    (options("几天", "一年以上"), "1", "v1"),
    (COUNTS, "five times", "v4"),
    (AGES, "3", "v3"),
    (AGES, "六十五", "v4"),
    (AGES, "18", "!choice.several"),
    (options("Rather not say", "Female", "Male"), "he", "!choice.none"),
    (options("Noise", "Waste"), "no", "!choice.none"),
    (options("安全", "卫生"), "a", "!choice.none"),
    (options("两样都要", "都不要"), "都要", "!choice.only_one"),
    (options("一个都不要", "以上都要"), "都要", "v2"),
]


@pytest.mark.parametrize(
    ("ask", "chosen", "text", "expected"),
    [*((Ask.MULTIPLE, *case) for case in SEVERAL), *((Ask.CHOICE, *case) for case in ONE)],
)
def test_a_list_is_answered_in_own_words_or_asked_once_more(
    ask: Ask, chosen: tuple[Option, ...], text: str, expected: str
) -> None:
    found = read(ask, text, Asked(NOW, chosen))
    told = f"!{found.key.removeprefix('survey.answer.')}" if isinstance(found, Phrase) else found
    assert told == expected


def test_a_number_that_is_one_value_and_the_place_of_another_is_asked_about() -> None:
    turned = (Option("3", "很好"), Option("2", "一般"), Option("1", "不好"))
    found = read(Ask.CHOICE, "1", Asked(NOW, turned))
    assert isinstance(found, Phrase)
    assert found.params["choices"] == "很好、不好"
    assert read(Ask.CHOICE, "2", Asked(NOW, turned)) == "2"


def test_what_stands_with_no_other_by_the_constraint_is_not_among_all() -> None:
    def stands(value: str) -> bool:
        return "v4" not in value or value == "v4"

    asked = Asked(NOW, options("停车", "电梯", "噪音", "哪样都跟我无关"), stands=stands)
    assert read(Ask.MULTIPLE, "全部", asked) == "v1 v2 v3"
    narrow = Asked(NOW, options("停车", "电梯", "噪音"), stands=lambda value: " " not in value)
    assert read(Ask.MULTIPLE, "全部", narrow) == "v1 v2 v3"
