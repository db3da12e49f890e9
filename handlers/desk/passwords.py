"""What a new password must be: long enough, and neither the login nor one short piece said again and again.

Nothing else is demanded of it, no digits and no signs (NIST SP 800-63B-3, 5.1.1.2). Older ones stay good.
"""

from __future__ import annotations

from unicodedata import normalize

from model.phrase import Phrase, phrase

LEAST = 8
"""Characters at least, counted after normalisation to NFKC."""


def objection(password: str, login: str) -> Phrase | None:
    """What speaks against a new password of somebody, told to whoever chose it; None when nothing does."""
    plain = normalize("NFKC", password)
    if len(plain) < LEAST:
        return phrase("desk.password.short", least=LEAST)
    if any(plain[size:] == plain[:-size] for size in range(1, min(LEAST, len(plain) // 2 + 1))):
        return phrase("desk.password.repeated")
    if not plain.casefold().replace(normalize("NFKC", login).casefold(), "").strip():
        return phrase("desk.password.login")
    return None
