"""The ground: the words of the domain as frozen dataclasses and enums, on the standard library alone."""
