"""A need's whole way over Telegram, and what must not go wrong on it."""

from __future__ import annotations

import pytest

from digests.digest import compose
from digests.facts import Facts
from handlers import digest
from model.need import BeneficiaryKind, Need, NeedState, Outcome
from storage.unit import Unit
from tests.e2e.house import House
from tests.e2e.phone import Phone
from tests.e2e.way import LAMP, enters, files, links


@pytest.fixture
def resident(house: House) -> Phone:
    return Phone(house.world, 42, "王阿姨")


@pytest.fixture
def worker(house: House) -> Phone:
    return Phone(house.world, 77, "王师傅")


async def need(house: House) -> Need:
    """The only need there is."""

    def one(unit: Unit) -> Need:
        assert unit.needs.by_number("1002") is None
        found = unit.needs.by_number("1001")
        assert found is not None
        return found

    return await house.read(one)


async def test_a_need_goes_its_whole_way(house: House, resident: Phone, worker: Phone) -> None:
    await links(house, worker)
    await enters(resident)
    await _says_and_corrects(resident)
    assert (await need(house)).beneficiary.kind is BeneficiaryKind.COMMUNITY
    await _works(resident, worker)
    await _closes(resident, worker)
    closed = await need(house)
    assert (closed.state, closed.outcome) == (NeedState.CLOSED, Outcome.SOLVED)
    assert (closed.rating, closed.rating_word) == (5, "师傅来得真快")
    await _is_in_the_digest(house)
    assert all(house.world.taps.values()), "every tap was answered, so no button goes on spinning"


async def _says_and_corrects(resident: Phone) -> None:
    resident.says(LAMP)
    await resident.sees("为谁：我自己", "对，就这样提交", "改为谁")
    card = await resident.taps("改为谁")
    await resident.sees_in_place(
        card,
        "替谁提的",
        *("我自己", "父母", "孩子", "老伴 / 爱人", "邻居", "大家（公共的事）", "别人", "返回"),
    )
    assert (await resident.taps("大家"))["message_id"] == card["message_id"]
    await resident.sees("为谁：大家（公共的事）", "对，就这样提交")
    await resident.taps("对，就这样提交")
    await resident.sees_in_place(card, "编号 1001", "看进展", "补充说明或照片", "菜单")
    assert resident.count("我这样理解") == 0, "the card was edited in place, not sent again"


async def _works(resident: Phone, worker: Phone) -> None:
    await worker.sees("新转介 1001", "接下", "不接", "问居民")
    offer = await worker.taps("接下")
    assert LAMP not in offer["text"], "before it is accepted the resident's words are not shown"
    buttons = ("开始办理", "办好了", "写一句进展", "问居民")
    shown = await worker.sees_in_place(offer, "您接下了", *buttons, "退回，请别人来", "在工作台打开")
    assert LAMP in shown["text"]
    await resident.sees("「安居维修队」接下了")
    await worker.taps("开始办理")
    await resident.sees("开始办了")
    await worker.taps("写一句进展")
    await worker.sees("写一句进展，居民看得到")
    worker.says("今晚七点来换灯")
    await resident.sees("今晚七点来换灯")
    await worker.taps("办好了")
    outcome = await worker.taps("解决了")
    await worker.sees_in_place(outcome, "等居民确认")


async def _closes(resident: Phone, worker: Phone) -> None:
    await resident.sees("安居维修队说办好了", "解决了", "还没解决")
    asked = await resident.taps("解决了")
    await resident.sees_in_place(asked, "办结", "很满意", "满意", "一般", "不满意", "很不满意")
    await resident.taps("很满意")
    now = await resident.sees_in_place(asked, "想说句话吗", "不说了")
    said, _, question = asked["text"].rpartition("\n")
    assert said in now["text"], "what the organization said stays to be read"
    assert question not in now["text"], "what was answered is not asked any more"
    resident.says("师傅来得真快")
    await resident.sees("谢谢您，这句话会帮到后来的街坊")
    await worker.sees("居民确认解决了")
    await worker.sees("居民打了 5 分")


async def _is_in_the_digest(house: House) -> None:
    def made(unit: Unit) -> Facts:
        services = house.linli.services
        return digest.make(unit, services, "GH01", "2026-W47", house.clock())

    facts = await house.read(made)
    assert facts.now.demand["facilities"].new == 1
    assert facts.now.demand["facilities"].served == 1
    assert (facts.now.resolved, facts.now.closed) == (1, 1)
    assert facts.now.ratings == (0, 0, 0, 0, 1)
    assert compose(facts).community == "GH01"


async def test_who_blocked_us_is_left_in_peace_and_comes_back(
    house: House, resident: Phone, worker: Phone
) -> None:
    await links(house, worker)
    await enters(resident)
    await files(resident)
    resident.hand.chat.blocked = True
    await worker.taps("接下")
    await worker.sees("您接下了")
    await house.settle()
    assert await _unreachable(house, resident)
    refused = len(house.world.calls("sendMessage"))
    await worker.taps("开始办理")
    await worker.sees("1001 开始办理")
    await house.settle()
    assert len(house.world.calls("sendMessage")) == refused + 1, "only the worker was written to"
    resident.hand.block(blocked=False)
    resident.says("我的请求")
    await resident.sees("您的请求", "1001")
    assert not await _unreachable(house, resident)


async def _unreachable(house: House, phone: Phone) -> bool:
    chat = await house.read(lambda unit: unit.chats.get(phone.chat))
    assert chat is not None
    return chat.unreachable


async def test_too_many_requests_are_waited_out_and_nothing_comes_twice(
    house: House, resident: Phone
) -> None:
    await enters(resident)
    house.world.fail(
        "sendMessage", 429, "Too Many Requests: retry after 1", parameters={"retry_after": 1}, chat_id=42
    )
    resident.says(LAMP)
    await resident.sees("我这样理解", "对，就这样提交")
    first, second = [
        call for call in house.world.calls("sendMessage") if "我这样理解" in call["args"]["text"]
    ]
    assert (first["status"], second["status"]) == (429, 200)
    assert second["at"] - first["at"] >= 1
    assert resident.count("我这样理解") == 1


async def test_an_update_repeated_after_a_missed_acknowledgement_is_one_need(
    house: House, resident: Phone, worker: Phone
) -> None:
    await links(house, worker)
    await enters(resident)
    await files(resident)
    await house.close()
    resident.hand.repeat()
    resident.says("我的请求")
    await house.open()
    await resident.sees("您的请求", "1001")
    await house.settle()
    assert (await need(house)).state is NeedState.ROUTED
    assert resident.count("编号 1001") == 1
    assert worker.count("新转介 1001") == 1


async def test_two_taps_on_one_button_file_one_need(house: House, resident: Phone, worker: Phone) -> None:
    await links(house, worker)
    await enters(resident)
    resident.says(LAMP)
    card = await resident.sees("我这样理解", "对，就这样提交")
    resident.hand.tap("对，就这样提交", card)
    resident.hand.tap("对，就这样提交", card)
    await resident.sees("编号 1001")
    await worker.sees("新转介 1001")
    await house.settle()
    await need(house)
    assert worker.count("新转介 1001") == 1
