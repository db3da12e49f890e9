"""What expressions may ask of the form they are in: time, tables, labels, facts about who answers."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from surveys.form import Form
from surveys.xpath import Context, Host, Node


class FormHost(Host):
    """The host of one session. ``facts`` are deviceid, username, email, phonenumber … as far as known."""

    def __init__(
        self, form: Form, now: dt.datetime, tz: dt.tzinfo, language: str, facts: Mapping[str, str]
    ) -> None:
        self.form = form
        self.now = now
        self.tz = tz
        self.language = language
        self.facts = facts
        self.seed = ""
        self._random: random.Random | None = None

    @property
    def random(self) -> random.Random:  # type: ignore[override]
        """Randomness from the session's seed and turn, made only when a form asks for it."""
        if self._random is None:
            self._random = random.Random(self.seed)
        return self._random

    def reseed(self, seed: str) -> None:
        """A new turn: other random numbers, the same whenever this turn is played again."""
        self.seed = seed
        self._random = None

    def instance(self, name: str) -> Node | None:
        """A secondary instance."""
        return self.form.instances.get(name)

    def itext(self, name: str, node: Node) -> str | None:
        """A translated text in the language now."""
        from surveys.texts import say_itext  # noqa: PLC0415 - texts evaluate expressions, which ask this host

        return say_itext(self, name, node)

    def choice_name(self, value: str, question: str, node: Node) -> str:
        """The label of a choice of the question at a path."""
        from surveys.choices import label_of_choice  # noqa: PLC0415 - likewise

        return label_of_choice(self, value, question, node)

    def property(self, name: str) -> str:
        """A fact about who answers."""
        return self.facts.get(name.lower(), "")

    def version(self) -> str:
        """The form's version."""
        return self.form.version

    def context(self, node: Node) -> Context:
        """The focus for evaluating an expression of the form at a node."""
        return Context(node, self, None, None, self.form.namespaces)
