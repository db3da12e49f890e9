"""Stretches of a need's way that several tests walk."""

from __future__ import annotations

from datetime import timedelta

from tests.e2e.house import House
from tests.e2e.phone import Phone

CODE = "12345678"
LAMP = "楼道的灯坏了，晚上看不见路"
STAFF = 304
"""The member of staff of the repairers, who get everything about facilities."""


async def enters(phone: Phone) -> None:
    """Open the bot by a poster's link, choose Chinese, consent."""
    phone.hand.start("GH01")
    language = await phone.taps("中文")
    await phone.sees_in_place(language, "中文")
    consent = await phone.taps("可以")
    agreed = await phone.sees_in_place(consent, "好的，谢谢您。")
    assert consent["text"] in agreed["text"], "what they agreed to stays to be read"
    await phone.sees("桂香社区的街坊", "我的请求")


async def files(phone: Phone, text: str = LAMP) -> None:
    """Say a need and file it as it was understood."""
    phone.says(text)
    await phone.sees("我这样理解", "对，就这样提交")
    await phone.taps("对，就这样提交")
    await phone.sees("编号 1001", "看进展")


async def links(house: House, phone: Phone) -> None:
    """Link the repairers' account by the code that the desk shows."""
    until = house.clock() + timedelta(minutes=10)
    await house.write(lambda unit: unit.staff.add_code(CODE, STAFF, until))
    phone.says(f"绑定 {CODE}")
    await phone.sees("王师傅，您好！这个账号已绑定")
