"""Notices go to a carrier that only keeps them."""

from collections.abc import Callable

import pytest

from builders.notices import Keeper
from tongban.kernel.notices.carriers import Carrier, carriers
from tongban.kernel.parties.rules import Channel


@pytest.fixture(autouse=True)
def keeper(monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """One carrier for both channels."""
    kept = Keeper()
    monkeypatch.setattr(carriers, "known", dict.fromkeys(Channel, kept))
    return kept


@pytest.fixture
def carried_by(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that puts other carriers in the place of the keeper."""

    def put(**chosen: Carrier) -> None:
        known = {Channel(name): carrier for name, carrier in chosen.items()}
        monkeypatch.setattr(carriers, "known", known)

    return put
