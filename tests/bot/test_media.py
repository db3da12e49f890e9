"""Files are kept once, under a key made from their content."""

from __future__ import annotations

import asyncio
import mimetypes
from pathlib import Path

import pytest

from bot.media import MediaStore


def test_what_was_kept_is_read(tmp_path: Path) -> None:
    store = MediaStore(tmp_path)
    key = store.keep(b"\x89PNG", "image/png")
    assert key.endswith(".png")
    assert store.read(key) == b"\x89PNG"


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    store = MediaStore(tmp_path)
    assert store.keep(b"a", "image/png") == store.keep(b"a", "image/png")
    assert store.keep(b"b", "image/png") != store.keep(b"a", "image/png")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_no_unfinished_file_is_left(tmp_path: Path) -> None:
    MediaStore(tmp_path).keep(b"a", "image/png")
    assert not list(tmp_path.rglob("*.part"))


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    store = MediaStore(tmp_path)
    assert store.read(store.keep(b"", "text/plain")) == b""


@pytest.mark.parametrize("mime", ["", "image/jpeg", "text/plain; charset=utf-8", "no/such-type", "nonsense"])
def test_whatever_its_type_it_is_read_back(tmp_path: Path, mime: str) -> None:
    store = MediaStore(tmp_path)
    assert store.read(store.keep(b"x", mime)) == b"x"


def test_every_type_the_machine_knows_can_be_read_back(tmp_path: Path) -> None:
    store = MediaStore(tmp_path)
    for mime in sorted(set(mimetypes.types_map.values())):
        assert store.read(store.keep(mime.encode(), mime)) == mime.encode(), mime


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a" * 40,
        "../../../etc/passwd",
        "a" * 40 + "/../../x",
        "A" * 40 + ".png",
        "a" * 39 + "\n.png",
        "a" * 40 + ".png\n",
        ("a" * 40) + ".p/g",
    ],
)
def test_a_key_that_is_none_finds_nothing(tmp_path: Path, key: str) -> None:
    with pytest.raises(LookupError):
        MediaStore(tmp_path / "media").read(key)


async def test_the_same_file_stored_many_times_at_once_is_whole(tmp_path: Path) -> None:
    store, content = MediaStore(tmp_path), b"x" * 3_000_000
    keys = await asyncio.gather(*(store.store(content, "image/png") for _ in range(16)))
    assert len(set(keys)) == 1
    assert await store.load(keys[0]) == content
    assert store.keep(content, "image/png") == keys[0]
