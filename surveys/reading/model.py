"""The primary instance → definitions (what can exist) and prototypes (what to copy)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.finding import FormError, error
from surveys.form import EMPTY, NO_BIND, Bind, Definition, Prototype
from surveys.reading.xml import JAVAROSA, OPENROSA, XFORMS, Element, elements, uri

MOST_NODES = 50_000
"""Model nodes of one form; the largest real one we know has 1,100."""
TEMPLATE = f"{{{JAVAROSA}}}template"


@dataclass(slots=True, eq=False)
class Draft:
    """A definition while it is being read."""

    index: int
    name: str
    namespace: str
    path: str
    parent: Draft | None
    depth: int
    children: dict[str, Draft] = field(default_factory=dict)
    attributes: dict[str, Draft] = field(default_factory=dict)


class ModelReader:
    """Reads the primary instance once; then answers which definition a path means."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.drafts: list[Draft] = []
        self.by_path: dict[str, Draft] = {}
        self.templates: dict[int, Prototype] = {}
        self.written_instances: dict[int, list[Prototype]] = {}

    def read(self, root: Element, repeats: frozenset[str]) -> Prototype:
        """The instance as written, without templates; these are kept by the index of their repeat."""
        self._repeats = repeats
        self._declare(root, None)
        prototype = self._prototype(root, self.drafts[0])
        prototype = self._with_instance_id(prototype)
        for draft in self.drafts:
            if draft.path in repeats and draft.index not in self.templates:
                self.templates[draft.index] = self._first_as_template(root, draft)
        return self._completed(prototype)

    def definitions(self, binds: Mapping[str, Bind]) -> tuple[Definition, ...]:
        """The finished definitions, with their logic."""
        repeats_of: dict[int, tuple[int, ...]] = {}
        found = []
        for draft in self.drafts:
            above = repeats_of[draft.parent.index] if draft.parent is not None else ()
            is_repeat = draft.path in self._repeats
            repeats_of[draft.index] = (*above, draft.index) if is_repeat else above
            found.append(
                Definition(
                    draft.index,
                    draft.name,
                    draft.name.rpartition(":")[2],
                    draft.namespace,
                    draft.path,
                    draft.parent.index if draft.parent is not None else -1,
                    tuple(child.index for child in draft.children.values()),
                    tuple(one.index for one in draft.attributes.values()),
                    draft.depth,
                    is_repeat,
                    repeats_of[draft.index],
                    binds.get(draft.path, NO_BIND),
                )
            )
        return tuple(found)

    # -- definitions

    def _declare(self, element: Element, parent: Draft | None) -> Draft:
        """The draft of an element and of all below it; elements of one path share a draft."""
        name = self.written(element.tag)
        draft = parent.children.get(name) if parent is not None else None
        if draft is None:
            draft = self._new(name, uri(element.tag), parent)
        for key in element.attrib:
            written = "@" + self.written(key)
            if not key.startswith(f"{{{JAVAROSA}}}") and written not in draft.attributes:
                draft.attributes[written] = self._new(written, uri(key), draft)
        for child in elements(element):
            self._declare(child, draft)
        return draft

    def _new(self, name: str, namespace: str, parent: Draft | None) -> Draft:
        if len(self.drafts) >= MOST_NODES:
            raise FormError([error("survey.form.too_many_nodes", limit=MOST_NODES)])
        path = f"{parent.path if parent is not None else ''}/{name}"
        draft = Draft(len(self.drafts), name, namespace, path, parent, path.count("/"))
        self.drafts.append(draft)
        self.by_path[path] = draft
        if parent is not None and not name.startswith("@"):
            parent.children[name] = draft
        return draft

    def written(self, tag: str) -> str:
        """A name as the author wrote it: with its prefix, unless it is in the default namespace."""
        namespace = uri(tag)
        plain = tag.rpartition("}")[2]
        if not namespace or namespace == XFORMS:
            return plain
        prefix = self.prefixes.get(namespace, "")
        return f"{prefix}:{plain}" if prefix else plain

    # -- prototypes

    def _prototype(self, element: Element, draft: Draft) -> Prototype:
        children = []
        for child in elements(element):
            below = draft.children[self.written(child.tag)]
            made = self._prototype(child, below)
            if child.get(TEMPLATE) is not None and below.path in self._repeats:
                self.templates.setdefault(below.index, made)
            else:
                children.append(made)
                if below.path in self._repeats:
                    self.written_instances.setdefault(below.index, []).append(made)
        return Prototype(
            draft.index,
            "" if children or draft.children else element.text or "",
            self._attributes(element),
            tuple(children),
        )

    def _attributes(self, element: Element) -> Mapping[str, str]:
        found = {
            self.written(key): value
            for key, value in element.attrib.items()
            if not key.startswith(f"{{{JAVAROSA}}}")
        }
        return found or EMPTY

    def _first_as_template(self, root: Element, draft: Draft) -> Prototype:
        """Without a jr:template the first instance written is the model of all."""
        chain: list[Draft] = []
        node: Draft | None = draft
        while node is not None and node.parent is not None:
            chain.append(node)
            node = node.parent
        level = [root]
        for step in reversed(chain):
            level = [c for above in level for c in elements(above) if self.written(c.tag) == step.name]
        return self._prototype(level[0], draft)

    def _completed(self, prototype: Prototype) -> Prototype:
        """Instances written with fewer nodes than their template have get the missing ones."""
        children = [self._completed(child) for child in prototype.children]
        template = self.templates.get(prototype.definition)
        if template is not None:
            have = {child.definition for child in children}
            missing = [child for child in template.children if child.definition not in have]
            if missing:
                order = {child.definition: place for place, child in enumerate(template.children)}
                children = sorted([*children, *missing], key=lambda child: order.get(child.definition, -1))
        made = Prototype(
            prototype.definition, prototype.value, prototype.attributes, tuple(children), prototype.namespaces
        )
        written = self.written_instances.get(prototype.definition, [])
        if prototype in written:
            written[written.index(prototype)] = made
        return made

    def _with_instance_id(self, root: Prototype) -> Prototype:
        """OpenRosa wants an instanceID in every submission; forms without one get it."""
        top = self.drafts[0].children
        meta = next((one for one in top.values() if one.name.rpartition(":")[2] == "meta"), None)
        if meta is None:
            prefix = self.prefixes.get(OPENROSA, "")
            name, namespace = (f"{prefix}:meta", OPENROSA) if prefix else ("meta", "")
            meta = self._new(name, namespace, self.drafts[0])
            root = _with_child(root, Prototype(meta.index, "", EMPTY, ()))
        if any(one.name.rpartition(":")[2] == "instanceID" for one in meta.children.values()):
            return root
        before = meta.name.rpartition(":")[0]
        instance_id = self._new(f"{before}:instanceID" if before else "instanceID", meta.namespace, meta)
        leaf = Prototype(instance_id.index, "", EMPTY, ())
        children = tuple(
            _with_child(one, leaf) if one.definition == meta.index else one for one in root.children
        )
        return Prototype(root.definition, "", root.attributes, children, root.namespaces)


def _with_child(prototype: Prototype, child: Prototype) -> Prototype:
    return Prototype(
        prototype.definition, "", prototype.attributes, (*prototype.children, child), prototype.namespaces
    )


def resolve(path: str, context: str) -> str:
    """A nodeset or ref as an absolute path without predicates; relative ones start at ``context``."""
    path = without_predicates(path).strip()
    if path.startswith("current()"):
        path = path[len("current()") :].lstrip("/") or "."
    parts = [] if path.startswith("/") else [part for part in context.split("/") if part]
    for step in path.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in {"", "."}:
            parts.append(step)
    return "/" + "/".join(parts)


def without_predicates(path: str) -> str:
    """The path with everything in square brackets left out."""
    if "[" not in path:
        return path
    depth = 0
    kept = []
    for character in path:
        if character == "[":
            depth += 1
        elif character == "]":
            depth = max(depth - 1, 0)
        elif depth == 0:
            kept.append(character)
    return "".join(kept)
