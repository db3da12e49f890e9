"""Prints how the matcher learns over a year, against a fixed rule and against chance."""

from __future__ import annotations

import sys

from matching.simulation.year import simulate, table

if __name__ == "__main__":
    sys.stdout.write(table(simulate()) + "\n")
