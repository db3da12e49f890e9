"""Campaigns: opened, offered in waves, reminded once, closed by date or quota, results shown back.

What happens when is kept as timers ("campaign", "<step>:<id>"), so that a restart forgets nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from handlers import surveys
from handlers.wording import column
from handlers.work import Keys, Work
from locales import Texts
from model.cleaning import row_id
from model.message import Button
from model.person import Person
from model.survey import Campaign, Invitation, Response, ResponseState
from storage.unit import Unit

WAVE = 200
"""Residents who are asked, reminded or told at a time."""
PAUSE = timedelta(minutes=10)
"""Between two waves, so that the answers to one are heard before the next."""
PATIENCE = timedelta(days=3)
"""How long after the invitation the reminder comes."""
DAY = timedelta(days=1)
_FROM, _TO = time(9), time(20)
"""Waves go out between these local times: nobody is asked for a favour early or late."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PREFIX = "s_"
_LONGEST = 13
"""Base-36 digits of a 63-bit number."""


def link(campaign_id: int) -> str:
    """The campaign as the start parameter of a link to the chat: ``s_`` and the id in base 36."""
    digits = ""
    while campaign_id:
        campaign_id, digit = divmod(campaign_id, 36)
        digits = _DIGITS[digit] + digits
    return f"{_PREFIX}{digits or '0'}"


def of_link(payload: str) -> int | None:
    """The id of the campaign a start parameter names; None when it names none."""
    digits = payload.removeprefix(_PREFIX)
    if digits == payload or not 0 < len(digits) <= _LONGEST or not set(digits) <= set(_DIGITS):
        return None
    return row_id(str(int(digits, 36)))


def title(work: Work, form_id: int, language: str) -> str:
    """What a survey is called in a language."""
    published = work.unit.surveys.form(form_id) if form_id > 0 else None
    if published is not None:
        return published.title(language)
    form = surveys.form_of(work, form_id)
    return form.title if form is not None else ""


# opening and closing ------------------------------------------------------------------------------


def launch(work: Work, campaign: Campaign, *, invite: bool) -> None:
    """Set a new campaign going: it closes itself at its date, and asks its residents if so wished."""
    open_up(work.unit, campaign, work.now)
    if invite:
        begin_inviting(work, campaign)


def open_up(unit: Unit, campaign: Campaign, now: datetime) -> None:
    """Open a campaign with its timers: it closes at its date, and who stopped half-way is reminded once."""
    unit.surveys.open_campaign(campaign)
    if campaign.closes_at is not None:
        unit.timers.set("campaign", f"close:{campaign.id}", campaign.closes_at)
    unit.timers.set("campaign", f"remind:{campaign.id}", max(campaign.opens_at, now) + PATIENCE)


def begin_inviting(work: Work, campaign: Campaign) -> None:
    """Have everybody asked who was not yet. ValueError for a campaign that goes by link only."""
    if campaign.by_link:
        raise ValueError("this survey goes by link only: nobody is invited")
    first = max(campaign.opens_at, work.now)
    _set(work, "invite", campaign, first)
    _set(work, "remind", campaign, first + PATIENCE)


def close(work: Work, campaign: Campaign) -> None:
    """Close a campaign, once; the results go to those who answered."""
    if campaign.closed_at is not None:
        return
    ends = min(campaign.closes_at or work.now, work.now)
    closed = replace(campaign, closes_at=ends, closed_at=work.now)
    work.unit.surveys.save_campaign(closed)
    for step in ("invite", "remind", "close"):
        work.unit.timers.cancel("campaign", f"{step}:{campaign.id}")
    _set(work, "tell", closed, work.now)


def _set(work: Work, step: str, campaign: Campaign, due: datetime) -> None:
    work.unit.timers.set("campaign", f"{step}:{campaign.id}", due)


# one resident -------------------------------------------------------------------------------------


def may_answer(work: Work, campaign: Campaign, person: Person) -> bool:
    """Whether a resident can begin a campaign's survey now."""
    answered = work.unit.surveys.of_person_in(person.id, campaign.id)
    return (
        campaign.is_open(work.now)
        and (not campaign.communities or person.community in campaign.communities)
        and (answered is None or answered.state is not ResponseState.SUBMITTED)
        and surveys.has_room(work, campaign)
    )


def came(work: Work, campaign: Campaign, person_id: int) -> None:
    """A resident begins: from now on they are not invited any more, only reminded if they stop half-way."""
    if work.unit.invitations.get(campaign.id, person_id) is None:
        work.unit.invitations.add(Invitation(work.services.ids(), campaign.id, person_id, work.now))


def decline(work: Work, campaign_id: int, person_id: int) -> None:
    """A resident would rather not; nothing when they were never asked."""
    found = work.unit.invitations.get(campaign_id, person_id)
    if found is not None and found.declined_at is None:
        work.unit.invitations.save(replace(found, declined_at=work.now))


def answered(work: Work, response: Response) -> None:
    """A response was sent: the campaign closes when it was the last one wanted."""
    campaign = work.unit.surveys.campaign(response.campaign_id) if response.campaign_id else None
    if campaign is not None and not surveys.has_room(work, campaign):
        close(work, campaign)


# waves --------------------------------------------------------------------------------------------


def invite(work: Work, campaign: Campaign) -> None:
    """Ask the next residents; the wave after it is set when there may be more."""
    if not campaign.is_open(work.now) or not surveys.has_room(work, campaign):
        return
    if _too_early_or_late(work, "invite", campaign):
        return
    people = work.unit.invitations.to_invite(campaign, WAVE)
    for person_id in people:
        work.unit.invitations.add(Invitation(work.services.ids(), campaign.id, person_id, work.now))
        work.tell(person_id, _invitation(work, campaign, "campaign.invitation"), _buttons(campaign))
    if len(people) == WAVE:
        _set(work, "invite", campaign, work.now + PAUSE)


def remind(work: Work, campaign: Campaign) -> None:
    """Remind those who were asked or began some days ago; looked for again every day until it closes."""
    if not campaign.is_open(work.now) or not surveys.has_room(work, campaign):
        return
    if _too_early_or_late(work, "remind", campaign):
        return
    people = work.unit.invitations.to_remind(campaign.id, work.now - PATIENCE, WAVE)
    for one in people:
        work.unit.invitations.save(replace(one, reminded_at=work.now))
        begun = work.unit.surveys.of_person_in(one.person_id, campaign.id)
        key = "campaign.reminder" if begun is None else "campaign.reminder_begun"
        work.tell(one.person_id, _invitation(work, campaign, key), _buttons(campaign, begun))
    _set(work, "remind", campaign, work.now + (PAUSE if len(people) == WAVE else DAY))


def _too_early_or_late(work: Work, step: str, campaign: Campaign) -> bool:
    """Whether this is no time to write to people; then the step is put off to the next morning."""
    local = work.now.astimezone(work.services.zone)
    if _FROM <= local.time() < _TO:
        return False
    morning = local.replace(hour=_FROM.hour, minute=_FROM.minute, second=0, microsecond=0)
    _set(work, step, campaign, (morning if morning > local else morning + DAY).astimezone(work.now.tzinfo))
    return True


def _invitation(work: Work, campaign: Campaign, key: str) -> Callable[[Texts], str]:
    """The words of an invitation or reminder, with the day it ends if there is one."""

    def words(texts: Texts) -> str:
        name = title(work, campaign.form_id, texts.language)
        said = texts.say(key, title=name, operator=work.services.operator(texts.language))
        if campaign.closes_at is None:
            return said
        last = campaign.closes_at.astimezone(work.services.zone)
        return f"{said}\n{texts.say('campaign.until', month=last.month, day=last.day)}"

    return words


def _buttons(campaign: Campaign, begun: Response | None = None) -> Keys:
    """Begin or go on, or rather not."""
    return lambda words: column(
        Button(words.say("campaign.begin"), f"survey:{campaign.id}")
        if begun is None
        else Button(words.say("survey.continue"), f"continue:{begun.id}"),
        Button(words.say("campaign.no"), f"nosurvey:{campaign.id}"),
    )
