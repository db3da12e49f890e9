"""Whom a need is for: self, parent, child, partner, neighbour; how old, living alone, with a disability."""

from __future__ import annotations

import re

from matching.text.figures import without_curses
from matching.text.numerals import NUMBER, digits
from matching.text.spans import spans
from matching.text.understanding import BeneficiaryFound
from model.need import Beneficiary, BeneficiaryKind

# In the order in which one wins over the other when both are named: "邻居家的孩子" is a neighbour's need.
# Grandparents and parents-in-law count as parents: what matters to routing is an elder of the family.
_WHO: tuple[tuple[BeneficiaryKind, re.Pattern[str]], ...] = (
    (BeneficiaryKind.NEIGHBOUR, re.compile(
        r"邻居|隔壁|隔篱|街坊|对门|楼[上下]的?(?:老人|老太太|奶奶|阿婆|爷爷|小孩|孩子|女|男|大[妈爷])|有个(?:老人|小孩|孩子)"
        r"|楼[上下][那这]?[家户]的?(?:男|女|老|小|孩|两口)|对面的?[那这]?家?的?(?:老|奶奶|阿婆|爷爷|大[妈爷]|孩)"
        r"|neighbou?rs?|next door")),
    (BeneficiaryKind.PARENT, re.compile(
        r"(?:我|俺|咱)?(?:家)?(?:的)?(?:(?<![姑姨舅大])[妈爸]{1,2}(?!爸|妈)|爸妈|父母|母亲|父亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳[父母]|"
        r"丈母娘|老[豆母]|阿[嫲婆公爷妈爸]|老人家?)|my (?:mother|father|mum|mom|dad|parents?"
        r"|grand(?:ma|pa|mother|father))|grandma|grandpa")),
    (BeneficiaryKind.CHILD, re.compile(
        r"(?:我|俺|咱)?(?:家)?(?:的)?(?:孩子|小孩|儿子|女儿|娃娃?|宝宝|孙[子女]|外孙|[阿仔]仔|细路|囡囡?|[大二小]宝|小朋友)"
        r"|my (?:son|daughter|child|kids?|baby)|children")),
    (BeneficiaryKind.PARTNER, re.compile(
        r"(?:我)?(?:老公|老婆|丈夫|妻子|爱人|老伴|先生|(?<!老)太太|媳妇)"
        r"|(?:我家|家里|我|俺|咱)的?老[头婆]|老头子|my (?:husband|wife|partner)")),
    (BeneficiaryKind.OTHER, re.compile(
        r"(?:我)?(?:朋友|亲戚|叔叔?|姑[妈姑]|阿姨|同事|舅舅?|伯[伯父]|表[哥弟姐妹]|堂[哥弟姐妹]|弟弟|妹妹|哥哥?|姐姐?|侄[子女])"
        r"|my (?:friend|aunt|uncle|brother|sister|cousin|colleague)")),
    (BeneficiaryKind.COMMUNITY, re.compile(
        r"大家|我们(?:小区|楼|栋|单元|社区|村|院)|整栋|全楼|居民们?|业主们?|everyone"
        r"|our (?:building|estate|street)")),
)  # fmt: skip

# The relative is named only because they cannot help: then the need is the speaker's own.
_ABSENT = re.compile(
    r"(?:儿子|女儿|孩子|子女|儿女|老公|老婆|爱人|家里人|儿孙)们?(?:都)?[^,。!?;]{0,4}(?:在外地|在国外|在外面|外地|出国|不在|打工|出差|没空|上班|忙|不回)"
)
_ABOUT_ME = re.compile(
    rf"我(?:今年)?(?:都|快|已经)?{NUMBER}(?:多|来)?岁|我今年{NUMBER}|我自己|本人|我一个人|陪我"
    rf"|帮我看|照顾我|送我|我(?:是|坐)(?:残疾|轮椅|盲)|for me\b|i am \d\d"
)
_AGE = re.compile(
    rf"({NUMBER})(?:多|来|几)?(?:周?岁|个月大)|满({NUMBER})|(\d{{1,3}}) ?years? old|(\d{{1,2}})-year"
)
_ELDER = re.compile(
    r"老人|老年|爷爷|奶奶|外公|外婆|姥姥|姥爷|阿婆|阿公|阿嫲|老太太|老伴|退休|空巢|孤寡|高龄|[六七八九]十多?[岁几]|老两口|老豆|[爸妈]妈?年纪大|"
    r"elderly|old (?:man|lady|woman|people)|grandma|grandpa|grandmother|grandfather|senior|retired"
)
_CHILD = re.compile(
    r"宝宝|婴儿|幼儿|小学|幼儿园|小朋友|娃|小孩|细路|一年级|二年级|三年级|四年级|五年级|六年级"
    r"|baby|toddler|kids?\b|primary school"
)
_YOUTH = re.compile(r"初[中一二三]|高[中一二三]|青少年|青春期|中学|teen|high school|middle school")
_ALONE = re.compile(
    r"独居|一个人(?:住|在家|过|生活)|自己(?:一个人)?住|独自|孤寡|空巢|自己一个|孤身|(?:lives?"
    r"|living|all) alone|by (?:her|him|my)self"
)
_DISABLED = re.compile(
    r"残疾|轮椅|瘫痪|瘫[了在]|截瘫|偏瘫|盲人|失明|眼睛看不见|聋|哑|听障|视障|截肢|智[障力]|自闭|脑瘫|失能|行动不便|腿脚不[便好灵]|下不了床|"
    r"卧床|半身不遂|disab|wheelchair|blind|deaf|bedridden|autis"
)


def find_beneficiary(text: str, plain: str) -> BeneficiaryFound:
    """Whom the need is for, as far as the words say; by default the speaker, with no evidence."""
    plain = without_curses(plain)
    kind, who = _who(plain)
    age, aged = _age_group(plain, kind)
    alone, disabled = _ALONE.search(plain), _DISABLED.search(plain)
    value = Beneficiary(kind, age, True if alone else None, True if disabled else None)
    return BeneficiaryFound(value, spans(text, (who, aged, alone, disabled)))


def _who(plain: str) -> tuple[BeneficiaryKind, re.Match[str] | None]:
    about_me = _ABOUT_ME.search(plain)
    for kind, pattern in _WHO:
        match = pattern.search(plain)
        if not match:
            continue
        absent = _ABSENT.search(plain)
        if absent and absent.start() <= match.start() < absent.end():
            return BeneficiaryKind.SELF, about_me
        if about_me and kind is not BeneficiaryKind.NEIGHBOUR and about_me.start() < match.start():
            return BeneficiaryKind.SELF, about_me
        return kind, match
    return BeneficiaryKind.SELF, about_me


def _age_group(plain: str, kind: BeneficiaryKind) -> tuple[str, re.Match[str] | None]:
    age = _AGE.search(plain)
    if age:
        if "个月" in age[0]:
            return "child", age
        return _group(digits(next(group for group in age.groups() if group))), age
    for name, pattern in (("youth", _YOUTH), ("child", _CHILD), ("elder", _ELDER)):
        match = pattern.search(plain)
        if match and not (name == "elder" and kind is BeneficiaryKind.CHILD):
            return name, match
    return "", None


def _group(words: str) -> str:
    """The group of an age: child to 12, youth to 17, adult to 59, elder from 60 (the law's old age)."""
    years = int(words) if words.isdigit() else 0
    if not years:
        return ""
    return "child" if years <= 12 else "youth" if years <= 17 else "adult" if years < 60 else "elder"
