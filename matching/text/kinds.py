"""What sort of message it is: fixed short phrases first, the classifier's own labels for the rest."""

from __future__ import annotations

import re

from matching.text.model import Model
from matching.text.understanding import Kind

_EDGES = re.compile(r"^[\s\W_]+|[\s\W_]+$|(?<=.)[啊呀吧呢哦噢喔哈嘛啦了]+$")

# Whole messages, after marks and final particles are cut off.
_WHOLE: dict[str, Kind] = {
    phrase: kind
    for kind, phrases in {
        Kind.GREETING: "你好 您好 hi hello hey 在吗 在不在 有人吗 早上好 早安 晚上好 下午好 中午好 早 你好你好 哈喽 嗨 喂 "
        "good_morning good_evening good_afternoon",
        Kind.THANKS: "谢谢 谢谢你 谢谢您 多谢 感谢 非常感谢 太感谢 辛苦 辛苦你 辛苦您 麻烦你 麻烦您 唔该 thanks thank_you "
        "thx thank_you_very_much many_thanks 3q 谢 谢谢谢谢 十分感谢",
        Kind.YES: "是 是的 对 对的 好 好的 可以 行 嗯 嗯嗯 没错 ok okay yes yep yeah 要 要的 确认 确定 同意 好滴 好嘞 中 得 "
        "没问题 正确 right correct sure",
        Kind.NO: "不 不是 不对 不要 不用 不行 没有 没 否 no nope 不好 错 不同意 不需要 唔系 唔使 wrong not_really",
        Kind.CANCEL: "取消 算 不用了谢谢 不弄 不办 撤销 撤回 不要办 cancel stop quit 退出 停止 不说 别弄 算数 不申请",
        Kind.MENU_WORD: "菜单 主菜单 帮助 首页 开始 返回 menu help start back home 目录 功能 更多 设置 语言 language settings",
        Kind.WANTS_HUMAN: "人工 转人工 人工服务 人工客服 客服 找人工 真人 human agent operator 接人工 转人工服务 找社工 "
        "找工作人员 real_person",
    }.items()
    for phrase in (word.replace("_", " ") for word in phrases.split())
}
_MEANINGLESS = re.compile(r"^[\W\d_]*$|^(.)\1{2,}$|^[bcdfghjklmnpqrstvwxz]{4,}$")


def kind_of(plain: str, model: Model) -> Kind:
    """The kind of a normalised message."""
    core = _EDGES.sub("", _EDGES.sub("", plain))
    known = _WHOLE.get(core) or _WHOLE.get(plain.strip(" 。!?,.~"))
    if known:
        return known
    if _MEANINGLESS.match(plain.strip()):
        return Kind.GIBBERISH
    label, _probability = model.guess(plain, 1)[0]
    return Kind(label.removeprefix("~")) if label.startswith("~") else Kind.NEED
