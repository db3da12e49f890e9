"""Telegram: one channel, two interchangeable drivers (docs/decisions/0003)."""
