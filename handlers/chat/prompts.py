"""A survey's prompt as a message with buttons.

A choice is named by its number in the list where its value would not fit into a button's data.
"""

from __future__ import annotations

from handlers.chat import answered
from handlers.chat.keys import LIMIT, Keys
from handlers.chat.sections import path
from handlers.wording import column, grid
from locales import Texts
from model.message import Button, Keyboard
from surveys.prompt import Ask, Choice, Prompt

MANY = 5
"""From so many questions on, the list of all of them is one tap away from each."""
_SHORT = 8
_NUMBERS = 6
"""How many numbers of a scale stand side by side."""
_LONG = 36
"""Columns (a Chinese character takes two) of the longest label that a button on a telephone shows whole."""
_OWN_BUTTONS = frozenset({Ask.ACKNOWLEDGE, Ask.ANOTHER, Ask.NOTE, Ask.REVIEW})
"""What these are answered with is said by our own buttons."""
_LISTS = frozenset({Ask.CHOICE, Ask.MULTIPLE, Ask.RANK})
_DONE = frozenset({Ask.MULTIPLE, Ask.TRACE, Ask.SHAPE})
_HOW = frozenset(
    {
        Ask.MULTIPLE, Ask.RANK, Ask.DATE, Ask.TIME, Ask.DATETIME, Ask.PHOTO, Ask.AUDIO, Ask.VIDEO, Ask.FILE,
        Ask.LOCATION, Ask.TRACE, Ask.SHAPE, Ask.BARCODE,
    }
)  # fmt: skip
"""What does not go without saying how it is answered."""


def render(
    prompt: Prompt, words: Texts, response: str, *, whole: bool = False, out: Button | None = None
) -> tuple[str, Keyboard, bool]:
    """The message's text, its buttons, and whether the messenger should offer to share the location.

    ``whole``: the groups the question is in are all named, also those that the question before was in.
    ``out``: stands where the way back would, when there is no question before.
    """
    keys = Keys(words, response, prompt.turn)
    if prompt.ask is Ask.REVIEW:
        return answered.text(prompt, words), answered.keyboard(prompt, keys), False
    numbered = any(_columns(one.label) > _LONG for one in prompt.choices)
    text = _text(prompt, words, whole=whole, numbered=numbered)
    return text, _keyboard(prompt, keys, out, numbered=numbered), prompt.ask is Ask.LOCATION


# words --------------------------------------------------------------------------------------------


def _text(prompt: Prompt, words: Texts, *, whole: bool, numbered: bool) -> str:
    again = prompt.problem is not None
    parts = [
        words.say(prompt.problem) if prompt.problem is not None else "",
        _where(prompt, words, whole=whole),
        *(_lines(one.text, one.hint) for one in prompt.before if not again),
        _lines(_question(prompt, words), prompt.hint),
        "\n".join(f"{one.number}. {one.label}" for one in prompt.choices) if numbered else "",
        _lines(*_how(prompt, words)),
    ]
    return "\n\n".join(part for part in parts if part)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _where(prompt: Prompt, words: Texts, *, whole: bool) -> str:
    """How far one is, and the groups one has come into; of a repeat always which one it is."""
    total = prompt.progress.total
    step = min(prompt.progress.done + 1, total)
    new = [
        one
        for place, one in enumerate(prompt.section)
        if whole or place >= prompt.familiar or (one.number and prompt.ask is not Ask.ANOTHER)
    ]
    return _lines(
        words.say("survey.progress", step=step, total=total) if total > 1 else "",
        path(new, words),
    )


def _question(prompt: Prompt, words: Texts) -> str:
    return words.say(prompt.lead) if prompt.ask is Ask.ANOTHER and prompt.lead is not None else prompt.text


def _how(prompt: Prompt, words: Texts) -> list[str]:
    """What it holds now, and how it can be answered."""
    say, lines = words.say, []
    if prompt.answer and not prompt.choices:
        lines.append(say("survey.answer_now", answer=prompt.answer))
    if prompt.points:
        lines.append(say("survey.points", count=prompt.points))
    if prompt.search:
        lines.append(say("survey.found", search=prompt.search))
    elif prompt.searchable:
        lines.append(say("survey.search"))
    if prompt.ask in _LISTS and not prompt.choices:
        lines.append(say("survey.no_choices" if prompt.can_skip else "survey.no_choices_needed"))
    if prompt.ask is Ask.RANGE and prompt.start and not prompt.suggestions:
        lines.append(say("survey.range", start=prompt.start, end=prompt.end))
    elif prompt.ask in _HOW and prompt.problem is None:
        part = (
            {"year": "_year", "month-year": "_month"}.get(prompt.appearance, "")
            if prompt.ask is Ask.DATE
            else ""
        )
        lines.append(say(f"survey.how.{prompt.ask.value}{part}"))
    return lines


# buttons ------------------------------------------------------------------------------------------


def _keyboard(prompt: Prompt, keys: Keys, out: Button | None, *, numbered: bool) -> Keyboard:
    code = "t" if prompt.ask in {Ask.MULTIPLE, Ask.RANK} else "c"
    answers = [_choice(keys, code, one, numbered=numbered) for one in prompt.choices]
    quick = () if prompt.ask in _OWN_BUTTONS else prompt.suggestions
    suggested = [keys.button(keys.say(one.label), "c", one.value) for one in quick]
    rows = (
        _answers(answers)
        + grid(suggested, _NUMBERS if prompt.ask is Ask.RANGE else 3)
        + _own(prompt, keys)
        + keys.pages(prompt.page, prompt.pages)
    )
    if prompt.search:
        rows += column(keys.button(keys.say("survey.all_choices"), "p", -1))
    return rows + grid(_ways(prompt, keys, out), 3)


def _choice(keys: Keys, code: str, choice: Choice, *, numbered: bool) -> Button:
    """A button of a choice; what does not fit on a telephone is read above, with its number."""
    label = f"{choice.number}. {_clip(choice.label)}" if numbered else choice.label
    if choice.place is not None:
        label = f"({choice.place}) {label}"
    elif choice.ticked:
        label = f"✓ {label}"
    fits = len(keys.data(code, choice.value).encode()) <= LIMIT
    return keys.button(label, code, choice.value) if fits else keys.button(label, "k", choice.number)


def _own(prompt: Prompt, keys: Keys) -> Keyboard:
    """Our own buttons for what this kind of question is answered with."""
    if prompt.all_meant:
        return _yes_and_no(keys, "survey.all_meant", "survey.not_all_meant")
    if prompt.ask in _DONE and (prompt.choices or prompt.points):
        return column(keys.button(keys.say("survey.done"), "d"))
    if prompt.ask is Ask.RANK and any(one.place for one in prompt.choices):
        return column(keys.button(keys.say("survey.rank_again"), "x"))
    if prompt.ask is Ask.ANOTHER:
        return _yes_and_no(keys, "survey.another", "survey.no_more")
    alone = {Ask.NOTE: ("survey.next", "d"), Ask.ACKNOWLEDGE: ("survey.ok", "y")}.get(prompt.ask)
    return column(keys.button(keys.say(alone[0]), alone[1])) if alone else ()


def _yes_and_no(keys: Keys, yes: str, no: str) -> Keyboard:
    return column(keys.button(keys.say(yes), "y"), keys.button(keys.say(no), "n"))


def _ways(prompt: Prompt, keys: Keys, out: Button | None) -> list[Button]:
    ways = [] if out is None else [out]
    if prompt.can_go_back:
        ways.append(keys.button(keys.say("survey.back"), "b"))
    if prompt.can_skip and prompt.ask not in {Ask.NOTE, Ask.ANOTHER}:
        ways.append(keys.button(keys.say("survey.keep" if prompt.value else "survey.skip"), "s"))
    if prompt.value and not prompt.required and prompt.ask not in {Ask.MULTIPLE, Ask.RANK}:
        ways.append(keys.button(keys.say("survey.clear"), "x"))
    if prompt.can_go_back and prompt.progress.total >= MANY:
        ways.append(keys.button(keys.say("survey.all"), "r"))
    return ways


def _answers(buttons: list[Button]) -> Keyboard:
    """Short answers two in a row, long ones alone."""
    short = all(len(button.label) <= _SHORT for button in buttons) and len(buttons) > 3
    return grid(buttons) if short else column(*buttons)


def _columns(label: str) -> int:
    return sum(1 if letter < "ᄀ" else 2 for letter in label)


def _clip(label: str) -> str:
    """A label as far as a telephone shows it."""
    room, kept = _LONG - 8, ""
    for letter in " ".join(label.split()):
        room -= _columns(letter)
        if room < 0:
            return f"{kept.rstrip()}…"
        kept += letter
    return kept
