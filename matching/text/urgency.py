"""How soon somebody must answer, from the danger first and the words after."""

from __future__ import annotations

import re

from matching.text.spans import spans
from matching.text.understanding import Danger, DangerLevel, UrgencyFound
from model.need import Urgency

_CALM = re.compile(
    r"不着?急|不用急|唔急|有空再|方便的?时候|慢慢来|不赶|随时都?可以|什么时候都行|no (?:rush"
    r"|hurry)|whenever|not urgent"
)
_URGENT = re.compile(
    r"紧急|十万火急|急(?:需|用|死|着|盼|!|$|,|啊|需要)|很急|好急|着急|马上|立[刻即]|赶紧|赶快|现在就|今天(?:就|之内|必须)|等不[了及]|等唔切|快点|快来|速来|速速|"
    r"揭不开锅|没饭吃|没钱吃饭|没米|断[粮药]|药(?:快)?(?:没|吃完|断)了|没地方住|睡大街|无家可归|被赶出来|爆管|水管爆|爆了|(?:污|粪)水[^,。!?]{0,4}(?:冒|溢|流|涌)|"
    r"水漫|停水[^,。!?]{0,4}天|停电[^,。!?]{0,4}天|一天没(?:吃|喝)|urgent|asap|immediately"
    r"|right (?:now|away)|emergency|hurry|need (?:it|this|that|help|you) now"
    r"|no food|nowhere to (?:sleep|live|stay)"
)
_SOON = re.compile(
    r"尽快|越[快早]越好|早点|早日|尽早|这[两几]天|今[天晚]|明[天早晚]|后天|这周|本周|下周[一二三]|好几?天了|[一二两三四五六七\d]天了?(?:没|了|都)|一个(?:星期|礼拜)了|[下上]不了楼|爬不动楼|出不了门|一塌糊涂|到处是水|"
    r"期限|截止|soon|tomorrow|today|tonight|this week|for days"
)


def find_urgency(text: str, plain: str, danger: Danger | None) -> UrgencyFound:
    """A danger that is near is an emergency, one to ask about is urgent; else the words decide."""
    if danger is not None:
        value = Urgency.URGENT if danger.level is DangerLevel.CONCERN else Urgency.EMERGENCY
        return UrgencyFound(value, danger.evidence)
    if _CALM.search(plain):
        return UrgencyFound(Urgency.ROUTINE, spans(text, (_CALM.search(plain),)))
    for value, pattern in ((Urgency.URGENT, _URGENT), (Urgency.SOON, _SOON)):
        match = pattern.search(plain)
        if match:
            return UrgencyFound(value, spans(text, (match,)))
    return UrgencyFound(Urgency.ROUTINE)
