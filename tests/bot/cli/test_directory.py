"""``linli directory``: from the command line to files and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.directory import app
from exchange.finding import Refused
from exchange.reading import read

runner = CliRunner()


@pytest.fixture(autouse=True)
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAR", str(tmp_path / "var"))


def run(*words: str) -> Result:
    return runner.invoke(app, list(words), catch_exceptions=False)


def folder(path: Path, services: str = "id,organization_id,name,status\ns,o,legal aid,active\n") -> Path:
    path.mkdir()
    (path / "organizations.csv").write_text("id,name,description\no,[red]Aid,helps\n")
    (path / "services.csv").write_text(services)
    return path


def test_the_template_is_written_checked_and_imported() -> None:
    assert run("template", "t.xlsx").exit_code == 0
    assert "1 organizations and 1 services, 1 of them with a category" in run("check", "t.xlsx").output
    assert "The source “t” is in." in run("import", "t.xlsx").output
    assert "桂花长者服务中心" in run("list").output


def test_a_template_is_a_workbook() -> None:
    assert run("template", "t.csv").exit_code == 2


def test_a_check_that_finds_errors_says_so_to_the_shell(tmp_path: Path) -> None:
    path = folder(tmp_path / "d", "id,organization_id,name,status\ns,9,legal aid,open\n")
    result = run("check", str(path), "--report", "r.csv")
    assert result.exit_code == 1
    assert "there is no organization 9" in result.output
    report = Path("r.csv").read_text("utf-8-sig")
    assert "error,value.choice,services.csv,2,service.status," in report


def test_a_rehearsal_writes_nothing_and_an_import_does(tmp_path: Path) -> None:
    path = folder(tmp_path / "d")
    assert "Nothing was written" in run("import", str(path), "--dry-run").output
    assert "Aid" not in run("list").output
    run("import", str(path), "--source", "street")
    assert "Aid" in run("list").output


@pytest.mark.parametrize("target", ["out.json", "out.zip", "out"])
def test_an_export_can_be_read_again(tmp_path: Path, target: str) -> None:
    run("import", str(folder(tmp_path / "d")))
    assert "1 organizations, 1 services, 2 rows" in run("export", target).output
    out = Path(target)
    files = {one.name: one.read_bytes() for one in (out.iterdir() if out.is_dir() else [out])}
    assert {row.id for row in read(files).dataset.rows} == {"o", "s"}


def test_the_same_directory_gives_the_same_bytes(tmp_path: Path) -> None:
    run("import", str(folder(tmp_path / "d")))
    run("export", "a.zip", "--source", "d")
    run("export", "b.zip", "--source", "d")
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()


def test_an_unknown_form_or_directory_is_refused(tmp_path: Path) -> None:
    assert "neither json nor csv" in run("export", "x", "--format", "xml").output
    run("import", str(folder(tmp_path / "d")))
    assert "no directory called" in run("export", "x.json", "--source", "nowhere").output


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    with pytest.raises(Refused, match=r"no \.csv, \.json or \.xlsx"):
        run("check", "x.pdf")


def test_findings_are_told_in_chinese_too(tmp_path: Path) -> None:
    path = folder(tmp_path / "d", "id,organization_id,name,status\ns,9,legal aid,open\n")
    output = run("check", str(path), "--language", "zh_CN", "--report", "r.csv").output
    assert "错误" in output
    assert "没有 organization 9" in output
    assert "都在 r.csv 里" in output
    assert "没有 organization 9" in Path("r.csv").read_text("utf-8-sig")
