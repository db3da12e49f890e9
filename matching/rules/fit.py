"""Does the service do what is needed."""

from __future__ import annotations

from matching.option import Fit, Option
from matching.situation import Situation
from matching.verdict import Verdict
from model.need import Need

RELATED = "match.fit.related"
_BY_FIT = {
    Fit.EXACT: Verdict(1.0, "match.fit.exact"),
    Fit.GENERAL: Verdict(0.7, "match.fit.general"),
    Fit.RELATED: Verdict(0.1, RELATED),
}


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """The very service before the whole field, that before something else in the field."""
    return _BY_FIT[option.fit]
