"""The fault harness: a numbered load, everything that can go wrong, and an audit (docs/chaos.md)."""
