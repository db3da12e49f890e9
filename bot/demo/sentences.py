"""What residents said: every sentence with what it is about, for whom, and where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.demo.reading import DATA, table
from model.need import Beneficiary, BeneficiaryKind, Urgency

_AGES = frozenset({"child", "youth", "adult", "elder"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. ``where`` is the code of the community or grid it can only be said of, or empty."""

    category: str
    urgency: Urgency
    beneficiary: Beneficiary
    where: str
    text: str
    danger: str
    language: str

    @property
    def by_elder(self) -> bool:
        """Whether an older resident says it of themselves or their partner."""
        mine = self.beneficiary.kind in {BeneficiaryKind.SELF, BeneficiaryKind.PARTNER}
        return mine and self.beneficiary.age_group == "elder"


def _beneficiary(text: str) -> Beneficiary:
    """From "parent/elder/alone": whom it is for, then what is known of them."""
    kind, *known = text.split("/")
    age = next((word for word in known if word in _AGES), "")
    return Beneficiary(BeneficiaryKind(kind), age, "alone" in known or None, "disabled" in known or None)


@cache
def sentences(language: str, stem: str) -> tuple[Sentence, ...]:
    """The sentences of one file."""
    return tuple(
        Sentence(
            row["category"],
            Urgency(row["urgency"]),
            _beneficiary(row["for"]),
            row["where"],
            row["text"],
            row.get("danger", ""),
            language,
        )
        for row in table(f"sentences/{language}/{stem}")
    )


RISING = ("facilities_lift", "facilities_hotwater")
"""Files whose sentences come only when their trouble begins, a few weeks ago."""
DANGER = "danger"


def usual() -> tuple[Sentence, ...]:
    """Everything that is said in any week, in both languages."""
    stems = sorted(path.stem for path in (DATA / "sentences" / "zh_CN").glob("*.tsv"))
    chinese = [one for stem in stems if stem not in (*RISING, DANGER) for one in sentences("zh_CN", stem)]
    return (*chinese, *sentences("en", "residents"))
