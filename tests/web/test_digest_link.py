"""The digest's link in the chat: opens one digest for one reader, for two weeks, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.browser import Browser
from tests.web.street import NOW, Street
from web.digest_link import HOLDS, key_of, opened

_SECRET = "a secret of the tests"
_WEEK = "2026-W46"


def _key(browser: Browser, staff: int = 5, community: str = "guixiang", week: str = _WEEK) -> str:
    secret = browser.client.app.state.context.secret
    return f"/digest/guixiang/{_WEEK}?key={key_of(secret, community, week, staff, NOW)}"


def test_the_link_opens_the_digest_without_signing_in_and_nothing_can_be_decided(browser: Browser) -> None:
    page = browser.open(_key(browser))
    assert "桂香社区" in page
    assert "只能看这一期" in page
    assert "<textarea" not in page
    assert ".docx" not in page


@pytest.mark.parametrize(
    "given",
    [{"staff": 1}, {"staff": 99}, {"community": "donghe"}, {"week": "2026-W45"}],
    ids=["not the committee", "nobody", "another community", "another week"],
)
def test_a_key_opens_only_what_it_was_made_for(browser: Browser, given: dict[str, object]) -> None:
    browser.open(_key(browser, **given), 303)


def test_a_key_of_somebody_who_has_left_is_worth_nothing(browser: Browser, street: Street) -> None:
    street.run(lambda work: work.unit.staff.change(5, active=False))
    browser.open(_key(browser), 303)


def test_a_key_expires_and_cannot_be_changed() -> None:
    key = key_of(_SECRET, "C1", _WEEK, 5, NOW)
    assert opened(_SECRET, key, NOW + HOLDS - timedelta(minutes=1)) is not None
    assert opened(_SECRET, key, NOW + HOLDS) is None
    assert opened("another", key, NOW) is None
    assert opened(_SECRET, f"{key}x", NOW) is None
    assert opened(_SECRET, "", NOW) is None
