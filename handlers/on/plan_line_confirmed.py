"""A line of the plan was confirmed: who is asked hears of it, with a yes and a no."""

from __future__ import annotations

from handlers.cards import help_keyboard, staff_card, support_keyboard
from handlers.wording import category
from handlers.work import Work
from locales import Texts
from model.events import PlanLineConfirmed
from model.linkage import LineState, Party


def handle(work: Work, event: PlanLineConfirmed) -> None:
    """A volunteer hears what and where (the community only); a worker gets the card; a resource is silent."""
    need, line = event.need, event.line
    if line.state is not LineState.ASKED:
        return
    if line.party is Party.SUPPORT:
        staff = work.unit.staff.get(line.subject_id)
        if staff is not None:
            card = staff_card(work, need, "staff.support_asked")
            work.tell_staff([staff], card, support_keyboard(work, need, line))
        return

    def asked(words: Texts) -> str:
        where = work.services.atlas.name(need.community, words.language)
        lines = [words.say("plan.asked", thing=category(need.category, words), where=where)]
        if need.time_wish:
            lines.append(words.say("plan.asked_wish", wish=need.time_wish))
        lines.append(words.say("plan.asked_would", skill=words.say(f"match.skill.{line.skill}")))
        return "\n".join(lines)

    work.tell(line.subject_id, asked, help_keyboard(line))
