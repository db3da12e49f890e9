"""What nobody could serve this week, in which fields, and why."""

from __future__ import annotations

from collections import Counter

from digests.block import Block, Line, Table, Tone
from digests.facts import Facts, Week
from digests.sections.naming import field, reason
from digests.wording import SMALL, beside, pieces, protect
from model.phrase import Phrase, phrase

KEY = "unmet"


def section(facts: Facts) -> Block | None:
    """A row a field with its reasons; one good line when nothing was left; silent with nothing to tell.

    A total is told as it is: it says nothing of anybody. With fewer than five no field is named beside it.
    """
    now, last = facts.now, facts.last
    before = last.gone_unmet if last else 0
    if not now.gone_unmet:
        if not (now.new or before):
            return None
        text = phrase("digest.unmet.nothing", count=beside(pieces(0), pieces(before) if last else None))
        return Block(KEY, phrase("digest.unmet.title"), (Line(text, Tone.GOOD),))
    total = beside(pieces(now.gone_unmet), pieces(before) if last else None)
    head = Line(phrase("digest.unmet.total", count=total), Tone.ALARM)
    if now.gone_unmet < SMALL:
        too_few = Line(phrase("digest.unmet.too_few", n=SMALL))
        return Block(KEY, phrase("digest.unmet.title"), (head, too_few))
    counts = _by_field(now)
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    shown = protect([counts[code] for code in ranked])
    earlier = _before(last, ranked)
    rows = tuple(
        (
            field(code),
            phrase("digest.plain", text=_reasons(now, code)),
            count,
            before_,
        )
        for code, count, before_ in zip(ranked, shown, earlier, strict=True)
    )
    columns = tuple(phrase(f"digest.column.{name}") for name in ("field", "reasons", "week", "before"))
    table = Table(columns, rows, frozenset(range(len(rows))))
    return Block(KEY, phrase("digest.unmet.title"), (head, table))


def _before(last: Week | None, ranked: list[str]) -> tuple[Phrase, ...]:
    """Last week's counts of these fields; none where its total, which is shown, would give them away."""
    if last is None or last.gone_unmet < SMALL:
        return tuple(phrase("digest.none") for _ in ranked)
    counts = _by_field(last)
    others = [counts[code] for code in counts if code not in ranked]
    return protect([*(counts[code] for code in ranked), *others])[: len(ranked)]


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
