"""Names, languages, fees and audiences as the model has them."""

from __future__ import annotations

import re

from exchange.dataset import Dataset, Row

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_FREE = re.compile(
    r"(free( to (everyone|all|anyone))?|none|no (fee|charge)s?|no cost|免费|无)\W*", re.IGNORECASE
)
_LANGUAGES = {
    "zh": "zh zho chi cmn chinese mandarin putonghua 中文 汉语 普通话 国语",
    "yue": "yue cantonese 粤语 广东话 广州话",
    "en": "en eng english 英语 英文",
    "es": "es spa spanish",
    "fr": "fr fra french 法语",
    "ru": "ru rus russian 俄语",
    "ko": "ko kor korean 韩语 朝鲜语",
    "ja": "ja jpn japanese 日语",
    "ar": "ar ara arabic 阿拉伯语",
    "vi": "vi vie vietnamese 越南语",
    "ur": "ur urd urdu",
    "ug": "ug uig uyghur 维吾尔语 维语",
    "bo": "bo bod tibetan 藏语",
    "csl": "csl 手语 sign",
}
_BY_NAME = {name: code for code, names in _LANGUAGES.items() for name in names.split()}
_ELDER, _ADULT = 55, 18
AUDIENCES = {
    "elder": "老年人 长者 老人 elder senior",
    "child": "儿童 child",
    "youth": "青少年 youth",
    "disability": "残疾人 残障人士 disability",
    "women": "妇女 women",
}
"""Tags of ``Service.audience`` and the words for them in the template."""


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _CHINESE.search(text) is not None


def both_names(row: Row) -> tuple[str, str]:
    """(Chinese, English): the name and the alternate name, each by its script.

    A name in one language only also stands for Chinese, which is shown where there is no other.
    """
    name, other = row.text("name"), row.text("alternate_name")
    if is_chinese(name):
        return name, other if other and not is_chinese(other) else ""
    return (other if is_chinese(other) else name), name


def both_texts(text: str) -> tuple[str, str]:
    """(Chinese, English) of a description; one without Chinese stands for both."""
    return text, "" if is_chinese(text) else text


def languages(dataset: Dataset, row: Row) -> tuple[str, ...]:
    """Codes of the languages that are spoken, by their codes or names; unknown words are left out."""
    said = [text for one in dataset.children("language", f"{row.table}_id", row) for text in _said(one)]
    return tuple(dict.fromkeys(_BY_NAME[word] for word in said if word in _BY_NAME))


def _said(row: Row) -> list[str]:
    return re.findall(r"[a-z]+|[\u3400-\u9fff]+", f"{row.text('code')} {row.text('name')}".lower())


def fee(dataset: Dataset, service: Row) -> str:
    """What it costs, in words; "" when it is free or nobody says."""
    said = service.text("fees_description") or service.text("fees")
    if said:
        return "" if _FREE.fullmatch(said) else said
    options = [_option(one) for one in dataset.children("cost_option", "service_id", service)]
    return "; ".join(option for option in options if option)


def _option(row: Row) -> str:
    amount = " ".join(part for part in (row.text("amount"), row.text("currency").upper()) if part)
    parts = (row.text("option"), "" if amount.startswith("0 ") or amount == "0" else amount)
    return " ".join(part for part in (*parts, row.text("amount_description")) if part) if amount else ""


def audience(service: Row) -> tuple[str, ...]:
    """Whom it serves, by the ages it names and, in the template, by its own words. () is everybody."""
    youngest, oldest = _age(service, "minimum_age"), _age(service, "maximum_age")
    words = set(re.split(r"[\s,;、，；/]+", service.text("audience").lower()))
    found = [tag for tag, names in AUDIENCES.items() if words & {tag, *names.split()}]
    if youngest is not None and youngest >= _ELDER:
        found.append("elder")
    if oldest is not None and oldest <= _ADULT:
        found += ["child", "youth"] if oldest > 13 else ["child"]
    return tuple(dict.fromkeys(found))


def _age(service: Row, name: str) -> float | None:
    try:
        return float(service.text(name))
    except ValueError:
        return None
