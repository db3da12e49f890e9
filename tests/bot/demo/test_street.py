"""What is on the demo street: enough of everything, in both languages, and nothing that points nowhere."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from bot.demo.reading import table
from bot.demo.street import Street
from matching.skills import SKILLS
from model import taxonomy
from model.organization import Grade
from model.person import Role
from model.place import Level
from model.referral import ReferralState

KNOWN = {node.code for node in taxonomy.TAXONOMY}


def test_one_street_with_three_communities_of_four_or_five_grids(street: Street) -> None:
    levels = Counter(place.level for place in street.places)
    assert (levels[Level.STREET], levels[Level.COMMUNITY]) == (1, 3)
    grids = Counter(place.parent for place in street.places if place.level is Level.GRID)
    assert set(grids.values()) <= {4, 5}


def test_every_place_has_a_parent_coordinates_and_both_names(street: Street) -> None:
    codes = {place.code for place in street.places}
    for place in street.places:
        assert place.level is Level.CITY or place.parent in codes
        assert place.latitude
        assert place.longitude
        assert place.zh
        assert place.en


def test_about_25_organizations_with_one_to_four_services(street: Street) -> None:
    assert 24 <= len(street.organizations) <= 28
    services = Counter(service.organization_id for service in street.services)
    assert set(services) == {organization.id for organization in street.organizations}
    assert set(services.values()) <= {1, 2, 3, 4}


def test_everything_offered_is_said_in_both_languages(street: Street) -> None:
    for thing in (*street.organizations, *street.services):
        assert thing.zh
        assert thing.en
        assert thing.description_zh
        assert thing.description_en
    for other in (*street.activities, *street.resources):
        assert other.zh
        assert other.en


def test_services_name_known_categories_and_places_and_their_hours(street: Street) -> None:
    places = {place.code for place in street.places}
    for service in street.services:
        assert set(service.categories) <= KNOWN
        assert set(service.area) <= places
        assert service.openings
        assert all(one.opens < one.closes for one in service.openings)


def test_one_organization_is_suspended_one_brand_new_and_grades_are_dated(
    street: Street, now: datetime
) -> None:
    suspended = [one for one in street.organizations if one.suspended]
    assert [one.grade for one in suspended] == [Grade.UNQUALIFIED]
    new = [one for one in street.organizations if one.grade is None]
    assert len(new) == 1
    assert new[0].founded_on is not None
    assert now.date() - new[0].founded_on < timedelta(days=30)
    for one in street.organizations:
        assert (one.graded_on is None) == (one.grade is None)
        assert one.graded_on is None or now.date() - one.graded_on < timedelta(days=3 * 366)


def test_all_but_the_new_one_have_published_two_years(street: Street) -> None:
    published = Counter(one.organization_id for one in street.disclosures)
    assert sorted(set(published.values())) == [2]
    assert len(published) == len(street.organizations) - 1


def test_staff_are_four_workers_three_committees_an_operator_and_one_or_two_each(street: Street) -> None:
    roles = Counter(one.role for one in street.staff)
    assert roles[Role.SOCIAL_WORKER] == 4
    assert roles[Role.COMMITTEE] == 3
    assert roles[Role.OPERATOR] == 1
    each = Counter(one.organization_id for one in street.staff if one.organization_id)
    assert set(each) == {one.id for one in street.organizations}
    assert set(each.values()) <= {1, 2}
    assert len({one.login for one in street.staff}) == len(street.staff)


def test_residents_are_about_180_with_names_of_their_own_and_no_real_telephone(street: Street) -> None:
    assert len(street.people) == 180
    assert len({one.name for one in street.people}) == 180
    assert all(one.phone.startswith("1010000") for one in street.people)
    assert sum(one.language == "en" for one in street.people) > 10


def test_nobody_did_anything_before_they_agreed(street: Street) -> None:
    agreed = {one.id: one.consent_at for one in street.people}
    sensitive = {one.id: one.sensitive_consent_at for one in street.people}
    for story in street.stories:
        need = story.need
        consent = agreed[need.person_id]
        assert consent is not None
        assert consent < need.created_at
        if need.category and taxonomy.category(need.category).sensitive:
            second = sensitive[need.person_id]
            assert second is not None
            assert second < need.created_at


def test_resources_and_activities_name_known_categories_skills_and_places(street: Street) -> None:
    places = {place.code for place in street.places}
    assert len(street.resources) == 15
    for resource in street.resources:
        assert set(resource.tags) <= KNOWN
        assert set(resource.area) <= places
    assert len(street.activities) == 12
    for activity in street.activities:
        assert activity.skill in SKILLS
        assert activity.category in KNOWN
        assert activity.community in places


def test_no_resource_is_used_beyond_what_was_promised(street: Street) -> None:
    promised = {one.resource_id: one.quantity for one in street.pledges}
    used: Counter[int] = Counter()
    for allocation in street.allocations:
        used[allocation.resource_id] += allocation.quantity
    assert used
    assert all(used[key] <= promised[key] for key in used)
    assert {one.need_id for one in street.allocations} <= {one.need.id for one in street.stories}


def test_topics_are_raised_and_supported_by_neighbours_once_each(street: Street, now: datetime) -> None:
    home = {one.id: one.community for one in street.people}
    assert 10 <= len(street.topics) <= 12
    raised = {topic.id: (topic, person) for topic, person in street.topics}
    pairs = [(one.topic_id, one.person_id) for one in street.supports]
    assert len(set(pairs)) == len(pairs)
    for one in street.supports:
        topic, first = raised[one.topic_id]
        assert one.person_id != first
        assert home[one.person_id] == topic.community
        assert topic.raised_at <= one.at <= now


def test_committees_decided_on_the_last_two_digests_and_the_older_ones_have_outcomes(street: Street) -> None:
    weeks = {one.week: bool(one.outcome) for one in street.decisions}
    assert weeks == {"2026-W45": True, "2026-W46": False}


def test_the_two_idle_organizations_and_the_suspended_one_were_never_asked(street: Street) -> None:
    asked = {one.organization_id for story in street.stories for one in story.referrals}
    quiet = {one.external_id for one in street.organizations if one.id not in asked}
    assert quiet == {"demo-heritage", "demo-books", "demo-fumanjia"}


def test_the_new_organization_was_asked_only_after_it_was_founded(street: Street) -> None:
    new = next(one for one in street.organizations if one.grade is None)
    offers = [one for story in street.stories for one in story.referrals if one.organization_id == new.id]
    assert offers
    assert new.founded_on is not None
    assert all(one.offered_at.date() >= new.founded_on for one in offers)


def test_the_centre_for_elders_has_more_in_hand_than_it_said_it_could(street: Street) -> None:
    centre = next(one for one in street.organizations if one.external_id == "demo-elder-centre")
    capacity = sum(one.capacity or 0 for one in street.services if one.organization_id == centre.id)
    live = {ReferralState.OFFERED, ReferralState.ACCEPTED}
    in_hand = [
        one
        for story in street.stories
        for one in story.referrals
        if one.organization_id == centre.id and one.state in live
    ]
    assert len(in_hand) >= capacity


def test_addresses_exist_for_every_grid(street: Street) -> None:
    grids = {place.code for place in street.places if place.level is Level.GRID}
    assert {row["grid"] for row in table("addresses")} == grids
