"""What sort of message it is: fixed short phrases first, the classifier's own labels for the rest."""

from __future__ import annotations

import re

from matching.text.figures import Said, is_curse, is_figure
from matching.text.understanding import Kind

# Marks and final particles say nothing about the kind.
_EDGES = re.compile(r"^[\s\W_]+|[\s\W_]+$|(?<=.)[啊呀吧呢哦噢喔哈嘛啦了]+$")

# Whole messages, once their edges are cut off; underscores stand for spaces.
_PHRASES: dict[Kind, tuple[str, ...]] = {
    Kind.GREETING: (
        "你好 您好 hi hello hey 在吗 在不在 有人吗 早上好 早安 晚上好 下午好 中午好 早 你好你好 哈喽 嗨 喂",
        "morning evening good_morning good_evening good_afternoon hi_there hello_there ",
        "您好请问 你好请问 请问",
    ),
    Kind.THANKS: (
        "谢谢 谢谢你 谢谢您 多谢 感谢 非常感谢 太感谢 辛苦 辛苦你 辛苦您 麻烦你 麻烦您 唔该 ",
        "多谢晒 谢 谢谢谢谢 十分感谢 谢谢你们",
        "thanks thank_you thx thank_you_very_much many_thanks 3q thank_you_so_much thanks_a_lot ",
        "太好 好的谢谢 好的,谢谢 好,谢谢 行,谢谢 可以,谢谢 好的,多谢 ok_thanks 🙏 ❤ 🌹",
    ),
    Kind.YES: (
        "是 是的 对 对的 好 好的 可以 行 嗯 嗯嗯 没错 要 要的 确认 确定 同意 好滴 好嘞 中 得 ",
        "没问题 正确 系 系呀 好呀 👍 👌 🆗 对头 要得 得嘞 成 冇错 好嘅 啱 是这样 就这样 就这样办 没意见 ",
        "提交 帮我提交 就这样提交 对,提交 好,提交 可以,提交 对,就这样 好,就这样 行,就这样 对,就这样提交",
        "ok okay yes yep yeah right correct sure y yes_please",
    ),
    Kind.NO: (
        "不 不是 不对 不要 不用 不行 没有 没 否 不好 错 不同意 不需要 唔系 唔使 不用谢谢 唔要 👎 ",
        "冇 没得 不得行 要不得",
        "no nope wrong not_really n no_thanks",
    ),
    Kind.SMALLTALK: ("没事 没事儿 没啥 没啥子 没什么 没什么事",),
    Kind.CANCEL: (
        "取消 算 算了算 不用了谢谢 不弄 不办 撤销 撤回 不要办 退出 停止 不说 别弄 不算数 不申请 ",
        "取消申请 我要取消",
        "cancel stop quit cancel_it",
    ),
    Kind.MENU_WORD: (
        "菜单 主菜单 帮助 首页 开始 返回 目录 功能 更多 设置 语言 我的需求 进度 帮我 帮忙 求助 ",
        "有事 需要帮助 我要帮助 我有需求 我有问题 回去 退回去 上一步 回上一步 后退 从头来 从头开始",
        "menu help start back home language settings more status",
    ),
    Kind.WANTS_HUMAN: (
        "人工 转人工 人工服务 人工客服 客服 找人工 真人 接人工 转人工服务 找社工 找工作人员 ",
        "我要人工 我找社工 找人 找个人 我找人 我要找人 我想找人 人呢 叫人来 找居委会 找社区 ",
        "请社工联系我 让社工联系我 叫社工联系我 社工联系我 请社工打给我 请社工打电话给我 请社工给我打电话 ",
        "human agent operator real_person talk_to_a_human talk_to_someone talk_to_somebody talk_to_a_person ",
        "i_want_to_talk_to_someone i_want_to_talk_to_somebody i_want_to_talk_to_a_person speak_to_a_person ",
        "have_a_social_worker_contact_me have_a_social_worker_call_me",
    ),
}
_WHOLE: dict[str, Kind] = {
    phrase.replace("_", " "): kind
    for kind, lines in _PHRASES.items()
    for line in lines
    for phrase in line.split()
}
_MEANINGLESS = re.compile(r"^[\W\d_]*$|^(.)\1{2,}$|^[bcdfghjklmnpqrstvwxz]{4,}$|^[a-z\d]$")

# Politeness around a need ("您好,请问…谢谢") is no part of it.
_POLITE_BEFORE = re.compile(
    r"(?:(?:你|您)们?好|hello|hi|hey|大家好|请问一?下?|打扰一下|麻烦问一?下?|早上好|晚上好"
    r"|下午好|在吗|excuse me|please)[\s,。!?~]*"
)
_POLITE_AFTER = re.compile(
    r"[\s,。!?~]*(?:谢谢(?:你们?|您们?)?|多谢|感谢|麻烦(?:你们?|您)?了?|辛苦了|thanks|thank you"
    r"|please)[\s。!?~]*$"
)


def whole_phrase(said: Said) -> Kind | None:
    """The kind of a message that is one of the fixed phrases or means nothing at all; else None."""
    plain = said.plain
    core = _EDGES.sub("", _EDGES.sub("", plain))
    known = _WHOLE.get(plain.strip(" 。!?,.~\ufe0f")) or _WHOLE.get(core)
    if known:
        return known
    if is_curse(plain):
        return Kind.ABUSE
    if is_figure(said):
        return Kind.SMALLTALK
    return Kind.GIBBERISH if _MEANINGLESS.match(plain.strip()) else None


def without_politeness(said: Said) -> str:
    """What is meant, without greetings and thanks at its edges; all of it when nothing else is left."""
    plain, start, end = said.plain, 0, len(said.plain)
    for _ in range(2):
        before = _POLITE_BEFORE.match(plain, start, end)
        start = before.end() if before else start
        after = _POLITE_AFTER.search(plain, start, end)
        end = after.start() if after else end
    core = said.between(start, end).strip()
    return core or said.between(0, len(plain)).strip()
