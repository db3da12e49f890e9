"""How quick the disk has been of late, because a quick commit is not worth another thread.

To have the writer's thread commit costs about 0.15 ms, and as much again when both threads want to compute. A
disk that syncs in less is better waited for where we stand; a slow one must not hold up the event loop.
"""

from __future__ import annotations

import math
from collections import deque

_LAST = 16
_QUICK = 0.0005
"""Seconds of a commit, its sync to the disk included."""


class Disk:
    """``took`` after each commit. Until it is known to be quick it counts as slow."""

    def __init__(self) -> None:
        self._took = deque([math.inf] * _LAST, maxlen=_LAST)

    def took(self, seconds: float) -> None:
        """A commit has taken so long."""
        self._took.append(seconds)

    @property
    def is_quick(self) -> bool:
        """Whether a quarter of the last commits were: in another thread they also wait for ours."""
        return sorted(self._took)[_LAST // 4] < _QUICK
