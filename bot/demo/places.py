"""The demo street's places: Guihua Subdistrict with three communities and their grids. It is on no map."""

from __future__ import annotations

from bot.demo.reading import table, tags
from model.place import Level, Place

STREET = "guihua"


def places() -> list[Place]:
    """From the city down to the grids."""
    return [
        Place(
            code=row["code"],
            level=Level(row["level"]),
            parent=row["parent"] or None,
            zh=row["zh"],
            en=row["en"],
            aliases=tags(row["aliases"], "|"),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            phone=row["phone"],
        )
        for row in table("places")
    ]
