"""Signing in: passwords as Argon2 hashes, checked in the same time whether or not the login exists."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from handlers.work import Work
from model.person import Staff

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's recommendation for Argon2id (19 MiB, two passes): small enough for a small server."""


def hash_password(password: str) -> str:
    """The hash to keep of a password."""
    return _hasher.hash(password)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")


def matches(kept: str, password: str) -> bool:
    """Whether a password is the one of a kept hash. An empty hash costs the same time and never matches."""
    try:
        return _hasher.verify(kept or _nobodys(), password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def signed_in(work: Work, staff: Staff) -> None:
    """Put a sign-in on record."""
    work.audit("signed_in", f"staff:{staff.id}")
