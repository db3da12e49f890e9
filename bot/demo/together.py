"""What neighbours and helpers do together right now, told by hand.

Every screen of the desk that is about several people finds something here: neighbours who joined, two needs
that are one, linkage plans under way, and needs that are better planned together than one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.demo.stage import Stage
from bot.demo.story import Story
from model.need import Beneficiary, BeneficiaryKind, Urgency
from model.referral import DeclineReason

_SECOND = timedelta(seconds=1)
_PARENT = Beneficiary(BeneficiaryKind.PARENT, "elder")
_CHILD = Beneficiary(BeneficiaryKind.CHILD, "child")
_TOWER_B = (
    "我在B座九楼，今早关在门口两分钟，按了半天才开。",
    "同一部，十二楼到十四楼之间会抖一下。",
    "我爸坐轮椅，这两天没敢下楼晒太阳。",
    "送菜的不肯上来了，都放在一楼。",
)
_BLOCK_3 = "棉纺厂宿舍3号楼"
_BINS = "桂香新村5栋"


class Together(Stage):
    """Tells them; positions follow those of ``Present``."""

    def stories(self) -> list[Story]:
        """All of them."""
        tellers: tuple[Callable[[], Story], ...] = (
            self._tower_b,
            self._drain,
            self._drain_again,
            self._checkup,
            self._homecoming,
            self._toddler,
            self._pupil,
            self._twins_at_school,
        )
        return [*(tell() for tell in tellers), *self._bins()]

    # the same need of many ---------------------------------------------------------------------------

    def _tower_b(self) -> Story:
        """Four neighbours joined, each with their own words; the lift is being mended."""
        asker, *others = self.living_in("guixiang-2")[-5:]
        text = "B座电梯时停时走，门关到一半又弹开，不敢让孩子一个人坐。"
        story = self.shared(asker, "facilities.lift", text, "桂花苑B座", days=1.6, urgency=Urgency.SOON)
        clerk = self.accepted(story, "housing", hours=2)
        for other, words in zip(others, _TOWER_B, strict=True):
            story.join(self.then(story, 0.4), other.id, words, "桂花苑B座")
        story.start(self.then(story, 0.5), clerk.id)
        return story

    def _drain(self) -> Story:
        return self._flooded(-1, "棉纺厂宿舍3号楼门前下水道堵了，污水漫到花坛边。", minutes=300)

    def _drain_again(self) -> Story:
        """The same drain, told by somebody else: staff can make one need of the two."""
        return self._flooded(-2, "3号楼门口下水道又堵了，臭水流到路上，老人走路打滑。", minutes=38)

    def _flooded(self, who: int, text: str, minutes: int) -> Story:
        resident = self.living_in("guixiang-3")[who]
        story = self.shared(resident, "facilities.drains", text, _BLOCK_3, minutes=minutes)
        self.offered(story, "housing")
        return story

    def _bins(self) -> list[Story]:
        """Two that Ms Lin has already made one of; a third neighbour joined by themselves."""
        first, second, third = self.living_in("guixiang-1")[-3:]
        text = "新村5栋旁边的垃圾桶两天没清，袋子堆到路边了。"
        kept = self.shared(first, "environment.garbage", text, _BINS, days=1.4, urgency=Urgency.SOON)
        self.accepted(kept, "green-leaf", hours=2)
        text = "5栋楼下垃圾满出来，苍蝇都来了，孩子上学要绕着走。"
        joined = self.shared(second, "environment.garbage", text, "新村5栋楼下", days=1.3)
        self.offered(joined, "green-leaf")
        joined.merge(max(self.then(joined, 0.5), kept.at), kept, self.worker.id)
        kept.join(self.then(kept, 0.5), third.id, "旧沙发也扔在那里，一并拉走吧。", _BINS)
        return [kept, joined]

    # help beside the organization --------------------------------------------------------------------

    def _checkup(self) -> Story:
        text = "后天要送我爸去医院复查，他坐轮椅，我一个人抬不下三楼。"
        resident = self.living_in("guixiang-3")[-3]
        story = self.story(
            resident, "elderly.escort", text, days=1.2, beneficiary=_PARENT, urgency=Urgency.SOON
        )
        self.accepted(story, "sunset", hours=2)
        story.planned = True
        return story

    def _homecoming(self) -> Story:
        text = "婆婆中风刚出院，翻身擦洗我都不会，想请人上门教一教，白天也搭把手。"
        resident = self.living_in("guixiang-1")[-4]
        story = self.story(resident, "elderly.homecare", text, days=2.3, beneficiary=_PARENT)
        clerk = self.accepted(story, "carnation", hours=3)
        story.start(self.then(story, 3), clerk.id)
        story.planned = True
        return story

    # more wishes than places -------------------------------------------------------------------------

    def _toddler(self) -> Story:
        """Two services that open this week could take the child; the nearer one is wanted by others, too."""
        text = "孩子一岁八个月，姥姥下周回老家，想找家门口的托育。"
        story = self.story(
            self.living_in("guixiang-4")[-1],
            "children.nursery",
            text,
            days=5.2,
            beneficiary=_CHILD,
            urgency=Urgency.SOON,
        )
        story.unmet(story.at + _SECOND)
        return story

    def _pupil(self) -> Story:
        text = "三年级，四点放学，我六点半才到家，想找个能写作业的地方。"
        return self._after_school("guixiang-4", text, days=4.1)

    def _twins_at_school(self) -> Story:
        text = "家里老人住院，一年级的孩子放学没人接，先托一个月也行。"
        return self._after_school("guixiang-5", text, days=3.2)

    def _after_school(self, grid: str, text: str, days: float) -> Story:
        resident = self.living_in(grid)[-2]
        story = self.story(resident, "children.aftercare", text, days=days, beneficiary=_CHILD)
        service = self.offered(story, "orange-lamp")
        clerk = self.market.clerk(service.organization_id)
        note = "四点半课堂现在只开在新苑和东河，桂香还没有点。"
        story.decline(self.then(story, 3), clerk.id, DeclineReason.WRONG_AREA, note)
        story.unmet(story.at + _SECOND)
        return story
