"""Words of a Chinese text, by jieba's search view with the domain's own dictionary, loaded on first use.

``rjieba`` (the same algorithm in Rust) is used when it is installed; both give the same tokens.
"""

from __future__ import annotations

from functools import cache

from matching.text.examples import domain_words
from matching.text.features import Segmenter

# High enough to win against its parts, the same for both so that they cut alike.
FREQUENCY = 2000


@cache
def segmenter(prefer: str = "") -> Segmenter:
    """A function from a text to its tokens. ``prefer`` names "rjieba" or "jieba"; else what is there."""
    if prefer != "jieba":
        try:
            return _rjieba()
        except ImportError:
            if prefer:
                raise
    return _jieba()


def _rjieba() -> Segmenter:
    import rjieba  # noqa: PLC0415 - optional, and only those who segment should pay for it

    tokenizer = rjieba.Jieba()
    for word in domain_words():
        tokenizer.add_word(word, FREQUENCY, None)
    return tokenizer.cut_for_search


def _jieba() -> Segmenter:
    import jieba  # noqa: PLC0415 - half a second and 50 MB, only for those who segment

    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in domain_words():
        tokenizer.add_word(word, FREQUENCY)
    cut: Segmenter = tokenizer.cut_for_search
    return cut
