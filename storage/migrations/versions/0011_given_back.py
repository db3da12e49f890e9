"""given back: what the end of an offer means that was accepted first and declined after all"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_BEFORE = "When the work was done."
_NOW = "When the work was done; of one declined after acceptance, given back."


def upgrade() -> None:
    _say(_NOW, _BEFORE)


def downgrade() -> None:
    _say(_BEFORE, _NOW)


def _say(now: str, before: str) -> None:
    """For those who read the schema; SQLite keeps no comments."""
    if op.get_context().dialect.name == "postgresql":
        op.alter_column(
            "referral", "completed_at", existing_type=sa.BigInteger(), comment=now, existing_comment=before
        )
