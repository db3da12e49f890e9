"""Normalising, segmenting, features, sounds and numerals: the letters before the meaning."""

from __future__ import annotations

import builtins
import json
import os
import random
import re
from pathlib import Path

import pytest

from matching.text import Model, segment
from matching.text.examples import domain_words, examples
from matching.text.features import features, stem
from matching.text.normalise import language_of, normalise
from matching.text.numerals import digits, number
from matching.text.shipped import danger_sentences
from matching.text.typos import corrected, from_pinyin

PUBLIC = Path(os.environ.get("LINLI_TEXT", Path(__file__).parents[4] / "shared" / "text")) / "messages.jsonl"
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("電梯壞了", "电梯坏了"),
        ("ＡＢＣ１２３", "abc123"),
        ("Lift 3，好！", "lift 3,好!"),
        ("İstanbul", "İstanbul"),
        ("", ""),
    ],
)
def test_one_spelling_for_many(text: str, plain: str) -> None:
    assert normalise(text) == plain


def test_normalising_never_changes_a_length() -> None:
    for row in examples():
        assert len(normalise(row.text)) == len(row.text)
    assert len(normalise("🎉İß\u3000ﬁ")) == len("🎉İß\u3000ﬁ")


def test_our_table_of_simplified_characters_is_the_one_of_opencc() -> None:
    opencc = pytest.importorskip("opencc")
    converter = opencc.OpenCC("t2s")
    for char in map(chr, range(0x4E00, 0xA000, 7)):
        simplified = converter.convert(char)
        if len(simplified) == 1:
            assert normalise(char) == simplified


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("电梯坏了", "zh_CN"),
        ("the lift is broken", "en"),
        ("lift坏了", "zh_CN"),
        ("123", "zh_CN"),
        ("我要借wifi router", "zh_CN"),
    ],
)
def test_the_language_is_the_one_that_says_more(text: str, language: str) -> None:
    assert language_of(text) == language


def test_chinese_is_read_in_runs_and_english_in_stems_and_pairs() -> None:
    assert sorted(features("灯坏了", 2)) == sorted(["灯", "坏", "了", "灯坏", "坏了"])
    assert "灯坏了" in features("灯坏了", 3)
    assert set(features("lights broken")) == {"=light", "=broken", "=light broken"}
    assert "👍" in features("👍")


def test_a_segmenter_adds_its_words() -> None:
    assert "/电梯" in features("电梯坏", 1, lambda text: ["电梯", "坏"])


@pytest.mark.parametrize(
    ("word", "root"), [("repairing", "repair"), ("repairs", "repair"), ("bus", "bus"), ("is", "is")]
)
def test_a_stem_is_never_shorter_than_three_letters(word: str, root: str) -> None:
    assert stem(word) == root


@pytest.mark.parametrize(("one", "other"), [("fired", "fire"), ("care", "car"), ("policy", "police")])
def test_words_that_only_look_related_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_both_segmenters_give_the_same_tokens_on_chinese() -> None:
    pytest.importorskip("rjieba")
    fast, plain = segment.segmenter("rjieba"), segment.segmenter("jieba")
    chinese = [normalise(row.text) for row in examples() if not row.text.isascii()]
    chinese += [normalise(text) for _, text in danger_sentences()]
    for text in chinese:
        for run in _CHINESE.findall(text):
            assert list(fast(run)) == list(plain(run)), run


def test_both_segmenters_agree_on_any_row_of_characters() -> None:
    pytest.importorskip("rjieba")
    fast, plain = segment.segmenter("rjieba"), segment.segmenter("jieba")
    draw = random.Random(1)
    words = [*domain_words(), *"".join(row.text for row in examples()[::9] if not row.text.isascii())]
    for _ in range(3000):
        row = "".join(_CHINESE.findall(normalise("".join(draw.choices(words, k=draw.randint(1, 25))))))
        assert list(fast(row)) == list(plain(row)), row


@pytest.mark.skipif(not PUBLIC.exists(), reason=f"no public text data at {PUBLIC}")
@pytest.mark.slow
def test_both_segmenters_agree_on_real_messages_but_for_one_row_in_ten_thousand() -> None:
    """Where two ways of cutting are equally likely to the last digit, they may round differently."""
    pytest.importorskip("rjieba")
    fast, plain = segment.segmenter("rjieba"), segment.segmenter("jieba")
    texts = [normalise(json.loads(line)["text"]) for line in PUBLIC.read_text("utf-8").splitlines()]
    rows = {row for text in texts for row in _CHINESE.findall(text)}
    assert sum(list(fast(row)) != list(plain(row)) for row in rows) <= len(rows) / 10_000


def test_without_the_fast_segmenter_the_plain_one_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "rjieba":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    segment.segmenter.cache_clear()
    assert "电梯" in list(segment.segmenter()("电梯坏了"))
    with pytest.raises(ImportError):
        segment.segmenter("rjieba")
    segment.segmenter.cache_clear()


def test_the_words_of_our_field_stay_whole() -> None:
    assert "长者食堂" in list(segment.segmenter()("想去长者食堂吃饭"))
    assert "时间银行" in domain_words()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("电提坏了", "电梯坏了"),
        ("下水到堵了", "下水道堵了"),
        ("拖欠工姿", "拖欠工资"),
        ("电梯坏了", "电梯坏了"),
        ("天气好", "天气好"),
        ("", ""),
    ],
)
def test_a_word_typed_by_its_sound_is_read_as_meant(model: Model, typed: str, meant: str) -> None:
    assert corrected(typed, model.vocabulary) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("dianti", "电梯"), ("xiashuidao du le", "下水道"), ("hello", ""), ("", "")]
)
def test_plain_pinyin_gives_the_words_it_spells(typed: str, meant: str) -> None:
    assert from_pinyin(typed).startswith(meant)
    assert bool(from_pinyin(typed)) is bool(meant)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十五", 35),
        ("一百零三", 103),
        ("二〇一", 201),
        ("两", 2),
        ("一百二十", 120),
        ("百", 100),
    ],
)
def test_numerals_are_read(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize("words", ["", "几", "点", "十十十"])
def test_what_is_no_number_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(words)
    assert digits(words) == words
