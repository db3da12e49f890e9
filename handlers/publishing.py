"""Publishing a survey."""

from __future__ import annotations

from datetime import datetime

from handlers.services import Services
from model.survey import FormVersion
from storage.unit import Unit
from surveys.xform import load
from surveys.xlsform import read


def publish(unit: Unit, services: Services, filename: str, content: bytes, now: datetime) -> FormVersion:
    """Publish a form from an author's file. FormError says what is wrong with it, sheet, row and column.

    A form that was published with the same key and version before is given back as it is.
    """
    xform = read(filename, content).xform_xml.encode()
    form = load(xform)
    latest = unit.surveys.latest(form.id)
    if latest is not None and latest.version == form.version:
        return latest
    version = FormVersion(services.ids(), form.id, form.version, form.title, form.title, xform, now)
    unit.surveys.publish(version)
    return version
