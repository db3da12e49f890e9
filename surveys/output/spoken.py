"""What questions and choices are called in a language, outside any conversation."""

from __future__ import annotations

import datetime as dt

from surveys import tree
from surveys.choices import options
from surveys.form import Definition, Form, Question, Text
from surveys.host import FormHost
from surveys.texts import say, translation
from surveys.tree import InstanceNode

_ANY_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_GAP = "…"
"""Stands in a label where a conversation would show an answer."""


class Spoken:
    """A form's words in one language: a tag such as "zh_CN", or the form's own name of the language.

    Labels of choices are remembered: a list of villages is read once, not for every submission.
    """

    def __init__(self, form: Form, language: str) -> None:
        self.form = form
        self.language = language if language in form.languages else form.language_for(language)
        self._host = FormHost(form, _ANY_TIME, dt.UTC, self.language, {})
        self._blank = tree.grow(form, form.prototype)
        tree.document_of(self._blank)
        self._labels: dict[int, dict[str, str]] = {}

    def label(self, definition: Definition) -> str:
        """What a question is called; its name when it has no label."""
        question = self.form.questions.get(definition.index)
        words = self.text(question.label) if question is not None else ""
        return words or definition.name

    def text(self, text: Text | None) -> str:
        """A text in a row without line breaks, a gap where it would show an answer."""
        if text is None:
            return ""
        if text.expression is not None:
            words = say(self._host, text, self._blank)
        else:
            found = translation(self._host, text.itext) if text.itext else None
            parts = (found.parts or found.forms.get("long", ())) if found is not None else text.parts
            words = "".join(part if isinstance(part, str) else _GAP for part in parts)
        return " ".join(words.split())

    def choice(self, question: Question, node: InstanceNode, value: str) -> str:
        """What a chosen value is called at a node; the value itself when it is not among the choices."""
        known = self._labels.setdefault(question.definition, {})
        if value not in known:
            for one in options(self._host, question, node):
                known.setdefault(one.value, " ".join(one.label.split()) or one.value)
            known.setdefault(value, value)
        return known[value]

    def choices(self, question: Question) -> dict[str, str]:
        """Value → label of choices that are the same for everybody; empty when answers narrow them down."""
        itemset = question.itemset
        if itemset is not None and any(one.origin != "instance" for one in itemset.nodes.references.paths):
            return {}
        return {
            one.value: " ".join(one.label.split()) or one.value
            for one in options(self._host, question, self._blank)
        }
