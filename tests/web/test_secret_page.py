"""確認用の番号を作り直す - after a look at a paper the old number opens nothing, and the family hears of it."""

from collections.abc import Callable

import pytest

from madoguchi import settings
from madoguchi.desk import confirm
from madoguchi.store import codes, errands, events, wall
from madoguchi.web import clock
from tests.web.visits import Visitor, case_of, hand_in, look_up, shown, sign_in


@pytest.fixture
def reference(visitor: Visitor, staff: None) -> str:
    """An application whose family has its status open, with a confirmed address."""
    found = hand_in(visitor, email="mihon@example.jp")
    look_up(visitor, found, shown(visitor.page, "secret"))
    with wall.inside("tama", write=True):
        last = codes.get(found)
        assert last is not None
        assert confirm.confirm(found, codes.made(settings.SECRET_KEY, found, last.serial), clock.now())
    return found


@pytest.fixture
def counter(visit: Callable[[], Visitor], reference: str) -> Visitor:
    """A clerk before the page."""
    clerk = visit()
    sign_in(clerk)
    clerk.get(f"/tama/staff/case/{case_of(reference).id}/secret")
    return clerk


def test_the_new_number_opens_and_the_old_one_is_dead_everywhere(
    visit: Callable[[], Visitor], visitor: Visitor, counter: Visitor, reference: str
) -> None:
    counter.send(counter.page.forms[-1], paper="license")
    new = shown(counter.page, "secret")
    assert shown(counter.page, "reference") == reference
    visitor.get(f"/tama/status/{reference}/")  # was open in the family's browser
    assert visitor.path == "/tama/status/"
    fresh = visit()
    look_up(fresh, reference, new)
    assert fresh.path == f"/tama/status/{reference}/"


def test_the_old_number_and_the_old_link_show_nothing(visit: Callable[[], Visitor], staff: None) -> None:
    family, clerk, other = visit(), visit(), visit()
    found = hand_in(family)
    old, receipt = shown(family.page, "secret"), family.path
    sign_in(clerk)
    clerk.get(f"/tama/staff/case/{case_of(found).id}/secret")
    clerk.send(clerk.page.forms[-1], paper="mynumber")
    look_up(other, found, old)
    assert other.status == 422
    assert old not in family.get(receipt).html


def test_the_record_names_the_kind_of_paper_and_nobody(counter: Visitor, reference: str) -> None:
    counter.send(counter.page.forms[-1], paper="two_others")
    with wall.inside("tama"):
        (event,) = [event for event in events.read(subject=reference) if event.step == "secret"]
    assert (event.deed, event.who, event.role, dict(event.note)) == (
        *("revoke", "uketsuke", "clerk"),
        {"paper": "two_others"},
    )


def test_a_confirmed_address_hears_of_it(counter: Visitor, reference: str) -> None:
    counter.send(counter.page.forms[-1], paper="license")
    with wall.inside("tama", write=True):
        marks = set()
        while errand := errands.claim("test", 60, clock.now()):
            marks |= set(errand.payload)
            errands.finish(errand)
    assert "renewed" in marks


def test_without_a_paper_nothing_happens(visitor: Visitor, counter: Visitor, reference: str) -> None:
    counter.send(counter.page.forms[-1])
    assert counter.status == 422
    assert "本人確認に使った書類を選んでください" in counter.page.text()
    visitor.get(f"/tama/status/{reference}/")
    assert visitor.path == f"/tama/status/{reference}/"


def test_two_clerks_at_once_make_one_number_and_the_second_is_told(counter: Visitor, reference: str) -> None:
    path, sent = counter.path, counter.page.forms[-1].sends(paper="license")
    counter.post(path, sent)
    new = shown(counter.page, "secret")
    counter.post(path, sent)
    assert counter.status == 409
    assert "もう作り直されています" in counter.page.text()
    assert new not in counter.page.html


def test_deciders_and_strangers_do_not_make_numbers(visit: Callable[[], Visitor], reference: str) -> None:
    path = f"/tama/staff/case/{case_of(reference).id}/secret"
    decider, nobody = visit(), visit()
    sign_in(decider, "kessai")
    decider.get(path)
    assert decider.status == 403
    assert "職員" in nobody.get(path).text()
    assert not [form for form in nobody.page.forms if any(name == "paper" for name, _ in form.inputs)]


def test_the_neighbours_clerk_finds_nothing(visit: Callable[[], Visitor], reference: str) -> None:
    neighbour = visit()
    sign_in(neighbour, password="tonari-no-madoguchi", city="hachioji")
    neighbour.get(f"/hachioji/staff/case/{case_of(reference).id}/secret")
    assert neighbour.status == 404


def test_for_a_protected_family_only_those_named_do_it(
    visit: Callable[[], Visitor], counter: Visitor, reference: str
) -> None:
    from madoguchi.core.case import Actor
    from madoguchi.desk import protect

    with wall.inside("tama", write=True):
        protect.protect(reference, ["kessai"], Actor("kessai", "decider"), clock.now())
    counter.get(counter.path)
    assert counter.status == 403
    with wall.inside("tama", write=True):
        protect.name(reference, ["uketsuke"], Actor("kessai", "decider"), clock.now())
    counter.get(counter.path)
    assert counter.status == 200


def test_a_lost_token_makes_no_number(counter: Visitor, reference: str) -> None:
    counter.client.cookies.pop("csrftoken")
    counter.send(counter.page.forms[-1], paper="license")
    assert counter.status == 403
    assert "まだ作り直していません" in counter.page.text()
