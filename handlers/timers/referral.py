"""The deadline of an offer has passed."""

from __future__ import annotations

from handlers.work import Work
from model.events import ReferralExpired
from model.need import Visibility
from model.referral import ReferralState


def fire(work: Work, key: str) -> None:
    """The offer lapses; the next organization is asked. Answered meanwhile: nothing."""
    referral = work.unit.referrals.get(int(key))
    if referral is None or referral.state is not ReferralState.OFFERED:
        return
    need = work.unit.needs.get(referral.need_id)
    if need is None:
        return
    referral = work.unit.referrals.change(referral, state=ReferralState.EXPIRED, answered_at=None)
    work.log(need, "expired", Visibility.STAFF, organization_id=referral.organization_id)
    work.emit(ReferralExpired(need, referral))
