"""The unit of work: one transaction with a room for each noun."""

from __future__ import annotations

from functools import cached_property

from storage.audits import Audits
from storage.batches import Batches
from storage.chats import Chats
from storage.digests import Digests
from storage.files import Files
from storage.followers import Followers
from storage.inbox import Inbox
from storage.incidents import Incidents
from storage.invitations import Invitations
from storage.lessons import Lessons
from storage.models import Models
from storage.needs import Needs
from storage.organizations import Organizations
from storage.outbox import Outbox
from storage.people import People
from storage.places import Places
from storage.plans import Plans
from storage.pruning import Pruning
from storage.records import Records
from storage.referrals import Referrals
from storage.resources import Resources
from storage.staff import StaffRoom
from storage.surveys import Surveys
from storage.timers import Timers
from storage.topics import Topics
from storage.transaction import Transaction
from storage.vacancies import Vacancies
from storage.versions import DIRECTORY, STAFF, Versions
from storage.volunteers import Volunteers


class Unit(Transaction):
    """``unit.needs.get(id)``, ``unit.outbox.add(...)``: each noun has its room."""

    def close(self) -> None:
        """Write what is gathered, keep the places it counts on, and have the other processes told of it."""
        rooms = (self.__dict__.get("organizations"), self.__dict__.get("places"))
        if any(room is not None and room.changed for room in rooms):
            self.versions.advance(DIRECTORY)
        if "staff" in self.__dict__ and self.staff.changed:
            self.versions.advance(STAFF)
        self.flush()
        if self.shared and "vacancies" in self.__dict__:
            self.vacancies.settle()
        if self.shared and "outbox" in self.__dict__:
            self.outbox.announce()

    @cached_property
    def inbox(self) -> Inbox:
        """Received updates."""
        return Inbox(self)

    @cached_property
    def pruning(self) -> Pruning:
        """What has been kept long enough."""
        return Pruning(self)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages owed."""
        return Outbox(self)

    @cached_property
    def files(self) -> Files:
        """Pictures and documents."""
        return Files(self)

    @cached_property
    def chats(self) -> Chats:
        """Chats and their sessions."""
        return Chats(self)

    @cached_property
    def timers(self) -> Timers:
        """What is due when."""
        return Timers(self)

    @cached_property
    def people(self) -> People:
        """Residents."""
        return People(self)

    @cached_property
    def staff(self) -> StaffRoom:
        """Members of staff."""
        return StaffRoom(self)

    @cached_property
    def places(self) -> Places:
        """The tree of places."""
        return Places(self)

    @cached_property
    def needs(self) -> Needs:
        """Needs and their stories."""
        return Needs(self)

    @cached_property
    def vacancies(self) -> Vacancies:
        """Free places that offers count on."""
        return Vacancies(self)

    @cached_property
    def models(self) -> Models:
        """What the understanding has learnt."""
        return Models(self)

    @cached_property
    def lessons(self) -> Lessons:
        """What the understanding can learn from."""
        return Lessons(self)

    @cached_property
    def incidents(self) -> Incidents:
        """What is wrong with the installation now."""
        return Incidents(self)

    @cached_property
    def followers(self) -> Followers:
        """Neighbours who joined a need."""
        return Followers(self)

    @cached_property
    def plans(self) -> Plans:
        """Confirmed lines of linkage plans."""
        return Plans(self)

    @cached_property
    def batches(self) -> Batches:
        """Batches of offers applied at the desk."""
        return Batches(self)

    @cached_property
    def referrals(self) -> Referrals:
        """Offers of needs to organizations."""
        return Referrals(self)

    @cached_property
    def organizations(self) -> Organizations:
        """Organizations and services."""
        return Organizations(self)

    @cached_property
    def records(self) -> Records:
        """Rows of imported directories, as they were said."""
        return Records(self)

    @cached_property
    def surveys(self) -> Surveys:
        """Forms, campaigns, responses."""
        return Surveys(self)

    @cached_property
    def invitations(self) -> Invitations:
        """Who was asked to answer a campaign."""
        return Invitations(self)

    @cached_property
    def volunteers(self) -> Volunteers:
        """Volunteers, activities, shifts, hours."""
        return Volunteers(self)

    @cached_property
    def resources(self) -> Resources:
        """Charity resources."""
        return Resources(self)

    @cached_property
    def topics(self) -> Topics:
        """Topics residents raised."""
        return Topics(self)

    @cached_property
    def digests(self) -> Digests:
        """Weekly digests and decisions."""
        return Digests(self)

    @cached_property
    def versions(self) -> Versions:
        """Versions of what processes keep in memory."""
        return Versions(self)

    @cached_property
    def audits(self) -> Audits:
        """Who looked at or changed what."""
        return Audits(self)
