"""How the invented needs were worked on and closed: from the yes to the resident's last word."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.demo.chances import (
    ADDED,
    ASKED,
    BEGINS,
    CONFIRMED,
    NOTED,
    OUTCOMES,
    RATED,
    RATINGS,
    REOPENED,
    UNSTARTED,
    WORDED,
    WORKS,
)
from bot.demo.clock import awake, local
from bot.demo.fate import Fate
from bot.demo.story import RESIDENT, Story
from model.need import Visibility
from model.person import Staff

_SEEN_BY = ((Visibility.EVERYONE, 0.5), (Visibility.STAFF, 0.5))
_DAYTIME = range(8, 20)


def deliver(fate: Fate, story: Story, language: str) -> None:
    """From the yes to the last word; the work is done twice when the resident reopens."""
    _work(fate, story, language)
    if fate.chance(REOPENED) and not story.need.danger:
        _reopen(fate, story, language)
        _work(fate, story, language)
    _close(fate, story, language)


def _work(fate: Fate, story: Story, language: str) -> None:
    clerk = fate.market.person(story.current.organization_id, story.current.answered_by)
    pace = fate.market.manner(story.current.organization_id).pace
    if fate.chance(ASKED) and not story.need.danger:
        _ask(fate, story, clerk, language)
    if story.need.danger or not fate.chance(UNSTARTED):
        story.start(fate.happens(fate.later(story, BEGINS[story.need.urgency])), clerk.id)
    ends = fate.later(story, WORKS[story.need.urgency], pace)
    _notes(fate, story, clerk, ends)
    outcome = fate.pick(OUTCOMES)
    note = fate.phrases.outcome(outcome.value, story.need.category, language)
    story.resolve(fate.happens(ends), clerk.id, outcome, note)
    fate.market.hold(story.current.service_id, story.current.offered_at, ends)


def _ask(fate: Fate, story: Story, clerk: Staff, language: str) -> None:
    question, reply = fate.phrases.ask("asked_en" if language == "en" else "asked", story.need.category)
    at = fate.happens(fate.later(story, (5, 60)))
    story.log(at, "asked", f"staff:{clerk.id}", text=question, name=clerk.name)
    at = fate.happens(awake(at + timedelta(minutes=fate.random.uniform(3, 240))))
    story.log(at, "replied", RESIDENT, text=reply)


def _notes(fate: Fate, story: Story, clerk: Staff, before: datetime) -> None:
    """On the way: a word of the staff by day, perhaps one of the resident."""
    start = story.at
    for share in (0.35, 0.7):
        at = start + (before - start) * share
        if fate.chance(NOTED) and local(at).hour in _DAYTIME:
            text = fate.phrases.say("note", story.need.category)
            seen = fate.pick(_SEEN_BY)
            story.log(fate.happens(at), "note", f"staff:{clerk.id}", seen, text=text, name=clerk.name)
    at = awake(start + (before - start) * 0.85)
    if fate.chance(ADDED) and story.at < at < before and not story.need.danger:
        kind = "added_en" if story.need.text.isascii() else "added"
        story.log(fate.happens(at), "note", RESIDENT, text=fate.phrases.say(kind, story.need.category))


def _reopen(fate: Fate, story: Story, language: str) -> None:
    """It did not hold: the one who knows it is offered it again, and takes it."""
    at = fate.happens(awake(story.at + timedelta(hours=fate.random.uniform(20, 90))))
    kind = "reopened_en" if language == "en" else "reopened"
    last = story.current
    story.reopen(at, fate.phrases.say(kind, story.need.category))
    story.offer(at, fate.market.services[last.service_id], last.score)
    story.accept(fate.answer_in_time(story), last.answered_by or 0)


def _close(fate: Fate, story: Story, language: str) -> None:
    """Most residents confirm within days, many of them rate, half of those with a word."""
    if not fate.chance(CONFIRMED):
        return
    at = awake(story.at + timedelta(hours=fate.random.triangular(0.3, 70, 6)))
    story.confirm(fate.happens(at))
    if story.need.outcome is None or not fate.chance(RATED):
        return
    rating = fate.pick(RATINGS[story.need.outcome])
    word = fate.phrases.rating(rating, language) if fate.chance(WORDED) else ""
    story.rate(fate.happens(story.at + timedelta(seconds=fate.random.randint(8, 90))), rating, word)
