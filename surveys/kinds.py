"""What kind of answer a stop asks for, and what the readers of answers need to know about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from surveys.answers.asked import Asked
from surveys.choices import readable_options
from surveys.course import Stop
from surveys.form import Control
from surveys.instance import Instance
from surveys.prompt import Ask

INPUTS: Mapping[str, Ask] = MappingProxyType(
    {
        "int": Ask.INTEGER,
        "integer": Ask.INTEGER,
        "decimal": Ask.DECIMAL,
        "date": Ask.DATE,
        "time": Ask.TIME,
        "dateTime": Ask.DATETIME,
        "geopoint": Ask.LOCATION,
        "geotrace": Ask.TRACE,
        "geoshape": Ask.SHAPE,
        "barcode": Ask.BARCODE,
    }
)
CONTROLS: Mapping[Control, Ask] = MappingProxyType(
    {
        Control.SELECT: Ask.MULTIPLE,
        Control.SELECT1: Ask.CHOICE,
        Control.RANK: Ask.RANK,
        Control.RANGE: Ask.RANGE,
        Control.TRIGGER: Ask.ACKNOWLEDGE,
    }
)
UPLOADS: Mapping[str, Ask] = MappingProxyType({"image": Ask.PHOTO, "audio": Ask.AUDIO, "video": Ask.VIDEO})
LISTS = frozenset({Ask.CHOICE, Ask.MULTIPLE, Ask.RANK})


def ask_of(stop: Stop) -> Ask:
    """What kind of answer a stop asks for."""
    if stop.repeat is not None:
        return Ask.ANOTHER
    question = stop.question
    if question is None or stop.note:
        return Ask.NOTE
    if question.control is Control.UPLOAD:
        return UPLOADS.get(question.parameters.get("mediatype", "").partition("/")[0], Ask.FILE)
    return CONTROLS.get(question.control) or INPUTS.get(stop.node.definition.bind.type, Ask.TEXT)


def asked_of(instance: Instance, stop: Stop, ticks: tuple[str, ...] = ()) -> Asked:
    """What the readers of answers need to know about a stop's question."""
    now = local_now(instance)
    question = stop.question
    if question is None:
        return Asked(now)
    found = (
        readable_options(instance.host, question, stop.node) if question.choices or question.itemset else []
    )
    return Asked(now, tuple(found), question.parameters, ticks, question.appearance)


def local_now(instance: Instance) -> dt.datetime:
    """Now, in the resident's time zone."""
    return instance.host.now.astimezone(instance.host.tz)
