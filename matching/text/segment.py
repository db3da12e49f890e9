"""Words of a Chinese text, by jieba's search view with the domain's own dictionary, loaded on first use.

``rjieba`` (the same algorithm in Rust) is used when it is installed; both give the same tokens.
"""

from __future__ import annotations

from functools import cache

from matching.text.examples import domain_words
from matching.text.features import Segmenter

# High enough to win against its parts. Each word has its own: where two ways of cutting are equally likely to
# the last digit, the two segmenters would choose by how they round.
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
    for frequency, word in enumerate(domain_words(), FREQUENCY):
        tokenizer.add_word(word, frequency, None)
    return tokenizer.cut_for_search


def _jieba() -> Segmenter:
    import jieba  # noqa: PLC0415 - half a second and 50 MB, only for those who segment

    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for frequency, word in enumerate(domain_words(), FREQUENCY):
        tokenizer.total -= tokenizer.FREQ.get(word, 0)  # what it counts twice, and rjieba does not
        tokenizer.add_word(word, frequency)
    cut: Segmenter = tokenizer.cut_for_search
    return cut
