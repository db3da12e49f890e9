"""``linli survey``: publish, open, invite, close, look at results, export."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from bot.cli.campaign import working
from bot.cli.survey import app
from handlers import surveys
from handlers.campaigns import link
from handlers.work import Work
from model.place import Level, Place
from model.survey import Response, ResponseState
from surveys import interview, submission
from surveys.interview import Opening

FORM = """
| survey |
|  | type | name | label | hxl |
|  | select_one yesno | lift | Do you want a lift? | #indicator+lift |
|  | begin_repeat | pet | Pet | |
|  | text | kind | Kind | |
|  | end_repeat | | | |
| choices |
|  | list_name | name | label |
|  | yesno | yes | Yes |
|  | yesno | no | No |
| settings |
|  | form_id | form_title |
|  | lift | Lifts |
"""
runner = CliRunner()


@pytest.fixture(autouse=True)
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "lift.md").write_text(FORM)
    with working() as work:
        work(lambda work: work.unit.places.add(Place("east", Level.COMMUNITY, None, "东", "East")))


def run(*words: str, code: int = 0) -> Result:
    result = runner.invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def published() -> str:
    found = re.search(r"\d{10,}", run("publish", "lift.md").output)
    assert found is not None
    return found[0]


def answer(campaign: str, lift: str, number: int = 1) -> None:
    def add(work: Work) -> None:
        found = work.unit.surveys.campaign(int(campaign))
        assert found is not None
        form = surveys.form_of(work, found.form_id)
        assert form is not None
        for _ in range(number):
            response_id = work.services.ids()
            opening = Opening(work.now, str(response_id), answers={"lift": lift, "kind": "=cat"})
            session = interview.start(form, opening).session
            times = (work.now, work.now, interview.dump(session), found.id, work.now)
            work.unit.surveys.save(
                Response(
                    response_id,
                    found.form_id,
                    response_id,
                    "campaign",
                    found.id,
                    ResponseState.SUBMITTED,
                    *times,
                    submission.to_xml(session),
                )
            )

    with working() as work:
        work(add)


def test_a_published_survey_is_open_and_listed() -> None:
    campaign = published()
    listed = run("list").output
    assert campaign in listed
    assert "Lifts" in listed
    assert "everywhere" in listed


def test_opening_for_a_community_prints_the_link_and_sets_the_invitations() -> None:
    published()
    output = run("open", "lift", "--community", "east", "--days", "3", "--quota", "9").output
    campaign = re.search(r"\d{10,}", output)
    assert campaign is not None
    assert f"/chat?c={link(int(campaign[0]))}" in output
    with working() as work:
        kinds = work(
            lambda work: [
                work.unit.timers.get("campaign", f"{step}:{campaign[0]}") is not None
                for step in ("invite", "remind", "close", "tell")
            ]
        )
    assert kinds == [True, True, True, False]


def test_a_survey_by_link_opens_telegram_when_the_bot_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_NAME", "linli_bot")
    output = run("open", "needs_assessment", "--link", "--from", "2099-01-01").output
    assert "https://t.me/linli_bot?start=s_" in output
    assert "coming" in run("list").output
    found = re.search(r"start=(s_\w+)", output)
    assert found is not None
    assert isinstance(runner.invoke(app, ["invite", found[1]]).exception, ValueError)


def test_what_does_not_exist_is_told() -> None:
    assert "no survey dance" in run("open", "dance", code=2).output
    assert "no community west" in run("open", "needs_assessment", "--community", "west", code=2).output
    for command in ("close", "invite", "results", "export"):
        assert "no campaign 7" in run(command, "7", code=2).output
    assert "no campaign s_" in run("close", "s_A", code=2).output


def test_closing_and_inviting() -> None:
    campaign = published()
    assert "invitations go out" in run("invite", campaign).output
    run("close", link(int(campaign)))
    assert "closed" in run("list").output


def test_results_hide_small_counts() -> None:
    campaign = published()
    answer(campaign, "yes", 4)
    assert "Fewer than 5" in run("results", campaign).output
    answer(campaign, "yes", 4)
    answer(campaign, "no", 2)
    output = run("results", campaign).output
    assert "Lifts: 10 responses" in output
    assert re.search(r"not shown\s+Yes", output)
    assert re.search(r"< 5\s+No", output)


def test_results_show_what_few_answered_as_few() -> None:
    campaign = published()
    answer(campaign, "", 5)
    assert "fewer than 5 answers" in run("results", campaign).output


@pytest.mark.parametrize("words", [("--labels",), ("--codes", "--language", "en")])
def test_export_as_csv_has_a_file_a_repeat(words: tuple[str, ...]) -> None:
    campaign = published()
    answer(campaign, "yes")
    run("export", campaign, *words, "--to", "out")
    main = Path("out", f"lift-{campaign}.csv").read_text("utf-8-sig")
    assert next(csv.reader(io.StringIO(main)))[2] == ("lift" if "--codes" in words else "Do you want a lift?")
    assert ("Yes" if "--labels" in words else ",yes,") in main
    assert ",'=cat" in Path("out", f"lift-{campaign}-pet.csv").read_text("utf-8-sig")


def test_export_with_hashtags() -> None:
    campaign = published()
    answer(campaign, "yes")
    run("export", campaign, "--format", "hxl")
    assert ",#indicator+lift," in Path(f"lift-{campaign}.csv").read_text("utf-8-sig")
    opened = re.search(r"\d{10,}", run("open", "needs_assessment").output)
    assert opened is not None
    assert "no HXL hashtags" in run("export", opened[0], "--format", "hxl", code=2).output


def test_export_as_workbook_json_and_xml() -> None:
    campaign = published()
    answer(campaign, "no", 2)
    for kind in ("xlsx", "json", "xml"):
        run("export", campaign, "--format", kind)
    assert load_workbook(f"lift-{campaign}.xlsx").sheetnames == ["data", "pet"]
    assert [one["lift"] for one in json.loads(Path(f"lift-{campaign}.json").read_text())] == ["no", "no"]
    with zipfile.ZipFile(f"lift-{campaign}.zip") as packed:
        assert len(packed.namelist()) == 2
        assert b"<lift>no</lift>" in packed.read(packed.namelist()[0])


def test_an_export_is_on_record() -> None:
    campaign = published()
    run("export", campaign)
    with working() as work:
        assert work(lambda work: len(work.unit.audits.of(f"campaign:{campaign}"))) == 1


def test_check_tells_an_author_in_words_where_to_look(tmp_path: Path) -> None:
    form = tmp_path / "form.md"
    form.write_text("| survey |\n| | type | name | label |\n| | selectone yn | a | A |\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["check", str(form)])
    assert told.exit_code == 1
    assert told.stdout.startswith("error: survey, row 2, type: Unknown question type 'selectone yn'")
