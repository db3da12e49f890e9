"""A digest in every medium."""
