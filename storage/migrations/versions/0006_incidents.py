"""incidents: what is wrong with the installation; poisoned updates found without reading the whole inbox"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_POISONED = sa.text("state = 'poisoned'")


def upgrade() -> None:
    op.create_table(
        "incident",
        sa.Column("kind", sa.Text(), nullable=False, comment="What is wrong: outbox, disk, messenger …"),
        sa.Column(
            "subject", sa.Text(), nullable=False, comment="With whom: a messenger or machine, or empty."
        ),
        sa.Column("since", sa.BigInteger(), nullable=False, comment="When it was first seen."),
        sa.Column("seen_at", sa.BigInteger(), nullable=False, comment="When a process last saw it."),
        sa.PrimaryKeyConstraint("kind", "subject", name=op.f("pk_incident")),
    )
    op.create_index("ix_inbox_poisoned", "inbox", ["at"], sqlite_where=_POISONED, postgresql_where=_POISONED)

    _describe("waiting, sent, failed, dropped, or held since a restore.")


def _describe(words: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.execute(f"COMMENT ON COLUMN outbox.state IS '{words}'")


def downgrade() -> None:
    _describe("waiting, sent, failed, dropped.")
    op.drop_index("ix_inbox_poisoned", "inbox")
    op.drop_table("incident")
