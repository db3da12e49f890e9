"""How a survey begins: one a community has opened, the volunteers' sign-up, a need's few questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from handlers import surveys
from handlers.chat import interview
from handlers.turn import Turn
from model.survey import Campaign, ResponseState

_TODAY = timedelta(hours=12)


def begin(turn: Turn, campaign: Campaign) -> None:
    """Begin a survey a community has opened."""
    start(turn, campaign.form_id, "campaign", campaign=campaign, review=True)


def start_volunteer(turn: Turn, _: str) -> None:
    """The sign-up survey for volunteers; one left half-way today is gone on with."""
    form_id = surveys.built_in_id("volunteer")
    left = next(
        (one for one in turn.unit.surveys.of_person(turn.resident.id) if one.form_id == form_id), None
    )
    if left is None or left.state is not ResponseState.DRAFT or turn.now - left.changed_at > _TODAY:
        start(turn, form_id, "volunteer", review=False)
    else:
        turn.then("continue_survey", response_id=str(left.id))


def start(
    turn: Turn,
    form_id: int,
    purpose: str,
    *,
    campaign: Campaign | None = None,
    known: Mapping[str, str] | None = None,
    review: bool,
) -> None:
    """Begin a survey in this chat; ``known`` answers are not asked, ``review`` shows all before the end."""
    try:
        response, step = surveys.begin(
            turn,
            form_id,
            turn.resident.id,
            turn.language,
            purpose=purpose,
            subject=campaign.id if campaign else 0,
            campaign_id=campaign.id if campaign else None,
            known=known,
            review=review,
        )
    except LookupError:
        turn.then("expired")
        return
    turn.session.response = response.id
    interview.show(turn, response, step, edit=False)


TAPS = {"enlist": start_volunteer}
SCREENS: dict[str, Callable[..., None]] = {"begin_survey": begin}
