"""The words around a sign of danger: is it denied, feared, past, told or taught, and whom it touches."""

from __future__ import annotations

import enum
import re

from matching.text.danger_signals import child_itself
from matching.text.normalise import length_of
from matching.text.understanding import DangerKind, Whom

# Dangers that live in a mind or a home: fear of them, and their past, is still a cry for help.
PERSONAL = frozenset({DangerKind.SUICIDE, DangerKind.VIOLENCE, DangerKind.CHILD_ABUSE})

# A letter of complaint tells of fires and accidents; a cry for help is short. Beyond this length
# (``length_of``) a danger counts only when the sentence says that it is now.
LETTER = 90

# How many characters around a sign still speak of it when a sentence goes on and on; in English it is four
# times as many.
NEAR = 24

_DENIED = re.compile(
    r"(?:没有?|冇|并没|从没|不会|不是|并非|未|无|别|不要|不能|不可|不得|禁止|严禁|防止|预防|避免|以防|防|免得|以免|杜绝|小心|注意|当心|谨防|减少|"
    r"消除|不怕|不准|如何防|怎么防|假装|装作|"
    r"nothing|no|not|never|prevent|avoid|without|without any)[^,。!?;]{0,4}$"
)
_DENIED_PERSONAL = re.compile(
    r"(?:从来?没有?|并没有?|不会|(?<!有)没有?|不是|没想过?|未曾|不要|别|预防|防止|反对|杜绝|禁止|没人|不准|不许|拒绝|不|制止|反|never|not|prevent)"
    r"(?:想|要|去|人|过|再|敢|to|going to)?$"
)
_FEARED = re.compile(
    r"(?:怕|担心|害怕|万一|如果|假如|要是|会不会|是否|可能会|差点|险些|总有|容易|易|迟早|早晚|有可能|潜在|别等|一旦|若|遇到|碰到|如遇|难免|很久以前|"
    r"等到|例如|比如|恐|惟恐|生怕|导致|造成|引发|引起|为什么|怎么办才能|怎样|如何|怎么处理"
    r"|what if|in case|afraid of|could|might|would|\bever\b|to do in|if)[^,。!?;]{0,12}$|会$"
)
_TOLD = re.compile(
    r"讲座|培训|演练|课程|宣传|知识|科普|电影|电视|新闻|小说|游戏|视频里|歌词|连续剧|电视剧|剧里|剧情|主角|作文|读后|故事|海报|标语|听说过|家长课堂|"
    r"演习|预案|防治|预防|急救课|急救班|学急救|保险|历史|漫画|梦见|做梦|梦到|手册|课本|纪录片|直播里|书里|书上|追剧|女主|男主|那集|大结局|综艺|听说外地|诗|比赛|彩排|小品|话剧|戏里|节目|"
    r"lecture|training|course|movie|film|novel|game|drill|lesson|class on|first aid class|dream|documentary|"
    r"insurance (?:claim|policy|company|agent)|essay|speech on|presentation|play about|survey|museum|"
    r"exhibition|prevention|helpline|meme|on douyin|on the news|\b(?:lol|lmao|(?:ha){2,}h?)\b"
)
_PAST = re.compile(
    r"去年|前年|大前年|上个?月|上个?(?:星期|礼拜)|上周|以前|曾经?|小时候|当年|那年|几年前|年前|前几年|前段时间|那次|早年|生前|去世|过世|多年|"
    r"(?:19|20)\d\d年?|\d+月\d*|[一二三四五六七八九十]+月份?|那时|从前|上次|前几次|前几天|几天前|上回|年轻时|文革|抗战|"
    r"当时|过(?:一|两|几|好几)次|"
    r"last (?:year|month|week|winter|summer|spring|autumn|january|march|may|june|july|august|december)|"
    r"(?:years?|months?|weeks?|wks?) (?:ago|back|and)|used to|as a (?:child|kid|boy|girl)|back then|once|"
    r"in (?:19|20)\d\d|in my (?:teens|twenties|thirties|youth)|when i was|read (?:in|about)|"
    r"in the paper|all sorted"
)
# What happens again and again at a place is a nuisance to be mended, not an emergency.
_OFTEN = re.compile(r"多次|几次|经常|天天|长期|每天|每年|每次|屡次|常年|一直以来")
_HAZARD = re.compile(r"[^,。!?;]{0,3}(?:隐患|风险|危险源|报警器|警报器|险(?!了)|预警)")
# What has been so ever since is over, unless somebody still does not wake.
_STILL = "一直(?!没醒|不醒|昏|没反应|没有反应|不动|叫不)"
_OVER = re.compile(
    r"已经?(?:经)?(?:好|处理|扑灭|灭|救|找到|出院|没事|报警|解决|醒|回|送|脱离|修)|后遗症|出院|康复|没事了|扑灭|(?<!灯)(?<!灯也)(?<!灯都)(?<!灶上的火)(?<!灶火)(?<!炉火)(?<!火苗)灭了|找到了|找返|回来了|好多了|好了|"
    r"脱险|抢救过来|恢复|以后(?:"
    + _STILL
    + r"|就|手|腿|走|说)|[后後](?:什么|家里|生活|想|需要|要|的|"
    + _STILL
    + r"|手|腿|走|说|在家|怎么|躺|卧|生活|去|就|如何|还|留|恢复)|虚惊|误会|"
    r"处理完|的事情?|疤|善后|血渍|血迹|不堪设想"
    r"|赔偿|理赔|索赔|认定|工伤|补偿|事故认定|it'?s ok now|is fine now"
    r"|练走路|学走路|做康复|复健|借(?:一?个|一下|用)?[^,。!?]{0,2}(?:轮椅|拐)|轮椅(?:借|租)|报销"
    r"|(?:能|可以|谁|帮|有没有)[^,。!?;]{0,10}(?:送[饭餐]|捎|代[取买购]|[取拿]快递|买菜)"
    r"|found (?:him|her)|put out|recovered|back home|after (?:a|the|his|her|my) stroke"
    r"|physio|rehab|exercises?\b|therap(?:y|ist)|who pays|refus\w* to pay|won'?t pay|compensat"
    r"|(?:borrow|lend|rent|hire|need)(?: him| her| me)? (?:an? )?(?:wheelchair|walker|walking|crutch)"
)
_SETTLED = re.compile(r"赔偿|起诉|打官司|理赔|索赔|认定|离婚了|判了|调解好|处理完|和好|工伤")
_I_WANT = re.compile(r"(?:我|自己)[^,。!?;]{0,6}(?:想[^象]|也想|想象|不想|好想)")
_NOW = re.compile(
    r"现在|正在(?!处理|办理|调查)|刚刚|刚才|此刻|马上(?!报警|报案|送)|快来|速来|救命|紧急(?!情况|通知|事件)"
    r"|赶快|立刻(?!报警)|立即(?!报警)|快点来|今晚就|等不及"
    r"|right now|help|hurry|at the moment|emergency"
)
_PERSON = re.compile(
    r"我?(?:妈妈?|爸爸?|母亲|父亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|儿子|女儿|孙子|孙女|弟弟|妹妹|哥哥|姐姐|老公|老婆|丈夫|妻子|爱人|男友|"
    r"女友|对象|邻居|朋友|同学|室友|同事|孩子|小孩|老伴|姑妈|阿姨|叔叔|舅舅|表[哥弟姐妹]|亲戚|闺蜜|侄[子女]|老人|阿婆|阿公|仔|网友|业主)"
    r"|他们?|她们?|佢|有人|有个|一个人(?:要|在|站)|那人|别人|楼上|楼下|隔壁|对面|女孩|男孩|小伙|女的|男的|学生|老太太|老头|工人|路人|"
    r"\b(?:he|she|they|his|her|him|my (?:mother|father|mom|mum|dad|son|daughter|husband|wife"
    r"|friend|brother|sister|neighbou?r)|someone|somebody|a man|a woman)\b"
)
_MYSELF = re.compile(
    r"我(?![妈爸爷奶外姥公婆儿女孙弟妹哥姐老丈妻爱男的家们楼邻朋同孩])|自己|\b(?:i|i'm|me|my|myself)\b"
)
_SENTENCE_END = re.compile(r"[。!?\n;]")


def of_a_child(kind: DangerKind, plain: str) -> bool:
    """Whether violence is done to the child who tells of it: child abuse, with other numbers to call."""
    return kind is DangerKind.VIOLENCE and child_itself().search(plain) is not None


class Verdict(enum.Enum):
    """What the words around make of a sign."""

    STANDS = "stands"
    PAST = "past"
    CLEARED = "cleared"


def judge(kind: DangerKind, masked: str, plain: str, start: int, end: int) -> Verdict:
    """Weigh a sign at ``start`` to ``end`` against the words around it in its sentence.

    ``masked`` is the normalised text without its harmless phrases, ``plain`` with them: in "消防演练" the
    drill is harmless, and tells that what follows is one.
    """
    sentence_start, sentence_end = _bounds(plain, start, end)
    before, after = masked[sentence_start:start], masked[end:sentence_end]
    sentence = plain[sentence_start:sentence_end]
    reach = _reach(plain)
    near = plain[max(sentence_start, start - reach) : min(sentence_end, end + reach)]
    if _TOLD.search(near) and not (kind is DangerKind.SUICIDE and _I_WANT.search(sentence)):
        return Verdict.CLEARED
    if kind in PERSONAL:
        return _personal(kind, before, after)
    past = (_PAST.search(near) or _OFTEN.search(near)) and not _NOW.search(before[-8:])
    if past or _DENIED.search(before) or _FEARED.search(before) or _OVER.search(masked[start:]):
        return Verdict.CLEARED
    return Verdict.CLEARED if _HAZARD.match(after) else Verdict.STANDS


def _personal(kind: DangerKind, before: str, after: str) -> Verdict:
    """Fear does not clear these, and what is past may come back: it stays a concern unless it is settled."""
    if _DENIED_PERSONAL.search(before):
        return Verdict.CLEARED
    if kind is not DangerKind.SUICIDE and _SETTLED.search(after):
        return Verdict.CLEARED
    over = kind is not DangerKind.SUICIDE and _OVER.search(after[:10])
    return Verdict.PAST if over or _PAST.search(before) else Verdict.STANDS


def is_letter(plain: str, start: int, end: int) -> bool:
    """Whether this is a long text that does not say, close by and in the same sentence, that it is now."""
    if length_of(plain) <= LETTER:
        return False
    sentence_start, sentence_end = _bounds(plain, start, end)
    reach = _reach(plain)
    first, last = max(sentence_start, start - reach), min(sentence_end, end + reach // 2)
    return _NOW.search(plain, first, last) is None


def whom(plain: str, start: int, end: int) -> Whom:
    """Who is in danger: the last person named before the sign, else one named in it, else the speaker."""
    sentence_start, _ = _bounds(plain, start, end)
    before = plain[sentence_start:end]
    others = [match.end() for match in _PERSON.finditer(before)]
    mine = [match.end() for match in _MYSELF.finditer(before)]
    if not others:
        return Whom.SPEAKER
    return Whom.SPEAKER if mine and mine[-1] > others[-1] else Whom.SOMEONE_ELSE


def _reach(plain: str) -> int:
    return NEAR if length_of(plain) * 2 > len(plain) else 4 * NEAR


def _bounds(plain: str, start: int, end: int) -> tuple[int, int]:
    ends = [match.end() for match in _SENTENCE_END.finditer(plain, 0, start)]
    following = _SENTENCE_END.search(plain, end)
    return (ends[-1] if ends else 0), (following.start() if following else len(plain))
