"""What is open right now, told by hand so that a visitor finds something to do in every role.

The four people of ``cast.PEOPLE`` each have their piece: Mrs Wang's four needs, the referrals that wait for
Ms Chen's answer, the missing father and the unsorted need at Ms Lin's desk.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.demo.stage import Stage
from bot.demo.story import RESIDENT, Story
from model.need import Beneficiary, BeneficiaryKind, Urgency

_SECOND = timedelta(seconds=1)
_PARENT = Beneficiary(BeneficiaryKind.PARENT, "elder")
_HALL = Beneficiary(BeneficiaryKind.COMMUNITY)


class Present(Stage):
    """Tells the open stories; positions follow those of the past."""

    def stories(self) -> list[Story]:
        """All of them."""
        tellers: tuple[Callable[[], Story], ...] = (
            self._lessons,
            self._mothers_meals,
            self._lift,
            self._escort,
            self._missing_father,
            self._unsorted,
            self._locked_door,
            self._visits,
            self._quilts,
            self._hot_water,
            self._nursery,
            self._tap,
            self._wheelchair,
            self._bed,
        )
        return [tell() for tell in tellers]

    # Mrs Wang ----------------------------------------------------------------------------------------

    def _lessons(self) -> Story:
        story = self.story(
            self.wang, "education.smartphone", "想学用手机挂号，上回在医院站了一上午。", days=37
        )
        self.accepted(story, "silver-digital", hours=5)
        self.resolved(story, hours=60, note="来了三次课，最后一次是她自己挂上的号。")
        story.confirm(self.then(story, 4))
        story.rate(story.at + timedelta(seconds=40), 5, "小沈老师一点不嫌我慢。")
        return story

    def _mothers_meals(self) -> Story:
        text = "我妈92了，我自己膝盖也不好，想请你们中午送两份软一点的饭。"
        story = self.story(
            self.wang, "elderly.meals", text, days=6, beneficiary=_PARENT, urgency=Urgency.SOON
        )
        clerk = self.accepted(story, "elder-centre", hours=3)
        story.start(self.then(story, 7), clerk.id)
        text = "已试送三天，老人说南瓜饭最好吃，下周起固定。"
        story.log(self.then(story, 9), "note", f"staff:{clerk.id}", text=text, name=clerk.name)
        return story

    def _lift(self) -> Story:
        text = "A座电梯又停了，妈妈的药要送上来，我爬了两趟十一楼。"
        story = self.story(
            self.wang, "facilities.lift", text, days=3, beneficiary=_HALL, urgency=Urgency.SOON
        )
        clerk = self.accepted(story, "housing", hours=2)
        story.start(self.then(story, 2), clerk.id)
        story.log(
            self.then(story, 0.5),
            "asked",
            f"staff:{clerk.id}",
            text="停在几楼？门是开着还是关着？",
            name=clerk.name,
        )
        story.log(story.at + timedelta(minutes=25), "replied", RESIDENT, text="停在九楼，门关着，灯是亮的。")
        content, waiting = self.living_in("guixiang-2")[1:3]
        story.join(self.then(story, 1), content.id, "我住A座八楼，也是这一部，今天又走楼梯。", "桂花苑A座")
        story.join(self.then(story, 0.5), waiting.id, "A座电梯，孩子上学迟到两回了。", "桂花苑A座")
        self.resolved(story, hours=5, note="换了接触器，试运行一天正常，维保电话贴在轿厢里。")
        story.content(self.then(story, 2), content.id)
        return story

    def _escort(self) -> Story:
        text = "下周二要陪妈妈去医院做心电图，我一个人推不动轮椅，想请一位陪同。"
        story = self.story(self.wang, "elderly.escort", text, minutes=42, beneficiary=_PARENT)
        self.offered(story, "elder-centre")
        return story

    # others ------------------------------------------------------------------------------------------

    def _missing_father(self) -> Story:
        text = "我爸记性不好，一早出门说去下棋，到现在没回来，电话打不通！他穿灰色外套。"
        story = self.story(
            self.neighbours[3],
            "emergency.missing",
            text,
            minutes=34,
            beneficiary=_PARENT,
            urgency=Urgency.EMERGENCY,
            danger="lost_person",
        )
        service = self.market.service("blue-shield", "emergency.missing")
        clerk = self.market.clerk(service.organization_id)
        step = (self.now - story.at) / 8
        story.assign(story.at + step, service, self.worker.id, self.worker.name)
        story.accept(story.at + step, clerk.id, "三人已出发，先查公园和公交站。")
        story.start(story.at + step, clerk.id)
        text = "公园棋摊的老人说八点多还看见他，往老街方向去了。"
        story.log(story.at + 2 * step, "note", f"staff:{clerk.id}", text=text, name=clerk.name)
        return story

    def _unsorted(self) -> Story:
        """Nobody could tell what it is about; it waits for Ms Lin to sort it."""
        return self.story(
            self.neighbours[7], "", "那个事情上次说过的，还是老样子，你们看看怎么办吧。", minutes=16
        )

    def _locked_door(self) -> Story:
        """An offer whose time has run out, not yet passed on."""
        text = "单元门锁死了，门禁刷不开，几位老人进不了楼，坐在楼下等。"
        story = self.story(
            self.neighbours[11],
            "facilities.doors",
            text,
            minutes=168,
            beneficiary=_HALL,
            urgency=Urgency.URGENT,
        )
        self.offered(story, "property")
        return story

    def _visits(self) -> Story:
        text = "我妈一个人住新村，最近电话里老说没胃口，想请人这两天去看看她。"
        whom = Beneficiary(BeneficiaryKind.PARENT, "elder", lives_alone=True)
        story = self.story(
            self.neighbours[15], "elderly.visits", text, minutes=95, beneficiary=whom, urgency=Urgency.SOON
        )
        self.offered(story, "elder-centre")
        return story

    def _quilts(self) -> Story:
        story = self.story(
            self.neighbours[19],
            "livelihood.goods",
            "降温了，家里两个孩子合盖一床薄被，有旧棉被就行。",
            days=1,
        )
        self.accepted(story, "charity-shop", hours=4)
        return story

    def _hot_water(self) -> Story:
        text = "热水今天又断了，前台说厂家在路上，说了三天了。"
        story = self.story(self.newcomers[2], "facilities.utilities", text, minutes=75, urgency=Urgency.SOON)
        self.offered(story, "property")
        return story

    def _nursery(self) -> Story:
        text = "双胞胎一岁半，我下个月必须回去上班，附近托育都满了。"
        whom = Beneficiary(BeneficiaryKind.CHILD, "child")
        story = self.story(self.newcomers[4], "children.nursery", text, days=2, beneficiary=whom)
        story.unmet(story.at + _SECOND)
        return story

    def _tap(self) -> Story:
        story = self.story(
            self.neighbours[23], "convenience.repair", "水龙头关不紧，一夜滴一桶，心疼。", days=2
        )
        clerk = self.accepted(story, "nimble", hours=3)
        story.start(self.then(story, 4), clerk.id)
        return story

    def _wheelchair(self) -> Story:
        """The newest organization's first success."""
        text = "爸爸刚做完髋关节手术，听说新开了辅具驿站，想借三个月轮椅。"
        story = self.story(self.neighbours[27], "disability.aids", text, days=9, beneficiary=_PARENT)
        clerk = self.accepted(story, "aids", hours=2)
        story.start(self.then(story, 3), clerk.id)
        self.resolved(story, hours=6, note="轮椅送到家，踏板调低了两格，三个月后来取。")
        story.confirm(self.then(story, 6))
        story.rate(story.at + timedelta(minutes=1), 5, "当天就送来了，小马还教我怎么过门槛。")
        return story

    def _bed(self) -> Story:
        text = "妈妈后天出院，医生说要能摇起来的床，先借一张行吗？"
        story = self.story(self.newcomers[6], "disability.aids", text, days=4, beneficiary=_PARENT)
        self.accepted(story, "aids", hours=3)
        return story
