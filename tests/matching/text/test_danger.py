"""Danger to life is found first: own sentences, half of them harmless look-alikes."""

from __future__ import annotations

from pathlib import Path

import pytest

from matching.text import DangerKind, DangerLevel, Whom, danger
from matching.text.danger_sense import ALARM, KIND, LEAST, SHORT, sense
from matching.text.danger_signals import KINDS
from matching.text.model import load
from matching.text.normalise import language_of, normalise
from matching.text.shipped import build_alarm, danger_sentences

Rows = list[tuple[str, str]]


def unseen() -> Rows:
    """Written by others, before anything was tuned on them; the model may never learn from them."""
    return read("danger_unseen.tsv")


def added() -> Rows:
    """What people add in a few words once a request is filed; never learnt from either."""
    return read("danger_added.tsv")


def read(name: str) -> Rows:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [(kind, text) for kind, _, text in (line.partition("\t") for line in lines)]


SENTENCES = danger_sentences()
PERILS = [(kind, text) for kind, text in SENTENCES if kind != "-"]
HARMLESS = [text for kind, text in SENTENCES if kind == "-"]


def test_the_set_is_large_and_nearly_half_of_it_is_harmless() -> None:
    assert len(SENTENCES) >= 400
    assert len(HARMLESS) >= len(SENTENCES) * 0.4


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_most_dangers_in_words_never_learnt_are_found_and_few_harmless_ones(language: str) -> None:
    rows = [(kind, text) for kind, text in unseen() if language_of(text) == language]
    perils = [text for kind, text in rows if kind != "-"]
    harmless = [text for kind, text in rows if kind == "-"]
    assert len(perils) >= 90
    assert sum(danger(text) is not None for text in perils) >= 0.86 * len(perils)
    assert sum(danger(text) is not None for text in harmless) <= 0.06 * len(harmless)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_floor_added_to_a_request_is_hardly_ever_danger_and_danger_added_to_it_is(language: str) -> None:
    rows = [(kind, text) for kind, text in added() if language_of(text) == language]
    perils = [text for kind, text in rows if kind != "-"]
    harmless = [text for kind, text in rows if kind == "-"]
    assert len(perils) >= 75
    assert len(harmless) >= 190
    assert sum(danger(text) is not None for text in perils) >= 0.95 * len(perils)
    assert sum(danger(text) is not None for text in harmless) <= 0.09 * len(harmless)


def test_nothing_unseen_is_learnt_from() -> None:
    assert not {text for _, text in unseen() + added()} & {text for _, text in SENTENCES}


def test_at_least_98_of_100_dangers_are_found() -> None:
    missed = [text for _, text in PERILS if danger(text) is None]
    assert len(missed) <= 0.02 * len(PERILS), missed


def test_at_most_2_of_100_harmless_sentences_raise_an_alarm() -> None:
    alarms = [text for text in HARMLESS if danger(text) is not None]
    assert len(alarms) <= 0.02 * len(HARMLESS), alarms


def test_the_kind_of_danger_is_nearly_always_right() -> None:
    wrong = [text for kind, text in PERILS if (found := danger(text)) and found.kind.value != kind]
    assert len(wrong) <= 0.09 * len(PERILS), wrong


def test_every_kind_has_its_sentences() -> None:
    assert (
        {kind for kind, _ in PERILS} == {kind.value for kind in DangerKind} == {kind.value for kind in KINDS}
    )


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("我不想活了", Whom.SPEAKER),
        ("我胸口疼，喘不上气", Whom.SPEAKER),
        ("我儿子说要跳楼", Whom.SOMEONE_ELSE),
        ("隔壁老太太晕倒了", Whom.SOMEONE_ELSE),
        ("我妈走丢了", Whom.SOMEONE_ELSE),
        ("老公打我", Whom.SPEAKER),
    ],
)
def test_who_is_in_danger_is_told(text: str, whom: Whom) -> None:
    found = danger(text)
    assert found is not None
    assert found.whom is whom


def test_the_words_that_caused_the_alarm_are_those_of_the_message() -> None:
    text = "３樓失火，快來人"
    found = danger(text)
    assert found is not None
    assert all(text[span.start : span.end] == span.text for span in found.evidence)


def test_thoughts_of_death_are_serious_and_a_deed_is_now() -> None:
    thought, deed = danger("活着没意思"), danger("我站在楼顶，风好大")
    assert thought is not None
    assert deed is not None
    assert (thought.level, thought.happening_now) == (DangerLevel.SERIOUS, False)
    assert (deed.level, deed.happening_now) == (DangerLevel.NOW, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我老公打我，救命", "violence"),
        ("老公打我救命啊", "violence"),
        ("救命，他要打死我", "violence"),
        ("我老公说要打死我", "violence"),
        ("我爸打我妈，救命！", "violence"),
        ("救命，我妈晕倒了", "medical"),
        ("救命！着火了", "fire"),
        ("救命啊", "medical"),
    ],
)
def test_a_cry_for_help_is_now_and_what_is_said_beside_it_is_what_it_is(text: str, kind: str) -> None:
    found = danger(text)
    assert found is not None
    assert (found.kind.value, found.level) == (kind, DangerLevel.NOW)


@pytest.mark.parametrize("text", ["笑死我了救命", "打死我也不去", "昨天打死一只老鼠", "作业要打死我了"])
def test_a_cry_that_is_only_a_manner_of_speaking_is_none(text: str) -> None:
    assert danger(text) is None


def test_violence_long_ago_is_a_gentler_concern() -> None:
    found = danger("以前他经常拿刀威胁我")
    assert found is not None
    assert found.level is not DangerLevel.NOW
    assert not found.happening_now


@pytest.mark.parametrize(
    "text",
    [
        "没有着火",
        "怕着火",
        "万一着火怎么办",
        "去年着火了",
        "火灾隐患",
        "消防演练：发生火灾怎么逃",
        "着火了，已经扑灭了",
    ],
)
def test_a_fire_that_is_denied_feared_past_or_a_drill_is_no_alarm(text: str) -> None:
    assert danger(text) is None


def test_a_long_letter_about_an_accident_is_no_cry_for_help_but_one_that_says_now_is() -> None:
    letter = "各位领导好，我是本小区的一名普通业主，住了十多年了，" * 4
    assert danger(letter + "那里发生车祸撞倒了人，希望装红绿灯") is None
    assert danger(letter + "现在楼下着火了！") is not None


def test_a_wish_to_die_counts_even_in_a_long_letter() -> None:
    assert danger("我把事情从头说一遍，" * 12 + "我真的不想活了") is not None


@pytest.mark.parametrize(
    "text",
    ["算了还是大后天吧", "算了，还是后天上午", "我一个人住 74了 腿脚不行", "眼睛也越来越不行了，看不清报纸"],
)
def test_another_day_and_old_legs_are_no_danger(text: str) -> None:
    assert danger(text) is None


@pytest.mark.parametrize(
    "text", ["我去死吧", "算了还是死了好", "算了，还是今天就走吧，不活了", "我妈快不行了"]
)
def test_what_only_resembles_them_is(text: str) -> None:
    assert danger(text) is not None


@pytest.mark.parametrize("text", ["", " ", "。。。", "👍", "a", "\n"])
def test_nothing_is_no_danger(text: str) -> None:
    assert danger(text) is None


def test_what_only_the_model_hears_is_asked_about_with_its_words_pointed_at() -> None:
    text = "药都摆好了，就等今晚了"
    heard, found = sense(normalise(text)), danger(text)
    assert heard is not None
    assert found is not None
    assert found.level in {DangerLevel.SERIOUS, DangerLevel.CONCERN}
    assert all(text[span.start : span.end] == span.text for span in found.evidence)


def test_a_look_alike_that_a_pattern_cleared_is_not_heard_as_danger_after_all() -> None:
    assert danger("万一厨房着火了怎么办") is None
    assert danger("我妈担心死了") is None


def test_the_model_is_silent_about_long_texts_scraps_and_unknown_letters() -> None:
    assert sense("我想死" * (SHORT // 2)) is None
    assert sense("死" * (LEAST - 1)) is None
    assert sense("qzxw") is None


@pytest.mark.parametrize(
    "text",
    [
        "我被同学打了",
        "我在学校被打了",
        "同学打我",
        "我被高年级的打了",
        "同学把我堵在厕所打",
        "老师打我",
        "爸爸打我，我躲在厕所",
        "考试没考好被爸爸打了",
        "我是小学生，有人打我",
        "a classmate hit me",
        "I was beaten up at school",
        "my son was hit by classmates",
        "my teacher hits me",
        "my dad hits me",
    ],
)
def test_a_child_who_is_hit_gets_the_numbers_for_children(text: str) -> None:
    found = danger(text)
    assert found is not None
    assert found.kind is DangerKind.CHILD_ABUSE


@pytest.mark.parametrize(
    "text",
    ["老公打我", "老公打我，孩子在学校", "爸爸打我妈", "老同学打我", "我儿子打我", "my dad hits my mom"],
)
def test_violence_among_adults_stays_violence(text: str) -> None:
    found = danger(text)
    assert found is not None
    assert found.kind is DangerKind.VIOLENCE


@pytest.mark.parametrize(
    "text", ["my son got hit by a ball", "hit by a school bus fare increase", "被同学表扬了"]
)
def test_not_everything_that_hits_a_pupil_is_violence(text: str) -> None:
    assert danger(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "please send it to my wechat",
        "mend it if you can, I'll pay for a new one if not",
        "cockroaches in my kitchen",
        "the door handle is stuck",
        "my wheelchair is stuck at the step",
        "is the old street coming down or not",
    ],
)
def test_a_word_of_danger_within_another_word_is_none(text: str) -> None:
    assert danger(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I just want to end it", "suicide"),
        ("somebody is in my kitchen with a knife", "violence"),
        ("his hand is stuck in the door", "trapped"),
        ("there is a man with a knife in the lobby", "violence"),
        ("I can't wake him", "medical"),
        ("东西压在他身上了", "trapped"),
        ("我爸突然说不了话了", "medical"),
        ("he walked in with a stick and hit me", "violence"),
        ("an elderly lady on her own in the street, she looks lost", "lost_person"),
        ("my husband is missing", "lost_person"),
        ("everything is on fire", "fire"),
        ("她摔下来以后一直没醒", "medical"),
        ("smoke is coming from the flat above", "fire"),
        ("we are on the roof and the water is still rising", "disaster"),
        ("she can't speak, half her face hangs", "medical"),
        ("I'm afraid of him", "violence"),
    ],
)
def test_what_these_words_resemble_is_still_heard(text: str, kind: str) -> None:
    found = danger(text)
    assert found is not None
    assert found.kind.value == kind


@pytest.mark.parametrize(
    "text",
    [
        "钥匙压在花盆底下",
        "他说不了话，会写字，给他纸笔",
        "she can't speak Mandarin",
        "he can't speak but he writes, give him a pen",
        "she's afraid of needles, tell her there aren't any",
        "elderly lady on her own, kids live in other towns",
        "grandma walks with two sticks",
        "up on the roof next to the water tank",
        "nothing's burning, the lamp just doesn't light",
        "smoke is from the barbecue downstairs",
        "a corner of the step is missing",
        "眼镜腿断了，胶一下就成",
    ],
)
def test_how_somebody_is_and_where_something_lies_is_no_danger(text: str) -> None:
    assert danger(text) is None


@pytest.mark.slow
def test_building_the_alarm_anew_gives_the_same_guesses() -> None:
    for built, path in zip(build_alarm(), (ALARM, KIND), strict=True):
        assert built.digest == load(path).digest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("he is killing me", "violence"),
        ("they're killing each other", "violence"),
        ("help I'm dying", "medical"),
        ("my mother is dying", "medical"),
        ("I'm dying to know", None),
        ("the stairs are killing me", None),
        ("the neighbour is killing me with his drum", None),
    ],
)
def test_to_die_and_to_kill_are_heard_in_english_but_not_what_is_only_said_so(
    text: str, kind: str | None
) -> None:
    found = danger(text)
    assert (found.kind.value if found else None) == kind
