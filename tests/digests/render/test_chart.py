"""The picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from digests import Digest, Facts, compose
from digests.facts import Demand, Hours, Week
from digests.render import chart
from digests.render.drawing import WIDTH, Canvas, breadth
from locales import Texts, texts
from model.taxonomy import LEVEL1


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_the_picture_is_a_png_for_a_phone(digest: Digest, words: Texts) -> None:
    width, height = size(chart(digest, words))
    assert width == WIDTH == 900
    assert 600 < height < 1400


def test_the_same_digest_gives_the_same_picture(digest: Digest) -> None:
    assert chart(digest, texts("en")) == chart(digest, texts("en"))


def test_more_categories_make_it_longer_but_not_endless(made: Callable[..., Facts]) -> None:
    names = [node.code for node in LEVEL1]
    few, many = ({name: Demand(9, 7) for name in names[:count]} for count in (2, 10))
    eight = {name: Demand(9, 7) for name in names[:8]}
    heights = [size(chart(compose(made(month=month)), texts("zh_CN")))[1] for month in (few, many, eight)]
    assert heights[0] < heights[1] == heights[2]


def test_without_a_large_category_the_figures_are_drawn(made: Callable[..., Facts], words: Texts) -> None:
    now = Week("w", demand={"legal": Demand(3)}, to_accept=Hours(1, 4.0))
    facts = made(now, month={"legal": Demand(3)})
    assert size(chart(compose(facts), words))[0] == WIDTH


def test_an_empty_first_week_has_a_picture_too(empty: Facts, words: Texts) -> None:
    assert size(chart(compose(empty), words))[1] > 400


def test_a_digest_without_numbers_is_a_bare_sheet(digest: Digest) -> None:
    assert size(chart(replace(digest, blocks=()), texts("en")))[0] == WIDTH


def test_text_that_is_too_long_is_pressed_into_the_sheet() -> None:
    canvas = Canvas()
    assert canvas.text(48, "很长的社区名字" * 9, 40, "#000") == WIDTH - 96
    assert "textLength" in canvas.svg()


def test_what_is_written_is_escaped() -> None:
    canvas = Canvas()
    canvas.text(48, "<&>", 40, "#000")
    assert "&lt;&amp;&gt;" in canvas.svg()


def test_a_box_without_width_is_not_drawn() -> None:
    canvas = Canvas()
    canvas.box(0, 0, -3, 10, "#123456")
    assert "#123456" not in canvas.svg()


def test_chinese_is_wider_than_latin() -> None:
    assert breadth("社区", 10) == 20
    assert breadth("il", 10) < breadth("mw", 10) < 20
