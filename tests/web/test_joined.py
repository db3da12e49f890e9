"""Neighbours who joined, and joining two needs by hand, as the desk shows it."""

from __future__ import annotations

from handlers import following
from model.following import Follower
from model.need import NeedState
from model.person import Person
from tests.web.browser import Browser
from tests.web.street import NOW, Street

_LIFT = {"category": "facilities.lift", "place": "3号楼"}


def _neighbour(street: Street, number: int) -> int:
    person = Person(9000 + number, "zh_CN", NOW, "guixiang", name=f"邻居{number}", consent_at=NOW)
    street.run(lambda work: work.unit.people.add(person))
    return person.id


def test_a_worker_sees_how_many_joined_and_what_they_said_but_no_names(
    browser: Browser, street: Street
) -> None:
    need = street.file("电梯坏了", **_LIFT)
    follower = Follower(need.id, _neighbour(street, 1), NOW, "我家老人下不来", "3号楼")
    street.run(lambda work: following.join(work, need, follower))
    browser.sign_in("lin")
    assert "另有 1 位邻居" in browser.open("/desk")
    page = browser.open(f"/desk/needs/{need.number}")
    assert "另有 1 位邻居一起跟进" in page
    assert "我家老人下不来" in page
    assert "邻居1" not in page


def test_two_needs_are_joined_by_one_click_and_parted_again(browser: Browser, street: Street) -> None:
    first = street.file("3号楼电梯坏了", **_LIFT)
    person = _neighbour(street, 1)
    second = street.file("3号楼的电梯又坏了", person_id=person, **_LIFT)
    browser.sign_in("lin")
    page = browser.open(f"/desk/needs/{second.number}")
    assert "可能是同一件事" in page
    browser.send(f"/desk/needs/{second.number}/merge", into=first.number)
    assert street.need(second.number).state is NeedState.WITHDRAWN
    page = browser.open(f"/desk/needs/{second.number}")
    assert "已合到" in page
    assert [one.person_id for one in street.run(lambda work: work.unit.followers.of_need(first.id))] == [
        person
    ]
    assert street.run(lambda work: work.unit.referrals.current(second.id)) is None
    browser.send(f"/desk/needs/{second.number}/part")
    assert street.need(second.number).state in {NeedState.ROUTED, NeedState.UNMET}
    assert street.run(lambda work: work.unit.followers.of_need(first.id)) == []
    assert "分开了" in browser.open(f"/desk/needs/{second.number}")


def test_a_wrong_number_and_itself_are_refused_in_words(browser: Browser, street: Street) -> None:
    need = street.file("3号楼电梯坏了", **_LIFT)
    browser.sign_in("lin")
    browser.open(f"/desk/needs/{need.number}")
    assert "missing" in browser.send(f"/desk/needs/{need.number}/merge", into="99")
    assert "moved" in browser.send(f"/desk/needs/{need.number}/merge", into=need.number)
    assert "moved" in browser.send(f"/desk/needs/{need.number}/part")


def test_only_the_social_workers_of_both_communities_may_join_needs(browser: Browser, street: Street) -> None:
    here = street.file("3号楼电梯坏了", **_LIFT)
    there = street.file("3号楼电梯坏了", community="donghe", **_LIFT)
    browser.sign_in("lin")
    browser.open(f"/desk/needs/{here.number}")
    browser.send(f"/desk/needs/{here.number}/merge", 403, into=there.number)
    browser.send("/sign-out")
    browser.sign_in("chen")
    browser.send(f"/desk/needs/{here.number}/merge", 403, into=there.number)


def test_the_head_of_the_queue_counts_everything_also_when_it_is_narrowed(
    browser: Browser, street: Street
) -> None:
    street.file("电梯坏了", **_LIFT)
    street.file("灯坏了", category="facilities.lighting")
    street.file("送饭")
    browser.sign_in("lin")
    whole = browser.open("/desk")
    narrowed = browser.open("/desk?category=culture")
    assert "2 件等您" in whole
    assert "2 件等您" in narrowed
    assert "筛选出 0 件" in narrowed
