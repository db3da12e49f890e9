"""What templates can say: moments, names, phrases, in the language of the visit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from jinja2.runtime import Context as Rendering
from markupsafe import Markup, escape

from handlers import wording
from model import taxonomy
from model.need import BeneficiaryKind, NeedState, Outcome, Urgency
from model.phrase import Phrase
from model.referral import DeclineReason

if TYPE_CHECKING:
    from web.visit import Visit

_EMERGENCY = re.compile(r"(?<!\d)(110|119|120)(?!\d)")
TEMPLATES = Path(__file__).parent / "templates"


def _visit(rendering: Rendering) -> Visit:
    visit: Visit = rendering["visit"]
    return visit


@pass_context
def said(rendering: Rendering, what: str | Phrase) -> str:
    """A phrase in words; plain words stay as they are."""
    return _visit(rendering).words.say(what) if isinstance(what, Phrase) else what


@pass_context
def listed(rendering: Rendering, many: Iterable[str | Phrase]) -> str:
    """Phrases or words in a row."""
    return _visit(rendering).words.say("list.comma").join(said(rendering, one) for one in many)


@pass_context
def moment(rendering: Rendering, at: datetime) -> str:
    """今天 15:20."""
    visit = _visit(rendering)
    return wording.moment(at, visit.now, visit.context.services.zone, visit.words)


@pass_context
def day(rendering: Rendering, at: datetime) -> str:
    """12月3日 周三."""
    visit = _visit(rendering)
    return wording.day(at, visit.context.services.zone, visit.words)


@pass_context
def clock(rendering: Rendering, at: datetime) -> str:
    """09:00."""
    return f"{at.astimezone(_visit(rendering).context.services.zone):%H:%M}"


@pass_context
def left(rendering: Rendering, until: datetime) -> str:
    """还剩 2 小时."""
    visit = _visit(rendering)
    return wording.left(until, visit.now, visit.words)


@pass_context
def ago(rendering: Rendering, at: datetime) -> str:
    """3 小时: how long something has been so."""
    visit = _visit(rendering)
    minutes = max(1, int((visit.now - at).total_seconds() // 60))
    if minutes < 60:
        return visit.words.say("desk.span.minutes", count=minutes)
    if minutes < 48 * 60:
        return visit.words.say("desk.span.hours", count=minutes // 60)
    return visit.words.say("desk.span.days", count=minutes // 1440)


@pass_context
def hours(rendering: Rendering, amount: float) -> str:
    """40 分钟, 3.5 小时, 2 天."""
    say = _visit(rendering).words.say
    if amount < 1:
        return say("desk.span.minutes", count=max(1, round(amount * 60)))
    if amount < 48:
        return say("desk.span.hours", count=f"{amount:.1f}".removesuffix(".0"))
    return say("desk.span.days", count=round(amount / 24))


@pass_context
def category(rendering: Rendering, code: str) -> str:
    """为老服务 · 送餐."""
    return wording.category(code, _visit(rendering).words)


@pass_context
def place(rendering: Rendering, code: str | None) -> str:
    """A place's name; "" for none."""
    visit = _visit(rendering)
    return visit.context.services.atlas.name(code, visit.language)


@pass_context
def name(rendering: Rendering, thing: Any) -> str:  # noqa: ANN401 - whatever has a name in each language
    """The name of an organization, a service, a place, a category."""
    return str(thing.name(_visit(rendering).language))


def dialled(text: str) -> Markup:
    """The text, with emergency numbers in it to be dialled by a tap."""
    return Markup(_EMERGENCY.sub(r'<a href="tel:\1">\1</a>', str(escape(text))))  # noqa: S704 - escaped here


def percent(share: float) -> str:
    """83%."""
    return f"{share:.0%}"


FILTERS: dict[str, Callable[..., Any]] = {
    "said": said,
    "listed": listed,
    "moment": moment,
    "day": day,
    "clock": clock,
    "left": left,
    "ago": ago,
    "hours": hours,
    "category": category,
    "place": place,
    "name": name,
    "percent": percent,
    "dialled": dialled,
}

GLOBALS: dict[str, Any] = {
    "LEVEL1": taxonomy.LEVEL1,
    "children": taxonomy.children,
    "URGENCIES": tuple(Urgency),
    "STATES": tuple(NeedState),
    "OUTCOMES": tuple(Outcome),
    "DECLINES": tuple(DeclineReason),
    "WHOM": tuple(BeneficiaryKind),
}
