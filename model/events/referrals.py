"""What has become of an offer to an organization."""

from __future__ import annotations

from dataclasses import dataclass

from model.need import Need
from model.referral import Referral


@dataclass(frozen=True, slots=True)
class ReferralOffered:
    """A need was offered to an organization. ``first`` says nobody had it before."""

    need: Need
    referral: Referral
    first: bool


@dataclass(frozen=True, slots=True)
class ReferralAccepted:
    """An organization accepted."""

    need: Need
    referral: Referral


@dataclass(frozen=True, slots=True)
class ReferralDeclined:
    """An organization said no, with a reason."""

    need: Need
    referral: Referral


@dataclass(frozen=True, slots=True)
class ReferralExpired:
    """The deadline of an offer passed without an answer."""

    need: Need
    referral: Referral
