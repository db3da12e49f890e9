"""The body: groups, repeats and questions, and the actions inside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from surveys import form
from surveys.finding import warning
from surveys.reading.logic import Reader
from surveys.reading.model import Draft, resolve
from surveys.reading.texts import itext_id, text_of
from surveys.reading.xml import JAVAROSA, Element, attribute, elements, first, local
from surveys.xpath import compile as xpath

CONTROLS = {control.value: control for control in form.Control}
ACTIONS = {"setvalue", "setgeopoint"}
RELEVANT_ATTRIBUTES = ("start", "end", "step", "mediatype", "rows", "query", "autoplay", "incremental")


class BodyReader:
    """Reads the body against the model that was read before it."""

    def __init__(self, drafts: Mapping[str, Draft], bind_ids: Mapping[str, str], reader: Reader) -> None:
        self.drafts = drafts
        self.bind_ids = bind_ids
        self.reader = reader

    def children(self, parent: Element, context: str) -> tuple[form.Element, ...]:
        """The groups, repeats and questions inside an element."""
        found = []
        for element in elements(parent):
            name = local(element)
            read: Callable[[Element, str], form.Element | None] | None = None
            if name == "group":
                read = self._group
            elif name == "repeat":
                read = self._repeat
            elif name in CONTROLS:
                read = self._question
            made = read(element, context) if read is not None else None
            if made is not None:
                found.append(made)
        return tuple(found)

    def actions(self, parent: Element, context: str) -> tuple[form.Action, ...]:
        """The setvalue and setgeopoint elements directly inside an element."""
        return tuple(
            action
            for element in elements(parent)
            if local(element) in ACTIONS
            for action in [self._action(element, context)]
            if action is not None
        )

    def path(self, element: Element, context: str) -> str:
        """The absolute path an element is about; its context when it names none."""
        bind = attribute(element, "bind")
        if bind is not None and bind in self.bind_ids:
            return self.bind_ids[bind]
        ref = attribute(element, "ref") or attribute(element, "nodeset")
        return resolve(ref, context) if ref else context

    # -- the kinds of elements

    def _group(self, element: Element, context: str) -> form.Group:
        path = self.path(element, context)
        draft = self.drafts.get(path) if path != context or attribute(element, "ref") else None
        return form.Group(
            draft.index if draft is not None else None,
            attribute(element, "appearance") or "",
            text_of(first(element, "label"), self.reader, path),
            self.children(element, path if draft is not None else context),
        )

    def _repeat(self, element: Element, context: str) -> form.Repeat | None:
        path = self.path(element, context)
        draft = self.drafts.get(path)
        if draft is None:
            self.reader.findings.append(warning("survey.form.no_such_node", path))
            return None
        return form.Repeat(
            draft.index,
            attribute(element, "appearance") or "",
            text_of(first(element, "label"), self.reader, path),
            self.reader.expression(attribute(element, "count", JAVAROSA), path, "jr:count"),
            attribute(element, "noAddRemove", JAVAROSA) is not None,
            self.children(element, path),
            self.actions(element, path),
        )

    def _question(self, element: Element, context: str) -> form.Question | None:
        path = self.path(element, context)
        draft = self.drafts.get(path)
        if draft is None:
            self.reader.findings.append(warning("survey.form.no_such_node", path))
            return None
        itemset = first(element, "itemset")
        return form.Question(
            draft.index,
            CONTROLS[local(element)],
            attribute(element, "appearance") or "",
            text_of(first(element, "label"), self.reader, path),
            text_of(first(element, "hint"), self.reader, path),
            tuple(self._choice(item, path) for item in elements(element, "item")),
            self._itemset(itemset, path) if itemset is not None else None,
            _parameters(element),
            self.actions(element, path),
        )

    def _choice(self, item: Element, path: str) -> form.Choice:
        value = first(item, "value")
        text = "".join(value.itertext()) if value is not None else ""
        return form.Choice(
            text.strip(), text_of(first(item, "label"), self.reader, path) or form.Text((text,))
        )

    def _itemset(self, element: Element, path: str) -> form.Itemset | None:
        nodes = self.reader.expression(attribute(element, "nodeset"), path, "choice_filter")
        value, label = first(element, "value"), first(element, "label")
        if nodes is None or value is None:
            return None
        ref = attribute(label, "ref") or "" if label is not None else ""
        translated = ref.strip().startswith("jr:itext(") and itext_id(ref) is None
        if translated:
            ref = ref.strip()[len("jr:itext(") : -1]
        value_of = self.reader.expression(attribute(value, "ref") or "", path, "value") or xpath(".")
        return form.Itemset(nodes, value_of, self.reader.expression(ref, path, "label"), translated)

    def _action(self, element: Element, context: str) -> form.Action | None:
        bind = attribute(element, "bind")
        ref = self.bind_ids.get(bind, "") if bind is not None else attribute(element, "ref") or ""
        target = self.reader.expression(ref, context, "ref")
        if target is None:
            return None
        source = attribute(element, "value")
        value = self.reader.expression(source, ref, "value")
        event = attribute(element, "event") or attribute(
            element, "event", "http://www.w3.org/2001/xml-events"
        )
        text = "" if source is not None else "".join(element.itertext())
        return form.Action(
            frozenset((event or "").split()), target, value, text, local(element) == "setgeopoint"
        )


def _parameters(element: Element) -> Mapping[str, str]:
    found = {
        name: value
        for key, value in element.attrib.items()
        if (name := key.rpartition("}")[2]) in RELEVANT_ATTRIBUTES
    }
    return found or form.EMPTY
