"""Expressions of a form: compiled one by one, each failure isolated and told."""

from __future__ import annotations

from surveys.finding import Finding, warning
from surveys.xpath import Expression, XPathError, compile  # noqa: A004 - as in re.compile

LONGEST = 20_000
"""Characters of one expression; the longest real one we know has about 3,000."""


class Reader:
    """Compiles expressions and gathers what could not be read."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def expression(self, text: str | None, subject: str, role: str) -> Expression | None:
        """The expression of a text; None when there is none or it cannot be read (which is then told)."""
        if text is None or not text.strip():
            return None
        if len(text) > LONGEST:
            self.findings.append(warning("survey.form.long_expression", subject, role=role, limit=LONGEST))
            return None
        try:
            return compile(text)
        except XPathError as problem:
            self.findings.append(
                warning(
                    "survey.form.bad_expression", subject, role=role, expression=text, detail=str(problem)
                )
            )
            return None
