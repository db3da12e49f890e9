"""The session: one person's way through one form, and its few bytes in the database."""

from __future__ import annotations

import datetime as dt
import random
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from surveys import tree
from surveys.form import Form
from surveys.host import FormHost
from surveys.instance import Instance
from surveys.packing import pack
from surveys.starting import start
from surveys.unpacking import patch, unpack

FORMAT = 1
_SMALL = 1200
"""Bytes below which compressing does not pay."""


class Opening(msgspec.Struct, frozen=True):
    """What is known when a survey starts.

    ``now`` is aware. ``seed`` must be different for every session (its id): the instanceID and all
    randomness come from it. ``tz`` is an IANA name, ``language`` a tag such as "zh-CN". ``facts`` are
    metadata by lower-case name (deviceid, username, email, phonenumber …). ``answers`` fill questions
    beforehand, by path or name; these are not asked. ``review`` asks for a look at all answers before the
    survey is sent; ``page_size`` is how many choices one message shows.
    """

    now: dt.datetime
    seed: str
    tz: str = "Asia/Shanghai"
    language: str = "zh-CN"
    facts: Mapping[str, str] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    answers: Mapping[str, str] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    review: bool = False
    page_size: int = 8


class Place(msgspec.Struct, frozen=True):
    """Where the conversation is.

    ``ref`` is the node asked for; ``kind`` says as what: "question", "repeat" (add another?), "review" or
    "end". ``page`` and ``search`` are the part of a long list on screen, ``ticks`` what is ticked or ranked
    so far but not yet confirmed. ``turn`` counts prompts, so that an old button is known as old.
    """

    ref: str = ""
    kind: str = "question"
    page: int = 0
    search: str = ""
    ticks: tuple[str, ...] = ()
    ticked: bool = False
    turn: int = 1


class Session(msgspec.Struct, frozen=True, eq=False):
    """An immutable value: ``interview.hear`` gives a new one and leaves the old one as it was."""

    form: Form
    instance: Instance
    opening: Opening
    language: str
    place: Place
    closed: frozenset[str] = frozenset()
    """Repeats (by parent's ref and name) whose "another one?" was answered no."""

    @property
    def complete(self) -> bool:
        """Whether it was submitted."""
        return self.place.kind == "end"

    def at(self, place: Place) -> Session:
        """The same session at another place."""
        return Session(self.form, self.instance, self.opening, self.language, place, self.closed)


def zone(name: str) -> dt.tzinfo:
    """The time zone of an IANA name; UTC when there is no such zone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def host_of(form: Form, opening: Opening, language: str, now: dt.datetime) -> FormHost:
    """The host for one turn."""
    return FormHost(form, now, zone(opening.tz), language, opening.facts)


def open_instance(form: Form, opening: Opening) -> Instance:
    """A new instance, computed and with what is known beforehand filled in."""
    language = form.language_for(opening.language)
    host = host_of(form, opening, language, opening.now)
    host.reseed(f"{opening.seed}/0")
    instance = Instance(form, host, tree.grow(form, form.prototype))
    start(instance, random.Random(f"{opening.seed}/metadata"))
    for name, answer in opening.answers.items():
        definition = form.by_path.get(name) or form.by_name.get(name)
        node = instance.at(definition.path) if definition is not None else None
        if node is not None:
            instance.set(node, answer)
            node.seen = bool(node.value)
    return instance


# -- bytes


def dump(session: Session) -> bytes:
    """The session as bytes, the same for the same session; ``restore`` reads them with the same form."""
    opening = session.opening
    place = session.place
    data: dict[str, object] = {
        "v": FORMAT,
        "form": [session.form.id, session.form.version],
        "opening": _opened(session),
        "language": session.language,
        "place": [
            place.ref,
            place.kind,
            place.page,
            place.search,
            place.ticks,
            int(place.ticked),
            place.turn,
        ],
        "closed": sorted(session.closed),
        **({"known": dict(opening.answers)} if opening.answers else {}),
        **pack(session.instance),
    }
    text = msgspec.json.encode(data)
    return text if len(text) < _SMALL else zlib.compress(text, 6)


def _opened(session: Session) -> object:
    """The opening as it is written; it never changes, so it is put together once."""
    known = session.instance.memo.get("opened")
    opening = session.opening
    if known is None or known[0] is not opening:
        written = [
            opening.now.isoformat(),
            opening.seed,
            opening.tz,
            opening.language,
            dict(opening.facts),
            int(opening.review),
            opening.page_size,
        ]
        known = session.instance.memo["opened"] = (opening, msgspec.Raw(msgspec.json.encode(written)))
    return known[1]


def restore(form: Form, data: bytes) -> Session:
    """The session that ``dump`` wrote. ValueError when the bytes are none, or of another form or version."""
    return _restored(form, data, None)


def catch_up(session: Session, written: bytes, data: bytes) -> Session:
    """The same as ``restore``, out of an older (or newer) session that had been ``written`` as other bytes.

    Only what differs is put into its tree, where that is enough. The session given is used up.
    """
    return _restored(session.form, data, (session.instance, written))


def _restored(form: Form, data: bytes, live: tuple[Instance, bytes] | None) -> Session:
    try:
        read = _read(data)
        if read["v"] != FORMAT or read["form"] != [form.id, form.version]:
            msg = f"a session of {read['form']}, not of {[form.id, form.version]}"
            raise ValueError(msg)
        now, seed, tz, language, facts, review, page_size = read["opening"]
        opening = Opening(
            dt.datetime.fromisoformat(now),
            seed,
            tz,
            language,
            facts,
            read.get("known", {}),
            review=bool(review),
            page_size=page_size,
        )
        ref, kind, page, search, ticks, ticked, turn = read["place"]
        host = host_of(form, opening, read["language"], opening.now)
        instance = _instance(form, host, read, live)
        place = Place(ref, kind, page, search, tuple(ticks), bool(ticked), turn)
        return Session(form, instance, opening, read["language"], place, frozenset(read["closed"]))
    except (KeyError, IndexError, TypeError, zlib.error, UnicodeError, msgspec.DecodeError) as problem:
        msg = f"these bytes are no session: {problem}"
        raise ValueError(msg) from problem


def _instance(
    form: Form, host: FormHost, read: Mapping[str, Any], live: tuple[Instance, bytes] | None
) -> Instance:
    if live is not None:
        instance, written = live
        if patch(instance, host, _read(written), read):
            return instance
        instance.dissolve()
    return unpack(form, host, read)


def _read(data: bytes) -> Any:  # noqa: ANN401 - whatever was written
    return msgspec.json.decode(data if data[:1] == b"{" else zlib.decompress(data))


def copy_of(instance: Instance, host: FormHost) -> Instance:
    """An independent copy with another host; what happens to it leaves the original as it was."""
    copied = Instance(instance.form, host, tree.copy(instance.root))
    copied.problems.update(instance.problems)
    return copied
