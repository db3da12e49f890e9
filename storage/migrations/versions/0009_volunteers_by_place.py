"""volunteers by place, and indexes for what a digest reads"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_TURNING = sa.text("kind IN ('unmet', 'withdrawn', 'reopened')")
_GIVEN_UP = sa.text("state = 'withdrawn' AND accepted_at IS NOT NULL")
_MOVED = ("resolved", "closed")


def upgrade() -> None:
    area = op.create_table(
        "volunteer_area",
        sa.Column(
            "place",
            sa.Text(),
            nullable=False,
            comment="Code of a place they go to, empty for anywhere: the volunteer's areas, to be found by.",
        ),
        sa.Column(
            "person_id", sa.BigInteger(), autoincrement=False, nullable=False, comment="The volunteer."
        ),
        sa.PrimaryKeyConstraint("place", "person_id", name=op.f("pk_volunteer_area")),
    )
    op.create_index("ix_volunteer_area_person_id", "volunteer_area", ["person_id"])
    op.create_index(
        "ix_entry_turning", "entry", ["need_id"], sqlite_where=_TURNING, postgresql_where=_TURNING
    )
    op.create_index(
        "ix_need_community_given_up",
        "need",
        ["community", "accepted_at"],
        sqlite_where=_GIVEN_UP,
        postgresql_where=_GIVEN_UP,
    )
    for moved in _MOVED:
        op.drop_index(f"ix_need_community_{moved}", "need")
        op.create_index(f"ix_need_community_{moved}", "need", ["community", f"{moved}_at", "created_at"])
    known = op.get_bind().execute(sa.text("SELECT person_id, areas FROM volunteer"))
    rows = [
        {"place": place, "person_id": person_id}
        for person_id, areas in known
        for place in dict.fromkeys(areas.strip("|").split("|"))
    ]
    if rows:
        op.bulk_insert(area, rows)


def downgrade() -> None:
    for moved in _MOVED:
        op.drop_index(f"ix_need_community_{moved}", "need")
        op.create_index(f"ix_need_community_{moved}", "need", ["community", f"{moved}_at"])
    op.drop_index("ix_need_community_given_up", "need")
    op.drop_index("ix_entry_turning", "entry")
    op.drop_index("ix_volunteer_area_person_id", "volunteer_area")
    op.drop_table("volunteer_area")
