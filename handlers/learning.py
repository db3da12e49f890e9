"""What the understanding can learn from: needs as residents confirmed them or staff sorted them."""

from __future__ import annotations

from matching.text.learning import Told
from storage.unit import Unit


def told(unit: Unit) -> list[Told]:
    """Every need that teaches something, oldest first. What somebody had forgotten is not among them."""
    return [Told(one.need_id, one.text, one.category, one.by_staff) for one in unit.lessons.all()]
