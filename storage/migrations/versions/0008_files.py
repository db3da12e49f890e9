"""files: pictures and documents that several processes share (PostgreSQL)"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column(
            "key", sa.Text(), nullable=False, comment="Named by what is in it, as in the media folder."
        ),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="The bytes; on SQLite they lie in the folder.",
        ),
        sa.Column("kept_at", sa.BigInteger(), nullable=False, comment="When it was last kept."),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_file")),
    )
    op.create_index("ix_file_kept_at", "file", ["kept_at"])


def downgrade() -> None:
    op.drop_index("ix_file_kept_at", "file")
    op.drop_table("file")
