"""The words of a stop that are only to be read: labels, headings, notes."""

from __future__ import annotations

from dataclasses import replace

from surveys.answers.shown import shown
from surveys.course import Heading, Stop
from surveys.form import Control, Text
from surveys.instance import Instance
from surveys.kinds import ask_of, asked_of
from surveys.prompt import Passage
from surveys.texts import say, say_form
from surveys.tree import InstanceNode


def passage_of(instance: Instance, stop: Stop) -> Passage:
    """The words of a note, with the value that it shows."""
    question, node = stop.question, stop.node
    if question is None:
        return Passage("")
    text = words_of(instance, question.label, node)
    if node.value and question.control is not Control.TRIGGER and node.definition.bind.calculate is not None:
        value = shown(ask_of(replace(stop, note=False)), node.value, asked_of(instance, stop))
        text = f"{text} {value}".strip() if value not in text else text
    return Passage(
        text,
        words_of(instance, question.hint, node),
        image_of(instance, question.label, node),
        say_form(instance.host, question.label, "audio", node),
        say_form(instance.host, question.label, "video", node),
    )


def heading_of(instance: Instance, heading: Heading) -> str:
    """The words of a heading, with the number of a repeat's instance."""
    words = words_of(instance, heading.label, heading.node)
    return f"{words} {heading.number}" if heading.number else words


def words_of(instance: Instance, text: Text | None, node: InstanceNode) -> str:
    """A text's words, trimmed."""
    return say(instance.host, text, node).strip()


def image_of(instance: Instance, text: Text | None, node: InstanceNode) -> str:
    """A text's picture, the big one when there are two."""
    host = instance.host
    return say_form(host, text, "big-image", node) or say_form(host, text, "image", node)
