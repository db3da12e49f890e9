"""How long what residents say is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that things are kept; 0 keeps them for good. docs/operations.md gives the reasons.

    ``messages`` in and out, and files nobody refers to; the words of ``needs`` after they ended; what is
    known of ``people`` after they were last here; ``records`` of looks and changes.
    """

    messages: int = 30
    needs: int = 365
    people: int = 730
    records: int = 1095
