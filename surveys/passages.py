"""The words of a stop that are only to be read: labels, headings, notes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from surveys.answers.shown import shown
from surveys.course import Heading, Stop
from surveys.form import Control, Text
from surveys.instance import Instance
from surveys.kinds import ask_of, asked_of
from surveys.prompt import Passage, Section
from surveys.texts import readable, say, say_form, translation
from surveys.tree import InstanceNode, instances


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
        *media_of(instance, question.label, node),
    )


def sections_of(instance: Instance, headings: Sequence[Heading]) -> tuple[Section, ...]:
    """The headings in words; those without any are left out, but for the instances of a repeat."""
    if not headings:
        return ()
    found = (_section(instance, one) for one in headings)
    return tuple(one for one in found if one.label or one.number)


def _section(instance: Instance, heading: Heading) -> Section:
    node, words = heading.node, words_of(instance, heading.label, heading.node)
    if not heading.number:
        return Section(words)
    repeat = instance.form.repeats[node.definition.index]
    settled = repeat.count is not None or repeat.fixed
    parent = node.parent
    count = len(instances(parent, node.definition)) if settled and isinstance(parent, InstanceNode) else 0
    return Section(words, heading.number, count)


def name_of(stop: Stop) -> str:
    """What a question without words is called: its name in the form, as words."""
    return stop.node.local.replace("_", " ").strip()


def words_of(instance: Instance, text: Text | None, node: InstanceNode) -> str:
    """A text's words without markup; in another language of the form where this one has none."""
    return readable(
        instance.host, say(instance.host, text, node), text.itext if text is not None else "", node
    )


def media_of(instance: Instance, text: Text | None, node: InstanceNode) -> tuple[str, str, str]:
    """A text's picture (the big one when there are two), sound and film; "" for what it has not."""
    host = instance.host
    if text is None or not text.itext or not translation(host, text.itext).forms:
        return "", "", ""
    return (
        say_form(host, text, "big-image", node) or say_form(host, text, "image", node),
        say_form(host, text, "audio", node),
        say_form(host, text, "video", node),
    )
