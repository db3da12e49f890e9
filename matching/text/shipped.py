"""The model that works on day one: trained from our own examples alone, and nothing else.

``data/model.npz`` is built by ``python -m matching.text.shipped``. Where it is missing or older than the
examples, it is built anew (seconds, needs scipy) and kept where the caller says.
"""

from __future__ import annotations

from pathlib import Path

from matching.text.examples import examples
from matching.text.model import BadModel, Model, load
from matching.text.normalise import DATA

SHIPPED = DATA / "model.npz"


def build() -> Model:
    """Train the day-one model from the examples."""
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
