"""A survey's prompt as a message with buttons, and buttons back as what was said.

A button's data is "q:<mark>:<code>:<turn>[:<value>]", at most 64 bytes; a choice is named by its place on
the page when its value would not fit.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers.wording import column, grid
from locales import Texts
from model.message import Button, Keyboard
from surveys import said
from surveys.prompt import Ask, Prompt

BACK_WORDS = frozenset({"返回", "上一题", "上一步", "back", "/back"})
SKIP_WORDS = frozenset({"跳过", "skip", "/skip"})
_SHORT = 8
_OWN_BUTTONS = frozenset({Ask.ACKNOWLEDGE, Ask.ANOTHER, Ask.NOTE, Ask.REVIEW})
"""What these are answered with is said by our own buttons."""
_LIMIT = 64

_READ: dict[str, Callable[[str, int], said.Said]] = {
    "c": said.Chose,
    "t": said.Toggled,
    "d": lambda _, turn: said.Done(turn),
    "y": lambda _, turn: said.Confirmed(True, turn),
    "n": lambda _, turn: said.Confirmed(False, turn),
    "b": lambda _, turn: said.Back(turn),
    "s": lambda _, turn: said.Skip(turn),
    "x": lambda _, turn: said.Clear(turn),
    "p": lambda page, turn: said.Page(int(page), turn),
    "r": lambda *_: said.Review(),
    "g": lambda ref, _: said.GoTo(ref),
    "e": lambda _, turn: said.Submit(turn),
}


def mark(response_id: int) -> str:
    """A short mark of a response for its buttons."""
    return f"{response_id % 36**4:x}"


def read_tap(data: str) -> said.Said | None:
    """What a button says; None when it says nothing we know."""
    code, _, rest = data.partition(":")
    turn, _, value = rest.partition(":")
    read = _READ.get(code)
    if read is None or not turn.isdigit():
        return None
    try:
        return read(value, int(turn))
    except ValueError:
        return None


def render(prompt: Prompt, words: Texts, response: str) -> tuple[str, Keyboard, bool]:
    """The message's text, its buttons, and whether the messenger should offer to share the location."""
    return _text(prompt, words), _keyboard(prompt, words, response), prompt.ask is Ask.LOCATION


def _text(prompt: Prompt, words: Texts) -> str:
    parts: list[str] = []
    if prompt.problem is not None:
        parts.append(words.say(prompt.problem))
    if prompt.progress.total and prompt.ask is not Ask.REVIEW:
        step = min(prompt.progress.done + 1, prompt.progress.total)
        parts.append(words.say("survey.progress", step=step, total=prompt.progress.total))
    parts += [section for section in prompt.section if section]
    parts += [passage.text for passage in prompt.before if passage.text]
    if prompt.ask is Ask.REVIEW:
        parts.append(words.say("survey.review"))
        parts += [f"{line.label}\n  {line.answer or '—'}" for line in prompt.lines]
    else:
        parts.append(prompt.text)
    if prompt.hint:
        parts.append(prompt.hint)
    if prompt.answer and not prompt.choices:
        parts.append(words.say("survey.answer_now", answer=prompt.answer))
    if prompt.ask is Ask.RANGE and prompt.start and not prompt.suggestions:
        parts.append(words.say("survey.range", start=prompt.start, end=prompt.end))
    if prompt.searchable:
        parts.append(words.say("survey.search"))
    return "\n".join(part for part in parts if part)


def _keyboard(prompt: Prompt, words: Texts, response: str) -> Keyboard:
    def button(label: str, code: str, value: object = "") -> Button | None:
        data = f"q:{response}:{code}:{prompt.turn}" + (f":{value}" if value != "" else "")
        return Button(label, data) if len(data.encode()) <= _LIMIT else None

    say = words.say
    answers = [
        button(_label(prompt, position), _code(prompt), choice.value)
        for position, choice in enumerate(prompt.choices)
    ]
    if prompt.ask not in _OWN_BUTTONS:
        answers += [button(say(one.label), "c", one.value) for one in prompt.suggestions]
    rows = _answers([one for one in answers if one is not None])
    if prompt.ask in {Ask.MULTIPLE, Ask.RANK}:
        rows += column(button(say("survey.done"), "d"))
    elif prompt.ask is Ask.NOTE:
        rows += column(button(say("survey.next"), "d"))
    elif prompt.ask is Ask.ACKNOWLEDGE:
        rows += column(button(say("survey.ok"), "y"))
    elif prompt.ask is Ask.ANOTHER:
        rows += column(button(say("survey.another"), "y"), button(say("survey.no_more"), "n"))
    elif prompt.ask is Ask.REVIEW:
        lines = [button(say("survey.edit", label=_clip(line.label)), "g", line.ref) for line in prompt.lines]
        rows += column(button(say("survey.send"), "e"), *lines)
    pages = [
        button(say("survey.page_before"), "p", prompt.page - 1) if prompt.page > 0 else None,
        button(say("survey.page_after"), "p", prompt.page + 1) if prompt.page + 1 < prompt.pages else None,
    ]
    ways = [
        button(say("survey.back"), "b") if prompt.can_go_back else None,
        button(say("survey.skip"), "s")
        if prompt.can_skip and prompt.ask not in {Ask.NOTE, Ask.REVIEW}
        else None,
    ]
    rows += grid([one for one in pages if one is not None])
    return rows + grid([one for one in ways if one is not None])


def _code(prompt: Prompt) -> str:
    return "t" if prompt.ask in {Ask.MULTIPLE, Ask.RANK} else "c"


def _label(prompt: Prompt, position: int) -> str:
    choice = prompt.choices[position]
    if choice.place is not None:
        return f"{choice.place}. {choice.label}"
    return f"✓ {choice.label}" if choice.ticked else choice.label


def _answers(buttons: list[Button]) -> Keyboard:
    """Short answers two in a row, long ones alone."""
    short = all(len(button.label) <= _SHORT for button in buttons) and len(buttons) > 3
    return grid(buttons) if short else column(*buttons)


def _clip(label: str) -> str:
    return label if len(label) <= 20 else f"{label[:20]}…"
