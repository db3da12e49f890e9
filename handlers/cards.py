"""The card of a need as staff see it in a messenger, and the buttons under cards and news.

Everything here is a function of the language it will be read in.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers import phrases
from handlers.wording import category, column, grid, left, moment
from handlers.work import Keys, Work
from locales import Texts
from model.linkage import PlanLine
from model.message import Button, Keyboard
from model.need import Need, NeedState
from model.referral import Referral

Words = Callable[[Texts], str]


def staff_card(work: Work, need: Need, headline: str) -> Words:
    """What, where (the community only), for whom, how urgent. Nothing personal."""

    def say(words: Texts) -> str:
        return words.say(
            "staff.card",
            headline=words.say(headline, number=need.number),
            what=category(need.category, words),
            where=work.services.atlas.name(need.community, words.language) or words.say("staff.nowhere"),
            urgency=words.say(f"urgency.{need.urgency.value}"),
            whom=words.say(f"staff.whom.{need.beneficiary.kind.value}"),
        )

    return say


def offer_card(work: Work, need: Need, referral: Referral) -> Words:
    """The card of an offer: also by when to answer, and why it came to them."""
    card = staff_card(work, need, "staff.offered")
    reasons = phrases.load(referral.reasons)

    def say(words: Texts) -> str:
        by = moment(referral.deadline, work.now, work.services.zone, words)
        lines = [card(words), words.say("staff.by", by=by, left=left(referral.deadline, work.now, words))]
        if reasons:
            why = words.say("list.comma").join(words.say(reason) for reason in reasons)
            lines.append(words.say("staff.why", reasons=why))
        return "\n".join(lines)

    return say


def page_button(work: Work, need: Need, words: Texts) -> Button:
    """Opens the need at the desk."""
    return Button(words.say("staff.open"), url=f"{work.services.page}/desk/needs/{need.number}")


def offer_keyboard(work: Work, need: Need) -> Keys:
    """Accept, decline, ask; or read it all at the desk."""

    def keys(words: Texts) -> Keyboard:
        return (
            *column(Button(words.say("staff.accept"), f"s.accept:{need.number}")),
            *grid(
                [
                    Button(words.say("staff.decline"), f"s.decline:{need.number}"),
                    Button(words.say("staff.ask"), f"s.ask:{need.number}"),
                ]
            ),
            *column(page_button(work, need, words)),
        )

    return keys


def worker_keyboard(work: Work, need: Need) -> Keys:
    """For social workers: take it oneself, or sort and assign it at the desk."""

    def keys(words: Texts) -> Keyboard:
        return column(
            Button(words.say("staff.take"), f"s.take:{need.number}"), page_button(work, need, words)
        )

    return keys


def progress_keyboard(work: Work, need: Need) -> Keys:
    """For who has accepted: start, resolve, note, ask; an organization can also give it back."""

    def keys(words: Texts) -> Keyboard:
        start = (
            Button(words.say("staff.start"), f"s.start:{need.number}")
            if need.state is NeedState.ACCEPTED
            else None
        )
        back = (
            Button(words.say("staff.give_back"), f"s.back:{need.number}")
            if need.holder_id is not None
            else None
        )
        return (
            *column(start, Button(words.say("staff.resolve"), f"s.resolve:{need.number}")),
            *grid(
                [
                    Button(words.say("staff.note_button"), f"s.note:{need.number}"),
                    Button(words.say("staff.ask"), f"s.ask:{need.number}"),
                ]
            ),
            *column(back, page_button(work, need, words)),
        )

    return keys


def confirm_keyboard(need: Need) -> Keys:
    """For the resident: solved, or not."""
    return lambda words: column(
        Button(words.say("need.solved"), f"solved:{need.number}"),
        Button(words.say("need.not_solved"), f"unsolved:{need.number}"),
    )


def answer_keyboard(need: Need) -> Keys:
    """For the resident: answer a question."""
    return lambda words: column(Button(words.say("need.answer"), f"reply:{need.number}"))


def own_keyboard(need: Need) -> Keys:
    """For the resident or a neighbour who joined: see how it stands."""
    return lambda words: column(Button(words.say("filed.follow"), f"need:{need.number}"))


def joined_confirm_keyboard(need: Need) -> Keys:
    """For a neighbour who joined: solved for them too, or not."""
    return lambda words: column(
        Button(words.say("need.solved"), f"f.solved:{need.number}"),
        Button(words.say("need.not_solved"), f"f.unsolved:{need.number}"),
    )


def came_back_keyboard(need: Need) -> Keys:
    """For the resident of a closed need: it is there again."""
    return lambda words: column(Button(words.say("need.came_back"), f"unsolved:{need.number}"))


def page_keyboard(work: Work, need: Need) -> Keys:
    """For staff: the need at the desk."""
    return lambda words: column(page_button(work, need, words))


def support_keyboard(work: Work, need: Need, line: PlanLine) -> Keys:
    """For a social worker who is asked to stand behind a need."""
    return lambda words: column(
        Button(words.say("plan.support_yes"), f"s.support:{line.id}:yes"),
        Button(words.say("plan.no"), f"s.support:{line.id}:no"),
        page_button(work, need, words),
    )


def help_keyboard(line: PlanLine) -> Keys:
    """For a volunteer who is asked to come."""
    return lambda words: column(
        Button(words.say("plan.yes"), f"v.yes:{line.id}"), Button(words.say("plan.no"), f"v.no:{line.id}")
    )


def share_keyboard(line: PlanLine) -> Keys:
    """For the resident: may the volunteer have their contact."""
    return lambda words: column(
        Button(words.say("plan.share"), f"v.share:{line.id}"),
        Button(words.say("plan.keep"), f"v.keep:{line.id}"),
    )
