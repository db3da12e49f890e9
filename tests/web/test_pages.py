"""The other pages, and what all pages have in common."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

import locales
from tests.web.browser import Browser, TestClient
from tests.web.street import NOW, Street

_TEMPLATES = Path(__file__).parents[2] / "web" / "templates"


def test_the_front_page_has_three_doors(browser: Browser) -> None:
    page = browser.open("/")
    assert all(f'href="{door}"' in page for door in ("/chat", "/desk", "/digest"))


def test_the_front_pages_emergency_numbers_are_dialled_by_a_tap(browser: Browser) -> None:
    page = browser.open("/")
    assert all(f'<a href="tel:{number}">{number}</a>' in page for number in (110, 119, 120))


def test_every_page_sends_a_form_only_once(browser: Browser) -> None:
    browser.sign_in("lin")
    paths = ("/", "/desk", "/desk/new", "/desk/batch", "/desk/link")
    assert all(re.search(r'<script src="/static/\w+/forms.js" defer>', browser.open(path)) for path in paths)


def test_a_posters_community_is_handed_on_to_the_chat(browser: Browser) -> None:
    assert 'href="/chat?c=donghe"' in browser.open("/?c=donghe")
    assert 'href="/chat"' in browser.open("/?c=%22onload=x")


@pytest.mark.parametrize(
    ("path", "header", "words"),
    [
        ("/", "", "我是居民"),
        ("/", "en-GB,en;q=0.9", "I am a resident"),
        ("/", "fr,zh-TW;q=0.5", "我是居民"),
        ("/?lang=en", "zh-CN", "I am a resident"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_browsers(
    browser: Browser, path: str, header: str, words: str
) -> None:
    assert words in browser.open(path, **({"accept-language": header} if header else {}))


def test_a_chosen_language_stays(browser: Browser) -> None:
    browser.open("/?lang=en")
    assert "Staff sign-in" in browser.open("/sign-in", **{"accept-language": "zh-CN"})


def test_every_page_forbids_foreign_scripts_and_frames(browser: Browser) -> None:
    for path in ("/", "/sign-in", "/nowhere"):
        headers = browser.client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_no_page_has_inline_style_or_script() -> None:
    for path in _TEMPLATES.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", text), path.name


def test_style_and_script_are_kept_forever_under_an_address_that_changes(browser: Browser) -> None:
    address = re.search(r"/static/[0-9a-f]{12}/pages.css", browser.open("/"))
    assert address is not None
    response = browser.client.get(address[0])
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-type"].startswith("text/css")
    assert browser.client.get("/static/x/secrets.css").status_code == 404


def test_what_does_not_exist_is_said_kindly(browser: Browser) -> None:
    page = browser.open("/nowhere", 404)
    assert "没有这个页面" in page
    assert 'href="/"' in page


def test_a_fault_of_ours_says_what_was_kept(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("web.pages.organizations.standings", broken)
    with TestClient(street.app(), follow_redirects=False, raise_server_exceptions=False) as client:
        browser = Browser(client)
        browser.sign_in("lin")
        assert "是我们的错" in browser.open("/desk/organizations", 500)


def test_the_watcher_hears_that_all_is_well(browser: Browser) -> None:
    assert browser.client.get("/healthz").json() == {"status": "ok"}


def test_every_text_a_template_names_exists() -> None:
    known = locales.texts("zh_CN")
    for path in _TEMPLATES.rglob("*.html"):
        named = re.findall(
            r"""\bt\('([a-z0-9_.]+)'[,)]|nav\('[^']+', '([a-z_.]+)'""", path.read_text("utf-8")
        )
        for key in (one or other for one, other in named):
            assert key in known, (path.name, key)


def test_a_code_links_a_messenger_and_holds_ten_minutes(browser: Browser, street: Street) -> None:
    browser.sign_in("lin")
    browser.open("/desk/link")
    page = browser.send("/desk/link", 200)
    code = re.search(r"绑定 (\d{8})", page)
    assert code is not None
    late = street.now + timedelta(minutes=11)
    assert street.run(lambda work: work.unit.staff.use_code(code[1], street.now)) == 1
    browser.open("/desk/link")
    code = re.search(r"绑定 (\d{8})", browser.send("/desk/link", 200))
    assert code is not None
    assert street.run(lambda work: work.unit.staff.use_code(code[1], late)) is None


def test_telegram_is_offered_where_it_is_on(street: Street) -> None:
    with TestClient(street.app(telegram="linli_bot"), follow_redirects=False) as client:
        browser = Browser(client)
        browser.sign_in("lin")
        assert "https://t.me/linli_bot?start=link-" in browser.send("/desk/link", 200)


def test_organizations_are_listed_with_load_and_grade(browser: Browser, street: Street) -> None:
    street.file()
    browser.sign_in("lin")
    page = browser.open("/desk/organizations")
    assert page.index("长者中心") < page.index("邻里厨房"), "the fullest comes first"
    assert "1 / 7" in page
    assert "优秀" in page
    assert "长者中心" not in browser.open("/desk/organizations?text=厨房")
    assert "邻里厨房" not in browser.open("/desk/organizations?category=culture")


def test_an_organization_has_a_page_that_anybody_can_read(browser: Browser) -> None:
    page = browser.open("/organizations/11")
    for words in ("长者中心", "周一–周五 09:00–18:00", "桂花街道", "优秀", "2026-11-18", "1,860,000", "免费"):
        assert words in page
    assert "每餐10元" in browser.open("/organizations/12")
    browser.open("/organizations/99", 404)


def test_a_committee_member_is_led_to_their_own_digest(browser: Browser) -> None:
    browser.sign_in("huang")
    assert browser.client.get("/digest").headers["location"] == "/digest/guixiang/2026-W46"
    page = browser.open("/digest/guixiang/2026-W46")
    assert "桂香社区周报" in page
    assert 'href="/digest/guixiang/2026-W45"' in page


@pytest.mark.parametrize(
    ("login", "path", "status"),
    [
        ("huang", "/digest/donghe/2026-W46", 403),
        ("chen", "/digest/guixiang/2026-W46", 403),
        ("lin", "/digest/guixiang/2026-W46", 200),
        ("cao", "/digest", 200),
        ("huang", "/digest/guixiang/2026-W99", 404),
        ("huang", "/digest/guixiang/2027-W10", 404),
        ("huang", "/digest/guixiang/W", 404),
        ("cao", "/digest/atlantis/2026-W46", 404),
    ],
)
def test_digests_are_for_those_who_serve_the_community(
    browser: Browser, login: str, path: str, status: int
) -> None:
    browser.sign_in(login)
    page = browser.open(path, status)
    assert "这件事不归您处理" not in page  # that is said of needs


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("xlsx", b"PK")])
def test_a_digest_is_exported(browser: Browser, kind: str, begins: bytes) -> None:
    browser.sign_in("huang")
    response = browser.client.get(f"/digest/guixiang/2026-W46.{kind}")
    assert response.status_code == 200
    assert response.content.startswith(begins)


def test_a_decision_is_written_down_and_a_week_later_its_outcome(browser: Browser, street: Street) -> None:
    browser.sign_in("huang")
    browser.open("/digest/guixiang/2026-W46")
    browser.send("/digest/guixiang/2026-W46/decide", text="周三开会谈电梯")
    assert "周三开会谈电梯" in browser.open("/digest/guixiang/2026-W46")
    kept = street.run(lambda work: work.unit.digests.decisions("guixiang", "2026-W46"))
    fields = {"decision": str(kept[0]["id"]), "week": "2026-W46", "text": "会开了"}
    browser.send("/digest/guixiang/2026-W47/outcome", **fields)
    assert "会开了" in browser.open("/digest/guixiang/2026-W46")
    assert "told=missing" in browser.send("/digest/guixiang/2026-W47/outcome", **{**fields, "decision": "5"})
    browser.send("/digest/donghe/2026-W46/decide", 403, text="不是我的社区")


def test_attendance_moves_minutes_once_and_back_when_it_was_wrong(browser: Browser, street: Street) -> None:
    shift, (first, second) = street.shift(NOW - timedelta(hours=3))
    browser.sign_in("chen")
    assert "食堂帮厨" in browser.open("/desk/volunteers")
    path = f"/desk/volunteers/{shift.id}"
    browser.open(path)
    for _ in range(2):
        browser.send(path, number=[str(first.id), str(second.id)])
    assert _minutes(street) == [120, 120]
    browser.send(path, number=[str(first.id)])
    assert _minutes(street) == [120, 0]
    assert "签到已保存" in browser.open(f"{path}?told=attended")


def test_a_committee_sees_how_many_came_and_never_who(browser: Browser, street: Street) -> None:
    shift, _ = street.shift(NOW - timedelta(hours=3))
    browser.sign_in("huang")
    page = browser.open("/desk/volunteers")
    assert "2 / 3 人" in page
    assert f"/desk/volunteers/{shift.id}" not in page
    browser.open(f"/desk/volunteers/{shift.id}", 403)


def test_a_look_at_volunteers_names_is_on_record(browser: Browser, street: Street) -> None:
    shift, _ = street.shift(NOW + timedelta(days=1))
    browser.sign_in("lin")
    assert "方振华" in browser.open(f"/desk/volunteers/{shift.id}")
    assert street.audit(f"shift:{shift.id}") == ['staff:1 looked {"fields":["name"]}']


def test_a_shift_is_for_those_who_run_it(browser: Browser, street: Street) -> None:
    shift, _ = street.shift(NOW + timedelta(days=1))
    browser.sign_in("deng")
    browser.open(f"/desk/volunteers/{shift.id}", 403)
    browser.open("/desk/volunteers/4711", 404)


def _minutes(street: Street) -> list[int]:
    return [
        street.run(lambda work, one=one: work.unit.volunteers.balance(f"person:{one}")) for one in (21, 22)
    ]


def test_open_surveys_are_listed_and_small_counts_are_not_shown(browser: Browser, street: Street) -> None:
    from model.survey import Campaign, FormVersion

    street.run(
        lambda work: work.unit.surveys.publish(FormVersion(61, "needs", "1", "需求调查", "", b"", NOW))
    )
    street.run(lambda work: work.unit.surveys.open_campaign(Campaign(62, 61, ("guixiang",), NOW)))
    browser.sign_in("lin")
    page = browser.open("/desk/surveys")
    assert "需求调查" in page
    assert "少于 5 份答卷" in page
    browser.send("/sign-out")
    browser.sign_in("zhou")
    assert "需求调查" not in browser.open("/desk/surveys")
