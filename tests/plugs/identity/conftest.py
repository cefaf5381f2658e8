"""本人確認の相手 - providers that know only 見本 people, and a browser that goes to them and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from joserfc.jwk import ECKey

from madoguchi.core.identity import Identity, Proof, Trip
from madoguchi.lab.idp import Providers
from madoguchi.lab.idp_cast import CLIENT, SECRET
from madoguchi.lab.served import running
from madoguchi.plugs import open_plug

BACK = "http://localhost:8000/tama/sign-in/back"
KEY = ECKey.generate_key("P-256")
TRIP = Trip("state-of-this-visit", "nonce-of-this-visit", "v" * 64, BACK)


@pytest.fixture
def providers() -> Iterator[Providers]:
    with running(Providers(KEY)) as served:
        served.patience = 4.0
        yield served


@pytest.fixture
def settings(providers: Providers) -> dict[str, str]:
    return {
        "myna": providers.issuer("myna"),
        "myna_client": CLIENT,
        "myna_key": KEY.as_pem(private=True).decode(),
        "gbizid": providers.issuer("gbizid"),
        "gbizid_client": CLIENT,
        "gbizid_secret": SECRET,
        "identity_timeout": "1.5",
    }


@pytest.fixture
def opened(settings: dict[str, str]) -> Callable[[str], Identity]:
    return lambda name: open_plug(name, settings)  # type: ignore[return-value] # of this kind


def browse(address: str, *, play: str = "", who: str = "") -> dict[str, str]:
    """What a browser brings back from the provider's page; an address of our own is an answer already."""
    if not address.startswith(BACK):
        form = {"play": play} | ({"who": who} if who else {})
        answer = requests.post(address, data=form, allow_redirects=False, timeout=5)
        assert answer.status_code == 303, answer.text
        address = answer.headers["Location"]
    assert address.startswith(BACK)
    return dict(parse_qsl(urlsplit(address).query))


def visit(plug: Identity, *, play: str = "", who: str = "", trip: Trip = TRIP) -> Proof:
    """There and back."""
    return plug.arrive(trip, browse(plug.leave(trip), play=play, who=who), datetime.now(UTC))


def query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))
