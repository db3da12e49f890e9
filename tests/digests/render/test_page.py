"""The page's fragment."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from digests import Decision, Digest, Facts, compose
from digests.render import html
from digests.render.page import STYLE
from locales import Texts, texts


def parsed(digest: Digest, words: Texts) -> ET.Element:
    return ET.fromstring(html(digest, words))  # noqa: S314 - our own markup


def test_the_fragment_is_well_formed_and_knows_its_language(digest: Digest, words: Texts) -> None:
    article = parsed(digest, words)
    assert article.tag == "article"
    assert article.get("lang") == words.language.replace("_", "-")


def test_each_block_is_a_section_named_by_its_heading(digest: Digest, words: Texts) -> None:
    for section in parsed(digest, words).findall("section"):
        heading = section.find("h2")
        assert heading is not None
        assert heading.get("id") == section.get("aria-labelledby")


def test_what_needs_deciding_is_the_first_thing_after_the_title(digest: Digest, words: Texts) -> None:
    section = parsed(digest, words).findall("section")[0]
    assert section.get("class") == "digest-block digest-deciding"
    assert section.find("ol") is not None


def test_every_cell_of_a_row_has_a_head(digest: Digest, words: Texts) -> None:
    for table in parsed(digest, words).iter("table"):
        heads = len(table.findall("thead/tr/th"))
        for row in table.findall("tbody/tr"):
            assert len(list(row)) == heads
            assert row[0].get("scope") == "row"


def test_pictures_say_in_words_what_they_show(digest: Digest) -> None:
    labels = [svg.get("aria-label") for svg in parsed(digest, texts("zh_CN")).iter("svg")]
    assert "已有人接少于 15，等待中 0，无人能接少于 5" in labels
    assert any(label and label.startswith("新需求，近几周：") for label in labels)


def test_bars_stay_within_their_picture(digest: Digest, words: Texts) -> None:
    for svg in parsed(digest, words).iter("svg"):
        if svg.get("class") == "digest-bar":
            assert sum(float(box.get("width", 0)) for box in svg) <= 100.1


def test_there_are_no_colours_and_no_styles_in_the_markup(digest: Digest, words: Texts) -> None:
    assert not re.search(r"style=|fill=|#[0-9a-f]{6}|<script", html(digest, words))


def test_every_class_that_carries_looks_is_in_the_style_sheet(digest: Digest, words: Texts) -> None:
    used = set(" ".join(re.findall(r'class="([^"]+)"', html(digest, words))).split())
    styled = set(re.findall(r"\.(digest[a-z-]*)", STYLE.read_text(encoding="utf-8")))
    plain = {"digest-line-of-weeks", "digest-text", "digest-item", "digest-line"} | {
        f"digest-{key}" for key in ("supply", "loads", "helping", "said", "decided", "rising", "figures")
    }
    assert used - styled <= plain


def test_what_people_wrote_is_escaped(facts: Facts, words: Texts) -> None:
    written = replace(facts, decisions=(Decision("<script>alert(1)</script> & mehr", '"quoted"'),))
    page = html(compose(written), words)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_empty_week_has_no_line_to_draw(empty: Facts, words: Texts) -> None:
    page = html(compose(empty), words)
    assert "<svg" not in page
    assert "digest-good" in page


def test_the_fragment_is_light(digest: Digest, words: Texts) -> None:
    assert len(html(digest, words).encode()) + STYLE.stat().st_size < 40_000
