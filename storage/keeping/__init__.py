"""Keeping a database safe: copying it, backing it up, putting it back, checking it."""
