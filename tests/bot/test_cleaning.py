"""NUL never gets further than the door, in whatever a messenger brings."""

from __future__ import annotations

from bot.cleaning import cleaned
from model.message import Address, Incoming, Media, MediaKind
from tests.storage.samples import NOW


def test_nul_is_taken_out_of_every_text() -> None:
    found = cleaned(
        Incoming(
            "1",
            Address("web", "a"),
            NOW,
            text="漏\0水",
            tap="a\0",
            start="\0",
            phone="1\0",
            name="王\0",
            media=Media(MediaKind.PHOTO, "ref", name="a\0.png", mime="image\0/png", size=3),
        )
    )
    assert (found.text, found.tap, found.start, found.phone, found.name) == ("漏水", "a", "", "1", "王")
    assert found.media == Media(MediaKind.PHOTO, "ref", name="a.png", mime="image/png", size=3)


def test_an_update_without_it_stays_what_it_is() -> None:
    update = Incoming("1", Address("web", "a"), NOW, text="漏水", media=Media(MediaKind.PHOTO, "ref"))
    assert cleaned(update) is update
