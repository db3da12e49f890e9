"""Which definitions a path in an expression can mean."""

from collections.abc import Callable

import pytest

from surveys.form import Form
from surveys.referring import resolve
from surveys.xpath import compile  # noqa: A004 - as in re.compile

MEANT = [
    ("/data/a", {"/data/a"}),
    ("../a", {"/data/a"}),
    (".", {"/data/b"}),
    ("/data/g/*", {"/data/g/c", "/data/g/d"}),
    ("//c", {"/data/g/c"}),
    ("/data/g//d", {"/data/g/d"}),
    ("/data/g/@mark", {"/data/g/@mark"}),
    ("current()/../g/c", {"/data/g/c"}),
    ("instance('x')/root/item", set()),
    ("/data/nobody", set()),
]


@pytest.mark.parametrize(("text", "paths"), MEANT)
def test_a_path_means_every_definition_it_can_reach(
    xform: Callable[..., Form], text: str, paths: set[str]
) -> None:
    form = xform('<data id="t"><a/><b/><g mark="1"><c/><d/></g></data>')
    found = {
        form.definitions[index].path
        for reference in compile(text).references.paths
        for index, _ in resolve(form.definitions, form.by_path["/data/b"], reference)
    }
    assert found == paths
