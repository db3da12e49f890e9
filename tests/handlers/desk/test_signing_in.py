"""Passwords."""

from __future__ import annotations

from handlers.desk.signing_in import hash_password, matches


def test_a_password_matches_its_own_hash_only() -> None:
    kept = hash_password("gui-hua-2026")
    assert kept.startswith("$argon2id$")
    assert matches(kept, "gui-hua-2026")
    assert not matches(kept, "gui-hua-2027")


def test_nobody_matches_an_empty_or_a_broken_hash() -> None:
    assert not matches("", "")
    assert not matches("", "nobody has this password")
    assert not matches("not a hash", "anything")


def test_a_hash_is_salted() -> None:
    assert hash_password("same") != hash_password("same")
