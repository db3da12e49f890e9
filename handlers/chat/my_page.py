"""One's own data as a page to read: large letters, headings, one's own language, no technology needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape

import msgspec

from handlers import campaigns, surveys
from handlers.chat.mine import all_mine
from handlers.chat.standing import history, state, what
from handlers.turn import Turn
from model.need import Need
from model.survey import Response, ResponseState

_HEAD = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body {{ font: 1.4rem/1.6 sans-serif; max-width: 40rem; margin: 0 auto; padding: 1rem }}
body {{ color: #111; background: #fff }}
h1 {{ font-size: 2rem }} h2 {{ font-size: 1.7rem; border-bottom: .15rem solid #2f6f4f; margin-top: 2.5rem }}
h3 {{ font-size: 1.4rem; margin-bottom: 0 }} p {{ margin: .3rem 0 }} .said {{ white-space: pre-wrap }}
</style></head><body>
"""
_ANSWERS = msgspec.json.Decoder(dict[str, str])
_ALL = 10_000


def page(turn: Turn) -> bytes:
    """The whole page in UTF-8; it needs nothing besides itself."""
    title = escape(turn.words.say("data.page.title"))
    parts = [_HEAD.format(language=turn.language.replace("_", "-"), title=title), f"<h1>{title}</h1>"]
    parts += _paragraphs(turn.words.say("data.page.made", at=_at(turn, turn.now)))
    for heading, lines in (
        ("data.page.me", _me(turn)),
        ("data.page.needs", _needs(turn)),
        ("data.page.surveys", _surveys(turn)),
        ("data.page.helping", _helping(turn)),
        ("data.page.messages", _paragraphs(_messages(turn))),
    ):
        written = list(lines) or list(_paragraphs(turn.words.say("data.page.nothing")))
        parts += [f"<h2>{escape(turn.words.say(heading))}</h2>", *written]
    return "\n".join([*parts, "</body></html>", ""]).encode()


def _at(turn: Turn, moment: datetime) -> str:
    return f"{moment.astimezone(turn.services.zone):%Y-%m-%d %H:%M}"


def _paragraphs(*lines: str) -> Iterator[str]:
    return (f'<p class="said">{escape(line)}</p>' for line in lines if line)


def _me(turn: Turn) -> Iterator[str]:
    person, say = turn.resident, turn.words.say
    unknown = say("data.unknown")
    community = turn.services.atlas.name(person.community, turn.language)
    yield from _paragraphs(
        say("data.page.name", name=person.name or unknown),
        say("data.page.phone", phone=person.phone or unknown),
        say("data.page.community", community=community or unknown),
        say("data.page.address", address=person.address) if person.address else "",
        say("data.page.since", at=_at(turn, person.created_at)),
        say("data.page.consent", at=_at(turn, person.consent_at)) if person.consent_at else "",
    )


def _needs(turn: Turn) -> Iterator[str]:
    for need in all_mine(turn, _ALL):
        yield from _need(turn, need, own=True)
    followed = [one.need_id for one in turn.unit.followers.of_person(turn.resident.id)]
    for need in turn.unit.needs.load(followed) if followed else []:
        yield from _need(turn, need, own=False)


def _need(turn: Turn, need: Need, *, own: bool) -> Iterator[str]:
    """A need with its history; of a neighbour's that was joined neither the words nor the place."""
    words = turn.words
    yield f"<h3>{escape(words.say('mine.head', number=need.number, what=what(need, words)))}</h3>"
    yield from _paragraphs(words.say("mine.state", state=state(need, words)))
    if own:
        said = _ANSWERS.decode(need.answers) if need.answers else {}
        yield from _paragraphs(
            need.text or words.say("mine.words_gone"),
            words.say("card.where", place=need.place) if need.place else "",
            *(words.say("card.answer", question=one, answer=answer) for one, answer in said.items()),
        )
    yield from _paragraphs(*(f"{_at(turn, at)}  {line}" for at, line in history(turn, need, _ALL)))


def _surveys(turn: Turn) -> Iterator[str]:
    for one in turn.unit.surveys.of_person(turn.resident.id):
        if one.purpose != "need" and one.state is not ResponseState.DISCARDED:
            yield f"<h3>{escape(campaigns.title(turn, one.form_id, turn.language))}</h3>"
            yield from _paragraphs(_at(turn, one.submitted_at or one.started_at))
            yield from _paragraphs(*(f"{question} {answer}" for question, answer in _answers(turn, one)))


def _answers(turn: Turn, response: Response) -> list[tuple[str, str]]:
    try:
        return surveys.lines(turn, response) if response.session else []
    except ValueError:
        return []


def _helping(turn: Turn) -> Iterator[str]:
    person, say = turn.resident, turn.words.say
    for sign_up, shift in turn.unit.volunteers.coming(person.id, person.created_at):
        activity = turn.unit.volunteers.activity(shift.activity_id)
        name = activity.name(turn.language) if activity is not None else ""
        state = say(f"data.page.shift.{sign_up.state.value}")
        yield from _paragraphs(f"{_at(turn, shift.starts)}  {name}  {state}")
    minutes = turn.unit.volunteers.balance(f"person:{person.id}")
    if minutes:
        yield from _paragraphs(say("data.page.minutes", minutes=minutes))


def _messages(turn: Turn) -> str:
    days = turn.services.retention.messages
    return turn.words.say("data.page.chat", days=days) if days else turn.words.say("data.page.chat_kept")
