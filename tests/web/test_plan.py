"""The linkage plan at the desk: ticked, confirmed, answered, ended; a volunteer's contact, recorded."""

from __future__ import annotations

import re

from handlers import linkage
from model.linkage import LineState
from model.person import Person
from model.resource import Resource
from model.volunteer import Volunteer
from tests.web.browser import Browser
from tests.web.street import NOW, Street


def _help(street: Street) -> None:
    person = Person(9001, "zh_CN", NOW, "guixiang", name="刘阿姨", phone="13700007777", consent_at=NOW)
    street.run(lambda work: work.unit.people.add(person))
    volunteer = Volunteer(9001, ("errands",), (), ("guixiang",), NOW)
    street.run(lambda work: work.unit.volunteers.save(volunteer))
    wheels = Resource(71, "goods", "保温箱", "Warm boxes", "仁爱药房", ("elderly.meals",), ("guihua",))
    street.run(lambda work: work.unit.resources.add(wheels))


def test_ticked_lines_are_confirmed_and_each_shows_how_it_stands(browser: Browser, street: Street) -> None:
    _help(street)
    need = street.file("送饭")
    browser.sign_in("lin")
    page = browser.open(f"/desk/needs/{need.number}")
    picks = re.findall(r'name="number" value="((?:support|volunteer|resource):\d+)"', page)
    assert {one.partition(":")[0] for one in picks} == {"support", "volunteer", "resource"}
    assert "刘阿姨" not in page
    to = browser.send(f"/desk/needs/{need.number}/plan", number=picks)
    page = browser.open(to)
    assert "确认了 3 项" in page
    assert "等答复" in page
    assert "已留出" in page
    assert "请志愿者参与" in page
    assert not re.search(r'name="number" value="volunteer:', page)


def test_while_one_volunteer_is_asked_the_next_is_named_another_and_not_ticked(
    browser: Browser, street: Street
) -> None:
    _help(street)
    other = Person(9002, "zh_CN", NOW, "guixiang", name="马叔", consent_at=NOW)
    street.run(lambda work: work.unit.people.add(other))
    street.run(lambda work: work.unit.volunteers.save(Volunteer(9002, ("errands",), (), ("guixiang",), NOW)))
    need = street.file("送饭")
    browser.sign_in("lin")
    first = re.search(r'value="(volunteer:\d+)" checked', browser.open(f"/desk/needs/{need.number}"))
    assert first
    page = browser.open(browser.send(f"/desk/needs/{need.number}/plan", number=first[1]))
    assert not re.search(r'value="volunteer:\d+" checked', page)
    assert re.search(r'value="volunteer:\d+"><span><b>志愿者 2</b>', page)


def test_nothing_ticked_is_said(browser: Browser, street: Street) -> None:
    need = street.file("送饭")
    browser.sign_in("lin")
    browser.open(f"/desk/needs/{need.number}")
    assert "field=line" in browser.send(f"/desk/needs/{need.number}/plan")


def test_a_volunteer_who_said_yes_is_reached_by_a_recorded_click_and_may_be_let_off(
    browser: Browser, street: Street
) -> None:
    _help(street)
    need = street.file("送饭")
    browser.sign_in("lin")
    browser.open(f"/desk/needs/{need.number}")
    browser.send(f"/desk/needs/{need.number}/plan", number="volunteer:9001")
    line = street.run(lambda work: work.unit.plans.of_need(need.id))[0]
    browser.send(f"/desk/needs/{need.number}/plan/contact", 403, line=str(line.id))
    street.run(lambda work: linkage.answer(work, need, line, yes=True))
    page = browser.open(f"/desk/needs/{need.number}")
    assert "志愿者答应了" in page
    assert "13700007777" not in page
    shown = browser.send(f"/desk/needs/{need.number}/plan/contact", 200, line=str(line.id))
    assert "刘阿姨" in shown
    assert "13700007777" in shown
    assert any("looked" in one for one in street.audit("person:9001"))
    browser.send(f"/desk/needs/{need.number}/plan/end", line=str(line.id))
    assert street.run(lambda work: work.unit.plans.of_need(need.id))[0].state is LineState.ENDED
    browser.send(f"/desk/needs/{need.number}/plan/end", 404, line="77")
