"""How our own kinds of value lie in a column, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import BigInteger, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_millis(moment: datetime) -> int:
    """Whole milliseconds since 1970 UTC of an aware moment."""
    delta = moment - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def from_millis(millis: int) -> datetime:
    """The aware UTC moment of milliseconds since 1970."""
    return datetime.fromtimestamp(millis / 1000, UTC)


class OwnType(TypeDecorator[T]):
    """A kind of value that lies the same way on every database: it is changed without asking which."""

    @staticmethod
    def to_column(value: Any) -> Any:  # noqa: ANN401 - any kind of value
        """Python to column; None stays None."""
        return value

    @staticmethod
    def from_column(value: Any) -> Any:  # noqa: ANN401 - any kind of value
        """Column to Python; None stays None."""
        return value

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - as above
        """Python to column, for SQLAlchemy."""
        del dialect
        return self.to_column(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - as above
        """Column to Python, for SQLAlchemy."""
        del dialect
        return self.from_column(value)


class Instant(OwnType[datetime]):
    """A moment: aware ``datetime`` in Python, milliseconds since 1970 UTC in the column."""

    impl = BigInteger
    cache_ok = True

    @staticmethod
    def to_column(value: datetime | None) -> int | None:
        """Python to column."""
        return None if value is None else to_millis(value)

    @staticmethod
    def from_column(value: int | None) -> datetime | None:
        """Column to Python."""
        return None if value is None else from_millis(value)


class Tags(OwnType[tuple[str, ...]]):
    """A short list of words: a tuple in Python, ``|a|b|`` in the column, so that LIKE '%|a|%' finds one."""

    impl = Text
    cache_ok = True

    @staticmethod
    def to_column(value: tuple[str, ...] | None) -> str | None:
        """Python to column."""
        if value is None:
            return None
        if any("|" in word for word in value):
            raise ValueError(f"a word of a list must not contain |: {value!r}")
        return f"|{'|'.join(value)}|" if value else ""

    @staticmethod
    def from_column(value: str | None) -> tuple[str, ...] | None:
        """Column to Python."""
        return None if value is None else tuple(value[1:-1].split("|")) if value else ()


class Packed(OwnType[Any]):
    """Small structured data as JSON bytes by msgspec."""

    impl = LargeBinary
    cache_ok = True

    @staticmethod
    def to_column(value: Any) -> bytes | None:  # noqa: ANN401 - any data
        """Python to column."""
        return None if value is None else msgspec.json.encode(value)

    @staticmethod
    def from_column(value: bytes | None) -> Any:  # noqa: ANN401 - any data
        """Column to Python."""
        return None if value is None else msgspec.json.decode(value)
