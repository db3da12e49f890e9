"""Writes the street through the rooms of one transaction; the unit makes few bulk statements of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.demo.clock import ZONE
from bot.demo.story import Story
from bot.demo.street import Street
from handlers.on.shift_taken import TIMER as SHIFT_TIMER
from handlers.routing import TIMER as REFERRAL_TIMER
from handlers.shifts import reminder_at
from model.referral import ReferralState
from model.volunteer import SignUpState
from storage.unit import Unit

Progress = Callable[[int, int], None]
_STEP = 20
_GRACE = timedelta(hours=2)
"""An offer that is overdue already is passed on only after this, so that a visitor sees one."""


def write(unit: Unit, street: Street, ids: Callable[[], int], now: datetime, progress: Progress) -> None:
    """Write everything; ``progress`` hears how many needs of how many are done."""
    for story in street.stories:
        story.need = replace(story.need, number=unit.needs.next_number())
    _directory(unit, street)
    for done, story in enumerate(street.stories, start=1):
        _story(unit, story, ids, now)
        if done % _STEP == 0 or done == len(street.stories):
            progress(done, len(street.stories))
    _help(unit, street, now)
    _agenda(unit, street)
    unit.flush()


def _directory(unit: Unit, street: Street) -> None:
    for place in street.places:
        unit.places.add(place)
    for organization in street.organizations:
        unit.organizations.add(organization)
    for service in street.services:
        unit.organizations.add_service(service)
    for disclosure in street.disclosures:
        unit.organizations.disclose(disclosure)
    for staff in street.staff:
        unit.staff.add(staff)
    for person in street.people:
        unit.people.add(person)


def _story(unit: Unit, story: Story, ids: Callable[[], int], now: datetime) -> None:
    """A need, its lines, offers and followers; an open offer is watched by its timer."""
    unit.needs.add(story.need)
    for entry in story.entries(ids):
        unit.needs.tell(entry)
    for referral in story.referrals:
        unit.referrals.add(referral)
        if referral.state is ReferralState.OFFERED:
            due = referral.deadline if referral.deadline > now else now + _GRACE
            unit.timers.set(REFERRAL_TIMER, str(referral.id), due)
    for follower in story.followers:
        unit.followers.add(follower)


def _help(unit: Unit, street: Street, now: datetime) -> None:
    """Volunteers and what they do, with a reminder for every place taken; hours; resources."""
    for volunteer in street.volunteers:
        unit.volunteers.save(volunteer)
    for activity in street.activities:
        unit.volunteers.add_activity(activity)
    due = {shift.id: reminder_at(shift, ZONE) for shift in street.shifts}
    for shift in street.shifts:
        unit.volunteers.add_shift(shift)
    for sign_up in street.sign_ups:
        unit.volunteers.add_sign_up(sign_up)
        if sign_up.state is SignUpState.TAKEN and due[sign_up.shift_id] > now:
            unit.timers.set(SHIFT_TIMER, f"{sign_up.shift_id}:{sign_up.person_id}", due[sign_up.shift_id])
    for entry in street.hours:
        unit.volunteers.move_minutes(entry)
    _given(unit, street)


def _given(unit: Unit, street: Street) -> None:
    """What donors give, where it went, and who was asked to lend a hand."""
    for resource in street.resources:
        unit.resources.add(resource)
    for pledge in street.pledges:
        unit.resources.pledge(pledge)
    for allocation in street.allocations:
        unit.resources.allocate(allocation)
    for line in street.plan_lines:
        unit.plans.add(line)


def _agenda(unit: Unit, street: Street) -> None:
    for topic, person_id in street.topics:
        unit.topics.add(topic, person_id)
    for support in street.supports:
        unit.topics.support(support.topic_id, support.person_id, support.at)
    for one in street.decisions:
        unit.digests.decide(one.id, one.community, one.week, one.text, one.at, one.staff_id)
        if one.outcome:
            unit.digests.set_outcome(one.id, one.outcome)
