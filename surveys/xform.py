"""XForm XML → ``Form``. No pyxform here: this is what every start of the bot pays, so it is quick."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType

from surveys.dependencies import build
from surveys.finding import FormError, error, warning
from surveys.form import EMPTY, Bind, Form
from surveys.reading.binds import binds_of
from surveys.reading.body import BodyReader
from surveys.reading.logic import Reader
from surveys.reading.model import ModelReader
from surveys.reading.secondary import instances_of
from surveys.reading.texts import translations
from surveys.reading.xml import Element, attribute, elements, first, local, parse

NO_FILES: Mapping[str, bytes] = MappingProxyType({})


def load(xform_xml: str | bytes, files: Mapping[str, bytes] = NO_FILES) -> Form:
    """Read a form. ``files`` are its attached tables, by file name or by the whole jr:// address.

    FormError when it is no XForm at all; everything smaller is isolated, answered by a default and told in
    ``Form.findings``.
    """
    with _without_collecting():
        return _load(xform_xml, files)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No garbage collection meanwhile: a form is all kept, and looking for garbage doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(xform_xml: str | bytes, files: Mapping[str, bytes]) -> Form:
    root, prefixes = parse(xform_xml)
    reader = Reader()
    model, body = _model_and_body(root)
    primary = _primary(model)
    models = ModelReader(prefixes)
    root_path = "/" + models.written(primary.tag)
    binds, bind_ids = binds_of(model, root_path, reader)
    repeats = frozenset(_repeat_paths(body, root_path, bind_ids)) if body is not None else frozenset[str]()
    prototype = models.read(primary, repeats)
    _check_binds(binds, models, reader)
    bodies = BodyReader(models.by_path, bind_ids, reader)
    elements_read = bodies.children(body, root_path) if body is not None else ()
    definitions = models.definitions(_with_instance_id(binds, models))
    itext, languages, default_language = translations(first(model, "itext"), reader)
    name_bind = next(
        (one.bind for one in definitions if one.local == "instanceName" and one.bind.calculate), None
    )
    submission = first(model, "submission")
    return Form(
        id=attribute(primary, "id") or local(primary),
        version=attribute(primary, "version") or "",
        title=_title(root),
        definitions=definitions,
        prototype=prototype,
        templates=MappingProxyType(models.templates),
        written=MappingProxyType({index: tuple(all_) for index, all_ in models.written_instances.items()}),
        body=elements_read,
        graph=build(definitions, elements_read),
        actions=bodies.actions(model, root_path),
        instances=MappingProxyType(instances_of(model, files, models.written, reader)),
        itext=itext,
        languages=languages,
        default_language=default_language,
        namespaces=MappingProxyType({prefix: uri for uri, prefix in prefixes.items() if prefix}),
        instance_name=name_bind.calculate if name_bind is not None else None,
        findings=tuple(reader.findings),
        submission=dict(submission.attrib) if submission is not None else EMPTY,
    )


def _model_and_body(root: Element) -> tuple[Element, Element | None]:
    model = next((one for one in root.iter() if local(one) == "model"), None)
    body = next((one for one in elements(root, "body")), None)
    if model is None:
        raise FormError([error("survey.form.no_model", found=local(root))])
    return model, body


def _primary(model: Element) -> Element:
    instance = first(model, "instance")
    root = next(elements(instance), None) if instance is not None else None
    if root is None:
        raise FormError([error("survey.form.no_instance")])
    return root


def _title(root: Element) -> str:
    title = next((one for one in root.iter() if local(one) == "title"), None)
    return "".join(title.itertext()).strip() if title is not None else ""


def _repeat_paths(parent: Element, context: str, bind_ids: Mapping[str, str]) -> list[str]:
    """The paths of all repeats of the body, before anything else of it is read."""
    bodies = BodyReader({}, bind_ids, Reader())
    found = []
    for element in elements(parent):
        name = local(element)
        if name in {"group", "repeat"}:
            path = bodies.path(element, context)
            if name == "repeat":
                found.append(path)
            found.extend(_repeat_paths(element, path, bind_ids))
    return found


def _check_binds(binds: Mapping[str, Bind], models: ModelReader, reader: Reader) -> None:
    for path in binds:
        if path not in models.by_path:
            reader.findings.append(warning("survey.form.bind_without_node", path))


def _with_instance_id(binds: dict[str, Bind], models: ModelReader) -> dict[str, Bind]:
    """Every submission has an instanceID: where the form does not ask for one, we make it."""
    for draft in models.drafts:
        if draft.depth == 3 and draft.name.rpartition(":")[2] == "instanceID":
            bind = binds.get(draft.path, Bind())
            if not bind.preload and bind.calculate is None:
                binds[draft.path] = replace(bind, preload="uid-when-blank")
    return binds
