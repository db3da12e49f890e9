"""What an author should know about a form before residents meet it: pure inspection, nothing is played."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from surveys.finding import Finding, Severity, error, remark, warning
from surveys.form import Definition, Form, Text
from surveys.reading.model import resolve as absolute
from surveys.referring import resolve
from surveys.shortcomings import shortcomings
from surveys.tree import grow
from surveys.xpath import Context, Expression, XPathError

MOST_NAMED = 6
"""How many names a finding about many lists; the rest are counted."""
ROLES = ("relevant", "calculate", "required", "readonly", "constraint")
_SELECTED = re.compile(r"selected\(\s*([^,()'\"]+?)\s*,\s*(['\"])(.*?)\2\s*\)")
_EQUAL = re.compile(r"([./\w-]+)\s*=\s*(['\"])(.*?)\2")


def check(form: Form, warnings: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """Everything worth telling, errors first. ``warnings`` are what the spreadsheet's reading found."""
    found = [*warnings, *form.findings]
    for look in LOOKS:
        found.extend(look(form))
    order = {severity: place for place, severity in enumerate(Severity)}
    return tuple(sorted(_once(found), key=lambda one: order[one.severity]))


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    """The same finding twice is told once; parameters are plain values, so their text tells them apart."""
    seen: set[str] = set()
    for one in found:
        name = f"{one.message.key}{sorted(one.message.params.items())}{one.sheet}{one.row}{one.column}"
        if name not in seen:
            seen.add(name)
            yield one


def _nothing_to_ask(form: Form) -> Iterator[Finding]:
    if not form.questions:
        yield error("survey.check.no_questions", form.id)


def _expressions(form: Form) -> Iterator[Finding]:
    """Functions that do not exist, wrong numbers of arguments."""
    for definition, role, expression in _logic(form):
        for complaint in expression.problems:
            yield warning(
                "survey.check.expression",
                definition.path,
                role=role,
                expression=expression.source,
                detail=complaint,
            )


def _unknown_nodes(form: Form) -> Iterator[Finding]:
    """Paths that lead to no question."""
    for definition, role, expression in _logic(form):
        for reference in expression.references.paths:
            if reference.origin != "instance" and not resolve(form.definitions, definition, reference):
                yield warning(
                    "survey.check.no_such_question", definition.path, role=role, path=str(reference)
                )


def _unknown_instances(form: Form) -> Iterator[Finding]:
    for definition, _role, expression in _logic(form):
        for name in expression.references.instances:
            if name not in form.instances:
                yield warning("survey.check.no_such_list", definition.path, list=name)


def _cycles(form: Form) -> Iterator[Finding]:
    for cycle in form.graph.cycles:
        names = [form.definitions[index].name for index in cycle]
        if not any(form.definitions[index].repeats for index in cycle):
            yield warning("survey.check.cycle", names[0], names=_listed(names))


def _unreachable(form: Form) -> Iterator[Finding]:
    """Questions whose condition can never be true, whatever is answered."""
    root = grow(form, form.prototype)
    for one in form.definitions:
        relevant = one.bind.relevant
        if (
            relevant is None
            or relevant.references.paths
            or relevant.references.functions - {"false", "not", "true"}
        ):
            continue
        try:
            reachable = relevant.boolean(Context(root))
        except XPathError:
            continue
        if not reachable:
            yield warning("survey.check.unreachable", one.path)


def _unknown_values(form: Form) -> Iterator[Finding]:
    """Conditions on an answer that is not among the choices of its question."""
    for definition, role, expression in _logic(form):
        for pattern in (_SELECTED, _EQUAL):
            for path, _quote, value in pattern.findall(expression.source):
                asked = form.by_path.get(absolute(path.strip(), definition.path))
                possible = _possible(form, asked)
                if possible and value not in {"", "NaN"} | possible and asked is not None:
                    yield warning(
                        "survey.check.unknown_value",
                        definition.path,
                        role=role,
                        value=value,
                        question=asked.name,
                    )


def _possible(form: Form, asked: Definition | None) -> frozenset[str]:
    """The values a question can take, when its choices are fixed or a whole list; empty when unknown."""
    question = form.questions.get(asked.index) if asked is not None else None
    if question is None:
        return frozenset()
    if question.itemset is None:
        return form.fixed_choices.get(question.definition, frozenset())
    found = re.match(r"(?:randomize\()?instance\(['\"]([^'\"]+)['\"]\)", question.itemset.nodes.source)
    instance = form.instances.get(found[1]) if found else None
    if instance is None:
        return frozenset()
    name = question.itemset.value.source
    return frozenset(
        cell.value
        for top in instance.children
        for row in top.children
        for cell in row.named(name)
        if cell.value
    )


def _unused_lists(form: Form) -> Iterator[Finding]:
    used: set[str] = set()
    for _definition, _role, expression in _logic(form):
        used |= expression.references.instances
    for question in form.questions.values():
        if question.itemset is not None:
            used |= question.itemset.nodes.references.instances
    for name in form.instances:
        if name not in used and not name.startswith("__"):
            yield remark("survey.check.unused_list", name)


def _no_labels(form: Form) -> Iterator[Finding]:
    for index, question in form.questions.items():
        if question.label is None or not _has_words(form, question.label):
            yield warning("survey.check.no_label", form.definitions[index].path)


def _has_words(form: Form, text: Text) -> bool:
    if not text.itext:
        return bool(text.parts) or text.expression is not None
    texts = (form.itext[language].get(text.itext) for language in form.languages)
    return any(one is not None and (one.parts or one.forms) for one in texts)


def _translations(form: Form) -> Iterator[Finding]:
    """Texts that some language lacks; pyxform writes "-" for them."""
    if len(form.languages) < 2:
        return
    every = dict.fromkeys(name for language in form.languages for name in form.itext[language])
    for language in form.languages:
        texts = form.itext[language]
        missing = [
            name.rpartition("/")[2].partition(":")[0]
            for name in every
            if name not in texts or (texts[name].parts in {(), ("-",)} and not texts[name].forms)
        ]
        if missing:
            yield warning(
                "survey.check.untranslated",
                language,
                count=len(missing),
                names=_listed(dict.fromkeys(missing)),
            )


def _in_chat(form: Form) -> Iterator[Finding]:
    """What a chat cannot show, and how it is shown instead; told once for each kind."""
    kinds: dict[str, list[str]] = {}
    for index, question in form.questions.items():
        for kind in shortcomings(form, question):
            kinds.setdefault(kind, []).append(form.definitions[index].name)
    for kind, names in kinds.items():
        yield remark(f"survey.shown.{kind}", names[0], count=len(names), names=_listed(names))


def _logic(form: Form) -> Iterator[tuple[Definition, str, Expression]]:
    for one in form.definitions:
        for role in ROLES:
            expression = getattr(one.bind, role)
            if expression is not None:
                yield one, role, expression
    for index, question in form.questions.items():
        if question.itemset is not None:
            yield form.definitions[index], "choice_filter", question.itemset.nodes
    for index, repeat in form.repeats.items():
        if repeat.count is not None:
            yield form.definitions[index], "repeat_count", repeat.count


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = f" … (+{len(names) - MOST_NAMED})" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


LOOKS: tuple[Callable[[Form], Iterator[Finding]], ...] = (
    _nothing_to_ask,
    _expressions,
    _unknown_nodes,
    _unknown_instances,
    _cycles,
    _unreachable,
    _unknown_values,
    _no_labels,
    _unused_lists,
    _translations,
    _in_chat,
)
