"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.browser import Browser, TestClient
from tests.web.street import PASSWORD, Street


def test_the_desk_asks_who_you_are_and_leads_on_to_where_you_wanted(browser: Browser) -> None:
    response = browser.client.get("/desk/organizations?category=elderly")
    assert response.status_code == 303
    assert response.headers["location"] == "/sign-in?next=%2Fdesk%2Forganizations%3Fcategory%3Delderly"
    browser.open(response.headers["location"])
    to = browser.send("/sign-in", login="lin", password=PASSWORD, next="/desk/organizations?category=elderly")
    assert to == "/desk/organizations?category=elderly"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(browser: Browser) -> None:
    browser.open("/sign-in")
    response = browser.client.post(
        "/sign-in", data={"token": browser.token, "login": "lin", "password": PASSWORD}
    )
    cookie = next(one for one in response.headers.get_list("set-cookie") if one.startswith("linli_desk="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie, "on plain http a Secure cookie would never come back"


def test_under_https_cookies_are_secure_and_the_browser_is_told_to_stay_there(street: Street) -> None:
    with TestClient(
        street.app(public_url="https://linli.example.cn"), base_url="https://testserver"
    ) as client:
        response = client.get("/sign-in")
    assert "Secure" in response.headers["set-cookie"]
    assert response.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(("login", "password"), [("lin", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_login_and_a_wrong_password_sound_the_same(
    browser: Browser, login: str, password: str
) -> None:
    browser.open("/sign-in")
    assert "登录名或密码不对" in browser.send("/sign-in", 401, login=login, password=password)
    browser.open("/desk", 303)


def test_somebody_without_a_password_cannot_sign_in_with_none(browser: Browser, street: Street) -> None:
    street.run(lambda work: work.unit.staff.change(1, password=""))
    browser.open("/sign-in")
    browser.send("/sign-in", 401, login="lin", password="")


def test_after_repeated_failures_even_the_right_password_has_to_wait(
    browser: Browser, street: Street
) -> None:
    browser.open("/sign-in")
    for _ in range(5):
        browser.send("/sign-in", 401, login="lin", password="wrong")
    assert "请等 2 秒" in browser.send("/sign-in", 429, login="lin", password=PASSWORD)
    street.now += timedelta(seconds=3)
    assert browser.send("/sign-in", login="lin", password=PASSWORD) == "/desk"


def test_a_changed_password_ends_the_sessions_made_before(browser: Browser, street: Street) -> None:
    browser.sign_in("lin")
    street.run(lambda work: work.unit.staff.change(1, password="another hash"))
    browser.open("/desk", 303)


def test_who_is_no_longer_active_is_out_at_once(browser: Browser, street: Street) -> None:
    browser.sign_in("lin")
    street.run(lambda work: work.unit.staff.change(1, active=False))
    browser.open("/desk", 303)


def test_a_forged_session_is_nobody(browser: Browser) -> None:
    browser.client.cookies.set("linli_desk", "WyJsaW4iLCIiLGZhbHNlXQ.aaaa.bbbb")
    browser.open("/desk", 303)


def test_signing_out_forgets_the_session(browser: Browser) -> None:
    browser.sign_in("lin")
    assert browser.send("/sign-out") == "/"
    browser.open("/desk", 303)


def test_a_sign_in_is_on_record(browser: Browser, street: Street) -> None:
    browser.sign_in("lin")
    assert street.audit("staff:1") == ["staff:1 signed_in {}"]


@pytest.mark.parametrize(
    "wish", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(browser: Browser, wish: str) -> None:
    browser.open("/sign-in")
    assert browser.send("/sign-in", login="lin", password=PASSWORD, next=wish) in {"/desk", "/"}


@pytest.mark.parametrize("token", ["", "0" * 64, "äöü"])
def test_a_form_that_is_not_ours_changes_nothing(browser: Browser, street: Street, token: str) -> None:
    need = street.file()
    browser.sign_in("chen")
    browser.token = token
    assert "页面放得太久了" in browser.send(f"/desk/needs/{need.number}/accept", 403)
    assert street.need(need.number).state.value == "routed"


def test_a_huge_form_is_refused(browser: Browser) -> None:
    browser.sign_in("chen")
    assert "内容太大了" in browser.send("/desk/bulk", 413, text="x" * 1_000_001)


def test_the_demo_door_does_not_exist_outside_demo_mode(browser: Browser) -> None:
    assert "林晓梅" not in browser.open("/")
    assert "林晓梅" not in browser.open("/sign-in")
    browser.send("/demo/lin", 404)


def test_in_demo_mode_one_click_signs_in(visitor: Browser) -> None:
    assert "以林晓梅的身份进来" in visitor.open("/")
    assert visitor.send("/demo/lin") == "/desk"
    assert "林晓梅" in visitor.open("/desk")
    assert visitor.send("/demo/huang") == "/digest"


def test_only_published_demo_people_come_in_by_the_demo_door(visitor: Browser) -> None:
    visitor.open("/")
    assert visitor.send("/demo/cao") == "/"
    visitor.open("/desk", 303)


def test_a_demo_session_is_worth_nothing_once_demo_mode_is_off(street: Street) -> None:
    with TestClient(street.app(demo=True), follow_redirects=False) as client:
        visitor = Browser(client)
        visitor.open("/")
        visitor.send("/demo/lin")
        cookies = dict(client.cookies)
    with TestClient(street.app(), follow_redirects=False, cookies=cookies) as client:
        Browser(client).open("/desk", 303)


def test_the_demo_resident_is_led_into_the_chat(street: Street) -> None:
    from starlette.requests import Request
    from starlette.responses import Response

    from web.demo import DemoPerson

    async def enter(request: Request, response: Response, person: DemoPerson) -> None:
        response.set_cookie("linli_chat", person.login, path="/chat")

    with TestClient(street.app(demo=True, enter_chat=enter), follow_redirects=False) as client:
        visitor = Browser(client)
        visitor.open("/")
        response = client.post("/demo/wang", data={"token": visitor.token})
    assert response.headers["location"] == "/chat"
    assert "linli_chat=wang; Path=/chat" in response.headers["set-cookie"]
