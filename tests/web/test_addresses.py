"""Addresses that name something by a number."""

from __future__ import annotations

import pytest

from tests.web.browser import Browser


@pytest.mark.parametrize(
    "path", ["/organizations/{}", "/desk/photos/{}", "/desk/surveys/{}", "/desk/volunteers/{}"]
)
def test_a_number_beyond_any_is_a_page_there_is_not(browser: Browser, path: str) -> None:
    browser.sign_in("lin")
    browser.open(path.format(2**63), 404)
