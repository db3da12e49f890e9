"""What the wiring hands to a channel when it builds one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.sharing.duty import Duty
from model.message import Incoming
from storage.outbox import Owed

Now = Callable[[], datetime]
"""The clock; aware moments."""
Load = Callable[[str], Awaitable[bytes]]
"""Reads a file of the media store by its key; LookupError when there is none."""
Store = Callable[[bytes, str], Awaitable[str]]
"""Puts a file of this MIME type into the media store and gives back its key."""
History = Callable[[str, int], Awaitable[Sequence[Owed | Incoming]]]
"""What was said in a chat (its key) from both sides after the message with this id (0: all), oldest first."""
Tell = Callable[[str, int], Awaitable[None]]
"""Tells the other processes that the message with this id was pushed to a chat's pages."""
Language = Callable[[str], Awaitable[str]]
"""The language chosen in a chat (its key), as ``zh_CN`` or ``en``; empty when none was chosen yet."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a builder may take from; each takes what it needs.

    ``secret`` signs what is given to browsers. ``public_url`` is the address people reach the web server
    by, without a slash at its end, empty on a developer's machine. ``options`` are the settings of the
    one channel that is built; the builder names those it knows. While the ``duty`` is not ours another
    process sends through this messenger and polls it. ``tell`` is None where there are no other processes.
    """

    now: Now
    secret: str
    store: Store
    load: Load
    history: History
    language: Language
    public_url: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    duty: Duty = field(default_factory=lambda: Duty(mine=True))
    tell: Tell | None = None
