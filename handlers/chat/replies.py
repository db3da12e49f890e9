"""What comes back to a survey's question: its buttons as what was said.

A button's data is "q:<mark>:<code>:<turn>[:<value>]", as ``keys`` makes it.
"""

from __future__ import annotations

from collections.abc import Callable

from surveys import said

_READ: dict[str, Callable[[str, int], said.Said]] = {
    "c": said.Chose,
    "t": said.Toggled,
    "k": lambda number, turn: said.Picked(int(number), turn),
    "d": lambda _, turn: said.Done(turn),
    "y": lambda _, turn: said.Confirmed(True, turn),
    "n": lambda _, turn: said.Confirmed(False, turn),
    "b": lambda _, turn: said.Back(turn),
    "s": lambda _, turn: said.Skip(turn),
    "x": lambda _, turn: said.Clear(turn),
    "p": lambda page, turn: said.Page(int(page), turn),
    "r": lambda _, turn: said.Review(turn),
    "o": lambda _, turn: said.GoOn(turn),
    "l": said.SwitchLanguage,
    "e": lambda _, turn: said.Submit(turn),
}


def read_tap(data: str) -> said.Said | None:
    """What a button says; None when it says nothing we know."""
    code, _, rest = data.partition(":")
    turn, _, value = rest.partition(":")
    read = _READ.get(code)
    if read is None or not turn.isdigit():
        return None
    try:
        return read(value, int(turn))
    except ValueError:
        return None
