"""A digest in every medium: a short message, a page, Word, Excel, one picture.

What is heavy (fonts, chart, spreadsheet) is imported when it is used.
"""

from __future__ import annotations

from digests.render.chart import chart
from digests.render.chat import chat_text
from digests.render.page import html
from digests.render.sheet import xlsx
from digests.render.word import docx

__all__ = ["chart", "chat_text", "docx", "html", "xlsx"]
