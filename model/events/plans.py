"""What has become of a need's linkage plan."""

from __future__ import annotations

from dataclasses import dataclass

from model.linkage import PlanLine
from model.need import Need


@dataclass(frozen=True, slots=True)
class PlanLineConfirmed:
    """A social worker confirmed a line of the linkage plan."""

    need: Need
    line: PlanLine


@dataclass(frozen=True, slots=True)
class PlanLineAnswered:
    """Who was asked to help with a need has said yes or no; ``after_all``: no, having said yes before."""

    need: Need
    line: PlanLine
    after_all: bool = False


@dataclass(frozen=True, slots=True)
class PlanLineEnded:
    """Who was asked to help with a need is no longer needed."""

    need: Need
    line: PlanLine


@dataclass(frozen=True, slots=True)
class ContactsShared:
    """The resident agreed that they and a volunteer learn how to reach each other."""

    need: Need
    line: PlanLine
