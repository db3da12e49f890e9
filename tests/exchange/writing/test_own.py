"""Our own organizations and services as HSDS, and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

from exchange.dataset import Dataset, Row
from exchange.mapping import to_model
from exchange.reading import read
from exchange.writing import to_json
from exchange.writing.own import organization_rows, overlaid, service_rows, shared_rows
from model.organization import Opening, Organization, Service
from model.place import Level, Place

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
WHO = Organization(
    1,
    "长者中心",
    "Elder Centre",
    "助老",
    phone="0000-1",
    email="a@b.cn",
    website="https://a.cn",
    address="东街1号",
    latitude=30.5,
    longitude=104.0,
    founded_on=date(2011, 1, 1),
    languages=("zh",),
)
WHAT = Service(
    2,
    1,
    "送餐",
    "Meals",
    ("elderly.meals",),
    ("gx",),
    "热饭",
    audience=("elder",),
    capacity=30,
    fee="8元",
    openings=(Opening(0, time(9), time(17)), Opening(1, time(9), time(17)), Opening(5, time(9), time(12))),
    languages=("zh", "yue"),
)
PLACES = [Place("gx", Level.COMMUNITY, None, "桂香社区", "Guixiang")]


def test_what_we_give_out_means_the_same_when_it_comes_in() -> None:
    rows = [
        *organization_rows(WHO, "o"),
        *service_rows(WHAT, "s", "o", {"gx": "桂香社区"}, NOW),
        *shared_rows([WHAT]),
    ]
    found = read({"x.json": to_json([("linli", Dataset(tuple(rows)))])})
    mapped = to_model(found.dataset, PLACES, NOW.date())
    (who,), ((_, what),) = mapped.organizations, mapped.services
    assert who == replace(WHO, id=0, external_id="o")
    assert what == replace(WHAT, id=0, organization_id=0, external_id="s")
    assert (found.findings, mapped.findings) == ((), ())


def test_what_is_not_known_is_not_said() -> None:
    who, what = Organization(1, "甲", "甲"), Service(2, 1, "乙", "", (), ())
    rows = [*organization_rows(who, "o"), *service_rows(what, "s", "o", {}, NOW), *shared_rows([what])]
    assert [row.table for row in rows] == ["organization", "service"]
    located = organization_rows(replace(who, latitude=1.0, longitude=2.0), "o")
    assert [row.table for row in located] == ["organization", "location"]


def test_only_what_was_changed_here_lies_over_a_row() -> None:
    row = Row(
        "service", {"id": "s", "name": "old", "fees": "x", "description": "theirs", "fees_description": "5元"}
    )
    fresh = overlaid(row, replace(WHAT, fee="", active=False), {"zh", "active", "fee"})
    assert fresh.fields == {
        "id": "s",
        "name": "送餐",
        "fees": "x",
        "description": "theirs",
        "status": "inactive",
    }
    org = overlaid(Row("organization", {"id": "o", "name": "a", "email": "x@y.cn"}), WHO, {"email"})
    assert json.dumps(org.fields) == '{"id": "o", "name": "a", "email": "a@b.cn"}'
