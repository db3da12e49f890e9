"""The errors of the XPath engine; nothing else ever leaves it, whatever the text of an expression."""

from __future__ import annotations


class XPathError(Exception):
    """An expression could not be evaluated.

    The caller isolates it: the form goes on and the question gets its default.
    """


class XPathSyntaxError(XPathError):
    """An expression could not be read.

    `message` is in words a survey author understands, `expression` the whole text and `position` the
    index of the character where reading stopped.
    """

    def __init__(self, message: str, expression: str, position: int) -> None:
        super().__init__(message, expression, position)
        self.message = message
        self.expression = expression
        self.position = position

    def __str__(self) -> str:
        shown = self.expression[max(0, self.position - 30) : self.position + 30]
        return f"{self.message} (at character {self.position + 1}, near «{shown}»)"


class XmlError(ValueError):
    """A document is not well-formed XML, or asks for something a form never needs (entities, a DTD)."""
