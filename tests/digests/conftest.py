"""A small street for the digest's tests: nine weeks of one community, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from digests import Decision, Digest, Facts, Sources, before, compose, gather
from digests.block import Block
from digests.facts import Week
from digests.wording import say
from locales import Texts, texts
from model.need import Entry, Need, NeedState, Urgency
from model.organization import Organization, Service
from model.phrase import Phrase
from model.place import Level, Place
from model.referral import DeclineReason, Referral, ReferralState
from model.topic import Topic
from model.volunteer import Activity, Shift, SignUp, SignUpState, Volunteer

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = "2026-W47"
MONDAY = datetime(2026, 11, 16, tzinfo=SHANGHAI).astimezone(UTC)
END = MONDAY + timedelta(weeks=1)
NOW = END + timedelta(hours=8)
HOUR = timedelta(hours=1)

STREET = Place("S1", Level.STREET, None, "小家河街道", "Xiaojia Street")
HOME = Place("C1", Level.COMMUNITY, "S1", "和平社区", "Heping Community", aliases=("和平里",))
GRID = Place("G1", Level.GRID, "C1", "第一网格", "Grid 1")

ORGANIZATIONS = (
    Organization(1, "夕阳红助老中心", "Evening Glow Elder Care"),
    Organization(2, "邻里食堂", "Neighbours' Canteen"),
    Organization(3, "安居维修队", "Safe Home Repairs"),
    Organization(4, "阳光心理服务社", "Sunshine Counselling"),
    Organization(5, "青苗课后托管", "Young Shoots After-school"),
    Organization(6, "停牌的组织", "Suspended", suspended=True),
    Organization(7, "别的街道的组织", "Elsewhere"),
    Organization(8, "银龄互助会", "Silver Age Mutual Aid"),
)
SERVICES = (
    Service(1, 1, "陪诊", "Escort", ("elderly.escort", "elderly.visits"), ("S1",), capacity=6),
    Service(2, 2, "助餐", "Meals", ("elderly.meals",), ("C1",), capacity=30),
    Service(3, 3, "维修", "Repairs", ("facilities.lighting", "convenience.repair"), ()),
    Service(4, 4, "心理", "Counselling", ("mental",), ("C1",), capacity=8),
    Service(5, 5, "托管", "After school", ("children.aftercare", "elderly.visits"), ("G1",), capacity=20),
    Service(6, 6, "助老", "Elder care", ("elderly",), ("C1",), capacity=8),
    Service(8, 8, "探访", "Visits", ("elderly.visits",), ("S1",), capacity=10),
    Service(7, 7, "助老", "Elder care", ("elderly",), ("S9",), capacity=8),
)

SAYINGS = {
    "elderly.meals": "想给老人送餐上门，长者食堂太远，腿脚不好走不动",
    "elderly.escort": "老人看病没人陪，想找人陪诊取药",
    "facilities.lighting": "楼道里路灯坏了好几天，晚上下楼看不见",
    "facilities.lift": "加装电梯什么时候能开始，六楼上下不方便",
    "safety.ebike": "电动车推上楼充电，楼下充电桩太少",
    "mental.stress": "最近失眠焦虑，想找人聊聊",
    "environment.noise": "广场舞噪音太大，晚上睡不着",
    "children.aftercare": "放学没人接孩子，想问课后托管",
    "legal.mediation": "楼上漏水和邻居有纠纷，想调解",
}
USUAL = (5, 3, 2, 2, 2, 1, 1, 1, 1)


def make_need(number: int, **fields: object) -> Need:
    """A need of the community, routine unless said otherwise."""
    base = Need(number, str(1000 + number), 100 + number, "C1", "elderly.meals", "想要送餐上门", MONDAY)
    return replace(base, **fields)  # type: ignore[arg-type]


def street() -> Sources:
    """About twenty needs a week with their stories; e-bikes rise in the last week."""
    dice = random.Random(47)
    needs: list[Need] = []
    entries: list[Entry] = []
    referrals: list[Referral] = []
    for back in range(8, -1, -1):
        for (category, text), usual in zip(SAYINGS.items(), USUAL, strict=True):
            count = max(0, usual + dice.choice((-1, 0, 0, 1)))
            if back == 0 and category == "safety.ebike":
                count = 11
            for _ in range(count):
                number = len(needs) + 1
                at = MONDAY - timedelta(weeks=back) + timedelta(minutes=dice.randrange(10_000))
                _story(number, category, text, at, dice, needs, entries, referrals)
    emergency = make_need(
        900, created_at=END - timedelta(hours=5), urgency=Urgency.EMERGENCY, category="emergency.disaster"
    )
    needs.append(emergency)
    return Sources(
        needs=needs,
        entries=entries,
        referrals=referrals,
        elsewhere={1: (6, 5)},
        organizations=ORGANIZATIONS,
        services=SERVICES,
        volunteers=[
            Volunteer(500 + n, (), (), ("C1",), MONDAY - timedelta(weeks=3, hours=-n * 30)) for n in range(24)
        ],
        activities=(Activity(1, "C1", "楼道清扫", "Stair cleaning", "一号楼", "House 1"),),
        shifts=[
            Shift(10 - back, 1, saturday(back), saturday(back) + timedelta(hours=3), 10)
            for back in range(8, -1, -1)
        ],
        sign_ups=[
            SignUp(
                back * 20 + n, 10 - back, 500 + n, SignUpState.ATTENDED, saturday(back) - timedelta(days=2)
            )
            for back in range(4)
            for n in range(9 - back)
        ],
        topics=(
            Topic(1, "C1", "给老楼加装电梯", MONDAY - timedelta(days=20), 23),
            Topic(2, "C1", "电动车充电棚建在哪里", MONDAY + timedelta(days=2), 8),
            Topic(3, "C2", "别的社区的议题", MONDAY, 50),
        ),
        decisions=(
            Decision("请物业本周内换好三号楼的路灯", "周三已换好，居民已确认"),
            Decision("与邻里食堂商量周末也送餐"),
        ),
        places=(STREET, HOME, GRID),
    )


def saturday(back: int) -> datetime:
    """Saturday 09:00 of the week so many weeks ago."""
    return MONDAY - timedelta(weeks=back) + timedelta(days=5, hours=9)


def _story(
    number: int,
    category: str,
    text: str,
    at: datetime,
    dice: random.Random,
    needs: list[Need],
    entries: list[Entry],
    referrals: list[Referral],
) -> None:
    """What became of one need: mostly taken by somebody within hours, sometimes by nobody."""
    codes = {category, category.partition(".")[0]}
    able = [one for one in SERVICES[:5] if codes.intersection(one.categories)]
    told = make_need(number, category=category, text=text, created_at=at)
    if not able and dice.random() < 0.4:
        when = at + timedelta(hours=dice.randrange(2, 30))
        state = NeedState.UNMET if when < END else NeedState.ROUTED
        entries.append(Entry(number, number, when, "unmet", "system"))
        needs.append(replace(told, state=state, unmet_reason="nobody_serves"))
        return
    service = able[0] if able else SERVICES[2]
    answered = at + timedelta(hours=dice.choice((1, 2, 3, 5, 9, 20)))
    done = answered + timedelta(hours=dice.randrange(8, 120))
    offer = Referral(
        number,
        number,
        service.organization_id,
        service.id,
        ReferralState.OFFERED,
        1,
        0.9,
        at,
        answered + HOUR,
    )
    if dice.random() < 0.1:
        no = {"state": ReferralState.DECLINED, "decline_reason": DeclineReason.NO_CAPACITY}
        referrals.append(replace(offer, id=1000 + number, organization_id=4, answered_at=answered, **no))
    rating = dice.choice((3, 4, 5, 5))
    if answered < END:
        offer = replace(offer, state=ReferralState.ACCEPTED, answered_at=answered)
        told = replace(told, state=NeedState.ACCEPTED, accepted_at=answered)
    else:
        told = replace(told, state=NeedState.ROUTED)
    if done < END:
        offer = replace(offer, state=ReferralState.COMPLETED, completed_at=done)
        told = replace(told, state=NeedState.CLOSED, resolved_at=done, closed_at=done, rating=rating)
    referrals.append(offer)
    needs.append(told)


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The facts of the street's week."""
    return gather(street(), HOME, WEEK, NOW, SHANGHAI)


@pytest.fixture(scope="session")
def empty() -> Facts:
    """A week in which nothing happened, in a community where nothing ever did."""
    return gather(Sources(), HOME, WEEK, NOW, SHANGHAI)


@pytest.fixture(scope="session")
def digest(facts: Facts) -> Digest:
    """The digest of the street's week."""
    return compose(facts)


@pytest.fixture
def made() -> Callable[..., Facts]:
    """Make facts of blank weeks: this week, the one before, and whatever else a test says."""

    def make(now: Week | None = None, last: Week | None = None, history: int = 8, **fields: Any) -> Facts:
        names = [before(WEEK, back) for back in range(8, -1, -1)]
        blank = [Week(name) for name in names]
        if last is not None:
            blank[-2] = replace(last, week=names[-2])
        if now is not None:
            blank[-1] = replace(now, week=names[-1])
        fields.setdefault("weeks", tuple(blank))
        return Facts("C1", "和平社区", "Heping Community", WEEK, history=history, **fields)

    return make


@pytest.fixture
def zh() -> Callable[[Phrase], str]:
    """Say a phrase in Chinese."""
    return lambda phrase: say(texts("zh_CN"), phrase)


@pytest.fixture
def read() -> Callable[[Block | None], str]:
    """Everything a block says, in Chinese, a line a piece."""
    from digests.render.flat import Grid, pieces

    def lines(block: Block | None) -> str:
        assert block is not None
        said: list[str] = []
        for piece in pieces(block, texts("zh_CN")):
            said += ["｜".join(row) for row in piece.rows] if isinstance(piece, Grid) else [piece.text]
        return "\n".join(said)

    return lines


@pytest.fixture
def need() -> Callable[..., Need]:
    """Make a need."""
    return make_need


@pytest.fixture(params=["zh_CN", "en"])
def words(request: pytest.FixtureRequest) -> Texts:
    """Each language in turn."""
    return texts(request.param)
