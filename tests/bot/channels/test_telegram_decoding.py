"""Updates that no friendly resident sends, and the rules of the pure parts of the channel."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from bot.channels.parts import Parts
from bot.channels.telegram.build import build
from bot.channels.telegram.decoding import incoming
from bot.channels.telegram.filetypes import mime_of
from bot.channels.telegram.polling import read
from bot.channels.telegram.texts import length, split
from bot.channels.telegram.updates import Update
from model.message import Incoming

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
PRIVATE = {"id": 42, "type": "private"}
GROUP = {"id": -100, "type": "supergroup"}
USER = {"id": 42, "first_name": "Ana", "last_name": "Li", "language_code": "en"}


def decode(**update: Any) -> Incoming | None:
    return incoming(msgspec.convert({"update_id": 9, **update}, Update), NOW)


@pytest.mark.parametrize(
    ("label", "update"),
    [
        ("a message in a group", {"message": {"message_id": 1, "chat": GROUP, "text": "hi"}}),
        (
            "a tap in a group",
            {"callback_query": {"id": "1", "from": USER, "message": {"message_id": 1, "chat": GROUP}}},
        ),
        ("a tap under an inline message", {"callback_query": {"id": "1", "from": USER, "data": "x"}}),
        (
            "a change of membership in a group",
            {"my_chat_member": {"chat": GROUP, "from": USER, "new_chat_member": {"status": "kicked"}}},
        ),
        (
            "a pinned message",
            {"message": {"message_id": 1, "chat": PRIVATE, "pinned_message": {"message_id": 0}}},
        ),
        ("a kind we don't know", {"poll_answer": {"poll_id": "1"}}),
    ],
)
def test_nothing_for_us(label: str, update: dict[str, Any]) -> None:
    assert decode(**update) is None, label


def test_a_dice_or_a_poll_is_heard_as_something_without_words() -> None:
    heard = decode(message={"message_id": 1, "chat": PRIVATE, "from": USER, "dice": {"value": 3}})
    assert heard is not None
    assert (heard.text, heard.media, heard.name) == ("", None, "Ana Li")


def test_a_tap_on_a_message_too_old_to_be_shown_keeps_its_reference() -> None:
    query = {"id": "7", "from": USER, "message": {"message_id": 5, "chat": PRIVATE, "date": 0}, "data": "yes"}
    heard = decode(callback_query=query)
    assert heard is not None
    assert (heard.source, heard.tap) == ("5", "yes")


@pytest.mark.parametrize(
    ("text", "command", "payload"),
    [
        ("/start", "/start", ""),
        ("/start JGX", "/start", "JGX"),
        ("/started", "/started", None),
        ("hi", "hi", None),
    ],
)
def test_the_start_command(text: str, command: str, payload: str | None) -> None:
    heard = decode(message={"message_id": 1, "chat": PRIVATE, "text": text})
    assert heard is not None
    assert (heard.text, heard.start) == (command, payload)


def test_an_update_of_an_unheard_of_shape_is_passed_over_with_its_id() -> None:
    assert read({"update_id": 8, "message": {"message_id": "not a number"}}) == Update(8)


@pytest.mark.parametrize(("text", "expected"), [("abc", 3), ("邻里", 2), ("👵", 2), ("", 0)])
def test_length_counts_utf16_units(text: str, expected: int) -> None:
    assert length(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", ["short"]),
        ("aaaaaa\n\nbbbbbb", ["aaaaaa", "bbbbbb"]),
        ("一二三四五。六七八九十", ["一二三四五。", "六七八九十"]),
        ("x" * 25, ["x" * 10, "x" * 10, "x" * 5]),
        ("👵" * 6, ["👵" * 5, "👵"]),
        ("", [""]),
    ],
)
def test_split_cuts_where_a_reader_pauses(text: str, expected: list[str]) -> None:
    assert split(text, 10) == expected


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        ("photos/file_1", b"\xff\xd8\xff", "image/jpeg"),
        ("voice/a.oga", b"", "audio/ogg"),
        ("documents/a.pdf", b"", "application/pdf"),
        ("documents/a", b"", "application/octet-stream"),
    ],
)
def test_types_of_files(path: str, content: bytes, expected: str) -> None:
    assert mime_of(path, content) == expected


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "token"),
        ({"token": "nonsense"}, "token"),
        ({"token": "1:A", "driver": "other"}, "driver"),
        ({"token": "1:A", "webhook": "true"}, "public address"),
        ({"token": "1:A", "colour": "green"}, "colour"),
    ],
)
def test_options_that_do_not_do_are_named(options: dict[str, str], complaint: str) -> None:
    parts: Any = {"now": None, "secret": "s", "store": None, "load": None, "history": None, "language": None}
    with pytest.raises(ValueError, match=complaint):
        build(Parts(**parts, options=options))
