"""Published forms, parsed once and kept; sessions of surveys in hand, so that an answer costs little."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from model.survey import FormVersion
from surveys import library
from surveys.form import Form
from surveys.interview import start
from surveys.session import Opening, Session, catch_up, dump, restore
from surveys.xform import load

_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)
_KEPT_SESSIONS = 2000
_KEPT_FORMS = 200


class Forms:
    """A cache of immutable forms by id, and of the sessions last used by their bytes.

    A session is kept with the bytes it was written as, and used again for the very same bytes or brought to
    those that are there now; so a turn that failed or another process cannot leave a wrong one behind.
    """

    def __init__(self) -> None:
        self._forms: OrderedDict[int, Form] = OrderedDict()
        self._counts: dict[tuple[str, str, frozenset[str]], int] = {}
        self._sessions: OrderedDict[int, tuple[bytes, Session]] = OrderedDict()

    def form(self, form_id: int, version: Callable[[], FormVersion | None]) -> Form | None:
        """The form of a published version, parsed at first use."""
        form = self._forms.get(form_id)
        if form is None:
            published = version()
            if published is None:
                return None
            form = load(published.xform)
            self._forms[form_id] = form
            if len(self._forms) > _KEPT_FORMS:
                self._forms.popitem(last=False)
        return form

    def built_in(self, name: str) -> Form:
        """One of our own small surveys."""
        return library.form(name)

    def question_count(self, name: str, known: Mapping[str, str]) -> int:
        """How many questions a built-in survey still asks when these answers are known already."""
        key = (name, known.get("category", ""), frozenset(known))
        if key not in self._counts:
            prompt = start(self.built_in(name), Opening(_ANY_TIME, seed="", answers=known)).prompt
            self._counts[key] = prompt.progress.total - prompt.progress.done if prompt else 0
        return self._counts[key]

    def take(self, response_id: int, form: Form, data: bytes) -> Session:
        """The session of these bytes, out of the cache, to be used up. ValueError as in ``session``.

        One that is some answers behind, because another process had the chat meanwhile, catches up.
        """
        kept = self._sessions.pop(response_id, None)
        if kept is None or kept[1].form is not form:
            return restore(form, data)
        written, session = kept
        return session if written == data else catch_up(session, written, data)

    def session(self, response_id: int, form: Form, data: bytes) -> Session:
        """The session of these bytes. ValueError when they are of another form."""
        known = response_id in self._sessions
        session = self.take(response_id, form, data)
        if known:
            self._sessions[response_id] = (data, session)
        return session

    def keep(self, response_id: int, session: Session) -> bytes:
        """The session's bytes; it is kept for the next answer."""
        data = dump(session)
        self._sessions[response_id] = (data, session)
        self._sessions.move_to_end(response_id)
        if len(self._sessions) > _KEPT_SESSIONS:
            _, (_, oldest) = self._sessions.popitem(last=False)
            oldest.instance.dissolve()
        return data
