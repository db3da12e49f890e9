"""Which skills of volunteers help with which needs. The tags are those of the built-in sign-up survey.

A street that asks for more skills in its own survey can add them here; a tag nobody knows helps with nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

SKILLS: tuple[str, ...] = (
    "company",
    "errands",
    "escort",
    "tutoring",
    "repair",
    "haircut",
    "digital",
    "health",
    "legal",
    "counselling",
    "language",
    "driving",
    "events",
    "arts",
    "cooking",
    "childcare",
    "cleaning",
    "sports",
    "patrol",
)

BY_CATEGORY: Mapping[str, tuple[str, ...]] = {
    "elderly": ("company", "escort"),
    "elderly.meals": ("errands", "cooking", "company"),
    "elderly.visits": ("company", "counselling"),
    "elderly.escort": ("escort", "driving", "health"),
    "elderly.adaptation": ("repair",),
    "elderly.benefits": ("escort", "digital"),
    "children": ("childcare", "tutoring"),
    "children.tutoring": ("tutoring",),
    "children.activities": ("childcare", "arts", "sports"),
    "disability": ("escort", "company"),
    "disability.access": ("repair", "escort"),
    "health": ("escort", "health", "driving"),
    "health.nutrition": ("cooking", "health"),
    "mental.grief": ("counselling",),
    "livelihood.goods": ("errands",),
    "livelihood.study": ("tutoring",),
    "employment.training": ("digital",),
    "legal": ("legal",),
    "environment": ("cleaning", "events"),
    "environment.clutter": ("cleaning", "events"),
    "facilities.lighting": ("repair",),
    "safety": ("patrol",),
    "culture": ("arts", "events"),
    "culture.sports": ("sports", "arts"),
    "education": ("digital", "tutoring"),
    "education.adult": ("language", "tutoring"),
    "convenience.repair": ("repair",),
    "convenience.haircut": ("haircut",),
    "convenience.cleaning": ("cleaning",),
    "convenience.parcels": ("errands",),
    "convenience.errands": ("errands", "escort"),
    "government": ("escort", "digital"),
    "volunteering": ("events",),
    "emergency": ("errands", "driving", "events"),
    "emergency.rescue": ("health",),
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
