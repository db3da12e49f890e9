"""What lives as long as the process is not looked through for garbage again and again.

The taxonomy, texts, forms and the directory are some hundred thousand objects. A full collection goes over
all of them, which takes a tenth of a second in the middle of somebody's turn, several times a minute.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_THRESHOLDS = (20_000, 20, 20)


def set_apart() -> None:
    """Once everything is loaded: what is there now is never collected, what comes later less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    _give_back()


def _give_back() -> None:
    """What loading took for a moment goes back to the machine, where the C library can do that (glibc)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
