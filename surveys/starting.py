"""The first computation of a new session."""

from __future__ import annotations

import random

from surveys import tree
from surveys.actions import fire
from surveys.growing import grow
from surveys.instance import Instance
from surveys.preload import preloaded
from surveys.tree import instances
from surveys.xpath.node import ELEMENT


def start(instance: Instance, rng: random.Random) -> None:
    """The first computation of a new session: metadata, every task, then the actions of first load."""
    for node in list(tree.subtree(instance.root)):
        bind = node.definition.bind
        value = None
        if bind.preload and not (node.answer and bind.preload == "uid-when-blank"):
            value = preloaded(instance.host, bind.preload, bind.preload_params, rng)
        node.answer = node.value = instance.admissible(node, node.answer) if value is None else value
        if node.kind != ELEMENT and node.parent is not None:
            node.parent.set_attribute(node.name, node.value)
    _fixed_repeats(instance)
    for node in tree.subtree(instance.root):
        instance.mark_tasks(node)
    instance.run()
    _first_load(instance)
    instance.run()


def _fixed_repeats(instance: Instance) -> None:
    """Repeats whose number nobody can change have at least the one instance of their template."""
    for index in instance.form.lonely:
        repeat = instance.form.definitions[index]
        for parent in list(tree.subtree(instance.root)):
            if parent.definition.index == repeat.parent and not instances(parent, repeat):
                grow(instance, parent, repeat)


def _first_load(instance: Instance) -> None:
    events = ("odk-instance-first-load", "odk-instance-load")
    for event in events:
        fire(instance, instance.form.actions, event, instance.root, only_relevant=True)
    for node in list(tree.subtree(instance.root)):
        question = instance.form.questions.get(node.definition.index)
        repeat = instance.form.repeats.get(node.definition.index)
        for owner in (question, repeat):
            if owner is not None and owner.actions:
                for event in events:
                    fire(instance, owner.actions, event, node, only_relevant=True)
