"""The people who work on the demo street, and those whom one click signs in as.

A member of staff is found by their login, the resident by ``bot.demo.resident_id``.
"""

from __future__ import annotations

from collections.abc import Callable

from model.person import Role, Staff
from web.demo import DemoPerson

PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson(
        "resident",
        "wang.guifang",
        "王桂芳",
        "Wang Guifang",
        "居民，68岁，住桂花苑A座11楼，照顾着92岁的妈妈，电梯坏了几次了",
        "Resident, 68, lives on the 11th floor above a failing lift and cares for her mother of 92",
    ),
    DemoPerson(
        "social_worker",
        "lin.xiaomei",
        "林晓梅",
        "Lin Xiaomei",
        "桂香社区社工，今天值班，先看她的队列",
        "Social worker of Guixiang Community, on duty today; begin with her queue",
    ),
    DemoPerson(
        "organization",
        "chen.meilan",
        "陈美兰",
        "Chen Meilan",
        "桂花长者服务中心主管，名额已满，还有新的转介等她答复",
        "Runs the Guihua Elder Service Centre: full, and new referrals wait for her answer",
    ),
    DemoPerson(
        "committee",
        "huang.xiuzhen",
        "黄秀珍",
        "Huang Xiuzhen",
        "桂香社区居委会主任，每周一早上读周报",
        "Chairs the Guixiang committee and reads the digest on Monday morning",
    ),
)

_WORKERS = (
    ("lin.xiaomei", "林晓梅", ("guixiang",), "zh_CN", "0000-8810301", True),
    ("zhou.wenbin", "周文彬", ("donghe",), "zh_CN", "0000-8810302", True),
    ("he.jiaxin", "何嘉欣", ("xinyuan",), "zh_CN", "0000-8810303", False),
    ("xie.ming", "谢明", (), "zh_CN", "0000-8810300", True),
)
_COMMITTEE = (
    ("huang.xiuzhen", "黄秀珍", "guixiang", "0000-8810201"),
    ("feng.guodong", "冯国栋", "donghe", "0000-8810202"),
    ("song.ya", "宋雅", "xinyuan", "0000-8810203"),
)


def street_staff(ids: Callable[[], int]) -> list[Staff]:
    """Four social workers (one for the whole street), a committee member each, one operator.

    Nobody has a password: outside demo mode nobody can sign in as them.
    """
    workers = [
        Staff(ids(), login, name, Role.SOCIAL_WORKER, areas, None, language, phone, on_duty)
        for login, name, areas, language, phone, on_duty in _WORKERS
    ]
    committee = [
        Staff(ids(), login, name, Role.COMMITTEE, (community,), phone=phone)
        for login, name, community, phone in _COMMITTEE
    ]
    return [*workers, *committee, Staff(ids(), "operator", "曹一平", Role.OPERATOR, phone="0000-8810100")]
