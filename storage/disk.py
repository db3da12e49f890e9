"""How quick the disk is, because a quick commit is not worth another thread.

To have the writer's thread commit costs some 0.3 ms: the interpreter is handed over twice. A disk that syncs
in less is better waited for where we stand. A slow one must not hold up the event loop, and is tried only
now and then.
"""

from __future__ import annotations

_QUICK = 0.001
"""Seconds of a commit, its sync to the disk included: no longer than a handful of turns takes to think."""
_TRIAL = 32
"""Of so many commits one is waited for although the disk is slow. What a thread of its own sees says little:
when it is done it waits for ours."""
_WEIGHT = 1 / 8
_LONGEST = 16 * _QUICK
"""More than this a single commit does not count: a disk that was busy for a moment is soon tried again."""


class Disk:
    """Ask ``is_quick`` before each commit; tell ``took`` of those that were waited for."""

    def __init__(self) -> None:
        self._usual = _QUICK
        self._asked = 0

    def is_quick(self) -> bool:
        """Whether the next commit is waited for on the spot."""
        self._asked += 1
        return self._usual < _QUICK or self._asked % _TRIAL == 0

    def took(self, seconds: float) -> None:
        """The commit has taken so long."""
        self._usual += (min(seconds, _LONGEST) - self._usual) * _WEIGHT
