"""A service of HSDS as the model's."""

from __future__ import annotations

from datetime import date

from exchange.dataset import Dataset, Row
from exchange.finding import Finding, Severity
from exchange.mapping.areas import Gazetteer, area
from exchange.mapping.categories import categories
from exchange.mapping.schedules import openings
from exchange.mapping.words import audience, both_names, both_texts, fee, languages
from model.organization import Service
from model.phrase import phrase


def service(
    dataset: Dataset, row: Row, gazetteer: Gazetteer, today: date
) -> tuple[Service, tuple[Finding, ...]]:
    """The service, without ids of ours, and what of it could not be used."""
    zh, en = both_names(row)
    description_zh, description_en = both_texts(row.text("description"))
    codes, ground = categories(dataset, row)
    served, unknown = area(dataset, row, gazetteer)
    hours, remarks = openings(dataset, row, _places(dataset, row), today)
    found = Service(
        id=0,
        organization_id=0,
        zh=zh or row.id,
        en=en,
        categories=codes,
        area=served,
        description_zh=description_zh,
        description_en=description_en,
        audience=audience(row),
        capacity=_capacity(dataset, row),
        openings=hours,
        fee=fee(dataset, row),
        languages=languages(dataset, row),
        active=row.text("status").lower() in {"", "active"},
        external_id=row.id,
    )
    return found, (*_of_category(row, ground, codes), *_of_area(row, unknown), *remarks)


def _places(dataset: Dataset, row: Row) -> list[Row]:
    points = dataset.children("service_at_location", "service_id", row)
    found = [dataset.get("location", point.text("location_id")) for point in points]
    return [place for place in found if place is not None]


def _capacity(dataset: Dataset, row: Row) -> int | None:
    for one in dataset.children("service_capacity", "service_id", row):
        for name in ("maximum", "available"):
            try:
                return max(0, int(float(one.text(name))))
            except (ValueError, OverflowError):
                continue
    return None


def _of_category(row: Row, ground: str, codes: tuple[str, ...]) -> list[Finding]:
    if ground in {"code", "term"}:
        return []
    if not codes:
        words = phrase("exchange.no_category_said")
        return [Finding(Severity.WARNING, "service.category", words, row.file, row.line, "service")]
    words = phrase("exchange.guessed", codes=", ".join(codes), ground=phrase(f"exchange.ground.{ground}"))
    return [Finding(Severity.REMARK, f"service.guess.{ground}", words, row.file, row.line, "service")]


def _of_area(row: Row, unknown: list[str]) -> list[Finding]:
    if not unknown:
        return []
    words = phrase("exchange.no_place", names=", ".join(f"“{one}”" for one in unknown))
    return [Finding(Severity.WARNING, "service.area", words, row.file, row.line, "service_area.name")]
