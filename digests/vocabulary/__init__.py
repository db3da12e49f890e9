"""Words that matter, words that say nothing, and how people are called. All our own lists."""

from __future__ import annotations

import re
from pathlib import Path

from model.taxonomy import TAXONOMY

_HERE = Path(__file__).parent
_PIECES = re.compile(r"[、，；与和的]")


def _read(name: str) -> frozenset[str]:
    return frozenset((_HERE / name).read_text(encoding="utf-8").split())


KNOWN: frozenset[str] = _read("known.txt") | {
    piece
    for node in TAXONOMY
    for piece in _PIECES.split(f"{node.zh}、{node.description_zh}")
    if 2 <= len(piece) <= 5  # longer ones are phrases nobody types
}
"""Words of the services themselves; the dictionary misses some and takes some for names."""

STOP: frozenset[str] = _read("stop.txt")
"""Words that are in every second message; who asks is not what is asked for."""

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢"
    "安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单季成裴霍涂苗曲盛冉翁蓝路游辛"
    "靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟"
    "应臧闵苟邬边卞姬师和仇栾隋商刁沙"
)
"""The commonest family names; with a form of address behind them they are a person."""

TITLES = (
    "阿姨|大爷|大妈|大娘|奶奶|爷爷|叔叔|伯伯|婆婆|先生|女士|小姐|太太|老师|师傅|医生|主任|书记|经理|老板|同志|大姐"
    "|大哥|阿婆|阿公|叔|姨|姐|哥|婶|伯"
)
