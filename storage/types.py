"""How our own kinds of value lie in a column, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_millis(moment: datetime) -> int:
    """Whole milliseconds since 1970 UTC of an aware moment."""
    delta = moment - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def from_millis(millis: int) -> datetime:
    """The aware UTC moment of milliseconds since 1970."""
    return datetime.fromtimestamp(millis / 1000, UTC)


class Instant(TypeDecorator[datetime]):
    """A moment: aware ``datetime`` in Python, milliseconds since 1970 UTC in the column."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Python to column."""
        del dialect
        return None if value is None else to_millis(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Column to Python."""
        del dialect
        return None if value is None else from_millis(value)


class Tags(TypeDecorator[tuple[str, ...]]):
    """A short list of words: a tuple in Python, ``|a|b|`` in the column, so that LIKE '%|a|%' finds one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Python to column."""
        del dialect
        if value is None:
            return None
        if any("|" in word for word in value):
            raise ValueError(f"a word of a list must not contain |: {value!r}")
        return f"|{'|'.join(value)}|" if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Column to Python."""
        del dialect
        return None if value is None else tuple(value[1:-1].split("|")) if value else ()


class Packed(TypeDecorator[Any]):
    """Small structured data as JSON bytes by msgspec."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ANN401 - any data
        """Python to column."""
        del dialect
        return None if value is None else msgspec.json.encode(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:  # noqa: ANN401 - any data
        """Column to Python."""
        del dialect
        return None if value is None else msgspec.json.decode(value)
