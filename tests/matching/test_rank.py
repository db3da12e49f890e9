"""The ranking as the rest of the house sees it."""

from __future__ import annotations

from locales import texts
from matching.rank import rank, why


def test_the_best_service_of_each_organization_is_ranked_with_reasons(need, service, directory, situation):
    found = rank(
        need(),
        directory(service(10), service(11, categories=("elderly",)), service(20, area=("wuhou",))),
        situation(),
    )
    assert [(one.organization.id, one.service.id) for one in found.candidates] == [(1, 10), (2, 20)]
    assert all(0 <= one.score <= 1 for one in found.candidates)
    assert [texts("zh_CN").say(reason) for reason in why(found.candidates[0])]
    assert found.excluded == ()
