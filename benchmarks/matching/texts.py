"""Two plain ways to find an organization by text: BM25 (bm25s), and the nearest TF-IDF vector (scikit-learn).

Each service is a document of what it does and where, in codes, so that both get every word right and pay
for no segmentation; the query is what the need is and the places it lies in. They find what reads alike.
Whether it has room, is open, is for this resident, how it did before: of that they know nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from matching.places import Places
from model.need import Need
from model.organization import Service

BEST = 10
Find = Callable[[Need], Sequence[int]]
"""Gives the places of the best services in the list, best first."""


def _document(service: Service) -> list[str]:
    fields = {code.partition(".")[0] for code in service.categories}
    return [
        *service.categories,
        *(field for field in fields if field not in service.categories),
        *service.area,
    ]


def _query(need: Need, places: Places) -> list[str]:
    return [need.category, need.category.partition(".")[0], *places.chain(need.community or "")]


def bm25(services: Sequence[Service], places: Places) -> Find:
    """bm25s with its defaults."""
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    import bm25s

    index = bm25s.BM25()
    index.index([_document(service) for service in services], show_progress=False)

    def find(need: Need) -> Sequence[int]:
        known = [word for word in _query(need, places) if word in index.vocab_dict]
        found, _ = index.retrieve([known], k=BEST, show_progress=False, n_threads=0)
        return [int(place) for place in found[0]]

    return find


def nearest(services: Sequence[Service], places: Places) -> Find:
    """TF-IDF and brute-force cosine, as one would write it first."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.neighbors import NearestNeighbors

    vectors = TfidfVectorizer(analyzer=lambda words: words)
    matrix = vectors.fit_transform([_document(service) for service in services])
    neighbours = NearestNeighbors(n_neighbors=BEST, metric="cosine", algorithm="brute", n_jobs=1).fit(matrix)

    def find(need: Need) -> Sequence[int]:
        _, found = neighbours.kneighbors(vectors.transform([_query(need, places)]))
        return [int(place) for place in found[0]]

    return find
