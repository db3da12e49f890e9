"""What each thing that can be said does: one small function each, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from surveys import said
from surveys.hearing import given, moves, repeats, review, words
from surveys.turn import Turn

HANDLERS: Mapping[type, Callable[[Turn, Any], None]] = MappingProxyType(
    {
        said.Text: words.text,
        said.Chose: words.chose,
        said.Toggled: words.toggled,
        said.Done: words.done,
        said.Confirmed: words.confirmed,
        said.Back: moves.back,
        said.Skip: words.skip,
        said.Clear: words.clear,
        said.Picked: words.picked,
        said.GoOn: review.go_on,
        said.GoTo: moves.go_to,
        said.Location: given.location,
        said.Media: given.media,
        said.Page: moves.page,
        said.Answers: given.several,
        said.AddRepeat: repeats.add_repeat,
        said.RemoveRepeat: repeats.remove_repeat,
        said.SwitchLanguage: moves.switch_language,
        said.Review: review.review,
        said.Submit: moves.submit,
    }
)
