"""How the invented needs found somebody: offer after offer, as the system itself would have made them."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.demo.chances import BY_HAND, DECLINES, NOTE_WITH_YES, STRETCHES, WITHDRAWN
from bot.demo.clock import awake, working_after
from bot.demo.fate import Ended, Fate
from bot.demo.story import Story
from model.need import Visibility
from model.organization import Service
from model.referral import DeclineReason


def alarm(fate: Fate, story: Story) -> None:
    """Danger: whoever is on duty gives it to the rescuers at once."""
    worker = fate.worker(story)
    service = fate.market.service("blue-shield", story.need.category)
    called = fate.happens(story.at + timedelta(minutes=fate.random.uniform(1, 3)))
    story.assign(called, service, worker.id, worker.name)
    coming = fate.happens(called + timedelta(minutes=fate.random.uniform(1, 4)))
    story.accept(coming, fate.market.clerk(service.organization_id).id)


def route(fate: Fate, story: Story) -> None:
    """Offer it until somebody says yes; unmet when nobody does. Ended when that is how it stands."""
    at = story.at
    tried: set[int] = set()
    while found := fate.market.candidates(story.need, at, frozenset(tried)):
        service, score, reasons = found[0]
        tried.add(service.organization_id)
        story.offer(at, service, score, reasons)
        if _answered(fate, story, service):
            return
        at = story.at
    story.unmet(at)
    _by_hand(fate, story)


def _answered(fate: Fate, story: Story, service: Service) -> bool:
    """Whether the organization said yes; the resident may change their mind before it says anything."""
    manner = fate.market.manner(service.organization_id)
    at = fate.answer(story)
    if fate.chance(WITHDRAWN):
        _withdraw(fate, story, min(at, story.current.deadline))
    if at >= story.current.deadline or fate.chance(manner.lapses):
        fate.happens(story.current.deadline)
        story.expire()
        return False
    clerk = fate.market.clerk(service.organization_id).id
    if fate.market.full(service, at):
        return _decline(fate, story, at, clerk, DeclineReason.NO_CAPACITY)
    if not _does(service, story.need.category) and not fate.chance(STRETCHES):
        return _decline(fate, story, at, clerk, DeclineReason.OUT_OF_SCOPE)
    if not fate.chance(manner.accepts):
        return _decline(fate, story, at, clerk, fate.pick(DECLINES))
    story.accept(fate.happens(at), clerk, _word(fate, story))
    return True


def _does(service: Service, category: str) -> bool:
    """Whether the service names the category or its field, and does not just do something like it."""
    return bool({category, category.partition(".")[0]}.intersection(service.categories))


def _decline(fate: Fate, story: Story, at: datetime, clerk: int, reason: DeclineReason) -> bool:
    note = fate.phrases.say(reason.value, story.need.category)
    story.decline(fate.happens(at), clerk, reason, note)
    return False


def _word(fate: Fate, story: Story) -> str:
    kind = "accepted_en" if story.need.text.isascii() else "accepted"
    return fate.phrases.say(kind, story.need.category) if fate.chance(NOTE_WITH_YES) else ""


def _withdraw(fate: Fate, story: Story, before: datetime) -> None:
    at = story.at + (before - story.at) * fate.random.uniform(0.2, 0.9)
    story.withdraw(fate.happens(awake(at) if awake(at) < before else at))
    raise Ended


def _by_hand(fate: Fate, story: Story) -> None:
    """Some unmet needs find somebody at the street's weekly meeting; the others stay with the committee."""
    if not story.referrals or not fate.chance(BY_HAND):
        raise Ended
    at = fate.happens(working_after(story.at, fate.random.randint(600, 2400)))
    worker = fate.worker(story)
    text = fate.phrases.say("manual", story.need.category)
    story.log(at, "note", f"staff:{worker.id}", Visibility.STAFF, text=text, name=worker.name)
    service = fate.market.services[story.referrals[0].service_id]
    story.assign(at, service, worker.id, worker.name)
    story.accept(fate.answer_in_time(story), fate.market.clerk(service.organization_id).id)
