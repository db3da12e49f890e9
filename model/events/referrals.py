"""What has become of an offer to an organization."""

from __future__ import annotations

from dataclasses import dataclass

from model.need import Need
from model.referral import Referral


@dataclass(frozen=True, slots=True)
class ReferralOffered:
    """A need was offered to an organization. ``first`` says nobody had it before.

    ``instead_of`` is the organization that has just given it back; one message tells both.
    """

    need: Need
    referral: Referral
    first: bool
    instead_of: int | None = None


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
class ReferralGivenBack:
    """An organization that had accepted cannot do it after all, with a reason."""

    need: Need
    referral: Referral


@dataclass(frozen=True, slots=True)
class ReferralExpired:
    """The deadline of an offer passed without an answer."""

    need: Need
    referral: Referral
