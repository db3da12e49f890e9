"""One turn of the conversation while it is being worked out: where it is, where it goes next."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from msgspec.structs import replace

from model.phrase import Phrase
from surveys.course import Course, Stop, course, index_of
from surveys.events import Completed, Event, Outdated, Rejected
from surveys.kinds import ask_of
from surveys.passages import passage_of
from surveys.plain import plain
from surveys.preload import timestamp
from surveys.prompt import Ask
from surveys.reviewing import is_open
from surveys.said import Said
from surveys.session import Place, Session, copy_of
from surveys.texts import MISSING
from surveys.tree import InstanceNode, subtree
from surveys.validity import Violation, violation
from surveys.xpath import XPathError


class Turn:
    """Works on ``session``, whose instance is this turn's own; ``before`` gives the session as it was."""

    def __init__(self, session: Session, before: Callable[[], Session]) -> None:
        self.session = session
        self._before = before
        self.events: list[Event] = []
        self.problem: Phrase | None = None

    # -- where it is

    def outdated(self, said: Said) -> bool:
        """Whether a button of an older prompt was pressed; this is told and nothing else done."""
        turn = getattr(said, "turn", None)
        if turn is None or turn == self.session.place.turn:
            return False
        self.events.append(Outdated(turn))
        return True

    def stops(self) -> Course:
        """The course as the answers stand now."""
        return course(self.session.instance)

    def index(self) -> int | None:
        """Where in the course the stop on screen is."""
        return index_of(self.session.instance, self.stops(), self.session.place.ref)

    def stop(self) -> Stop | None:
        """The stop on screen; None at the review."""
        if self.session.place.kind == "review":
            return None
        index = self.index()
        return self.stops()[index] if index is not None else None

    def ask(self) -> Ask:
        """The kind of the stop on screen."""
        stop = self.stop()
        return ask_of(stop) if stop is not None else Ask.REVIEW

    # -- where it goes

    def show(self, stop: Stop) -> None:
        """Ask this stop next."""
        kind = "repeat" if stop.repeat is not None else "question"
        self._go(stop.ref(self.session.form), kind)

    def review(self, ref: str = "", page: int = 0) -> None:
        """Show all answers next; with the ref of the question that is to be come back to."""
        self._go(ref, "review", page)

    def page_of(self, stop: Stop) -> int:
        """The page of the list of answers that a stop is on; the first one for the last question of all."""
        asked = [one for one in self.stops() if one.question is not None and not one.note]
        number = next((at for at, one in enumerate(asked) if one.node is stop.node), 0)
        return 0 if number == len(asked) - 1 else number // max(1, self.session.opening.page_size)

    def adjust(self, **changes: object) -> None:
        """Stay at the question, on another page, with other ticks or another search."""
        place = replace(self.session.place, **changes)
        self.session = self.session.at(place)

    def _go(self, ref: str, kind: str, page: int = 0) -> None:
        self.session = self.session.at(Place(ref, kind, page, turn=self.session.place.turn + 1))

    def move_on(self, ref: str | None) -> None:
        """To the next stop that is still open after the one at ``ref``, else any open one, else the end."""
        stops = self.stops()
        index = index_of(self.session.instance, stops, ref or "")
        start = 0 if index is None else index + 1
        for place in chain(range(start, len(stops)), range(start)):
            if is_open(self.session, stops[place]):
                self.show(stops[place])
                stops.places[self.session.place.ref] = place
                return
        if self.session.opening.review:
            self.review(page=0 if index is None else self.page_of(stops[index]))
        else:
            self.finish()

    # -- the end

    def finish(self) -> None:
        """Submit, unless an answer is missing or does not stand: then it is asked for."""
        instance = self.session.instance
        stops = self.stops()
        for stop in stops:
            wrong = violation(instance, stop.node) if stop.question is not None and not stop.note else None
            if wrong is not None:
                self.show(stop)
                self.reject(stop.ref(self.session.form), words_for(wrong))
                return
        for node in subtree(instance.root):
            bind = node.definition.bind
            if bind.preload == "timestamp" and bind.preload_params == "end":
                instance.set(node, timestamp(instance.host.now, instance.host.tz))
        last = len(stops)
        while last > 0 and stops[last - 1].note:
            last -= 1
        closing = tuple(passage_of(instance, one) for one in stops[last:])
        self._go("", "end")
        self.events.append(Completed(self._instance_id(), self._instance_name(), closing))

    def _instance_id(self) -> str:
        root = self.session.instance.root
        found = (node for node in subtree(root) if node.local == "instanceID")
        return next((node.value for node in found), "")

    def _instance_name(self) -> str:
        expression = self.session.form.instance_name
        if expression is None:
            return ""
        try:
            return expression.string(self.session.instance.context(self.session.instance.root))
        except XPathError:
            return ""

    # -- saying no

    def reject(self, ref: str, message: Phrase) -> None:
        """What was said is no answer; the question stays."""
        self.problem = message
        self.events.append(Rejected(ref, message))

    def undo(self) -> None:
        """Everything is again as it was before this turn."""
        host = self.session.instance.host
        self.session = replace(self.session, instance=copy_of(self._before().instance, host))

    def node(self, ref: str) -> InstanceNode | None:
        """The node at a ref."""
        return self.session.instance.at(ref)


def words_for(wrong: Violation) -> Phrase:
    """The author's message, or ours where the form has none."""
    message = plain(wrong.message)
    if message and message != MISSING:
        return Phrase("survey.answer.author", {"message": message})
    return Phrase(f"survey.answer.{wrong.condition}")
