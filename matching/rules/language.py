"""Can they talk with the resident."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import Verdict
from model.need import Need

_SPOKEN = Verdict(0.6, "match.language.spoken")
_FOREIGN = Verdict(0.9, "match.language.foreign")
_NOT_SPOKEN = Verdict(0.1, "match.language.not_spoken")
_SAME = {"cmn": "zh", "chi": "zh", "zho": "zh", "eng": "en", "yue": "zh"}


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Those who speak the resident's language first; but another language is better than no help."""
    wanted = situation.language[:2]
    spoken = option.service.languages or option.organization.languages
    for language in spoken:
        if _SAME.get(language, language)[:2] == wanted:
            return _SPOKEN if wanted == "zh" else _FOREIGN
    return _NOT_SPOKEN
