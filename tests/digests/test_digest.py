"""The whole digest: order, completeness, texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from digests import Digest, Facts, compose
from digests.render import chat_text, html
from digests.sections import SECTIONS
from digests.sections.naming import REASONS
from locales import LANGUAGES, Texts, texts
from model.referral import DeclineReason

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "digests"
LOCALES = HERE.parents[1] / "locales"


def test_the_blocks_stand_in_the_order_of_the_registry(digest: Digest) -> None:
    assert [block.key for block in digest.blocks] == [
        "deciding", "figures", "supply", "unmet", "rising", "loads", "helping", "said", "decided",
    ]  # fmt: skip


def test_a_block_can_be_found_by_its_key(digest: Digest) -> None:
    assert digest.block("supply") in digest.blocks
    assert digest.block("weather") is None


def test_the_headline_is_the_first_block_in_short(digest: Digest) -> None:
    assert digest.headline == digest.blocks[0].chat


def test_an_empty_week_is_a_short_digest(empty: Facts, words: Texts) -> None:
    digest = compose(empty)
    assert [block.key for block in digest.blocks] == ["deciding", "figures", "supply", "rising"]
    assert len(chat_text(digest, words).splitlines()) == 2


def test_every_section_file_is_in_the_registry_and_has_its_tests() -> None:
    files = {path.stem for path in (SOURCE / "sections").glob("*.py")} - {"__init__", "naming"}
    registered = {section.__module__.rpartition(".")[2] for section in SECTIONS}
    tested = {path.stem.removeprefix("test_") for path in (HERE / "sections").glob("test_*.py")}
    assert files == registered == tested


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_the_code_names_exists(language: str) -> None:
    catalogue = texts(language)
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    for key in re.findall(r'(?:phrase|say)\(\s*"(digest\.[a-z_.]+)"', code):
        assert key in catalogue, key
    for key in re.findall(r'many\(\s*"(digest\.[a-z_.]+)"', code):
        assert f"{key}.one" in catalogue, key
        assert f"{key}.many" in catalogue, key


def test_every_reason_has_its_words(words: Texts) -> None:
    assert {reason.value for reason in DeclineReason} <= set(REASONS)
    assert all(f"digest.reason.{reason}" in words for reason in REASONS)


def test_both_languages_have_the_same_texts_with_the_same_places() -> None:
    zh, en = (read(language) for language in LANGUAGES)
    assert zh.keys() == en.keys()
    for key, template in zh.items():
        assert set(re.findall(r"{(\w+)}", template)) >= set(re.findall(r"{(\w+)}", en[key])), key
        assert set(re.findall(r"{(\w+)}", en[key])) >= set(re.findall(r"{(\w+)}", template)), key


def test_no_text_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    for key in read("zh_CN"):
        stem = key.removesuffix(".one").removesuffix(".many")
        assert f'"{stem}' in code or f'"{stem.rpartition(".")[0]}.{{' in code, key


def read(language: str) -> dict[str, str]:
    text = (LOCALES / language / "digest.po").read_text(encoding="utf-8")
    return dict(re.findall(r'msgid "(digest\.[^"]+)"\nmsgstr "((?:[^"\\]|\\.)*)"', text))


def test_nothing_a_digest_says_holds_an_unfilled_place(digest: Digest, words: Texts) -> None:
    assert not re.search(r"[{}]|Phrase\(|digest\.\w+\.", chat_text(digest, words) + html(digest, words))


def test_english_has_no_chinese_of_its_own(digest: Digest) -> None:
    said = chat_text(digest, texts("en"))
    assert not re.search(r"[\u3000-\u303f\uff00-\uffef]", said)
