# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""What belongs to a form: instances, repeats, labels, lookups, identifiers, order by chance."""

from __future__ import annotations

import hashlib
import uuid
from math import isnan, nan
from typing import Final, TypeVar

from surveys.xpath.context import Context
from surveys.xpath.errors import XPathError
from surveys.xpath.node import Node
from surveys.xpath.values import Value, node_text, number_text, to_number, to_string

Item = TypeVar("Item")

_MODULUS: Final = 2_147_483_647
_MULTIPLIER: Final = 16_807
LONGEST_UUID: Final = 10_000


def instance(context: Context, _node: Node, name: str) -> list[Node]:
    """instance(id): the element that holds the secondary instance; nothing when there is none."""
    found = context.host.instance(name)
    return [found] if found is not None else []


def current(context: Context, _node: Node) -> list[Node]:
    """current(): the question that the expression belongs to, also inside predicates."""
    return [context.current]


def position_of(nodes: list[Node]) -> float:
    """position(node): which repeat this is, counted from 1 among those of its name; NaN of nothing."""
    return float(nodes[0].ordinal()) if nodes else nan


def indexed_repeat(
    context: Context, _node: Node, target: list[Node], *repeats_and_indexes: Value
) -> list[Node]:
    """indexed-repeat(question, repeat, index, ...): the question in that repeat, inner ones after outer.

    An index counts the repeats given that are inside the one chosen before, whatever the order of pairs.
    """
    pairs: list[tuple[list[Node], float]] = []
    if len(repeats_and_indexes) % 2:
        raise XPathError("indexed-repeat() needs a question, then pairs of a repeat and an index")
    for repeats, index in zip(repeats_and_indexes[::2], repeats_and_indexes[1::2], strict=True):
        if not isinstance(repeats, list):
            raise XPathError("indexed-repeat() needs a repeat before each index")
        pairs.append((repeats, to_number(index, context.host.tz)))
    if len(pairs) > 1:
        pairs.sort(key=lambda pair: len(pair[0][0].order()) if pair[0] else 0)
    chosen: Node | None = None
    for repeats, place in pairs:
        inside = repeats if chosen is None else _inside(repeats, chosen)
        if not (1 <= place <= len(inside) and place % 1 == 0):
            return []
        chosen = inside[int(place) - 1]
    return target if chosen is None else _inside(target, chosen, int(place) - 1)


def _inside(nodes: list[Node], outer: Node, guess: int = 0) -> list[Node]:
    """Those of some nodes in document order that are inside another: these stand together.

    The one at ``guess``, when it is one of them and its neighbours are not, is all of them.
    """
    if guess < len(nodes) and _is_inside(nodes[guess], outer):
        around = (*nodes[max(guess - 1, 0) : guess], *nodes[guess + 1 : guess + 2])
        if not any(_is_inside(node, outer) for node in around):
            return [nodes[guess]]
    return [node for node in nodes if _is_inside(node, outer)]


def _is_inside(node: Node, outer: Node) -> bool:
    at: Node | None = node
    while at is not None and at is not outer:
        at = at.parent
    return at is outer


def pulldata(context: Context, _node: Node, name: str, column: str, key: str, value: str) -> str:
    """pulldata(list, column, key column, value): the column's text in the first row with that key."""
    found = context.host.instance(name)
    for top in found.children if found is not None else ():
        for row_name in dict.fromkeys(row.name for row in top.children):
            rows = top.lookup(row_name, key).get(value)
            if rows:
                texts = rows[0].named(column)
                return node_text(texts[0]) if texts else ""
    return ""


def choice_name(context: Context, node: Node, value: str, question: str) -> str:
    """jr:choice-name(value, 'path of the question'): the choice's label in the language now."""
    return context.host.choice_name(value, question, node)


def itext(context: Context, node: Node, name: str) -> Value:
    """jr:itext(id): the translated text."""
    found = context.host.itext(name, node)
    if found is None:
        raise XPathError(f"there is no translated text «{name}»")
    return found


def form_property(context: Context, _node: Node, name: str) -> str:
    """property(name): a fact about who answers and by what."""
    return context.host.property(name)


def version(context: Context, _node: Node) -> str:
    """version(): the form's version."""
    return context.host.version()


def new_uuid(context: Context, _node: Node, length: float | None = None) -> str:
    """uuid(): a version 4 UUID; uuid(n): n hexadecimal characters; from the host's source of randomness."""
    rng = context.host.random
    if length is None:
        return str(uuid.UUID(int=rng.getrandbits(128), version=4))
    if isnan(length):
        raise XPathError("uuid() needs a number of characters")
    if not 0 <= length <= LONGEST_UUID:
        raise XPathError(f"uuid() makes 0 to {LONGEST_UUID} characters, not {number_text(length)}")
    return "".join(rng.choice("0123456789abcdef") for _ in range(int(length)))


def randomize(context: Context, _node: Node, nodes: list[Node], seed: Value | None = None) -> list[Node]:
    """randomize(nodes, seed?): in an order by chance; the same in every engine for the same seed."""
    number = context.host.random.getrandbits(31) if seed is None else seed_number(context, seed)
    return shuffled(nodes, number)


def seed_number(context: Context, seed: Value) -> int:
    """A seed as whole number; of any other text the first eight bytes of its SHA-256, 0 of none."""
    number = to_number(seed, context.host.tz)
    if not isnan(number):
        return int(max(-(2.0**63), min(2.0**63, number)))
    digest = hashlib.sha256(to_string(seed).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big", signed=True) if to_string(seed) else 0


def shuffled(items: list[Item], seed: int) -> list[Item]:
    """Fisher-Yates from inside out, with Park-Miller's minimal standard generator."""
    state = abs(seed) % _MODULUS * (1 if seed >= 0 else -1)
    if state <= 0:
        state += _MODULUS - 1
    mixed: list[Item] = []
    for place, item in enumerate(items):
        state = state * _MULTIPLIER % _MODULUS
        other = (state - 1) * (place + 1) // (_MODULUS - 1)
        mixed.append(item)
        mixed[place], mixed[other] = mixed[other], item
    return mixed
