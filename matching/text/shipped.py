"""The model that works on day one: trained from our own examples alone, and nothing else.

The examples are in ``data/examples``, one file a level-1 category: a leaf's code in brackets, then its
sentences as residents say them, and after "=" the words that point to it. ``data/model.npz`` is built from them by ``python -m matching.text.shipped``; where it is missing
or older than the examples, it is built anew (seconds) and kept where the caller says.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from matching.text.model import BadModel, Example, Model, load
from matching.text.normalise import DATA
from model.taxonomy import LEAVES, Category

EXAMPLES = DATA / "examples"
SHIPPED = DATA / "model.npz"

# A single word is weaker evidence than a sentence.
WORD = 0.5


@cache
def examples() -> tuple[Example, ...]:
    """The taxonomy's names and descriptions, then every sentence and word list we wrote."""
    rows = [row for node in LEAVES for row in _described(node)]
    for path in sorted(EXAMPLES.glob("*.txt")):
        rows += _read(path.read_text("utf-8"))
    return tuple(rows)


def _read(text: str) -> list[Example]:
    """A file's "[code]" headings with the sentences under them; a line after "=" lists words."""
    rows: list[Example] = []
    label = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("["):
            label = line.strip("[]")
        elif line.startswith("="):
            rows += [Example(word, label, WORD) for word in line.removeprefix("=").split()]
        else:
            rows.append(Example(line, label))
    return rows


def _described(node: Category) -> tuple[Example, ...]:
    words = (node.zh, node.description_zh, f"{node.en}. {node.description_en}")
    return tuple(Example(text, node.code) for text in words)


def build() -> Model:
    """Train the day-one model from the examples; takes seconds and needs scipy."""
    from matching.text.training import train  # noqa: PLC0415 - scipy only where something is trained

    return train(examples())


def load_model(cache_path: Path | None = None) -> Model:
    """The shipped model, in a fraction of a second; built from the examples when it is not there.

    ``cache_path`` is a file where a model built here is kept for the next start. A file that cannot be read
    is built anew.
    """
    for path in (SHIPPED, cache_path):
        if path is not None and path.exists():
            try:
                return load(path)
            except BadModel:
                continue
    model = build()
    if cache_path is not None:
        cache_path.parent.mkdir(parents=True, exist_ok=True)
        cache_path.write_bytes(model.to_bytes())
    return model


if __name__ == "__main__":
    SHIPPED.write_bytes(build().to_bytes())
