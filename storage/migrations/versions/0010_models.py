"""models: what the understanding has learnt, so that every process takes the same"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "learnt_model",
        sa.Column(
            "number",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="Its number, counted from 1.",
        ),
        sa.Column("trained_at", sa.BigInteger(), nullable=False, comment="When it was trained."),
        sa.Column(
            "activated_at",
            sa.BigInteger(),
            nullable=True,
            comment="When it was last taken into use; the latest is in use.",
        ),
        sa.Column(
            "about",
            sa.Text(),
            nullable=False,
            comment="From how many needs and how good, as JSON; nothing of what anybody said.",
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="The model, as one file's bytes."),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_learnt_model")),
    )


def downgrade() -> None:
    op.drop_table("learnt_model")
