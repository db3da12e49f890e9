"""indexes for large tables: one community's digest, one need's routing, nightly pruning"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_WORDS = sa.text("state IN ('closed', 'withdrawn', 'resolved') AND text <> ''")
_INDEXES: tuple[tuple[str, str, list[str]], ...] = (
    ("ix_inbox_at", "inbox", ["at"]),
    ("ix_need_community_state", "need", ["community", "state"]),
    ("ix_need_community_resolved", "need", ["community", "resolved_at"]),
    ("ix_need_community_closed", "need", ["community", "closed_at"]),
    ("ix_referral_organization_offered", "referral", ["organization_id", "offered_at"]),
    ("ix_referral_service_state", "referral", ["service_id", "state"]),
    ("ix_referral_state_deadline", "referral", ["state", "deadline"]),
    ("ix_activity_community", "activity", ["community"]),
    ("ix_shift_activity_id_starts", "shift", ["activity_id", "starts"]),
)


def upgrade() -> None:
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)
    op.create_index("ix_need_words", "need", ["id"], sqlite_where=_WORDS, postgresql_where=_WORDS)


def downgrade() -> None:
    op.drop_index("ix_need_words", "need")
    for name, table, _ in reversed(_INDEXES):
        op.drop_index(name, table)
