"""What whoever watches over the server may ask; the front door fills it in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from storage.incidents import Incident


@dataclass(frozen=True, slots=True)
class Watch:
    """``ready``: whether residents can be served, and each part's state; ``metrics``: Prometheus's text.

    ``token`` is wanted by /metrics; without one only this machine may read them (``public``: nobody, since
    behind a proxy everybody seems to be this machine). ``incidents`` is everything that is wrong now.
    """

    ready: Callable[[], Awaitable[tuple[bool, dict[str, Any]]]]
    metrics: Callable[[], Awaitable[bytes]]
    incidents: Callable[[], Sequence[Incident]]
    token: str = ""
    public: bool = False
