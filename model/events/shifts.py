"""What has happened to a volunteer's shift."""

from __future__ import annotations

from dataclasses import dataclass

from model.volunteer import Shift, SignUp


@dataclass(frozen=True, slots=True)
class ShiftTaken:
    """A volunteer took a shift, or waits for it."""

    shift: Shift
    sign_up: SignUp


@dataclass(frozen=True, slots=True)
class ShiftCancelled:
    """A volunteer does not come after all."""

    shift: Shift
    sign_up: SignUp


@dataclass(frozen=True, slots=True)
class MovedUp:
    """A place became free and the first of those waiting has it."""

    shift: Shift
    sign_up: SignUp
