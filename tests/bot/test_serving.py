"""The server as a program: how it ends."""

from __future__ import annotations

import pytest

from bot import serving


def test_a_stop_while_it_still_loads_is_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "_serve", stopped)
    serving.main(())
    assert capsys.readouterr() == ("", "")


def test_what_goes_wrong_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(SystemExit, match=r"^linli: LOG_LEVEL must be one of"):
        serving.main(())
