"""Where a need is: the deployment's own names, building, unit, floor and flat numbers, and landmarks."""

from __future__ import annotations

import re

from matching.text.gazetteer import Gazetteer
from matching.text.numerals import NUMBER, digits
from matching.text.spans import span, spans
from matching.text.understanding import PlaceFound
from model.place import Level

_LEVELS = tuple(Level)

# "3楼" is the third floor; a building is said with 栋, 幢, 座 or 号楼.
_BUILDING = re.compile(
    rf"({NUMBER}|[a-z])\s?(?:号楼|栋|幢|座(?!位|椅|机|谈)|号院|#(?:楼)?|期)|(?:building|block"
    rf"|tower|bldg)\.? ?(\d{{1,3}}|[a-z])\b"
)
_UNIT = re.compile(rf"({NUMBER}|[a-z])\s?(?:单元|门洞)|\bunit ?(\d{{1,2}}|[a-z])\b")
_FLOOR = re.compile(
    rf"(?<!号)(?<![第\d])第?({NUMBER})(?:楼(?!道|梯|房|盘|顶|长|栋|主|上|下|宇)|层(?!楼的))"
    rf"|(\d{{1,2}})(?:st|nd|rd|th) floor|\bfloor ?(\d{{1,2}})\b"
)
_ROOM = re.compile(
    r"(?<!\d)(\d{3,4})\s?(?:室|房(?!租|价|产|款)|号房|户(?!口))|(?:单元|栋|幢|座|号楼|#|层)\s?-?(\d{3,4})(?!\d|元|块|米|年|天|人|多)|"
    r"\b(?:room|flat|apartment|apt\.?) ?(\d{1,4}[a-z]?)\b"
)
# "3-2-501": building, unit, flat; "3-501": building, flat.
_DASHED = re.compile(r"(?<![\d-])(\d{1,3})[-_](?:(\d{1,2})[-_])?(\d{3,4})(?![\d-])")
_LANDMARK = re.compile(
    r"(?:小区|学校|医院|公园|社区|超市|村|市场|幼儿园|地铁|车站|菜场)?(?:[东南西北正后前侧大][大]?门(?:口|外|旁)?|门口)|地下车库|车库|地库|电梯[口厅]|楼顶|天台|"
    r"(?:中心|文化|休闲|喷泉|小)?广场|中心花园|(?:篮|足|羽毛|网)球场|停车场|公交站|健身(?:区|角)|垃圾[站房]|凉亭|游乐场|河边|路口|"
    r"(?:main|east|west|south|north|front|back) gate|car park|playground|bus stop"
)


def find_place(text: str, plain: str, gazetteer: Gazetteer) -> PlaceFound | None:
    """Where it is, or None when no words say so. Of several places of the gazetteer the smallest wins."""
    named = gazetteer.find(plain)
    best = max(named, key=lambda one: _LEVELS.index(one[2].level), default=None)
    dashed = _DASHED.search(plain)
    building, unit, floor, room = (one.search(plain) for one in (_BUILDING, _UNIT, _FLOOR, _ROOM))
    landmark, word = _landmark(plain, gazetteer)
    matches = (dashed, building, unit, floor, room, landmark)
    evidence = spans(text, matches)
    if word:
        evidence += (span(text, plain.index(word), plain.index(word) + len(word)),)
    if best is None and not evidence:
        return None
    if best is not None:
        evidence = (span(text, best[0], best[1]), *evidence)
    return PlaceFound(
        place=best[2] if best else None,
        building=_first(building) or (dashed[1] if dashed else ""),
        unit=_first(unit) or (dashed[2] or "" if dashed else ""),
        floor=_first(floor),
        room=_first(room) or (dashed[3] if dashed else ""),
        landmark=word or (text[landmark.start() : landmark.end()] if landmark else ""),
        evidence=evidence,
    )


def _landmark(plain: str, gazetteer: Gazetteer) -> tuple[re.Match[str] | None, str]:
    """A landmark of the deployment's own list before one of the usual ones."""
    for word in sorted(gazetteer.landmarks, key=len, reverse=True):
        if word in plain:
            return None, word
    return _LANDMARK.search(plain), ""


def _first(match: re.Match[str] | None) -> str:
    return digits(next(group for group in match.groups() if group)) if match else ""
