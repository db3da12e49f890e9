"""Needs, their stories and their photos."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, select, type_coerce, update

from model.following import Follower
from model.need import Attachment, Beneficiary, BeneficiaryKind, Entry, Need
from storage import tables
from storage.among import as_parameter, is_among
from storage.room import Room
from storage.rows import dump, load, plain
from storage.seeking import Filter, conditions, newest, of_a_digest
from storage.transaction import insert_on_conflict
from storage.types import to_millis

_t = tables.need
_entry = tables.entry
_attachment = tables.attachment
_FIRST_NUMBER = 1001
_WORDLESS = (
    *("submitted", "offered", "assigned", "accepted", "expired", "taken", "started", "sorted", "unmet"),
    *(
        "given_back",
        "merged",
        "merged_here",
        "parted",
        "parted_here",
        "passed_on",
        "planned",
        "plan_answered",
        "plan_ended",
    ),
)
"""Lines of a story that hold codes, ids and staff's names only; the data of all others may be personal."""
_BLANK = {
    "text": "",
    "place": "",
    "rating_word": "",
    "answers": "",
    "time_wish": "",
    "outcome_note": "",
}


class Needs(Room):
    """One row a need; its story in ``entry``, only ever added to."""

    def next_number(self) -> str:
        """The next short number: digits, easy to say on the phone."""
        counter = tables.counter
        first = insert_on_conflict(counter, self.tx.dialect).values(name="need", value=_FIRST_NUMBER)
        following = first.on_conflict_do_update(index_elements=["name"], set_={"value": counter.c.value + 1})
        counting = following.returning(counter.c.value)
        return str(self.tx.beside(counting) if self.tx.shared else self.tx.returning(counting))

    def add(self, need: Need) -> None:
        """A new need."""
        self.tx.insert(_t, dump(need))

    def change(self, need: Need, **changes: Any) -> Need:  # noqa: ANN401 - fields of Need
        """Change fields; gives back the need as it is then."""
        self.tx.update(_t, {"id": need.id}, plain(changes))
        return replace(need, **changes)

    def get(self, need_id: int) -> Need | None:
        """By id."""
        row = self.tx.row(self.held(select(_t).where(_t.c.id == need_id)))
        return load(Need, row) if row else None

    def load(self, ids: Sequence[int]) -> list[Need]:
        """Several needs by id, oldest first."""
        statement = select(_t).where(_t.c.id.in_(list(ids))).order_by(_t.c.id)
        return [load(Need, row) for row in self.tx.rows(statement)]

    def by_number(self, number: str) -> Need | None:
        """By the short number."""
        row = self.tx.row(self.held(select(_t).where(_t.c.number == number)))
        return load(Need, row) if row else None

    def of_person(self, person_id: int, limit: int = 50) -> list[Need]:
        """A resident's needs, newest first."""
        statement = select(_t).where(_t.c.person_id == person_id).order_by(_t.c.id.desc()).limit(limit)
        return [load(Need, row) for row in self.tx.rows(self.held(statement))]

    def find(self, wanted: Filter, limit: int = 200) -> list[Need]:
        """Needs that pass the filter, newest first."""
        statement = select(_t).where(*conditions(wanted)).limit(limit)
        statement = statement.order_by(newest(wanted), _t.c.id.desc())
        return [load(Need, row) for row in self.tx.rows(statement)]

    def for_digest(self, community: str, since: datetime, until: datetime) -> list[Need]:
        """A community's needs filed in a span of time, and older ones still open or moved within it.

        Those that were resolved before it and only never confirmed are not open any more.
        """
        rows = self.tx.rows(of_a_digest(community, since, until))
        return sorted((load(Need, row) for row in rows), key=attrgetter("id"))

    def turning_points(self, need_ids: Iterable[int], since: datetime) -> list[Entry]:
        """Lines of these needs' stories that their own fields do not tell: unmet, withdrawn, reopened."""
        mine = is_among(_entry.c.need_id, self.tx.dialect)
        lately = type_coerce(_entry.c.at, BigInteger) + 0 >= to_millis(since)  # not by the index of all lines
        statement = select(_entry).where(mine, tables.TURNING, lately)
        keys = {"keys": as_parameter(need_ids, self.tx.dialect)}
        rows = self.tx.rows(statement.order_by(_entry.c.at, _entry.c.id), keys)
        return [load(Entry, row) for row in rows]

    def tell(self, entry: Entry) -> None:
        """Add a line to a need's story."""
        self.tx.insert(_entry, dump(entry))

    def story(self, need_id: int) -> list[Entry]:
        """A need's story, oldest first."""
        statement = select(_entry).where(_entry.c.need_id == need_id).order_by(_entry.c.at, _entry.c.id)
        return [load(Entry, row) for row in self.tx.rows(statement)]

    def stories(self, need_ids: Sequence[int]) -> dict[int, list[Entry]]:
        """Several needs' stories, oldest line first."""
        statement = select(_entry).where(_entry.c.need_id.in_(list(need_ids)))
        statement = statement.order_by(_entry.c.at, _entry.c.id)
        found: dict[int, list[Entry]] = {need_id: [] for need_id in need_ids}
        for row in self.tx.rows(statement):
            found[row["need_id"]].append(load(Entry, row))
        return found

    def takers(self, need_ids: Sequence[int]) -> dict[int, str]:
        """Who last took each of these needs on themselves, as an actor ("staff:<id>")."""
        statement = (
            select(_entry.c.need_id, _entry.c.actor)
            .where(_entry.c.need_id.in_(list(need_ids)), _entry.c.kind == "taken")
            .order_by(_entry.c.at, _entry.c.id)
        )
        return {row["need_id"]: row["actor"] for row in self.tx.rows(statement)}

    def attach(self, attachment: Attachment) -> None:
        """Add a photo or file."""
        self.tx.insert(_attachment, dump(attachment))

    def attachments(self, need_id: int) -> list[Attachment]:
        """A need's photos and files, oldest first."""
        statement = select(_attachment).where(_attachment.c.need_id == need_id).order_by(_attachment.c.id)
        return [load(Attachment, row) for row in self.tx.rows(statement)]

    def attachment(self, attachment_id: int) -> Attachment | None:
        """One photo or file."""
        row = self.tx.row(select(_attachment).where(_attachment.c.id == attachment_id))
        return load(Attachment, row) if row else None

    def attachments_of_person(self, person_id: int) -> list[Attachment]:
        """Every photo and file of a resident's needs, and those they sent as a neighbour."""
        mine = select(_t.c.id).where(_t.c.person_id == person_id)
        own = _attachment.c.need_id.in_(mine) | (_attachment.c.person_id == person_id)
        statement = select(_attachment).where(own)
        return [load(Attachment, row) for row in self.tx.rows(statement)]

    def forget_person(self, person_id: int) -> None:
        """Empty everything personal in a resident's needs; what is counted stays."""
        mine = select(_t.c.id).where(_t.c.person_id == person_id)
        self._empty(_entry.c.need_id.in_(mine), tables.referral.c.need_id.in_(mine))
        self.tx.execute(_attachment.delete().where(_attachment.c.need_id.in_(mine)))
        self.tx.execute(update(_t).where(_t.c.person_id == person_id).values(**_BLANK))

    def empty(self, need_ids: Sequence[int]) -> list[str]:
        """Empty everything personal in some needs; gives back what their files were fetched by."""
        ids = list(need_ids)
        files = select(_attachment.c.ref).where(_attachment.c.need_id.in_(ids))
        refs = [row["ref"] for row in self.tx.rows(files)]
        self._empty(_entry.c.need_id.in_(ids), tables.referral.c.need_id.in_(ids))
        self.tx.execute(_attachment.delete().where(_attachment.c.need_id.in_(ids)))
        followers, responses = tables.follower, tables.response
        self.tx.execute(update(followers).where(followers.c.need_id.in_(ids)).values(text="", place=""))
        people = select(_t.c.person_id).where(_t.c.id.in_(ids))
        mine = (responses.c.person_id.in_(people), responses.c.subject.in_(ids))
        self.tx.execute(responses.delete().where(*mine, responses.c.purpose == "need"))
        self.tx.execute(update(_t).where(_t.c.id.in_(ids)).values(**_BLANK))
        return refs

    def pass_on(self, need: Need, heir: Follower) -> Need:
        """Make it the need of a neighbour who had joined; nothing that the first one said is kept."""
        self._empty(
            (_entry.c.need_id == need.id) & ~_entry.c.actor.startswith("follower"),
            tables.referral.c.need_id == need.id,
        )
        gone = (_attachment.c.need_id == need.id, _attachment.c.person_id.is_(None))
        self.tx.execute(_attachment.delete().where(*gone))
        followers = tables.follower
        self.tx.execute(
            followers.delete().where(followers.c.need_id == need.id, followers.c.person_id == heir.person_id)
        )
        whom = Beneficiary(BeneficiaryKind.COMMUNITY)
        said = {**_BLANK, "text": heir.text, "place": heir.place, "grid": None}
        return self.change(need, person_id=heir.person_id, beneficiary=whom, rating=None, **said)

    def _empty(self, told: ColumnElement[bool], offered: ColumnElement[bool]) -> None:
        """Take the words out of lines of stories and of answers to offers."""
        self.tx.execute(update(_entry).where(told, _entry.c.kind.not_in(_WORDLESS)).values(data="{}"))
        self.tx.execute(update(tables.referral).where(offered).values(note=""))
