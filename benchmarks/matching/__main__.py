"""``python -m benchmarks.matching [--plot FILE.svg]``."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.matching import run

run(Path(sys.argv[2]) if len(sys.argv) == 3 and sys.argv[1] == "--plot" else None)
