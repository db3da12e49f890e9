"""The comparison with the reference engine, as far as it goes without Node."""

from pathlib import Path

import pytest

from conformance import live, reference
from conformance.form import play
from conformance.live import Compared, blanks_are_no_numbers, report
from conformance.random_answers import random_answers
from conformance.random_forms import random_form
from surveys.submission import instance_xml
from surveys.xform import load
from surveys.xpath import Context, Node, compile, parse_xml  # noqa: A004 - as in re.compile

BLANKS = parse_xml("<data><n>1</n><n/><n>2</n></data>")


@pytest.mark.parametrize("seed", range(30))
def test_a_random_form_is_sound_and_its_answers_can_be_played(seed: int) -> None:
    """No finding, no failing expression, and the script written down gives the instance it was made on."""
    made = random_form(seed)
    form = load(made.xml)
    assert not form.findings
    script = random_answers(form, seed, 20)
    instance = play(form, script)
    assert not instance.problems
    assert instance_xml(instance) == instance_xml(play(load(made.xml), script))


def test_a_seed_always_makes_the_same_form_and_answers() -> None:
    assert random_form(7) == random_form(7)
    form = load(random_form(7).xml)
    assert random_answers(form, 7, 20) == random_answers(form, 7, 20)
    assert random_form(7) != random_form(8)


@pytest.mark.parametrize(("text", "ours", "theirs"), [("sum(/data/n)", "3", ""), ("sum(/data/m)", "0", "")])
def test_blanks_can_be_counted_as_the_reference_engine_counts_them_for_a_while(
    text: str, ours: str, theirs: str
) -> None:
    def value() -> str:
        return compile(text).string(Context(_root(BLANKS)))

    assert value() == ours
    with blanks_are_no_numbers():
        assert value() == theirs
    assert value() == ours


def _root(node: Node) -> Node:
    return node.root()


def test_the_table_counts_scripts_and_only_unexplained_ones_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([Compared("a", "1", ()), Compared("a", "2", ("/x: 1",), "meant")]) == 0
    assert report([Compared("b", "3", ("/y: 2", "/z: 3"))]) == 1
    printed = capsys.readouterr().out
    assert "| a | 2 | 1 | 1 | 0 |" in printed
    assert "| b | 1 | 0 | 0 | 1 |" in printed
    assert "2: /x: 1  (meant)" in printed


def test_without_node_the_live_comparison_says_so_and_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert live.main([]) == 0
    assert "skipped: Node is not installed" in capsys.readouterr().out


def test_the_lock_file_names_no_registry() -> None:
    locked = (reference.FOLDER / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in locked
    assert '"integrity"' in locked
    assert (reference.FOLDER / "play.mjs").is_file()
    assert isinstance(reference.FOLDER, Path)
