"""Alembic's way in; called by ``storage.schema`` with an open connection."""

from typing import Literal

from alembic import context

from storage.tables import metadata
from storage.types import Instant, Packed, Tags

_PLAIN = {Instant: "sa.BigInteger()", Tags: "sa.Text()", Packed: "sa.LargeBinary()"}


def plain(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write our own column types as the plain ones they are, so that a migration needs none of our code."""
    return _PLAIN.get(type(thing), False) if kind == "type" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
