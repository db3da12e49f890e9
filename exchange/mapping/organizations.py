"""An organization of HSDS as the model's."""

from __future__ import annotations

from datetime import date

from exchange.dataset import Dataset, Row
from exchange.mapping.words import both_names, both_texts, is_chinese, languages
from model.organization import Organization

_ADDRESS = ("state_province", "region", "city", "address_1", "address_2")


def organization(dataset: Dataset, row: Row) -> Organization:
    """The organization, without an id of ours; what it does not say itself its first place says."""
    zh, en = both_names(row)
    description_zh, description_en = both_texts(row.text("description"))
    places = dataset.children("location", "organization_id", row)
    spoken = languages(dataset, row) or tuple(
        dict.fromkeys(code for place in places for code in languages(dataset, place))
    )
    latitude, longitude = _point(places)
    return Organization(
        id=0,
        zh=zh or row.id,
        en=en,
        description_zh=description_zh,
        description_en=description_en,
        phone=_phone(dataset, row, places),
        email=row.text("email"),
        website=row.text("website"),
        address=_address(dataset, row, places),
        latitude=latitude,
        longitude=longitude,
        founded_on=_founded(row),
        languages=spoken or ("zh",),
        external_id=row.id,
    )


def unnamed(external_id: str) -> Organization:
    """Stands for an organization that services name and the directory does not have; gets no referrals."""
    label = f" {external_id}" if external_id else ""
    return Organization(
        0, f"未命名组织{label}", f"Unnamed organization{label}", suspended=True, external_id=external_id
    )


def _point(places: list[Row]) -> tuple[float | None, float | None]:
    for place in places:
        try:
            latitude, longitude = float(place.text("latitude")), float(place.text("longitude"))
        except ValueError:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    return None, None


def _phone(dataset: Dataset, row: Row, places: list[Row]) -> str:
    own = dataset.children("phone", "organization_id", row)
    rest = [phone for place in places for phone in dataset.children("phone", "location_id", place)]
    numbers = [one for one in (*own, *rest) if one.text("type").lower() not in {"fax", "tty", "tdd"}]
    return next((one.text("number") for one in numbers if one.text("number")), "")


def _address(dataset: Dataset, row: Row, places: list[Row]) -> str:
    rows = [one for place in places for one in dataset.children("address", "location_id", place)]
    rows += dataset.loose_addresses.get(row.id, [])
    first = next((one for one in rows if one.text("address_type") != "virtual"), None)
    if first is None:
        return ""
    parts = [first.text(name) for name in _ADDRESS]
    if is_chinese("".join(parts)):
        return "".join(dict.fromkeys(part for part in parts if part))
    state = f"{first.text('state_province')} {first.text('postal_code')}".strip()
    return ", ".join(part for part in (*parts[3:], parts[2], state) if part)


def _founded(row: Row) -> date | None:
    for name in ("founded_on", "date_incorporated", "year_incorporated"):
        text = row.text(name)
        try:
            return date.fromisoformat(text[:10]) if len(text) > 4 else date(int(text), 1, 1)
        except ValueError:
            continue
    return None
