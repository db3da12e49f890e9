"""Our leaves against the seven departments' classes of the public data set of messages to a city's leaders.

A measuring aid only: what matches no class is left out, so that it neither helps nor hurts.
"""

from __future__ import annotations

from model.taxonomy import LEAVES

BUILDING, ENVIRONMENT, TRANSPORT = "城乡建设", "环境保护", "交通运输"
EDUCATION, LABOUR, TRADE, HEALTH = "教育文体", "劳动和社会保障", "商贸旅游", "卫生计生"

_BY_FIELD = {
    "elderly": LABOUR,
    "children": EDUCATION,
    "disability": LABOUR,
    "health": HEALTH,
    "mental": HEALTH,
    "family": LABOUR,
    "livelihood": LABOUR,
    "employment": LABOUR,
    "legal": TRADE,
    "environment": ENVIRONMENT,
    "facilities": BUILDING,
    "safety": BUILDING,
    "culture": EDUCATION,
    "education": EDUCATION,
    "convenience": TRADE,
    "government": LABOUR,
    "volunteering": EDUCATION,
    "emergency": HEALTH,
}
_BY_LEAF: dict[str, str] = {
    "environment.garbage": BUILDING,
    "environment.greening": BUILDING,
    "environment.clutter": BUILDING,
    "environment.pets": BUILDING,
    "safety.traffic": TRANSPORT,
    "safety.food": HEALTH,
    "safety.fraud": TRADE,
    "convenience.transport": TRANSPORT,
    "convenience.parcels": TRANSPORT,
    "culture.tourism": TRADE,
    "culture.markets": TRADE,
    "facilities.network": TRADE,
    "facilities.road": TRANSPORT,
    "legal.neighbours": BUILDING,
    "legal.inheritance": BUILDING,
    "livelihood.housing": BUILDING,
    "emergency.disaster": BUILDING,
    "government.business": TRADE,
    "family.parenting": EDUCATION,
}
# Matters of any department.
_NONE = {
    "family.violence",
    "family.marriage",
    "safety.order",
    "government.complaint",
    "government.policy",
    "government.certificates",
    "government.household",
    "volunteering.signup",
    "volunteering.timebank",
}

SEVEN_CLASSES: dict[str, str] = {
    leaf.code: _BY_LEAF.get(leaf.code, _BY_FIELD[leaf.parent or ""])
    for leaf in LEAVES
    if leaf.code not in _NONE
}
