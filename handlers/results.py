"""What the answers to a campaign say: read once from storage, counted in any language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import structlog

from handlers import campaigns, surveys
from handlers.work import Work
from locales import Texts
from model.survey import Campaign, Response
from surveys.form import Form
from surveys.output.counting import FEWEST
from surveys.output.highlights import highlights
from surveys.output.summary import Summary, summarize
from surveys.output.tables import Submission
from surveys.session import restore

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answers:
    """A campaign's form and submitted responses. Reading and counting them takes no database."""

    campaign: Campaign
    title: str
    form: Form
    responses: tuple[Response, ...]
    zone: ZoneInfo

    def submissions(self) -> list[Submission]:
        """The responses as filled forms, oldest first; one that cannot be read is left out, and logged."""
        found = []
        for one in self.responses:
            try:
                session = restore(self.form, one.session)
            except ValueError:
                _log.warning("response_unreadable", response=one.id)
                continue
            sent = one.submitted_at.astimezone(self.zone) if one.submitted_at is not None else None
            found.append(Submission(session.instance, sent))
        return found

    def summary(self, language: str) -> Summary:
        """The results in a language."""
        return summarize(self.form, (one.instance for one in self.submissions()), language)


def gather(work: Work, campaign_id: int, language: str) -> Answers | None:
    """The answers to a campaign so far; None when there is no such campaign or form."""
    campaign = work.unit.surveys.campaign(campaign_id)
    form = surveys.form_of(work, campaign.form_id) if campaign is not None else None
    if campaign is None or form is None:
        return None
    name = campaigns.title(work, campaign.form_id, language)
    responses = tuple(work.unit.surveys.of_campaign(campaign_id))
    return Answers(campaign, name, form, responses, work.services.zone)


def tell(work: Work, campaign: Campaign) -> None:
    """The results go to those who answered, when enough did that they point at nobody; wave after wave."""
    people = work.unit.invitations.to_tell(campaign.id, campaigns.WAVE)
    if not people or work.unit.surveys.count(campaign.id) < FEWEST:
        return
    words = _words(work, campaign)
    for one in people:
        work.unit.invitations.save(replace(one, told_at=work.now))
        work.tell(one.person_id, words)
    if len(people) == campaigns.WAVE:
        work.unit.timers.set("campaign", f"tell:{campaign.id}", work.now + campaigns.PAUSE)


def _words(work: Work, campaign: Campaign) -> Callable[[Texts], str]:
    """The message with the results, made once a language."""
    made: dict[str, str] = {}

    def words(texts: Texts) -> str:
        if texts.language not in made:
            made[texts.language] = message(gather(work, campaign.id, texts.language), texts)
        return made[texts.language]

    return words


def message(answers: Answers | None, texts: Texts) -> str:
    """The results in a few lines; "" when there are none to tell."""
    summary = answers.summary(texts.language) if answers is not None else None
    if answers is None or summary is None or summary.total is None:
        return ""
    lines = [
        texts.say("campaign.result", label=one.label, answer=one.answer, percent=round(100 * one.share))
        for one in highlights(summary)
    ]
    thanks = texts.say("campaign.results", title=answers.title, count=summary.total)
    return "\n".join([thanks, *lines])
