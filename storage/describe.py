"""The tables in words, from the comments in ``storage.tables``."""

from __future__ import annotations

from storage.tables import metadata

_HEAD = """# Tables

Written by `linli db describe`; a test compares. Ids are 63-bit numbers that grow with time. Moments are
milliseconds since 1970 UTC.
"""


def markdown() -> str:
    """Every table and column as Markdown."""
    parts = [_HEAD]
    for table in metadata.sorted_tables:
        rows = "".join(
            f"| `{column.name}`{' (key)' if column.primary_key else ''} | {column.comment} |\n"
            for column in table.columns
        )
        parts.append(f"\n## {table.name}\n\n| column | what it holds |\n| --- | --- |\n{rows}")
    return "".join(parts)
