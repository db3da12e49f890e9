"""The models that work on day one: trained from our own examples alone, and nothing else.

``data/model.npz`` and the two that sense danger are built by ``python -m matching.text.shipped``. Where the
first is missing, it is built anew (seconds, needs scipy) and kept where the caller says.
"""

from __future__ import annotations

from pathlib import Path

from matching.text.danger_sense import ALARM, HARMLESS, KIND, PERIL
from matching.text.danger_signals import signals
from matching.text.examples import Example, examples
from matching.text.model import BadModel, Model, load
from matching.text.normalise import DATA, normalise

SHIPPED = DATA / "model.npz"

# Needs under these headings may well be danger; they teach nothing about what is harmless.
_PERILOUS = frozenset(
    {"family.violence", "children.protection", "emergency.missing", "emergency.rescue", "emergency.disaster"}
)


def build() -> Model:
    """Train the day-one model from the examples."""
    from matching.text.training import train  # noqa: PLC0415 - scipy only where something is trained

    return train(examples())


def build_alarm() -> tuple[Model, Model]:
    """Train what senses danger: danger or none from everything we wrote, its kind from the dangers."""
    from matching.text.training import Recipe, train  # noqa: PLC0415 - scipy only where something is trained

    told = danger_sentences()
    perils = [Example(text, kind) for kind, text in told if kind != HARMLESS]
    rows = [Example(text, HARMLESS if kind == HARMLESS else PERIL) for kind, text in told]
    alarm = train(rows + ordinary(), Recipe(order=3, ridge=0.1, balance=0.3, novelty=0.5))
    return alarm, train(perils, Recipe(balance=0.3, least=2))


def ordinary() -> list[Example]:
    """Our examples of needs that no pattern takes for danger and that stand under no dangerous heading."""
    signs = signals()
    return [
        Example(row.text, HARMLESS)
        for row in examples()
        if row.sentence
        and row.label not in _PERILOUS
        and not any(one.pattern.search(normalise(row.text)) for one in signs.possible(normalise(row.text)))
    ]


def danger_sentences() -> list[tuple[str, str]]:
    """Sentences of danger by kind, and under "-" sentences that only look like it."""
    lines = (DATA / "danger" / "_sentences.tsv").read_text("utf-8").splitlines()
    return [(kind, text) for kind, _, text in (line.partition("\t") for line in lines)]


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
    for path, model in zip((ALARM, KIND), build_alarm(), strict=True):
        path.write_bytes(model.to_bytes())
