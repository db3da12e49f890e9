"""The first minute: language, three plain sentences, consent, community. Once, and never again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import locales
from handlers.campaigns import of_link
from handlers.chat.need import keep_piece
from handlers.chat.understanding import read
from handlers.turn import Turn
from handlers.wording import column
from matching.text import Kind
from model.message import Button, Keyboard, MediaKind
from model.person import Person
from surveys.answers.words import yes_or_no

_SPOKEN = {"zh_CN": "中文", "en": "English"}
_NAMED = {
    **dict.fromkeys(("中文", "汉语", "普通话", "国语", "说中文", "chinese"), "zh_CN"),
    **dict.fromkeys(("english", "英文", "英语", "in english", "english please"), "en"),
}
"""A language typed instead of tapped."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_A_SENTENCE = 3
"""Words without a Chinese character that tell which language somebody speaks."""
_ENDS = " 。．.！!？?，,、～~…"
_CLAUSE = re.compile(r"[\s。．.！!？?，,、～~…]")
CONSENT = "consent"
"""Where the chat is once a language is known and the consent is asked for."""
_SAYS_NOTHING = frozenset(
    {Kind.GREETING, Kind.GIBBERISH, Kind.THANKS, Kind.MENU_WORD, Kind.QUESTION_ABOUT_BOT}
)


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
    """Said before we know each other: an answer to our question, or kept, and the welcome goes on."""
    said = turn.incoming.text.strip().casefold().strip(_ENDS)
    if said in _NAMED:
        choose_language(turn, _NAMED[said])
    elif turn.session.at != CONSENT or not _answered(turn):
        _go_on(turn, kept=_keep(turn))


def _answered(turn: Turn) -> bool:
    """Whether yes, no, or the wish for a human was typed to the question for consent."""
    text = turn.incoming.text
    kind = read(turn, text).kind if text else None
    politely = kind is not Kind.NEED and yes_or_no(_CLAUSE.split(text.strip())[0])
    if kind is Kind.YES or politely or text.strip() == turn.words.say("welcome.agree"):
        agree(turn, "")
    elif kind in {Kind.NO, Kind.CANCEL} or text.strip() == turn.words.say("welcome.disagree"):
        disagree(turn, "")
    elif kind is Kind.WANTS_HUMAN:
        turn.then("human")
    else:
        return False
    return True


def _keep(turn: Turn) -> bool:
    """What was said or sent comes back after the consent; a greeting says nothing. True when it was kept."""
    text, before = turn.incoming.text, turn.session.held
    if text and not text.startswith("/") and read(turn, text).kind not in _SAYS_NOTHING:
        held = turn.session.held
        turn.session.held = f"{held}\n{text}" if held else text
    media = turn.incoming.media
    if turn.incoming.location is not None or (media is not None and media.kind is not MediaKind.STICKER):
        keep_piece(turn, turn.incoming)
        return True
    return turn.session.held != before


def _go_on(turn: Turn, *, kept: bool) -> None:
    """To the consent where the language is known, or was heard just now; else to the language."""
    say, text = turn.words.say, turn.incoming.text
    spoken = "zh_CN" if _CHINESE.search(text) else "en" if len(text.split()) >= _A_SENTENCE else ""
    if turn.session.at == CONSENT:
        asked = say("welcome.consent_again")
        turn.say_plain(f"{say('welcome.noted')}\n{asked}" if kept else asked, _yes_or_no(turn))
    elif spoken:
        turn.chat = replace(turn.chat, language=spoken)
        others = [Button(name, f"lang:{code}") for code, name in _SPOKEN.items() if code != spoken]
        ask_consent(turn, "welcome.kept" if kept else "welcome.hello", others)
    else:
        ask_language(turn)


def again(turn: Turn) -> None:
    """Back to the question that is still open: the consent, or the language."""
    if turn.session.at == CONSENT:
        ask_consent(turn)
    else:
        ask_language(turn)


def _sent(turn: Turn) -> bool:
    """Whether a need is begun already, by its words, a photo, a recording or a place."""
    draft = turn.session.draft
    return draft is not None and bool(draft.text or draft.pieces or draft.place)


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
    if turn.incoming.source is not None:
        turn.say_plain(_SPOKEN[language], edit=True)
    ask_consent(turn)


def ask_consent(turn: Turn, lead: str = "", others: Sequence[Button] = ()) -> None:
    """Who runs this, what happens with the answers, what stays in your hands.

    ``others``: the languages that were not heard, where none was chosen.
    """
    turn.go(CONSENT)
    terms = _terms(turn)
    turn.say_plain(f"{turn.words.say(lead)}\n{terms}" if lead else terms, _yes_or_no(turn) + column(*others))


def _yes_or_no(turn: Turn) -> Keyboard:
    return column(
        Button(turn.words.say("welcome.agree"), "agree:"),
        Button(turn.words.say("welcome.disagree"), "disagree:"),
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
    agreed = turn.words.say("welcome.agreed")
    typed = turn.incoming.source is None
    turn.say_plain(agreed if typed else f"{_terms(turn)}\n\n{agreed}", edit=True)
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
    """They do not: nothing is kept but an alarm, and they still learn whom to call."""
    draft, turn.session.held, turn.session.draft = turn.session.draft, "", None
    turn.drop_files(one.ref for one in (draft.pieces if draft is not None else ()))
    turn.unit.inbox.forget(turn.chat.chat)
    alarm = turn.person is not None and any(
        need.danger and need.state.is_open for need in turn.unit.needs.of_person(turn.person.id)
    )
    turn.say(
        "welcome.disagreed_alarm" if alarm else "welcome.disagreed",
        column(Button(turn.words.say("welcome.agree_after_all"), "agree:")),
        edit=True,
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
    "welcome": again,
    "language": choose_language,
}
