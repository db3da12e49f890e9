"""Members of staff, and the one-time codes that link their messenger."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, delete, select, type_coerce

from model.person import Role, Staff
from storage import tables
from storage.room import Room
from storage.rows import dump, load, plain

_t = tables.staff
_code = tables.link_code


class StaffRoom(Room):
    """One row a member of staff. ``changed`` says that this transaction has, so that names are read anew."""

    changed = False

    def add(self, staff: Staff, password: str = "") -> None:
        """A new member of staff, with the hash of a password."""
        self.changed = True
        self.tx.insert(_t, {**dump(staff), "password": password})

    def get(self, staff_id: int) -> Staff | None:
        """By id."""
        row = self.tx.row(select(_t).where(_t.c.id == staff_id))
        return load(Staff, row) if row else None

    def by_login(self, login: str) -> tuple[Staff, str] | None:
        """By login name, with the password's hash."""
        row = self.tx.row(select(_t).where(_t.c.login == login))
        return (load(Staff, row), row["password"]) if row else None

    def change(self, staff_id: int, **changes: object) -> None:
        """Change some fields (or ``password``, a hash)."""
        self.changed = self.changed or "name" in changes
        self.tx.update(_t, {"id": staff_id}, plain(changes))

    def all(self) -> list[Staff]:
        """Everybody, by name."""
        return [load(Staff, row) for row in self.tx.rows(select(_t).order_by(_t.c.name, _t.c.id))]

    def names(self) -> list[str]:
        """What everybody is called, each name once."""
        return [row["name"] for row in self.tx.rows(select(_t.c.name).distinct())]

    def with_role(self, role: Role, community: str | None = None) -> list[Staff]:
        """The active ones with a role, who serve a community."""
        statement = select(_t).where(_t.c.role == role.value, _t.c.active.is_(True))
        if community is not None:
            codes = type_coerce(_t.c.communities, Text)
            statement = statement.where((codes == "") | codes.contains(f"|{community}|", autoescape=True))
        found = (load(Staff, row) for row in self.tx.rows(statement.order_by(_t.c.id)))
        # To SQLite's LIKE GH01 and gh01 are the same.
        return [one for one in found if community is None or one.serves(community)]

    def of_organization(self, organization_id: int) -> list[Staff]:
        """The active ones of an organization."""
        statement = select(_t).where(_t.c.organization_id == organization_id, _t.c.active.is_(True))
        return [load(Staff, row) for row in self.tx.rows(statement.order_by(_t.c.id))]

    def on_duty(self, community: str | None) -> list[Staff]:
        """Those to alert for a community; everybody on duty when nobody serves it, or when it is unknown."""
        statement = select(_t).where(_t.c.on_duty.is_(True), _t.c.active.is_(True)).order_by(_t.c.id)
        everyone = [load(Staff, row) for row in self.tx.rows(statement)]
        serving = [one for one in everyone if community is not None and one.serves(community)]
        return serving or everyone

    def add_code(self, code: str, staff_id: int, expires_at: datetime) -> None:
        """Remember a one-time code; earlier ones of the same person end."""
        self.tx.execute(delete(_code).where(_code.c.staff_id == staff_id))
        self.tx.insert(_code, {"code": code, "staff_id": staff_id, "expires_at": expires_at})

    def use_code(self, code: str, now: datetime) -> int | None:
        """Whose code this is; it is used up. None when it is unknown or too old."""
        row = self.tx.row(select(_code).where(_code.c.code == code))
        if row is None:
            return None
        used = self.tx.execute(delete(_code).where(_code.c.code == code))
        return row["staff_id"] if used and row["expires_at"] >= now else None
