"""A zip is unpacked, within limits."""

from __future__ import annotations

import io
import zipfile

import pytest

from exchange import limits
from exchange.finding import Refused
from exchange.reading import parcel
from exchange.reading.parcel import unpack


def packed(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as opened:
        for name, content in files.items():
            opened.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def test_files_come_out_of_folders_and_hidden_ones_are_left() -> None:
    given = packed(**{"hsds__a.csv": b"id", "hsds__.hidden": b"", "hsds__": b"", "b.csv": b"x"})
    assert unpack({"x.ZIP": given}) == {"a.csv": b"id", "b.csv": b"x"}


def test_several_files_are_taken_as_they_are() -> None:
    assert unpack({"a.csv": b"1", "b.zip": b"no zip"}) == {"a.csv": b"1", "b.zip": b"no zip"}


def test_a_name_that_comes_twice_is_refused() -> None:
    with pytest.raises(Refused, match=r"a\.csv is in it twice"):
        unpack({"x.zip": packed(one__a_csv=b"") and packed(**{"one__a.csv": b"1", "two__a.csv": b"2"})})


def test_a_damaged_zip_is_refused() -> None:
    with pytest.raises(Refused, match="no complete zip"):
        unpack({"x.zip": packed(a=b"1")[:20]})


def test_a_damaged_entry_is_refused() -> None:
    data = bytearray(packed(**{"a.csv": b"hello hello"}))
    data[data.index(b"hello")] ^= 0xFF
    with pytest.raises(Refused, match=r"a\.csv in it cannot be unpacked"):
        unpack({"x.zip": bytes(data)})


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    with pytest.raises(Refused, match="11 bytes are more than the 10"):
        unpack({"a.csv": b"x" * 11})
    with pytest.raises(Refused, match="11 bytes are more than the 10"):
        unpack({"a.zip": packed(a=b"x" * 11)})


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "MOST_FILES", 1)
    with pytest.raises(Refused, match="2 files"):
        unpack({"a.csv": b"", "b.csv": b""})
    with pytest.raises(Refused, match="11 entries"):
        unpack({"x.zip": packed(**{f"f{number}": b"" for number in range(11)})})
