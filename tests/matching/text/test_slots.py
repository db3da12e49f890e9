"""Beneficiary, place, contact and urgency are found by rules, each with the words that caused it."""

from __future__ import annotations

import pytest

from matching.text import gazetteer
from matching.text.beneficiary import find_beneficiary
from matching.text.contacts import find_contact
from matching.text.danger import danger
from matching.text.gazetteer import EMPTY
from matching.text.normalise import normalise
from matching.text.urgency import find_urgency
from matching.text.where import find_place
from model.need import BeneficiaryKind, Urgency
from model.place import Level, Place

K = BeneficiaryKind


@pytest.mark.parametrize(
    ("text", "kind", "age", "alone", "disabled"),
    [
        ("我妈一个人在家不会做饭了", K.PARENT, "", True, None),
        ("我爷爷坐轮椅，想理发", K.PARENT, "elder", None, True),
        ("孩子放学没人接", K.CHILD, "", None, None),
        ("儿子上初二，功课跟不上", K.CHILD, "youth", None, None),
        ("女儿5岁了想上幼儿园", K.CHILD, "child", None, None),
        ("宝宝八个月大", K.CHILD, "child", None, None),
        ("老公失业半年", K.PARTNER, "", None, None),
        ("隔壁老太太独居", K.NEIGHBOUR, "elder", True, None),
        ("邻居家孩子天天没人管", K.NEIGHBOUR, "", None, None),
        ("楼上那家男的天天打老婆，孩子哭得吓人", K.NEIGHBOUR, "", None, None),
        ("对面老太太三天没出门了", K.NEIGHBOUR, "elder", None, None),
        ("楼上那家漏水漏到我家", K.SELF, "", None, None),
        ("家里老头瘫在床上，翻不动", K.PARTNER, "", None, True),
        ("我80岁了，一个人住，儿子在外地", K.SELF, "elder", True, None),
        ("儿子在国外，没人陪我去医院", K.SELF, "", None, None),
        ("子女都在外地，我想有人聊天", K.SELF, "", None, None),
        ("我姑妈瘫痪在床", K.OTHER, "", None, True),
        ("我们小区没有路灯", K.COMMUNITY, "", None, None),
        ("路灯坏了", K.SELF, "", None, None),
        ("妈的", K.SELF, "", None, None),
        ("妈的，电梯又坏了", K.SELF, "", None, None),
        ("他妈的物业不管", K.SELF, "", None, None),
        ("真他妈烦", K.SELF, "", None, None),
        ("操你妈", K.SELF, "", None, None),
        ("他奶奶的，路灯又不亮", K.SELF, "", None, None),
        ("我的妈呀，水管爆了", K.SELF, "", None, None),
        ("妈呀，水管爆了", K.SELF, "", None, None),
        ("这帮孙子不修电梯", K.SELF, "", None, None),
        ("my mother fucking lift is broken", K.SELF, "", None, None),
        ("妈的腿疼，要去医院", K.PARENT, "", None, None),
        ("他妈的腿断了", K.PARENT, "", None, None),
        ("我妈的手机坏了", K.PARENT, "", None, None),
        ("我妈呀，走不动了", K.PARENT, "", None, None),
        ("这药是奶奶的。", K.PARENT, "elder", None, None),
        ("四十五岁想找工作", K.SELF, "adult", None, None),
        ("my grandmother lives alone and is blind", K.PARENT, "elder", True, True),
        ("help for my son, 15 years old", K.CHILD, "youth", None, None),
        ("我媽八十歲了", K.PARENT, "elder", None, None),
    ],
)
def test_the_beneficiary_is_read_from_the_words(
    text: str, kind: object, age: str, alone: object, disabled: object
) -> None:
    found = find_beneficiary(text, normalise(text))
    value = found.value
    assert (value.kind, value.age_group, value.lives_alone, value.disability) == (kind, age, alone, disabled)
    assert all(text[span.start : span.end] == span.text for span in found.evidence)


STREET = gazetteer(
    (
        Place("S", Level.STREET, None, "肖家河街道", ""),
        Place("A", Level.COMMUNITY, "S", "金桂社区", "Jingui", ("纺织厂宿舍",)),
        Place("G", Level.GRID, "A", "幸福里", ""),
    ),
    landmarks=("老槐树",),
)


@pytest.mark.parametrize(
    ("text", "code", "building", "unit", "floor", "room", "landmark"),
    [
        ("金桂社区3栋2单元电梯坏了", "A", "3", "2", "", "", ""),
        ("金桂三号楼漏水", "A", "3", "", "", "", ""),
        ("住在纺织厂宿舍，12幢501室", "A", "12", "", "", "501", ""),
        ("肖家河街道金桂社区幸福里路灯不亮", "G", "", "", "", "", ""),
        ("3-2-501漏水", None, "3", "2", "", "501", ""),
        ("7-1203停电", None, "7", "", "", "1203", ""),
        ("B座6楼灯坏了", None, "b", "", "6", "", ""),
        ("十二栋一单元楼道灯", None, "12", "1", "", "", ""),
        ("小区东门垃圾没人收", None, "", "", "", "", "小区东门"),
        ("老槐树那边有人打牌", None, "", "", "", "", "老槐树"),
        ("building 3, unit 2, room 501", None, "3", "2", "", "501", ""),
        ("light out on the 4th floor", None, "", "", "4", "", ""),
        ("Jingui has no water", "A", "", "", "", "", ""),
    ],
)
def test_the_place_is_found_in_the_words(
    text: str, code: str | None, building: str, unit: str, floor: str, room: str, landmark: str
) -> None:
    found = find_place(text, normalise(text), STREET)
    assert found is not None
    assert (found.place.code if found.place else None) == code
    assert (found.building, found.unit, found.floor, found.room) == (building, unit, floor, room)
    assert found.landmark == landmark
    assert all(text[span.start : span.end] == span.text for span in found.evidence)


@pytest.mark.parametrize("text", ["我妈不会做饭了", "楼上太吵", "想上楼有人扶", "", "金"])
def test_without_words_for_a_place_there_is_none(text: str) -> None:
    assert find_place(text, normalise(text), EMPTY) is None


def test_a_short_form_never_takes_the_name_of_another_place() -> None:
    both = gazetteer(
        (Place("1", Level.COMMUNITY, None, "东湖", ""), Place("2", Level.COMMUNITY, None, "东湖花园", ""))
    )
    assert both.find("东湖有灯")[0][2].code == "1"
    assert both.find("东湖花园有灯")[0][2].code == "2"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("电话13800138000", "mobile", "13800138000"),
        ("打我 138 0013 8000", "mobile", "13800138000"),
        ("+86 139-1234-5678 找我", "mobile", "13912345678"),
        ("座机 028-85551234", "landline", "02885551234"),
        ("电话：85551234", "landline", "85551234"),
        ("me@example.org please", "email", "me@example.org"),
        ("微信号 linli_2026", "wechat", "linli_2026"),
    ],
)
def test_a_way_to_reach_the_resident_is_found(text: str, kind: object, value: object) -> None:
    found = find_contact(text, normalise(text))
    assert found is not None
    assert (found.kind, found.value) == (kind, value)
    assert text[found.evidence[0].start : found.evidence[0].end] == found.evidence[0].text


@pytest.mark.parametrize("text", ["3栋501", "2026年11月21日", "12345", "身份证510104199001011234"])
def test_other_numbers_are_no_telephone(text: str) -> None:
    assert find_contact(text, normalise(text)) is None


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("水管爆了", Urgency.URGENT),
        ("家里揭不开锅了", Urgency.URGENT),
        ("很急，马上要", Urgency.URGENT),
        ("请尽快", Urgency.SOON),
        ("越快越好", Urgency.SOON),
        ("I need it now", Urgency.URGENT),
        ("垃圾三天了没人收", Urgency.SOON),
        ("电梯坏了，我妈下不了楼", Urgency.SOON),
        ("楼道脏得一塌糊涂", Urgency.SOON),
        ("不着急，有空再说", Urgency.ROUTINE),
        ("想学书法", Urgency.ROUTINE),
        ("need help asap", Urgency.URGENT),
        ("no rush, whenever you can", Urgency.ROUTINE),
        ("着火了！", Urgency.EMERGENCY),
        ("我不想活了", Urgency.EMERGENCY),
        ("以前他打我，现在还怕", Urgency.URGENT),
    ],
)
def test_the_urgency_follows_the_danger_and_the_words(text: str, urgency: Urgency) -> None:
    found = find_urgency(text, normalise(text), danger(text))
    assert found.value is urgency
