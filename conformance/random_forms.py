"""Forms by chance: the same for the same seed.

A form has questions of the common types, a group, a repeat (open or counted), choices from a table that
depend on an earlier answer, and calculations, conditions, defaults and setvalue actions whose expressions
read what stands before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from xml.sax.saxutils import escape, quoteattr

from conformance.random_expressions import LETTERS, Expressions, Leaf

TYPES = ("string", "int", "decimal", "date", "select1", "select")
_HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
    'xmlns:odk="http://www.opendatakit.org/xforms" xmlns:ev="http://www.w3.org/2001/xml-events">'
)
_TABLE = "".join(
    f"<item><name>{one}{two}</name><label>{one}{two}</label><of>{one}</of></item>"
    for one in LETTERS
    for two in "xy"
)


@dataclass(frozen=True, slots=True)
class RandomForm:
    """The XForm's text, and the expressions by path, to explain a difference with."""

    xml: str
    logic: dict[str, str]


def random_form(seed: int) -> RandomForm:
    """The form of a seed."""
    return _Maker(Random(seed)).made()


class _Maker:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.leaves: list[Leaf] = []
        self.groups: dict[str, str] = {}
        self.counted = ""

    def made(self) -> RandomForm:
        for above, least, most in (("/data", 3, 6), ("/data/g", 1, 3), ("/data/r", 2, 4), ("/data", 2, 5)):
            self._group(above)
            for _ in range(self.rng.randint(least, most)):
                self._leaf(above)
        return RandomForm(self._xml(), self._logic())

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _group(self, above: str) -> None:
        before = Expressions(self.rng, self.leaves, "")
        if above != "/data" and self._chance(0.4):
            self.groups[above] = before.condition()
        if above == "/data/r" and self._chance(0.5):
            self.counted = self.rng.choice([before.number(1), "2", "3"])

    def _leaf(self, above: str) -> None:
        before = Expressions(self.rng, self.leaves, above)
        leaf = Leaf(f"q{len(self.leaves)}", self.rng.choice(TYPES), above)
        if self._chance(0.35):
            leaf.binds["relevant"] = before.condition()
        if self._chance(0.35):
            leaf.kind = self.rng.choice(["string", "int", "decimal"])
            calculation = before.text() if leaf.kind == "string" else before.number()
            leaf.binds["calculate"] = f"once({calculation})" if self._chance(0.08) else calculation
        elif self._chance(0.2):
            leaf.default = self._value(leaf.kind)
        elif self._chance(0.15) and above == "/data" and self.leaves:
            asked = [
                one
                for one in self.leaves
                if one.above == "/data" and "calculate" not in one.binds and not one.set_by
            ]
            leaf.set_by = self.rng.choice(asked).name if asked else ""
            leaf.kind = "string"
        elif leaf.kind in {"select1", "select"} and self._chance(0.4):
            asked = [
                one for one in self.leaves if one.kind == "select1" and one.above == "/data" and not one.of
            ]
            leaf.of = self.rng.choice(asked).path if asked else ""
        self.leaves.append(leaf)

    def _value(self, kind: str) -> str:
        rng = self.rng
        if kind == "int":
            return str(rng.choice([0, 1, 2, 3, 7, 12, -4]))
        if kind == "decimal":
            return rng.choice(["0.5", "1.25", "10.0", "3.0", "-2.5"])
        if kind == "date":
            return rng.choice(["2024-02-29", "2026-01-15", "1999-12-31"])
        if kind == "select1":
            return rng.choice(LETTERS)
        if kind == "select":
            return " ".join(sorted(rng.sample(LETTERS, rng.randint(1, 3))))
        return rng.choice(["a", "ab", "b c", "x1", " d ", "2"])

    # -- writing

    def _logic(self) -> dict[str, str]:
        found = {one.path: "; ".join(f"{k}={v}" for k, v in one.binds.items()) for one in self.leaves}
        groups = {path: f"relevant={condition}" for path, condition in self.groups.items()}
        counts = {"/data/r": f"count={self.counted}; {groups.get('/data/r', '')}"} if self.counted else {}
        return {path: logic for path, logic in {**found, **groups, **counts}.items() if logic}

    def _below(self, above: str) -> list[Leaf]:
        return [one for one in self.leaves if one.above == above]

    def _xml(self) -> str:
        def values(above: str) -> str:
            return "".join(f"<{one.name}>{escape(one.default)}</{one.name}>" for one in self._below(above))

        count = "<r_count/>" if self.counted else ""
        data = (
            f'<data id="random" version="1">{values("/data")}<g>{values("/data/g")}</g>{count}'
            f'<r jr:template="">{values("/data/r")}</r><r>{values("/data/r")}</r>'
            "<meta><instanceID/></meta></data>"
        )
        binds = "".join(self._bind(one) for one in self.leaves)
        binds += "".join(
            f"<bind nodeset={quoteattr(p)} relevant={quoteattr(c)}/>" for p, c in self.groups.items()
        )
        if self.counted:
            binds += f'<bind nodeset="/data/r_count" type="int" calculate={quoteattr(self.counted)}/>'
        binds += '<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>'
        counted = ' jr:count="/data/r_count" jr:noAddRemove="true()"' if self.counted else ""
        return (
            f'{_HEAD}<h:head><h:title>Random</h:title><model odk:xforms-version="1.0.0">'
            f'<instance>{data}</instance><instance id="table"><root>{_TABLE}</root></instance>{binds}</model>'
            f'</h:head><h:body>{self._questions("/data")}<group ref="/data/g"><label>G</label>'
            f'{self._questions("/data/g")}</group><group ref="/data/r"><label>R</label>'
            f'<repeat nodeset="/data/r"{counted}>{self._questions("/data/r")}</repeat></group></h:body>'
            "</h:html>"
        )

    def _bind(self, leaf: Leaf) -> str:
        kind = {"select1": "string", "select": "string"}.get(leaf.kind, leaf.kind)
        logic = "".join(f" {name}={quoteattr(value)}" for name, value in leaf.binds.items())
        return f'<bind nodeset="{leaf.path}" type="{kind}"{logic}/>'

    def _questions(self, above: str) -> str:
        return "".join(self._question(one) for one in self._below(above) if "calculate" not in one.binds)

    def _question(self, leaf: Leaf) -> str:
        tag = leaf.kind if leaf.kind in {"select1", "select"} else "input"
        choices = ""
        if leaf.of:
            nodeset = f"instance('table')/root/item[of = {leaf.of}]"
            choices = f'<itemset nodeset="{nodeset}"><value ref="name"/><label ref="label"/></itemset>'
        elif tag != "input":
            choices = "".join(f"<item><label>{one}</label><value>{one}</value></item>" for one in LETTERS)
        sets = "".join(
            f'<setvalue event="xforms-value-changed" ref="{one.path}" value="concat(\'set \', {leaf.path})"/>'
            for one in self.leaves
            if one.set_by == leaf.name
        )
        return f'<{tag} ref="{leaf.path}"><label>{leaf.name}</label>{choices}{sets}</{tag}>'
