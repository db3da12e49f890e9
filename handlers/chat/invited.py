"""Surveys that are open for a resident: from the menu, by an invitation, by a link."""

from __future__ import annotations

from collections.abc import Callable

from handlers import campaigns, surveys
from handlers.turn import Turn
from handlers.wording import column
from model.cleaning import row_id
from model.message import Button
from model.survey import ResponseState


def show_open(turn: Turn) -> None:
    """Surveys that are open for this resident, begun ones first."""
    person, say = turn.resident, turn.words.say
    begun = [
        one
        for one in turn.unit.surveys.of_person(person.id)
        if one.state is ResponseState.DRAFT and one.purpose == "campaign"
    ]
    started = {one.campaign_id for one in begun}
    waiting = [one for one in surveys.open_for(turn, person.id, person.community) if one.id not in started]
    buttons = [
        Button(say("survey.go_on", title=_title(turn, one.form_id)), f"continue:{one.id}") for one in begun
    ]
    buttons += [Button(_title(turn, one.form_id), f"survey:{one.id}") for one in waiting]
    turn.say(
        "survey.open" if buttons else "survey.none", column(*buttons, Button(say("button.menu"), "menu:"))
    )


def _title(turn: Turn, form_id: int) -> str:
    return campaigns.title(turn, form_id, turn.language)


def start(turn: Turn, campaign_id: str) -> None:
    """Begin a survey a community has opened, or go on with it."""
    wanted = row_id(campaign_id)
    campaign = turn.unit.surveys.campaign(wanted) if wanted is not None else None
    begun = turn.unit.surveys.of_person_in(turn.resident.id, campaign.id) if campaign is not None else None
    if begun is not None and begun.state is ResponseState.DRAFT:
        turn.then("continue_survey", response_id=str(begun.id))
    elif campaign is None or not campaigns.may_answer(turn, campaign, turn.resident):
        turn.say("survey.closed", column(Button(turn.words.say("button.menu"), "menu:")))
    else:
        campaigns.came(turn, campaign, turn.resident.id)
        turn.then("begin_survey", campaign=campaign)


def follow_link(turn: Turn, link: str) -> None:
    """A link to a campaign was opened: the community first, where it matters and is not known."""
    campaign_id = campaigns.of_link(link) or 0
    campaign = turn.unit.surveys.campaign(campaign_id)
    if campaign is not None and campaign.communities and turn.resident.community is None:
        turn.session.link = link
        turn.then("ask_community")
    else:
        start(turn, str(campaign_id))


def decline(turn: Turn, campaign_id: str) -> None:
    """Asked to answer a campaign, they would rather not: they are not reminded."""
    wanted = row_id(campaign_id)
    if wanted is not None:
        campaigns.decline(turn, wanted, turn.resident.id)
    turn.say("campaign.declined", column(Button(turn.words.say("button.menu"), "menu:")), edit=True)


TAPS = {"survey": start, "nosurvey": decline}
SCREENS: dict[str, Callable[..., None]] = {
    "surveys": show_open,
    "survey_link": follow_link,
    "decline_survey": decline,
}
