"""A numbered list in one message: 1. … 2. …, 一、…二、…, ①…②…, 第一…第二…, first … second …, a) … b) …."""

from __future__ import annotations

import re

from matching.text.numerals import number

_CIRCLED = ("①②③④⑤⑥⑦⑧⑨⑩", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽", "❶❷❸❹❺❻❼❽❾❿", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_LETTERS = "abcdefgh"
_UNIT = "栋幢楼号单元室层点月日年天岁个位人次条块元户座期区组部台盏张把只两度米万千百十多几半分秒周"
_MARKER = re.compile(
    r"(?:(?<=^)|(?<=[\s,。!?;:、(]))(?:"
    r"(?:#|no\.? ?|问题|诉求)?(?P<digit>\d{1,2})(?:[.、)/](?!\d)|\s?[:,](?!\d)|\s?- )\)?"
    r"|(?:#|no\.? ?)(?P<named>\d)(?=\s)"
    rf"|(?P<bare>\d)(?=[^\x00-\xff{_UNIT}、。,:;!?()~-])"
    r"|(?:问题|诉求)?(?P<numeral>[一二三四五六七八九十])(?:[.、,:)]|是)"
    r"|第(?P<ordinal>[一二三四五六七八九十])[,、:.是]?(?![次回天年月周期届栋幢楼层单个位])|其(?P<its>[一二三四])[,、:.是]"
    rf"|(?P<english>{'|'.join(_ORDINALS)})(?:ly)?[,:.)]"
    r"|(?P<letter>[a-h])[.)](?=\s|[^\x00-\xff]))"
    rf"|(?P<circled>[{''.join(_CIRCLED)}])|[(](?P<bracketed>\d|[一二三四五六七八九])[)]"
    r"|(?<=[^\d\sa-z.、,(])(?P<inside>[1-9])[.、)](?!\d)"
)

_BULLET = re.compile(r"(?:(?<=^)|(?<=\s))[•●▪◦·*-](?=\s|[^\x00-\xff])")


def without_markers(plain: str) -> str:
    """The message with line breaks for the markers of a list, of the same length.

    Markers count from one upwards and are two at least; any other number is left as it stands (3号楼, 1.5).
    """
    markers = _counted([*_MARKER.finditer(plain)])
    if len(markers) < 2:
        markers = [*_BULLET.finditer(plain)]
    for marker in markers if len(markers) > 1 else ():
        plain = plain[: marker.start()] + "\n" * len(marker[0]) + plain[marker.end() :]
    return plain


def _counted(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those that stand in the order of a list."""
    markers: list[re.Match[str]] = []
    for one in found:
        if _value(one) == len(markers) + 1:
            markers.append(one)
    return markers


def _value(marker: re.Match[str]) -> int:
    kind = marker.lastgroup or ""
    said = marker[kind]
    if kind in {"circled", "letter"}:
        return next(row.index(said) + 1 for row in (*_CIRCLED, _LETTERS) if said in row)
    return _ORDINALS.index(said) + 1 if kind == "english" else number(said)
