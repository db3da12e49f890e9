"""Compile the built-in surveys: Markdown → XForm XML."""

from __future__ import annotations

from surveys.library import HERE, names, source
from surveys.xlsform import read


def compiled(name: str) -> bytes:
    """The XForm XML of a survey as compiled now."""
    return read(f"{name}.md", source(name)).xform_xml.encode()


def main() -> None:
    """Write every survey's XML beside its Markdown."""
    for name in names():
        (HERE / f"{name}.xml").write_bytes(compiled(name))


if __name__ == "__main__":
    main()
