"""The taxonomy is complete, its codes are stable in form, and its names fit on a button."""

from __future__ import annotations

import re

import pytest

from model.taxonomy import LEAVES, LEVEL1, TAXONOMY, Category, category, children, level1

FIELDS = [
    "elderly",
    "children",
    "disability",
    "health",
    "mental",
    "family",
    "livelihood",
    "employment",
    "legal",
    "environment",
    "facilities",
    "safety",
    "culture",
    "education",
    "convenience",
    "government",
    "volunteering",
    "emergency",
]


def test_the_eighteen_fields_are_those_of_the_domain() -> None:
    assert {node.code for node in LEVEL1} == set(FIELDS)


def test_every_code_is_unique() -> None:
    assert len({node.code for node in TAXONOMY}) == len(TAXONOMY)


@pytest.mark.parametrize("node", TAXONOMY, ids=lambda node: node.code)
def test_a_name_fits_on_a_button_in_both_languages(node: Category) -> None:
    assert 0 < len(node.zh) <= 8
    assert 0 < len(node.en) <= 24
    assert node.description_zh
    assert node.description_en
    assert re.fullmatch(r"[a-z]+(\.[a-z]+)?", node.code)


def test_a_leaf_belongs_to_the_field_in_its_code() -> None:
    for leaf in LEAVES:
        assert leaf.parent == leaf.code.split(".")[0]
        assert leaf in children(leaf.parent)


def test_every_field_has_leaves_and_a_leaf_has_none() -> None:
    assert all(children(node.code) for node in LEVEL1)
    assert children("facilities.lift") == ()


def test_the_field_of_a_code_is_found_from_either_level() -> None:
    assert level1("facilities.lift") is category("facilities")
    assert level1("facilities") is category("facilities")


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        category("facilities.rocket")


def test_names_of_siblings_differ() -> None:
    for top in LEVEL1:
        names = [leaf.zh for leaf in children(top.code)]
        assert len(set(names)) == len(names)


def test_names_and_descriptions_are_given_in_the_language_asked_for() -> None:
    lift = category("facilities.lift")
    assert (lift.name("zh_CN"), lift.name("en")) == ("电梯故障", "Lift")
    assert lift.description("zh_CN") != lift.description("en")


@pytest.mark.parametrize(
    "code",
    [
        "family.violence",
        "children.protection",
        "mental.counselling",
        "livelihood.allowance",
        "health.chronic",
    ],
)
def test_illness_poverty_violence_and_minors_at_risk_ask_for_the_second_consent(code: str) -> None:
    assert category(code).sensitive
