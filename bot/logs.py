"""Structured logs, one JSON object a line where nobody looks on, coloured lines on a terminal.

No personal data: messages name channels, kinds and counts. Whatever somebody logs all the same goes through
here: of an exception only its kind and places are kept, since its words may be a resident's; a chat appears
under a name made from it by a keyed hash; free words lose what is quoted, Chinese or a long number; secrets
are struck out. What libraries log keeps its template and loses the values.
"""

from __future__ import annotations

import hashlib
import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable, MutableMapping
from types import TracebackType
from typing import Any

import structlog

Event = MutableMapping[str, Any]
Processor = Callable[[Any, str, Event], Event]
_FREE = ("error", "why", "reason")
"""Fields that may hold words of a messenger's, a driver's or a person's."""
_MOST = 300
_HIDDEN = (
    (re.compile(r"\d{5,}:[\w-]{20,}"), "<token>"),
    (re.compile(r"://[^/\s@]+@"), "://<user>@"),
    (re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’|「[^」]*」"), "…"),
    (re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"), "…"),
    (re.compile(r"\+?\d[\d -]{4,}\d"), "#"),
)


def configure(level: str, form: str = "", *, secrets: Iterable[str] = (), key: str = "") -> None:
    """Set up logging for the process.

    ``form`` is json, console or "" (console on a terminal); ``secrets`` never appear, whatever holds them;
    ``key`` is what chats' names are made with.
    """
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    cleaning: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_words,
        _naming_chats(key.encode()),
        _striking_out([one for one in secrets if one]),
    ]
    on_terminal = form == "console" or (not form and sys.stderr.isatty())
    look: Any = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if on_terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *cleaning, look],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    _libraries(max(number, logging.WARNING), cleaning, look)


def _libraries(level: int, cleaning: list[Processor], look: Any) -> None:  # noqa: ANN401 - a renderer
    """What others log goes the same way."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_template_only, *cleaning],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, look],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)


def _template_only(_: object, __: str, event: Event) -> Event:
    """The first line of what a library says, with its values left out."""
    record: logging.LogRecord = event["_record"]
    template = str(record.msg)
    if record.name == "py.warnings":  # Python's own way says everything in one value
        template = without_private(str(event["event"]))
    event["event"] = template.partition("\n")[0][:_MOST]
    event["logger"] = record.name
    event.pop("positional_args", None)
    if record.exc_info:
        event["exc_info"] = record.exc_info
        record.exc_info = record.exc_text = None
    record.stack_info = None
    return event


def without_words(_: object, __: str, event: Event) -> Event:
    """An exception as its kinds and places; free words without what may be somebody's."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["exception"] = places(error)
    event.pop("stack_info", None)
    for name in _FREE:
        if name in event:
            event[name] = without_private(str(event[name]))
    return event


def without_private(words: str) -> str:
    """Words without anything quoted, Chinese, like a number of somebody's or like a token."""
    for pattern, instead in _HIDDEN:
        words = pattern.sub(instead, words)
    return words[:_MOST]


def places(error: BaseException) -> str:
    """Where an exception came from, the outermost call first, and where those came from that caused it."""
    found: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        found.append(f"{type(error).__name__}: {_calls(error.__traceback__)}")
        after = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if after is None:
            break
        error = after
    return " <- ".join(found)


def _calls(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace, limit=-30)
    return " > ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)


def _short(path: str) -> str:
    return "/".join(path.split("/")[-3:])


def _naming_chats(key: bytes) -> Processor:
    key = key[: hashlib.blake2b.MAX_KEY_SIZE]

    def name(_: object, __: str, event: Event) -> Event:
        chat = event.get("chat")
        if chat is not None:
            messenger = str(chat).partition(":")[0] if ":" in str(chat) else ""
            digest = hashlib.blake2b(str(chat).encode(), digest_size=5, key=key).hexdigest()
            event["chat"] = f"{messenger}:~{digest}"
        return event

    return name


def _striking_out(secrets: list[str]) -> Processor:
    def strike(_: object, __: str, event: Event) -> Event:
        for secret in secrets:
            held = [name for name, value in event.items() if isinstance(value, str) and secret in value]
            for name in held:
                event[name] = event[name].replace(secret, "<secret>")
        return event

    return strike
