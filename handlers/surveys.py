"""Surveys in hand: starting, answering, keeping, and what a finished one sets going."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import msgspec

from handlers.volunteering import enlist
from handlers.work import Work
from locales import LANGUAGES
from model.survey import Campaign, Response, ResponseState
from model.volunteer import Volunteer
from surveys import interview, library
from surveys.form import Form
from surveys.interview import Step
from surveys.said import Said, SwitchLanguage
from surveys.session import Opening, Session, restore
from surveys.submission import to_json, to_xml

BUILT_IN: tuple[str, ...] = library.names()
"""Our own surveys; their form ids are negative, by their place here, so that they need no row."""


def built_in_id(name: str) -> int:
    """The form id of a built-in survey."""
    return -1 - BUILT_IN.index(name)


def form_of(work: Work, form_id: int) -> Form | None:
    """The form with an id: a built-in one, or a published version."""
    if form_id < 0:
        return work.services.forms.built_in(BUILT_IN[-1 - form_id])
    return work.services.forms.form(form_id, lambda: work.unit.surveys.form(form_id))


def begin(  # noqa: PLR0913 - what a response is made of
    work: Work,
    form_id: int,
    person_id: int,
    language: str,
    *,
    purpose: str,
    subject: int = 0,
    campaign_id: int | None = None,
    known: Mapping[str, str] | None = None,
    review: bool = True,
) -> tuple[Response, Step]:
    """Start a response; ``known`` answers are not asked. LookupError when there is no such form."""
    form = form_of(work, form_id)
    if form is None:
        raise LookupError(f"no form {form_id}")
    response_id = work.services.ids()
    opening = Opening(
        now=work.now,
        tz=work.services.zone.key,
        language=language,
        seed=str(response_id),
        answers=known or {},
        review=review,
    )
    step = interview.start(form, opening)
    response = Response(
        response_id,
        form_id,
        person_id,
        purpose,
        subject,
        ResponseState.DRAFT,
        work.now,
        work.now,
        work.services.forms.keep(response_id, step.session),
        campaign_id=campaign_id,
    )
    work.unit.surveys.save(response)
    return response, step


def resume(work: Work, response: Response, language: str = "") -> Step | None:
    """Where a response stands, in the chat's language; None when its form is gone or it cannot be read."""
    form = form_of(work, response.form_id)
    if form is None:
        return None
    try:
        session = work.services.forms.session(response.id, form, response.session)
    except ValueError:
        return None
    session = _in_language(session, language, work.now)
    return Step(session, interview.ask(session, work.now), ())


def _in_language(session: Session, language: str, now: datetime) -> Session:
    """The session in the chat's language, when the form speaks it and was read in another of ours so far."""
    form = session.form
    wanted = form.speaks(language) if language and len(form.languages) > 1 else None
    if wanted in {None, session.language} or session.language not in map(form.speaks, LANGUAGES):
        return session
    return interview.hear(form, session, SwitchLanguage(wanted or ""), now).session


def hear(work: Work, response: Response, said: Said, language: str = "") -> tuple[Response, Step] | None:
    """One thing said in a survey: the new state is kept; None when the response cannot go on."""
    form = form_of(work, response.form_id)
    if form is None:
        return None
    written = response.session
    try:
        session = work.services.forms.take(response.id, form, written)
    except ValueError:
        return None
    session = _in_language(session, language, work.now)
    step = interview.hear(form, session, said, work.now, spare=lambda: restore(form, written))
    data = work.services.forms.keep(response.id, step.session)
    response = response.answered(data, work.now)
    if step.session.complete:
        response = replace(
            response,
            state=ResponseState.SUBMITTED,
            submitted_at=work.now,
            xml=to_xml(step.session),
        )
    work.unit.surveys.save(response)
    return response, step


def discard(work: Work, response: Response) -> None:
    """Drop a draft at the resident's wish."""
    work.unit.surveys.save(replace(response, state=ResponseState.DISCARDED, session=b""))


def answers(work: Work, response: Response) -> Mapping[str, object]:
    """The answers as the submission's JSON."""
    form = form_of(work, response.form_id)
    if form is None:
        return {}
    session = work.services.forms.session(response.id, form, response.session)
    return _flat(to_json(session))


def lines(work: Work, response: Response) -> list[tuple[str, str]]:
    """The answers in words, in order: label and answer, in the resident's language."""
    form = form_of(work, response.form_id)
    if form is None:
        return []
    session = work.services.forms.session(response.id, form, response.session)
    return [(line.label, line.answer) for line in interview.answers(session) if line.answer]


def open_for(work: Work, person_id: int, community: str | None) -> list[Campaign]:
    """Campaigns this resident can still answer, without those that go by link only."""
    answered = {
        one.campaign_id
        for one in work.unit.surveys.of_person(person_id)
        if one.state is ResponseState.SUBMITTED and one.campaign_id is not None
    }
    return [
        one
        for one in work.unit.surveys.campaigns(community, work.now)
        if not one.by_link and one.id not in answered and has_room(work, one)
    ]


def has_room(work: Work, campaign: Campaign) -> bool:
    """Whether more responses are wanted."""
    return campaign.quota is None or work.unit.surveys.count(campaign.id) < campaign.quota


# what a finished survey sets going ----------------------------------------------------------------


def arrive(work: Work, response: Response) -> None:
    """A response was submitted: its purpose knows what to do with it."""
    arrivals: dict[str, Callable[[Work, Response], None]] = {"volunteer": _volunteer}
    act = arrivals.get(response.purpose)
    if act is not None:
        act(work, response)


def _volunteer(work: Work, response: Response) -> None:
    """The sign-up survey makes a volunteer, or changes one."""
    said = answers(work, response)
    known = work.unit.volunteers.get(response.person_id)
    person = work.unit.people.get(response.person_id)
    volunteer = Volunteer(
        response.person_id,
        skills=_words(said.get("skills")),
        times=_words(said.get("times")),
        areas=(),
        since=known.since if known else work.now,
    )
    enlist(work, volunteer, str(said.get("areas") or ""), person)


def _flat(nested: Mapping[str, object]) -> dict[str, object]:
    """Answers by the question's name, whatever group it is in."""
    found: dict[str, object] = {}
    for name, value in nested.items():
        found.update(_flat(value) if isinstance(value, dict) else {name: value})
    return found


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(value).split()) if isinstance(value, str) and value else ()


def as_text(found: Mapping[str, str]) -> str:
    """Answers in words as JSON text, for a need's column."""
    return msgspec.json.encode(dict(found)).decode()
