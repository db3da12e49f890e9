"""The groups a question is in, in words."""

from __future__ import annotations

from collections.abc import Sequence

from locales import Texts
from surveys.prompt import Section


def path(sections: Sequence[Section], words: Texts) -> str:
    """The groups a question is in, outermost first: 家庭 › 家庭成员（第 2 个，共 4 个）."""
    return " › ".join(_section(one, words) for one in sections)


def _section(section: Section, words: Texts) -> str:
    label, number = " ".join(section.label.split()), section.number
    if not number or str(number) in label:
        return label
    kind = ("named" if label else "bare") + ("_of" if section.count else "")
    return words.say(f"survey.instance.{kind}", label=label, number=number, count=section.count)
