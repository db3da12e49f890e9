"""How a sentence would be understood and whom it would be offered to, without filing anything."""

from __future__ import annotations

from datetime import datetime

from handlers.routing import candidates
from handlers.services import Services
from handlers.wording import category
from handlers.work import Work
from locales import texts
from matching.rank import why
from matching.text import understand
from model.need import Need
from storage.unit import Unit


def explain(
    unit: Unit, services: Services, text: str, community: str | None, now: datetime, language: str = "zh_CN"
) -> list[tuple[str, str]]:
    """Rows of (what, understood): kind, danger, categories, slots, then candidates with their reasons."""
    words = texts(language)
    found = understand(text, services.model, services.atlas.gazetteer, now=now.astimezone(services.zone))
    rows = [
        ("kind", found.kind.value),
        ("danger", found.danger.kind.value if found.danger else "-"),
        *(
            ("category", f"{guess.probability:.0%} {category(guess.code, words)}")
            for guess in found.categories[:3]
        ),
        ("sure", "yes" if found.sure else "no"),
        ("urgency", words.say(f"urgency.{found.urgency.value.value}")),
        ("for", words.say(f"whom.{found.beneficiary.value.kind.value}")),
    ]
    if not found.categories:
        return rows
    need = Need(
        id=services.ids(),
        number="0",
        person_id=0,
        community=community,
        category=found.categories[0].code,
        text=text,
        created_at=now,
        urgency=found.urgency.value,
        beneficiary=found.beneficiary.value,
    )
    ranking = candidates(Work(unit, services, now), need)
    for candidate in ranking.candidates[:5]:
        reasons = words.say("list.comma").join(words.say(reason) for reason in why(candidate))
        rows.append(
            ("candidate", f"{candidate.score:.2f} {candidate.organization.name(language)}: {reasons}")
        )
    return rows + [
        ("not", f"{exclusion.organization.name(language)}: {words.say(exclusion.reason)}")
        for exclusion in ranking.excluded[:5]
    ]
