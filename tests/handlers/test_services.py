"""The directory that turns share is replaced whole, and only once all of it was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.organizations import Organizations
from tests.handlers.joint import Joint


def test_a_directory_that_could_not_be_read_to_its_end_is_still_to_be_read(
    joint: Joint, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = joint.services
    before, atlas = services.version, services.atlas
    known = next(iter(services.directory.services.values()))
    joint.database.write_now(lambda unit: unit.organizations.add_service(replace(known, capacity=77)))

    def cut_off(_: Organizations) -> None:
        raise ConnectionError

    with monkeypatch.context() as away:
        away.setattr(Organizations, "all", cut_off)
        with pytest.raises(ConnectionError):
            joint.database.read_now(services.reload)
    assert (services.version, services.atlas) == (before, atlas)
    joint.database.read_now(services.reload)
    assert services.version > before
    assert services.directory.services[known.id].capacity == 77
