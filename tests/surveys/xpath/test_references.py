"""What an expression reads, by its tree."""

from __future__ import annotations

import pytest

from surveys.xpath import Reference
from surveys.xpath import compile as compile_expression


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("1 + 1", []),
        ("/data/a = 'x'", ["/data/a"]),
        (". > 1 and ../b", [".", "../b"]),
        ("-/data/a", ["/data/a"]),
        ("./a/../b", ["b"]),
        ("../../x", ["../../x"]),
        ("/data/rep[n > 1]/v", ["/data/rep", "/data/rep/n", "/data/rep/v"]),
        ("/data/rep[../k = /data/z]/v", ["/data/rep", "/data/k", "/data/z", "/data/rep/v"]),
        ("sum(//years)", ["//years"]),
        ("//a/..", ["//"]),
        ("/data//node()", ["/data//node()"]),
        ("/data/descendant::node()", ["/data//"]),
        ("..//b", ["..//b"]),
        ("/data/a/@id", ["/data/a/@id"]),
        ("../a/following-sibling::b", ["../a/following-sibling::b"]),
        ("(/data/a | /data/b)[1]/c", ["/data/a", "/data/b", "/data/a/c", "/data/b/c"]),
        ("randomize(/data/a)/b", ["/data/a", "/data/a/b"]),
        ("current()/../x", ["../x"]),
        ("instance('l')/root/item[k = current()/../x]/v",
         ["instance('l')/root/item", "instance('l')/root/item/k", "../x", "instance('l')/root/item/v"]),
        ("instance('l')", []),
        ("instance(/data/which)/root", ["/data/which", "/data/which/root"]),
        ("jr:choice-name(/data/a, ' /data/a ')", ["/data/a"]),
        ("jr:choice-name('x', '(')", []),
        ("jr:choice-name('x', /data/p)", ["/data/p"]),
        ("string()", ["."]),
        ("once(/data/a)", ["/data/a", "."]),
        ("if(/data/a, /data/b, '')", ["/data/a", "/data/b"]),
    ],
)  # fmt: skip
def test_paths(source: str, paths: list[str]) -> None:
    assert [str(path) for path in compile_expression(source).references.paths] == paths


def test_instances_functions_and_volatility() -> None:
    found = compile_expression(
        "instance('l')/root/item[k = pulldata('m', 'a', 'b', 'c')] and today()"
    ).references
    assert found.instances == {"l", "m"}
    assert found.functions == {"instance", "pulldata", "today"}
    assert found.volatile
    assert not compile_expression("concat(/data/a, -floor(1))").references.volatile


def test_an_instance_by_itself_is_written_without_steps() -> None:
    assert str(Reference("instance", (), "l")) == "instance('l')"
