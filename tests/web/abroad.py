"""本人確認に行く - a browser of the tests goes to the providers of the lab and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests
from joserfc.jwk import ECKey

from madoguchi.lab.idp import Providers
from madoguchi.lab.idp_cast import CLIENT, SECRET
from madoguchi.lab.served import running
from madoguchi.plugs import open_plugs
from tests.web.pages import Page
from tests.web.visits import PROCEDURE, Visitor

KEY = ECKey.generate_key("P-256")


@contextmanager
def listening() -> Iterator[Providers]:
    """Providers of the lab, as long as the block lasts."""
    with running(Providers(KEY)) as served:
        served.patience = 4.0
        yield served


def known_to(served: Providers) -> dict[str, object]:
    """The plugs of an office that these providers know, by their names."""
    settings = {"myna": served.issuer("myna"), "myna_client": CLIENT, "myna_key": KEY.as_pem(private=True).decode()}
    settings |= {"gbizid": served.issuer("gbizid"), "gbizid_client": CLIENT, "gbizid_secret": SECRET}
    opened = open_plugs(settings | {"identity_timeout": "1.5"})
    return {name.removeprefix("identity/"): plug for name, plug in opened.items()}


def out(visitor: Visitor, draft: str = "", way: str = "myna") -> str:
    """To the provider's page; its address."""
    answer = visitor.client.get(f"{PROCEDURE}sign-in/go/{way}", {"draft": draft} if draft else {})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def home(address: str, *, play: str = "", who: str = "yuko") -> str:
    """What the provider's page sends the browser back to: our own address with the answer."""
    answer = requests.post(address, data={"play": play, "who": who}, allow_redirects=False, timeout=5)
    assert answer.status_code == 303, answer.text
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def go(visitor: Visitor, *, play: str = "", who: str = "yuko", draft: str = "") -> Page:
    """There and back; the page before us is that of the confirmation, or says why not."""
    return visitor.get(home(out(visitor, draft), play=play, who=who))


def sign_in(visitor: Visitor, *, who: str = "yuko", draft: str = "") -> Page:
    """There and back, and all of it is right, where that is asked."""
    page = go(visitor, who=who, draft=draft)
    return visitor.send(page.form(), deed="use") if visitor.path.endswith("/person/") else page
