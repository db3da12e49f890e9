"""The list of all answers: what was answered and what is still open, a page at a time, each to be changed."""

from __future__ import annotations

from handlers.chat.keys import LIMIT, Keys
from handlers.chat.sections import path
from handlers.wording import column, grid
from locales import Texts
from model.message import Button, Keyboard
from surveys.prompt import Line, Prompt

_LABEL = 80
_ANSWER = 200
"""Characters of a question and of an answer in the list; whole they are read at the question."""
_IN_A_ROW = 4


def text(prompt: Prompt, words: Texts) -> str:
    """How far it is, then the answers under the groups they belong to."""
    say = words.say
    parts = [say(prompt.problem) if prompt.problem is not None else "", _head(prompt, words)]
    above = ""
    for line in prompt.lines:
        group = path(line.section, words)
        parts.append(f"▸ {group}" if group and group != above else "")
        above = group
        parts.append(_line(line, words))
    if prompt.searchable and not prompt.search:
        parts.append(say("survey.review.search"))
    if not prompt.open:
        parts += [passage.text for passage in prompt.before]
    return "\n\n".join(part for part in parts if part)


def _head(prompt: Prompt, words: Texts) -> str:
    total = prompt.progress.total
    if not prompt.lines:
        head = words.say("survey.review.nothing")
    elif prompt.open:
        head = words.say("survey.review.open", done=total - prompt.open, open=prompt.open)
    else:
        head = words.say("survey.review.lead")
    if prompt.pages > 1:
        head += f"\n{words.say('survey.page', page=prompt.page + 1, pages=prompt.pages)}"
    found = words.say("survey.found", search=prompt.search) if prompt.search and prompt.lines else ""
    return f"{head}\n{found}" if found else head


def _line(line: Line, words: Texts) -> str:
    answer = _clip(line.answer, _ANSWER)
    if not answer:
        answer = words.say("survey.review.unanswered" if line.open else "survey.review.skipped")
    return f"{line.number}. {short(line.label)}\n   {answer}"


def short(label: str) -> str:
    """A question in one line: of several paragraphs the last one asks."""
    last = next((one for one in reversed(label.splitlines()) if one.strip()), "")
    return _clip(last, _LABEL)


def _clip(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def keyboard(prompt: Prompt, keys: Keys) -> Keyboard:
    """Send it or go on; change one; turn the page; another language."""
    say = keys.say
    send = [keys.button(say("survey.go_on_answering"), "o")] if prompt.open else []
    if prompt.can_submit:
        send.append(keys.button(say("survey.send_now" if prompt.open else "survey.send"), "e"))
    edits = [keys.button(say("survey.edit", number=one.number), "k", one.number) for one in prompt.lines]
    rows = column(*send) + grid(edits, _IN_A_ROW) + keys.pages(prompt.page, prompt.pages)
    if prompt.search:
        rows += column(keys.button(say("survey.all_lines"), "r"))
    others = [_language(keys, one) for one in prompt.languages if one != prompt.language]
    return rows + grid([one for one in others if len(one.data.encode()) <= LIMIT])


def _language(keys: Keys, language: str) -> Button:
    """A language by the name the form gives it, without its tag."""
    return keys.button(language.partition("(")[0].strip() or language, "l", language)
