"""The floors are told in several places; they must be those of the import contracts."""

from __future__ import annotations

import tomllib

import pytest

from tests.docs.pages import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/pictures/house.svg", "CONTRIBUTING.md"])
def test_every_package_of_the_house_is_told(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    missing = [package for package in CONTRACTS["root_packages"] if package not in text]
    assert not missing
