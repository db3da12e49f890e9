"""A file is there whole, or what stood there before is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from storage.whole import make_folder, whole, write_whole


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked for, in order."""
    calls: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        folders = [one for one in (tmp_path, *tmp_path.rglob("*")) if one.is_dir()]
        those = [one for one in folders if os.path.samestat(one.stat(), os.fstat(descriptor))]
        calls.append(f"sync {those[0].relative_to(tmp_path)}" if those else "sync content")
        sync(descriptor)

    def named(path: Path, to: Path) -> Path:
        calls.append("name")
        return replace(path, to)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", named)
    return calls


@pytest.mark.parametrize("durable", [True, False])
def test_what_stood_there_is_replaced(tmp_path: Path, *, durable: bool) -> None:
    for content in (b"before", b"after"):
        write_whole(tmp_path / "x.json", content, durable=durable)
        assert (tmp_path / "x.json").read_bytes() == content
    assert names(tmp_path) == {"x.json"}


def test_what_is_durable_is_on_disk_before_it_has_its_name_and_then_its_name_is(
    tmp_path: Path, done: list[str]
) -> None:
    write_whole(tmp_path / "x", b"content", durable=True)
    assert done == ["sync content", "name", "sync ."]


def test_what_can_be_made_again_waits_for_no_disk(tmp_path: Path, done: list[str]) -> None:
    write_whole(tmp_path / "x", b"content", durable=False)
    assert done == ["name"]


def test_new_folders_are_on_disk_in_theirs(tmp_path: Path, done: list[str]) -> None:
    make_folder(tmp_path / "media" / "ab")
    assert done == ["sync .", "sync media"]
    make_folder(tmp_path / "media" / "ab")
    assert len(done) == 2, "they are there"


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_cut_short_it_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, trouble: type[BaseException] | BaseException
) -> None:
    def cut_short() -> None:
        with whole(tmp_path / "x", durable=True) as file:
            file.write(b"af")
            raise trouble

    write_whole(tmp_path / "x", b"before", durable=True)
    with pytest.raises((KeyboardInterrupt, OSError)):
        cut_short()
    assert (tmp_path / "x").read_bytes() == b"before"
    assert names(tmp_path) == {"x"}


def test_an_error_names_the_path_that_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as told:
        write_whole(tmp_path / "none" / "x", b"", durable=True)
    assert told.value.filename == str(tmp_path / "none" / "x")


def test_what_is_private_only_its_owner_reads(tmp_path: Path) -> None:
    write_whole(tmp_path / "x", b"", durable=True, private=True)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


def test_where_the_first_one_is_wanted_it_stays(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        write_whole(tmp_path / "x", content, durable=True, first=True)
    assert (tmp_path / "x").read_bytes() == b"first"
    assert names(tmp_path) == {"x"}


def test_a_file_system_without_links_takes_it_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    write_whole(tmp_path / "x", b"first", durable=True, first=True)
    assert (tmp_path / "x").read_bytes() == b"first"
