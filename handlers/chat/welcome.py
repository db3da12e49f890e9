"""The first minute: language, three plain sentences, consent, community. Once, and never again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import locales
from handlers.campaigns import of_link
from handlers.chat.need import keep_piece
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button, MediaKind
from model.person import Person

_SPOKEN = {"zh_CN": "中文", "en": "English"}


def start(turn: Turn, payload: str) -> None:
    """/start, perhaps from a poster whose code names the community, or by a link to a survey."""
    turn.go()
    if of_link(payload) is not None:
        _to_survey(turn, payload)
        return
    community = turn.services.atlas.community(payload)
    if not turn.consented:
        turn.session.came_to = community.code if community else turn.session.came_to
        ask_language(turn)
    elif community and turn.resident.community is None:
        turn.then("settle_community", community=community)
    else:
        turn.then("menu", what="menu.back_again")


def _to_survey(turn: Turn, link: str) -> None:
    """To the survey at once, or after the welcome when we do not know each other yet."""
    if turn.consented:
        turn.then("survey_link", link=link)
    else:
        turn.session.link = link
        ask_language(turn)


def first(turn: Turn) -> None:
    """Something was said or sent before we know each other: it is kept, and the welcome begins."""
    if turn.incoming.text and not turn.incoming.text.startswith("/"):
        held = turn.session.held
        turn.session.held = f"{held}\n{turn.incoming.text}" if held else turn.incoming.text
    media = turn.incoming.media
    if turn.incoming.location is not None or (media is not None and media.kind is not MediaKind.STICKER):
        keep_piece(turn, turn.incoming)
    ask_language(turn)


def _sent(turn: Turn) -> bool:
    """Whether a photo, a recording or a place came before the consent."""
    draft = turn.session.draft
    return draft is not None and bool(draft.pieces or draft.place)


def ask_language(turn: Turn) -> None:
    """One message that both can read."""
    key = "welcome.language_held" if turn.session.held or _sent(turn) else "welcome.language"
    turn.say(key, column(*(Button(name, f"lang:{code}") for code, name in _SPOKEN.items())))


def choose_language(turn: Turn, code: str) -> None:
    """A language was tapped, now or later in the settings."""
    language = locales.resolve(code)
    turn.chat = replace(turn.chat, language=language)
    if turn.person is not None:
        turn.change_person(language=language)
    if turn.consented:
        turn.then("menu", what="settings.language_changed", edit=True)
        return
    turn.say_plain(_SPOKEN[language], edit=True)
    ask_consent(turn)


def ask_consent(turn: Turn) -> None:
    """Who runs this, what happens with the answers, what stays in your hands."""
    turn.say_plain(
        _terms(turn),
        column(
            Button(turn.words.say("welcome.agree"), "agree:"),
            Button(turn.words.say("welcome.disagree"), "disagree:"),
        ),
    )


def _terms(turn: Turn) -> str:
    return turn.words.say("welcome.consent", operator=turn.services.operator(turn.language))


def agree(turn: Turn, _: str) -> None:
    """They agree: from here on there is a resident. What they agreed to stays on the screen."""
    if turn.person is None:
        enrol(turn, consented=True)
    elif turn.resident.consent_at is None:
        turn.change_person(consent_at=turn.now)
    community = turn.services.atlas.community(turn.session.came_to)
    turn.say_plain(f"{_terms(turn)}\n\n{turn.words.say('welcome.agreed')}", edit=True)
    if community:
        turn.then("settle_community", community=community)
    elif turn.resident.community is None:
        turn.then("ask_community")
    else:
        arrived(turn)


def enrol(turn: Turn, *, consented: bool) -> None:
    """Make a resident of this chat. Without consent only where a life is in danger."""
    person = Person(turn.services.ids(), turn.language, turn.now, consent_at=turn.now if consented else None)
    turn.unit.people.add(person)
    turn.person = person
    turn.chat = replace(turn.chat, person_id=person.id)


def disagree(turn: Turn, _: str) -> None:
    """They do not: nothing is kept, and they still learn whom to call."""
    turn.session.held, turn.session.draft = "", None
    turn.say(
        "welcome.disagreed", column(Button(turn.words.say("welcome.agree_after_all"), "agree:")), edit=True
    )


def arrived(turn: Turn) -> None:
    """Everything is known: go on with what was said first, or say how it works."""
    turn.go()
    held, turn.session.held = turn.session.held, ""
    link, turn.session.link = turn.session.link, ""
    community = turn.services.atlas.name(turn.resident.community, turn.language)
    if held:
        turn.say("welcome.arrived_held", community=community)
        turn.then("understand", text=held)
    elif _sent(turn):
        turn.say("welcome.arrived_held", community=community)
        turn.then("draft")
    elif link:
        turn.then("survey_link", link=link)
    else:
        turn.then("menu", what="welcome.arrived", community=community)


TAPS = {"lang": choose_language, "agree": agree, "disagree": disagree}
SCREENS: dict[str, Callable[..., None]] = {
    "arrived": arrived,
    "welcome": first,
    "language": choose_language,
}
