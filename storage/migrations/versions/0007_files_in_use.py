"""files in use: whether a need still refers to a file"""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_index("ix_attachment_ref", "attachment", ["ref"])


def downgrade() -> None:
    op.drop_index("ix_attachment_ref", "attachment")
