"""A need of somebody who phoned or came in."""

from __future__ import annotations

import pytest

from tests.web.browser import Browser
from tests.web.street import Street

_GIVEN = {
    "text": "我妈一个人住，想要中午送饭",
    "community": "guixiang",
    "category": "elderly.meals",
    "urgency": "soon",
    "whom": "parent",
    "name": "刘姐",
    "phone": "13900002222",
    "consent": "yes",
}


def test_words_are_understood_and_shown_to_be_put_right(browser: Browser) -> None:
    browser.sign_in("lin")
    browser.open("/desk/new")
    page = browser.send(
        "/desk/new", 200, text="我妈一个人住，每天中午要人送饭到家", community="guixiang", phone="13900002222"
    )
    assert '<option value="elderly.meals" selected>' in page
    assert '<option value="parent" selected>' in page
    assert "13900002222" in page


def test_it_is_filed_routed_and_shown(browser: Browser, street: Street) -> None:
    browser.sign_in("lin")
    to = browser.send("/desk/new/file", **_GIVEN)
    assert to.startswith("/desk/needs/1001?")
    page = browser.open(to)
    assert "1001 登记好了，可以把编号告诉居民" in page
    need = street.need("1001")
    assert (need.origin, need.entered_by, need.state.value) == ("desk", 1, "routed")
    person = street.run(lambda work: work.unit.people.get(need.person_id))
    assert person is not None
    assert (person.name, person.phone) == ("刘姐", "13900002222")


def test_somebody_known_by_telephone_is_not_entered_twice(browser: Browser, street: Street) -> None:
    browser.sign_in("lin")
    browser.send("/desk/new/file", **{**_GIVEN, "phone": "13800001111"})
    assert street.need("1001").person_id == 21


def test_danger_alerts_those_on_duty(browser: Browser, street: Street) -> None:
    browser.sign_in("lin")
    browser.open("/desk/new")
    page = browser.send("/desk/new", 200, text="厨房着火了，快来人", community="guixiang")
    assert "可能有火情" in page
    browser.send(
        "/desk/new/file", **{**_GIVEN, "category": "safety", "urgency": "emergency", "danger": "fire"}
    )
    timers = street.run(lambda work: work.unit.timers.due(street.now.replace(year=2027), 10))
    assert any(timer.kind == "alarm" for timer in timers)


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"consent": ""}, "请先征得居民同意"), ({"consent": "no"}, "请先征得居民同意")],
)
def test_without_consent_nothing_is_filed_and_nothing_typed_is_lost(
    browser: Browser, changes: dict[str, str], said: str
) -> None:
    browser.sign_in("lin")
    page = browser.send("/desk/new/file", 422, **{**_GIVEN, **changes})
    assert said in page
    assert "刘姐" in page


@pytest.mark.parametrize(
    "changes", [{"category": "nonsense"}, {"urgency": "yesterday"}, {"whom": "cat"}, {"text": " "}]
)
def test_a_field_outside_its_choices_is_refused(browser: Browser, changes: dict[str, str]) -> None:
    browser.sign_in("lin")
    assert "told=missing" in browser.send("/desk/new/file", **{**_GIVEN, **changes})


def test_a_worker_enters_needs_only_where_they_serve(browser: Browser) -> None:
    browser.sign_in("lin")
    browser.send("/desk/new/file", 403, **{**_GIVEN, "community": "donghe"})


def test_organizations_do_not_enter_needs(browser: Browser) -> None:
    browser.sign_in("chen")
    browser.open("/desk/new", 403)


def test_the_last_word_of_a_resident_without_a_chat_comes_by_phone(browser: Browser, street: Street) -> None:
    browser.sign_in("lin")
    browser.send("/desk/new/file", **_GIVEN)
    browser.act("1001", "accept")
    browser.act("1001", "resolve", outcome="solved")
    browser.act("1001", "confirm", rating="5")
    need = street.need("1001")
    assert (need.state.value, need.rating) == ("closed", 5)


def test_a_need_from_the_chat_is_never_closed_at_the_desk(browser: Browser, street: Street) -> None:
    need = street.file()
    browser.sign_in("lin")
    browser.act(need.number, "accept")
    browser.act(need.number, "resolve", outcome="solved")
    browser.open(f"/desk/needs/{need.number}")
    browser.send(f"/desk/needs/{need.number}/confirm", 403)
    assert street.need(need.number).state.value == "resolved"


def test_a_nul_in_a_form_an_address_or_a_search_goes_no_further(browser: Browser, street: Street) -> None:
    """PostgreSQL would refuse it; it is taken out before any page sees it."""
    browser.sign_in("lin")
    browser.send("/desk/new/file", **{**_GIVEN, "text": "我妈\0想要送饭", "name": "刘\0姐"})
    need = street.need("1001")
    person = street.run(lambda work: work.unit.people.get(need.person_id))
    assert (need.text, person and person.name) == ("我妈想要送饭", "刘姐")
    assert "1001" in browser.open("/desk?text=送%00饭")
    browser.open("/desk/needs/1001%00")
