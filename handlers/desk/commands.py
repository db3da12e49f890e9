"""What may be done with a need at the desk, by whom, and how each command reads its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import closing, joining, needs, referrals
from handlers.desk.access import Sight
from handlers.referrals import NotAllowed
from handlers.routing import candidates, offer_next
from handlers.work import Work
from model import taxonomy
from model.cleaning import row_id
from model.need import Need, NeedState, Outcome, Urgency, Visibility
from model.person import Role, Staff
from model.referral import DeclineReason, Referral, ReferralState

Form = Mapping[str, str]
MOST_WORDS = 2000


class Missing(ValueError):
    """A field of the form is empty or is none of its choices."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def allowed(staff: Staff, need: Need, seen: Sight, current: Referral | None) -> list[str]:
    """The commands this person has for the need as it stands, the most likely one first."""
    if staff.role is Role.OPERATOR or seen is Sight.NOTHING or not need.state.is_open:
        return []
    worker = staff.role is Role.SOCIAL_WORKER
    offered = current is not None and current.state is ReferralState.OFFERED
    found: list[str] = []
    if worker and need.state is NeedState.SUBMITTED and not need.category:
        found.append("sort")
    if need.state is NeedState.ACCEPTED:
        found.append("start")
    if need.state in referrals.IN_HAND:
        found.append("resolve")
    if offered and not worker:
        found += ["accept", "decline"]
    if need.state in {NeedState.SUBMITTED, NeedState.ROUTED, NeedState.UNMET}:
        found.append("take")
    found.append("ask")
    if seen is Sight.FULL:
        found.append("note")
    if worker:
        found += _worker_more(need, offered=offered)
    if current is not None and current.state is ReferralState.ACCEPTED and need.state in referrals.IN_HAND:
        found.append("give_back")
    may = MAY[staff.role] if seen is Sight.FULL else BEFORE[staff.role]
    return [name for name in dict.fromkeys(found) if name in may]


def _worker_more(need: Need, *, offered: bool) -> list[str]:
    found = ["accept", "decline"] if offered else []
    if need.state is NeedState.RESOLVED:
        return [*found, "confirm", "reopen"] if need.origin == "desk" else found
    found.append("sort")
    if need.state in {NeedState.SUBMITTED, NeedState.ROUTED, NeedState.UNMET, NeedState.ACCEPTED}:
        found.append("assign")
    return [*found, "withdraw"] if need.origin == "desk" else found


def act(work: Work, staff: Staff, need: Need, name: str, form: Form, seen: Sight) -> None:
    """Carry out a command. NotAllowed, WrongState, or Missing when the form lacks something."""
    if name not in (MAY if seen is Sight.FULL else BEFORE)[staff.role]:
        raise NotAllowed
    COMMANDS[name](work, staff, need, form)


def _accept(work: Work, staff: Staff, need: Need, form: Form) -> None:
    del form
    referrals.accept(work, staff, need)


def _decline(work: Work, staff: Staff, need: Need, form: Form) -> None:
    referrals.decline(work, staff, need, *_why(form))


def _give_back(work: Work, staff: Staff, need: Need, form: Form) -> None:
    referrals.give_back(work, staff, need, *_why(form))


def _take(work: Work, staff: Staff, need: Need, form: Form) -> None:
    del form
    referrals.take(work, staff, need)


def _start(work: Work, staff: Staff, need: Need, form: Form) -> None:
    del form
    referrals.start(work, staff, need)


def _resolve(work: Work, staff: Staff, need: Need, form: Form) -> None:
    outcome = Outcome(_choice(form, "outcome", [one.value for one in Outcome]))
    said = form.get("text", "") if outcome is Outcome.SOLVED else _words(form)
    referrals.resolve(work, staff, need, outcome, said[:MOST_WORDS].strip())


def _note(work: Work, staff: Staff, need: Need, form: Form) -> None:
    wanted = Visibility(_choice(form, "visibility", [one.value for one in Visibility]))
    referrals.note(work, staff, need, _words(form), wanted)


def _ask(work: Work, staff: Staff, need: Need, form: Form) -> None:
    referrals.ask(work, staff, need, _words(form))


def _assign(work: Work, staff: Staff, need: Need, form: Form) -> None:
    service = row_id(form.get("service", ""))
    if service is None:
        raise Missing("service")
    referrals.assign(work, staff, need, service)


def _sort(work: Work, staff: Staff, need: Need, form: Form) -> None:
    """Put category and urgency right; a need that waited for that goes on to an organization at once."""
    code = _choice(form, "category", [node.code for node in taxonomy.TAXONOMY])
    urgency = Urgency(_choice(form, "urgency", [one.value for one in Urgency]))
    need = referrals.sort(work, staff, need, code, urgency)
    if need.danger:
        return
    waits = need.state is NeedState.SUBMITTED
    if waits or (need.state is NeedState.UNMET and candidates(work, need).candidates):
        offer_next(work, need)


def _confirm(work: Work, staff: Staff, need: Need, form: Form) -> None:
    """What a resident without a chat said on the phone."""
    _check_phone(staff, need)
    need = closing.confirm(work, need)
    stars = row_id(form.get("rating", ""))
    if stars is not None:
        closing.rate(work, need, min(5, max(1, stars)))


def _reopen(work: Work, staff: Staff, need: Need, form: Form) -> None:
    _check_phone(staff, need)
    closing.reopen(work, need, form.get("text", "")[:MOST_WORDS].strip())


def _withdraw(work: Work, staff: Staff, need: Need, form: Form) -> None:
    del form
    _check_phone(staff, need)
    needs.withdraw(work, need)


def _merge(work: Work, staff: Staff, need: Need, form: Form) -> None:
    """Join it to another that is the same."""
    into = work.unit.needs.by_number(form.get("into", "").strip())
    if into is None:
        raise Missing("into")
    joining.merge(work, staff, need, into)


def _part(work: Work, staff: Staff, need: Need, form: Form) -> None:
    """Undo that."""
    del form
    joining.part(work, staff, need)


def _check_phone(staff: Staff, need: Need) -> None:
    """Only for needs that were entered at the desk: everybody else closes their own in the chat."""
    if staff.role is not Role.SOCIAL_WORKER or need.origin != "desk" or not staff.serves(need.community):
        raise NotAllowed


def _why(form: Form) -> tuple[DeclineReason, str]:
    """The reason, and a word with it where there is one."""
    reason = DeclineReason(_choice(form, "reason", [one.value for one in DeclineReason]))
    return reason, form.get("text", "")[:MOST_WORDS].strip()


def _words(form: Form) -> str:
    text = form.get("text", "").strip()[:MOST_WORDS]
    if not text:
        raise Missing("text")
    return text


def _choice(form: Form, field: str, choices: list[str]) -> str:
    value = form.get(field, "")
    if value not in choices:
        raise Missing(field)
    return value


COMMANDS: dict[str, Callable[[Work, Staff, Need, Form], None]] = {
    "accept": _accept,
    "decline": _decline,
    "give_back": _give_back,
    "take": _take,
    "start": _start,
    "resolve": _resolve,
    "note": _note,
    "ask": _ask,
    "assign": _assign,
    "sort": _sort,
    "confirm": _confirm,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "merge": _merge,
    "part": _part,
}

MAY: dict[Role, frozenset[str]] = {
    Role.SOCIAL_WORKER: frozenset(COMMANDS),
    Role.ORGANIZATION: frozenset({"accept", "decline", "start", "resolve", "give_back", "ask", "note"}),
    Role.COMMITTEE: frozenset({"take", "start", "resolve", "ask", "note"}),
    Role.OPERATOR: frozenset(),
}
"""Which commands a role has at all; whether the state allows one is the use case's to say."""

BEFORE: dict[Role, frozenset[str]] = {
    Role.SOCIAL_WORKER: frozenset(),
    Role.ORGANIZATION: frozenset({"accept", "decline", "ask"}),
    Role.COMMITTEE: frozenset({"take"}),
    Role.OPERATOR: frozenset(),
}
"""Those for a need of which only the outline is seen."""
