"""The poster of a community."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from bot.poster import draw
from model.place import Level, Place


def test_a_poster_is_a_page_with_a_code_the_community_and_the_emergency_numbers() -> None:
    place = Place("gh", Level.COMMUNITY, None, "桂香 <社区>", "Guixiang & Co", phone="0000-1")
    poster = draw(place, "https://t.me/linli?start=gh", "桂花街道")
    root = ET.fromstring(poster)  # noqa: S314 - we have just written it ourselves
    assert root.get("width") == "210mm"
    text = " ".join(root.itertext())
    assert "桂香 <社区>" in text
    assert "Guixiang & Co" in text
    assert "120" in text
    assert poster.count("<path") >= 1
