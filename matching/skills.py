"""Which skills of volunteers help with which needs. The tags are those of the volunteers' sign-up survey."""

from __future__ import annotations

from collections.abc import Mapping

SKILLS: tuple[str, ...] = (
    "visiting",
    "escort",
    "cooking",
    "delivery",
    "tutoring",
    "childcare",
    "digital",
    "repair",
    "haircut",
    "cleaning",
    "medical",
    "listening",
    "legal",
    "translation",
    "arts",
    "sports",
    "patrol",
    "organizing",
)

BY_CATEGORY: Mapping[str, tuple[str, ...]] = {
    "elderly": ("visiting", "escort"),
    "elderly.meals": ("delivery", "cooking", "visiting"),
    "elderly.visits": ("visiting", "listening"),
    "elderly.escort": ("escort", "medical"),
    "elderly.adaptation": ("repair",),
    "elderly.benefits": ("escort", "digital"),
    "children": ("childcare", "tutoring"),
    "children.tutoring": ("tutoring",),
    "children.activities": ("childcare", "arts", "sports"),
    "disability": ("escort", "visiting"),
    "disability.access": ("repair", "escort"),
    "health": ("escort", "medical"),
    "health.nutrition": ("cooking", "medical"),
    "mental.grief": ("listening",),
    "livelihood.goods": ("delivery",),
    "livelihood.study": ("tutoring",),
    "employment.training": ("digital",),
    "legal": ("legal",),
    "environment": ("cleaning", "organizing"),
    "environment.clutter": ("cleaning", "organizing"),
    "facilities.lighting": ("repair",),
    "safety": ("patrol",),
    "culture": ("arts", "organizing"),
    "culture.sports": ("sports",),
    "education": ("digital", "tutoring"),
    "education.adult": ("translation", "tutoring"),
    "convenience.repair": ("repair",),
    "convenience.haircut": ("haircut",),
    "convenience.cleaning": ("cleaning",),
    "convenience.parcels": ("delivery",),
    "convenience.errands": ("delivery", "escort"),
    "government": ("escort", "digital"),
    "volunteering": ("organizing",),
    "emergency": ("delivery", "organizing"),
    "emergency.rescue": ("medical",),
    "emergency.missing": ("patrol",),
}

NOT_FOR_VOLUNTEERS: frozenset[str] = frozenset(
    {
        "children.protection",
        "children.hardship",
        "family",
        "mental.illness",
        "mental.youth",
        "disability.care",
    }
)
"""What needs somebody trained and bound to silence; a field stands for all its leaves."""


def helpful(category: str) -> tuple[str, ...]:
    """The skills that help with a category, the most fitting first; none where volunteers should not go."""
    field = category.partition(".")[0]
    if category in NOT_FOR_VOLUNTEERS or field in NOT_FOR_VOLUNTEERS:
        return ()
    return BY_CATEGORY.get(category) or BY_CATEGORY.get(field, ())
