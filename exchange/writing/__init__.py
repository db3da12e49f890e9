"""Giving a directory out: HSDS 3.1 as nested JSON or as CSV tables, and the empty template."""

from __future__ import annotations

from exchange.writing.objects import to_json
from exchange.writing.tables import to_csv
from exchange.writing.template import template

__all__ = ["template", "to_csv", "to_json"]
