"""Topics: what residents raise and others support, for the committee's agenda."""

from __future__ import annotations

from collections.abc import Callable

from handlers.turn import Turn
from handlers.wording import column
from model.message import Button, Keyboard
from model.topic import Topic

ROOM = "topic"
_LISTED = 6
_LONGEST = 60


def show(turn: Turn) -> None:
    """The community's topics, most supported first; one tap supports."""
    words = turn.words
    community = turn.resident.community or ""
    topics = turn.unit.topics.of_community(community)[:_LISTED]
    buttons = [
        Button(words.say("topic.line", title=topic.title, count=topic.support), f"second:{topic.id}")
        for topic in topics
    ]
    turn.say(
        "topic.title" if topics else "topic.none",
        column(
            *buttons, Button(words.say("topic.raise"), "raise:"), Button(words.say("button.menu"), "menu:")
        ),
    )


def support(turn: Turn, topic_id: str) -> None:
    """Support a topic."""
    known = {str(topic.id): topic for topic in turn.unit.topics.of_community(turn.resident.community or "")}
    topic = known.get(topic_id)
    if topic is None:
        turn.then("expired")
        return
    turn.unit.topics.support(topic.id, turn.resident.id, turn.now)
    turn.say(
        "topic.supported",
        column(Button(turn.words.say("button.menu"), "menu:")),
        edit=True,
        title=topic.title,
    )


def ask(turn: Turn, _: str) -> None:
    """What is typed next is a topic."""
    turn.go(ROOM)
    turn.say("topic.ask", _back(turn), edit=True)


def _back(turn: Turn) -> Keyboard:
    return column(Button(turn.words.say("button.back"), "menu:topics"))


def hear(turn: Turn) -> bool:
    """A topic in one sentence."""
    title = " ".join(turn.incoming.text.split())
    if not title:
        return False
    if len(title) > _LONGEST:
        turn.say("topic.too_long", _back(turn), limit=_LONGEST)
        return True
    topic = Topic(turn.services.ids(), turn.resident.community or "", title, turn.now)
    turn.unit.topics.add(topic, turn.resident.id)
    turn.go()
    turn.then("menu", what="topic.raised")
    return True


TAPS = {"second": support, "raise": ask}
ROOMS = {ROOM: hear}
SCREENS: dict[str, Callable[..., None]] = {"topics": show}
