"""What nobody could serve this week, in which fields, and why."""

from __future__ import annotations

from collections import Counter

from digests.block import Block, Line, Table, Tone
from digests.facts import Facts, Week
from digests.sections.naming import field, reason
from digests.wording import beside, pieces, protect, small
from model.phrase import Phrase, phrase

KEY = "unmet"


def section(facts: Facts) -> Block | None:
    """A row a field with its reasons; one good line when nothing was left; silent with nothing to tell."""
    now, last = facts.now, facts.last
    before = last.gone_unmet if last else 0
    if not now.gone_unmet:
        if not (now.new or before):
            return None
        text = phrase("digest.unmet.nothing", count=beside(pieces(0), pieces(before) if last else None))
        return Block(KEY, phrase("digest.unmet.title"), (Line(text, Tone.GOOD),))
    counts = _by_field(now)
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    earlier = _by_field(last) if last else Counter()
    shown = protect([counts[code] for code in ranked])
    rows = tuple(
        (
            field(code),
            phrase("digest.plain", text=_reasons(now, code)),
            count,
            small(earlier[code]) if last else phrase("digest.none"),
        )
        for code, count in zip(ranked, shown, strict=True)
    )
    columns = tuple(phrase(f"digest.column.{name}") for name in ("field", "reasons", "week", "before"))
    total = beside(pieces(now.gone_unmet), pieces(before) if last else None)
    return Block(
        KEY,
        phrase("digest.unmet.title"),
        (
            Line(phrase("digest.unmet.total", count=total), Tone.ALARM),
            Table(columns, rows, frozenset(range(len(rows)))),
        ),
    )


def _by_field(week: Week) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in week.unmet:
        counts[one.category] += one.count
    return counts


def _reasons(week: Week, code: str) -> tuple[Phrase, ...]:
    """The reasons in a field, the most frequent first, each once."""
    ranked = sorted((one for one in week.unmet if one.category == code), key=lambda one: -one.count)
    names: list[Phrase] = []
    for one in ranked:
        if (name := reason(one.reason)) not in names:
            names.append(name)
    return tuple(names)
