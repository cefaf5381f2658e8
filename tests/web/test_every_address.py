"""壁を歩く - every address of the house, visited as somebody of the wrong city and as nobody at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from madoguchi.desk import assent, attach, invite
from madoguchi.store import tables, wall
from madoguchi.web.clock import now
from tests import papers
from tests.web.visits import Visitor, case_of, hand_in, sign_in

CHILD = "見本 花子"
ELSEWHERE = "tonari-no-madoguchi"
# Who holds the key of a draft is the family: these open to the key in its own city, and only there.
BY_KEY = {"page", "check", "done", "code"}


def routes(resolver: Any = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name or "demo" in route or route == "health", f"an address without a name: {route}"
            yield pattern.name or route, route


def filled(route: str, **values: str) -> str:
    for name, value in values.items():
        for kind in ("slug", "str", "int"):
            route = route.replace(f"<{kind}:{name}>", value)
    assert "<" not in route, f"a part of {route} that this walk does not know"
    return f"/{route}"


@pytest.fixture
def there(staff: None, visit: Callable[[], Visitor]) -> dict[str, str]:
    """A family of Tama has applied; all that a stranger could have learned of its addresses."""
    family = visit()
    reference = hand_in(family)
    key = family.path.split("/d/")[1].split("/")[0]
    return {
        "procedure": "gakudo",
        "key": key,
        "slug": "child",
        "reference": reference,
        "case_id": f"{reference}-1",
        "step": "pass",
        "name": "mail",
        "token": offered(reference),
        "link": invited(reference),
        "file": attached(reference),
        "number": "1",
        "picture": "1",
        "box": "1-1-40-40",
        "digits": "2060025",
        "username": "uketsuke",
        "what": "password",
        "way": "myna",
        "table": "adjust",
        "row": "single",
        "deed": "publish",
        "pool": "daini",
    }


def offered(reference: str) -> str:
    """What stands in the address of the other guardian."""
    with wall.inside("tama", write=True):
        return assent.offer(reference, now())


def invited(reference: str) -> str:
    """What stands in the address of a guardian's employer."""
    with wall.inside("tama", write=True):
        whose = invite.of_application(reference)
        token, _ = invite.offer(whose, whose.places[0], now())
        return token


def attached(reference: str) -> str:
    """The key of a file that the family has sent."""
    sent = attach.add("tama", "a-draft-of-nobody-0000", f"{CHILD}.jpg", papers.jpeg(64, 64), now())
    with wall.inside("tama", write=True):
        tables.Attachment.objects.filter(key=sent.key).update(reference=reference, place="home")
    return sent.key


@pytest.fixture(params=["a clerk of another city", "nobody"])
def stranger(request: pytest.FixtureRequest, visit: Callable[[], Visitor]) -> Callable[[], Visitor]:
    def come() -> Visitor:
        visitor = visit()
        if request.param != "nobody":
            sign_in(visitor, password=ELSEWHERE, city="hachioji")
            assert visitor.path == "/hachioji/staff/"
        return visitor

    return come


def test_no_address_shows_a_stranger_a_family(there: dict[str, str], stranger: Callable[[], Visitor]):
    visitor, leaks = stranger(), []
    for name, route in routes():
        cities = ("hachioji",) if name in BY_KEY else ("tama", "hachioji")
        for path in {filled(route, city=city, **there) for city in cities}:
            for seen in (visitor.get(path), visitor.post(path, {})):
                if CHILD in seen.html or visitor.status >= 500:
                    leaks.append((path, visitor.status))
    assert not leaks


def test_a_clerk_of_another_city_changes_nothing(there: dict[str, str], visit: Callable[[], Visitor]):
    visitor = visit()
    sign_in(visitor, password=ELSEWHERE, city="hachioji")
    for city in ("tama", "hachioji"):
        token = visitor.client.cookies["csrftoken"].value
        for _, route in (pair for pair in routes() if "staff/case" in pair[1]):
            visitor.post(filled(route, city=city, **there), {"version": "1", "csrfmiddlewaretoken": token})
            assert visitor.status in (401, 403, 404, 405)
    assert case_of(there["reference"]).status == "received"


def test_the_same_walk_does_show_the_family_to_its_own_clerk(there: dict[str, str], visit: Callable[[], Visitor]):
    visitor = visit()
    sign_in(visitor)
    shown = {name for name, route in routes() if CHILD in visitor.get(filled(route, city="tama", **there)).html}
    assert {"inbox", "case"} <= shown
