"""Does the service serve people like the one it is for."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Beneficiary, BeneficiaryKind, Need

_IMPLIED = {"elderly": "elder", "children": "child", "disability": "disability"}
"""A field says something about whom it is for, even when nobody has asked."""
_AGES = {"child": {"child", "youth"}, "youth": {"youth", "child"}, "adult": {"adult"}, "elder": {"elder"}}
_AGE_TAGS = frozenset({"child", "youth", "adult", "elder"})
_TOLD = ("disability", "elder", "child", "youth")

_EVERYBODY = Verdict(0.6, "match.eligibility.everybody")
_TO_CHECK = Verdict(NEUTRAL, "match.eligibility.to_check")
_NOT_FOR = Verdict(None, "match.eligibility.not_for")
_FOR = {tag: Verdict(1.0, f"match.eligibility.{tag}") for tag in _TOLD}
_FITS = Verdict(0.9, "match.eligibility.fits")


def tags(need: Need) -> frozenset[str]:
    """What is known of whom the need is for, in the words of ``Service.audience``."""
    beneficiary = need.beneficiary
    known = set(_AGES.get(_age(beneficiary), ()))
    if beneficiary.disability:
        known.add("disability")
    implied = _IMPLIED.get(need.category.partition(".")[0])
    if implied:
        known.add(implied)
    return frozenset(known)


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Excludes a service that is certainly for others; what nobody has said counts neither way."""
    audience = option.service.audience
    if not audience:
        return _EVERYBODY
    known = tags(need)
    for tag in _TOLD:
        if tag in known and tag in audience:
            return _FOR[tag]
    if not known.isdisjoint(audience):
        return _FITS
    return _NOT_FOR if all(_ruled_out(tag, need.beneficiary) for tag in audience) else _TO_CHECK


def _age(beneficiary: Beneficiary) -> str:
    if not beneficiary.age_group and beneficiary.kind is BeneficiaryKind.CHILD:
        return "child"
    return beneficiary.age_group


def _ruled_out(tag: str, beneficiary: Beneficiary) -> bool:
    """Whether somebody is certainly not of this kind."""
    if tag in _AGE_TAGS:
        return bool(_age(beneficiary))
    return tag == "disability" and beneficiary.disability is False
