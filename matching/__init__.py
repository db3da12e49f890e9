"""Whom a need goes to and why: pure, no database, no network, no clock of its own.

``text/`` understands what was said. ``directory`` finds who comes into question, ``rules/`` judge them and
``weights`` says how much each rule counts, ``rank`` orders them and tells why. ``deadline`` says by when to
answer, ``linkage`` who else helps, ``batch`` assigns many needs at once; ``simulation/`` shows it learning.
"""
