"""A message without whoever is in it: what may be learnt from, and nothing that points at a person.

Telephone numbers, addresses in the web, account names, every number and the names people give for themselves
and others are taken out. What a model keeps of the rest are runs of at most a few characters that several
messages share (``Recipe.shared``).
"""

from __future__ import annotations

import re

_REACH = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|www\.\S+"
    r"|(?:微信号?|扣扣|qq|wechat|weixin|\bwx|\bvx)[::是 ]{0,3}(?:id[: ]*)?[a-z\d][\w-]{4,19}",
    re.ASCII,
)
_NUMBER = re.compile(r"[a-z]*\d[\da-z-]*|[零一二三四五六七八九幺两]{4,}")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马苗凤方俞任袁柳唐罗薛雷贺倪汤"
    "滕殷毕郝邬安常乐于傅皮卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛狄臧戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭"
    "梅盛林钟徐邱骆高夏蔡田胡凌霍虞万柯卢莫房缪解应宗丁邓洪包石崔吉龚程邢裴陆荣翁荀甄段侯全班仲伊宁仇甘厉武符刘"
    "景詹束龙叶黎白蒲卓乔翟谭申冉桑牛温庄晏柴瞿阎连习艾容向古易廖曾文欧阳司马上官诸葛"
)
_TITLE = "先生|女士|小姐|阿姨|叔叔|大爷|大妈|大姐|大哥|师傅|老师|医生|主任|经理|书记|同志|奶奶|爷爷|伯伯|婆婆"
_TITLED = re.compile(
    rf"[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?(?={_TITLE})|(?<=老|小)[{_SURNAMES}](?=[,。!?\s]|$)"
)
_NAMED = re.compile(
    rf"((?:我(?:的名字)?叫|名叫|名字是|姓名[::是]?|本人|联系人[::是]?)\s?)[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    rf"(?=[,。!?;:、\s]|$)|(my name is |i am |i'm )[a-z]+(?: [a-z]+)?(?=[,.!?\s]|$)"
)


def anonymous(plain: str) -> str:
    """A normalised text with everything that could point at a person replaced by a space."""
    plain = _NUMBER.sub(" ", _REACH.sub(" ", plain))
    return _TITLED.sub(" ", _NAMED.sub(lambda match: f"{match[1] or match[2]} ", plain))
