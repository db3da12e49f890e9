"""Whoever watches over the server gets health, readiness and metrics; staff see what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from storage.incidents import Incident
from tests.web.browser import Browser, TestClient
from tests.web.street import NOW, Street
from web.watch import Watch

METRICS = b"linli_turns_total 1\n"


def watch(
    *, ready: bool = True, incidents: Sequence[Incident] = (), token: str = "", public: bool = False
) -> Watch:
    async def examine() -> tuple[bool, dict[str, Any]]:
        return ready, {"status": "ready" if ready else "unready", "intake": "a batch is not done for 31 s"}

    async def metrics() -> bytes:
        return METRICS

    return Watch(examine, metrics, lambda: incidents, token, public)


def client(street: Street, given: Watch, address: str = "127.0.0.1") -> TestClient:
    return TestClient(street.app(watch=given), client=(address, 50000), follow_redirects=False)


@pytest.mark.parametrize(("ready", "status"), [(True, 200), (False, 503)])
def test_readiness_is_a_status_and_its_reasons(street: Street, ready: object, status: int) -> None:
    with client(street, watch(ready=bool(ready))) as asking:
        answer = asking.get("/readyz")
    assert answer.status_code == status
    assert answer.json()["intake"] == "a batch is not done for 31 s"


def test_health_asks_nobody(street: Street) -> None:
    with client(street, watch(ready=False)) as asking:
        assert asking.get("/healthz").json() == {"status": "ok"}


CASES: list[tuple[str, dict[str, Any], str, dict[str, str], int]] = [
    ("this machine", {}, "127.0.0.1", {}, 200),
    ("this machine by IPv6", {}, "::1", {}, 200),
    ("another machine", {}, "10.0.0.9", {}, 404),
    ("through a proxy here", {}, "127.0.0.1", {"x-forwarded-for": "10.0.0.9"}, 404),
    ("a public address and no token", {"public": True}, "127.0.0.1", {}, 404),
    ("with the token", {"token": "t0k"}, "10.0.0.9", {"authorization": "Bearer t0k"}, 200),
    (
        "with the token in public",
        {"token": "t0k", "public": True},
        "1.2.3.4",
        {"authorization": "Bearer t0k"},
        200,
    ),
    ("with a wrong token", {"token": "t0k"}, "127.0.0.1", {"authorization": "Bearer t0"}, 404),
    ("without the token", {"token": "t0k"}, "127.0.0.1", {}, 404),
    ("not an address", {}, "testclient", {}, 404),
]


@pytest.mark.parametrize(
    ("label", "given", "address", "headers", "status"), CASES, ids=[case[0] for case in CASES]
)
def test_metrics_are_for_this_machine_or_whoever_knows_the_token(
    street: Street, label: str, given: dict[str, Any], address: str, headers: dict[str, str], status: int
) -> None:
    with client(street, watch(**given), address) as asking:
        answer = asking.get("/metrics", headers=headers)
    assert answer.status_code == status
    assert (answer.content == METRICS) is (status == 200)


def test_without_anybody_watching_there_are_no_metrics(browser: Browser) -> None:
    assert browser.client.get("/metrics").status_code == 404
    assert browser.client.get("/readyz").json() == {"status": "ready"}


def test_staff_see_what_is_wrong_and_visitors_do_not(street: Street) -> None:
    away = Incident("messenger", "telegram", NOW - timedelta(hours=1), NOW)
    with client(street, watch(incidents=[away])) as asking:
        browser = Browser(asking)
        assert "telegram 连不上" not in browser.open("/")
        browser.sign_in("lin")
        page = browser.open("/desk")
    assert 'role="alert">系统情况：telegram 连不上' in page
    assert "（11-18 09:00 起）" in page
