"""Addresses that name something by a number or a week."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.digest import deliver
from tests.web.browser import Browser
from tests.web.street import Street


@pytest.mark.parametrize(
    "path", ["/organizations/{}", "/desk/photos/{}", "/desk/surveys/{}", "/desk/volunteers/{}"]
)
def test_a_number_beyond_any_is_a_page_there_is_not(browser: Browser, path: str) -> None:
    browser.sign_in("lin")
    browser.open(path.format(2**63), 404)


@pytest.mark.parametrize("week", ["2026-W99", "0001-W01", "x"])
def test_a_week_there_is_not_is_a_page_there_is_not(browser: Browser, week: str) -> None:
    browser.sign_in("huang")
    browser.open(f"/digest/guixiang/{week}", 404)
    browser.open("/digest/guixiang/2026-W46")
    browser.send(f"/digest/guixiang/{week}/decide", 404, text="开会")
    browser.send("/digest/guixiang/2026-W46/outcome", 404, week=week, decision="1", text="办了")


def test_a_week_is_the_same_however_the_address_writes_it(browser: Browser, street: Street) -> None:
    street.now = datetime(2026, 2, 16, 2, tzinfo=UTC)
    street.run(lambda work: deliver(work, "guixiang", "2026-W07"))
    street.file(created_at=datetime(2026, 2, 12, tzinfo=UTC))  # what was made stays as it was made
    browser.sign_in("huang")
    page = browser.open("/digest/guixiang/2026-W07")
    assert browser.open("/digest/guixiang/2026-W7") == page.replace("2026-W07?lang", "2026-W7?lang")
