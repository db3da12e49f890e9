"""The Word document."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

from digests import Digest, Facts, compose
from digests.render import docx
from locales import Texts, texts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_parts_are_there_and_well_formed(digest: Digest, words: Texts) -> None:
    files = opened(docx(digest, words))
    assert next(iter(files)) == "[Content_Types].xml"
    for name, content in files.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)  # noqa: S314 - our own
    assert files["word/media/chart.png"].startswith(b"\x89PNG")


def test_the_styles_it_names_exist(digest: Digest, words: Texts) -> None:
    files = opened(docx(digest, words))
    body, styles = (ET.fromstring(files[f"word/{name}.xml"]) for name in ("document", "styles"))  # noqa: S314
    used = {style.get(f"{W}val") for style in body.iter(f"{W}pStyle")}
    assert used <= {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}


def test_it_reads_from_title_to_decisions(digest: Digest) -> None:
    body = ET.fromstring(opened(docx(digest, texts("zh_CN")))["word/document.xml"])  # noqa: S314
    said = ["".join(text.text or "" for text in line.iter(f"{W}t")) for line in body.iter(f"{W}p")]
    assert said[0] == "和平社区周报"
    assert said[2] == "本周要定的事"
    assert said[3].startswith("1. ")
    assert "结果：周三已换好，居民已确认" in said
    assert "• 请物业本周内换好三号楼的路灯" in said


def test_the_picture_is_shown_only_where_there_are_bars(digest: Digest, empty: Facts) -> None:
    shown = [
        opened(docx(one, texts("en")))["word/document.xml"].count(b"<w:drawing>")
        for one in (digest, compose(empty))
    ]
    assert shown == [1, 0]


def test_the_same_digest_gives_the_same_bytes(digest: Digest, words: Texts) -> None:
    assert docx(digest, words) == docx(digest, words)
