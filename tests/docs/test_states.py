"""The pictures of states are drawn by hand; the tables beside them must be those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from model.need import TRANSITIONS
from model.referral import ReferralState

PAGE = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
ARROW = re.compile(r"(\w+) → (\w+)")


def _arrows(heading: str) -> set[tuple[str, str]]:
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[2] for line in section.splitlines() if line.startswith("|")]
    return {pair for row in rows for pair in ARROW.findall(row)}


def test_the_table_of_a_need_s_states_names_every_transition_and_no_other() -> None:
    of_the_code = {(now.value, then.value) for now, following in TRANSITIONS.items() for then in following}
    assert _arrows("The states of a need") == of_the_code | {("from", "to")}


def test_the_table_of_a_referral_s_states_names_every_state() -> None:
    told = {state for pair in _arrows("The states of a referral") for state in pair}
    assert told - {"from", "to"} == {state.value for state in ReferralState}
