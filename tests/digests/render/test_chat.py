"""The short message."""

from __future__ import annotations

from digests import Digest, Facts, compose
from digests.render import chat_text
from locales import Texts, texts

EXPECTED = """\
【和平社区·第 47 周】本周有 6 件事要定：1 件紧急求助还没了结；19 件需求无人能接；“电动车”明显增多等。
· 新需求 28（上周 16），已解决 19（上周 16），无人能接 6（上周 2）；一般多久有人接：2 小时（上周 3 小时）
· 本周问得最多：安全 11（上周少于 5）、为老服务 8（上周 7）、设施与住房 5（上周少于 5）
· 明显增多：电动车 11（上周少于 5）
· 机构：满负荷 1 家，空闲 1 家
· 来帮忙的志愿者 9（上周 8），服务小时 27（上周 24）
· 居民常说：充电桩、电动车、送餐上门、长者食堂
· 上周决定 2 项，已有结果 1 项"""


def test_the_first_line_says_what_needs_deciding_and_few_lines_follow(digest: Digest, words: Texts) -> None:
    first, *rest = chat_text(digest, words).splitlines()
    assert "19" in first
    assert 1 <= len(rest) <= 8


def test_a_full_week_reads_like_this(digest: Digest) -> None:
    assert chat_text(digest, texts("zh_CN")) == EXPECTED


def test_a_quiet_week_is_one_sentence_and_the_figures(empty: Facts) -> None:
    assert chat_text(compose(empty), texts("en")) == (
        "Heping Community, week 47. A quiet week: no new needs, and nothing to decide.\n"
        "· New 0, resolved 0, nobody could take 0"
    )


def test_the_message_is_short_enough_to_stand_under_a_picture(digest: Digest, words: Texts) -> None:
    assert len(chat_text(digest, words)) < 1024  # a Telegram caption
