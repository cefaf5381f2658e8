"""前回の内容の画面 - last year's answers come back to the one who gave them, and wait until they are confirmed."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from madoguchi.core.case import Actor
from madoguchi.desk import identity, protect, publish, submit
from madoguchi.desk.refusals import Unconfirmed
from madoguchi.lab.idp import Providers
from madoguchi.store import cases, drafts, events, persons, tables, wall
from madoguchi.web import clock
from tests.web import abroad
from tests.web.pages import Form
from tests.web.visits import PROCEDURE, Visitor, hand_in, look_up, shown, sign_in, typed

CHILD = "見本 花子"


@pytest.fixture
def providers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Providers]:
    with abroad.listening() as served:
        plugs = abroad.known_to(served)
        monkeypatch.setattr(identity, "providers", lambda: plugs)
        yield served


def key_of(visitor: Visitor) -> str:
    return visitor.path.split("/d/")[1].partition("/")[0]


def draft_of(key: str) -> Any:
    with wall.inside("tama"):
        return drafts.get(key)


@pytest.fixture
def last_year(visitor: Visitor, providers: Providers) -> str:
    """Somebody signed in and handed in an application; its reference. The browser is still theirs."""
    abroad.sign_in(visitor)
    return hand_in(visitor)


def form_with(page: Any, name: str) -> Form:
    """The form of a page that has an input of this name."""
    return next(form for form in page.forms if name in dict(form.inputs))


def offer(visitor: Visitor, reference: str) -> Any:
    return visitor.get(f"{PROCEDURE}again/{reference}/")


def test_what_was_handed_in_signed_in_is_theirs(last_year: str, visitor: Visitor) -> None:
    with wall.inside("tama"):
        assert persons.owner(last_year) is not None
    page = visitor.get(PROCEDURE)
    assert f'href="{PROCEDURE}again/{last_year}/" data-klm="last-year"' in page.html


def test_it_is_offered_to_whoever_signs_in_again(
    last_year: str, visit: Callable[[], Visitor], providers: Providers
) -> None:
    later = visit()
    abroad.sign_in(later)
    assert later.path == f"{PROCEDURE}again/{last_year}/", "what has not changed is not confirmed twice"
    assert CHILD in later.page.html


def test_whoever_has_moved_confirms_it(last_year: str, visit: Callable[[], Visitor], providers: Providers) -> None:
    moved = {"yuko": {**providers.realms[0].people["yuko"], "address": "東京都多摩市永山一丁目5番地"}}
    providers.realms = (replace(providers.realms[0], people=moved), *providers.realms[1:])
    later = visit()
    page = abroad.go(later)
    assert later.path == f"{PROCEDURE}person/"
    assert "永山" in page.html
    later.send(page.form(), deed="use")
    assert later.path == f"{PROCEDURE}again/{last_year}/"


def test_pages_of_which_all_came_back_and_was_confirmed_are_passed_over(last_year: str, visitor: Visitor) -> None:
    """Only what is said anew is asked: a page with work, health or consents, and none with the child alone."""
    begin_again(visitor, last_year, "same")
    asked = []
    while not visitor.path.endswith("/check/"):
        asked.append(visitor.path.rstrip("/").rpartition("/")[2])
        visitor.send(**typed(visitor))
    guardians = [f"{page}-{number}" for number in (1, 2) for page in ("guardian", "evidence", "work")]
    assert asked == ["start", "home", "health-1", *guardians, "contact"]


def test_one_press_brings_back_and_confirms_what_was_shown(last_year: str, visitor: Visitor) -> None:
    page = offer(visitor, last_year)
    assert CHILD in page.html
    assert "株式会社見本" not in page.html
    assert 'data-klm="last-year"' in page.html
    visitor.send(form_with(page, "edition"), deed="same")
    draft = draft_of(key_of(visitor))
    assert draft.answers["children"][0]["name"] == CHILD
    assert draft.answers["children"][0]["club_1"] == "daini"
    assert not draft.answers.get("start_date")
    assert draft.unconfirmed == ()


@pytest.mark.parametrize(
    "path", ["children.0.care", "guardians.0.work_days", "guardians.0.evidence_later", "truth", "share", "in_city"]
)
def test_what_must_be_said_anew_does_not_come_back(last_year: str, visitor: Visitor, path: str) -> None:
    begin_again(visitor, last_year)
    value: Any = draft_of(key_of(visitor)).answers
    for step in path.split("."):
        value = value[int(step)] if step.isdecimal() else value.get(step)
    assert value in (None, "", [], {})


def begin_again(visitor: Visitor, reference: str, deed: str = "change") -> Any:
    page = offer(visitor, reference)
    return visitor.send(form_with(page, "edition"), deed=deed)


def test_nothing_is_handed_in_that_nobody_confirmed(last_year: str, visitor: Visitor) -> None:
    begin_again(visitor, last_year)
    assert visitor.path.endswith("/again/")
    key = key_of(visitor)
    whole = last_answers(last_year)
    with wall.inside("tama", write=True):
        draft = drafts.get(key)
        drafts.save(key, whole, {}, draft.version, {}, clock.now())
    visitor.get(f"{PROCEDURE}d/{key}/check/")
    assert visitor.path.endswith("/again/")
    with wall.inside("tama", write=True), pytest.raises(Unconfirmed):
        submit.submit(key, "k" * 30, clock.now())
    page = visitor.get(f"{PROCEDURE}d/{key}/again/")
    visitor.send(form_with(page, "version"))
    visitor.get(f"{PROCEDURE}d/{key}/check/")
    assert visitor.path.endswith("/check/")
    visitor.send()
    assert shown(visitor.page, "reference") != last_year


def last_answers(reference: str) -> dict[str, Any]:
    with wall.inside("tama"):
        return dict(cases.get_application(reference).answers)


def test_a_page_that_was_changed_and_sent_is_confirmed(last_year: str, visitor: Visitor) -> None:
    page = begin_again(visitor, last_year)
    key = key_of(visitor)
    assert f"{PROCEDURE}d/{key}/child-1/?again=1" in page.html
    assert "child-1" in draft_of(key).unconfirmed
    visitor.get(f"{PROCEDURE}d/{key}/child-1/?again=1")
    visitor.send(**{"children.0.name": "見本 華子"})
    assert visitor.path.endswith("/again/")
    draft = draft_of(key)
    assert draft.answers["children"][0]["name"] == "見本 華子"
    assert "child-1" not in draft.unconfirmed
    assert "見本 華子" not in visitor.page.html


def test_earlier_answers_that_must_be_said_anew_are_shown_and_taken_over_by_hand(
    last_year: str, visitor: Visitor
) -> None:
    begin_again(visitor, last_year, "same")
    key = key_of(visitor)
    with wall.inside("tama", write=True):
        draft = drafts.get(key)
        answers = {**draft.answers, "guardians": [{**one, "reasons": ["work"]} for one in draft.answers["guardians"]]}
        drafts.save(key, answers, {}, draft.version, {}, clock.now())
    page = visitor.get(f"{PROCEDURE}d/{key}/work-1/")
    assert "前回の答え" in page.html
    assert 'data-klm="bring"' in page.html
    assert page.inputs()["guardians.0.employer"] == ""
    page = visitor.send(page.form("/again/work-1"))
    assert page.inputs()["guardians.0.employer"] == "株式会社見本"
    assert "work-1" in draft_of(key).unconfirmed
    assert "前回の答え" not in page.html
    visitor.send()
    assert "work-1" not in draft_of(key).unconfirmed


def test_consents_and_papers_are_never_taken_over_by_hand(last_year: str, visitor: Visitor) -> None:
    begin_again(visitor, last_year, "same")
    key = key_of(visitor)
    page = visitor.get(f"{PROCEDURE}d/{key}/contact/")
    assert "入力した内容は事実と違いありません" not in page.html.partition("<form")[0]
    visitor.send(page.form("/again/contact"))
    answers = draft_of(key).answers
    assert (answers.get("truth"), answers.get("share")) == (None, None)


def test_what_was_confirmed_of_oneself_today_stands_over_last_year(
    last_year: str, visitor: Visitor, providers: Providers
) -> None:
    begin_again(visitor, last_year, "same")
    answers = draft_of(key_of(visitor)).answers
    assert answers["address"].startswith("東京都多摩市関戸")
    assert answers["guardians"][1]["name"] == "見本 健一"


# Who may not.


def test_an_old_link_a_reference_and_a_secret_open_nothing_of_it(
    visitor: Visitor, visit: Callable[[], Visitor], providers: Providers
) -> None:
    abroad.sign_in(visitor)
    reference = hand_in(visitor)
    key, secret = key_of(visitor), shown(visitor.page, "secret")
    stranger = visit()
    look_up(stranger, reference, secret)
    assert stranger.status == 200
    for path in (f"/tama/r/{key}", f"{PROCEDURE}d/{key}/again/", f"{PROCEDURE}again/{reference}/"):
        assert CHILD not in stranger.get(path).html
    token = stranger.client.cookies["csrftoken"].value
    before = drafts_there()
    stranger.post(f"{PROCEDURE}again/{reference}/", {"deed": "same", "csrfmiddlewaretoken": token})
    stranger.post(f"{PROCEDURE}d/{key}/again/start", {"version": "1", "csrfmiddlewaretoken": token})
    assert drafts_there() == before
    assert CHILD not in stranger.page.html


def drafts_there() -> int:
    with wall.inside("tama"):
        return int(tables.Draft.objects.count())


def test_another_person_is_offered_nothing(last_year: str, visit: Callable[[], Visitor], providers: Providers) -> None:
    other = visit()
    abroad.sign_in(other, who="kenichi")
    assert last_year not in other.get(PROCEDURE).html
    assert CHILD not in offer(other, last_year).html
    token = other.client.cookies["csrftoken"].value
    before = drafts_there()
    other.post(f"{PROCEDURE}again/{last_year}/", {"deed": "same", "csrfmiddlewaretoken": token})
    assert drafts_there() == before


def test_whoever_signed_out_is_offered_nothing(last_year: str, visitor: Visitor) -> None:
    page = visitor.get(PROCEDURE)
    page = visitor.send(page.form("/sign-in/out"))
    assert 'data-klm="sign-in"' in page.html
    assert last_year not in visitor.get(PROCEDURE).html
    assert CHILD not in offer(visitor, last_year).html


def test_a_protected_family_s_opens_to_nobody_who_signs_in(staff: None, last_year: str, visitor: Visitor) -> None:
    with wall.inside("tama", write=True):
        protect.protect(last_year, ["uketsuke"], Actor("kessai", "decider"), clock.now())
    assert last_year not in visitor.get(PROCEDURE).html
    assert CHILD not in offer(visitor, last_year).html


# At the counter.


def test_a_clerk_begins_at_the_counter_and_it_is_written_why(
    staff: None, last_year: str, visit: Callable[[], Visitor]
) -> None:
    clerk = visit()
    sign_in(clerk)
    page = clerk.get(f"/tama/staff/case/{last_year}-1/")
    page = clerk.send(page.form("/again"))
    assert clerk.path.endswith("/again/")
    assert CHILD in page.html
    draft = draft_of(key_of(clerk))
    with wall.inside("tama"):
        told = [event for event in events.read(f"{last_year}-1") if event.step == "again"]
        assert draft.person == persons.owner(last_year)
    assert [(event.who, event.note["purpose"]) for event in told] == [("uketsuke", "review")]
    assert "child-1" in draft.unconfirmed


def test_a_clerk_without_the_permit_brings_no_health_back(
    staff: None, last_year: str, visit: Callable[[], Visitor]
) -> None:
    clerk = visit()
    sign_in(clerk)
    page = clerk.get(f"/tama/staff/case/{last_year}-1/")
    clerk.send(page.form("/again"))
    key = key_of(clerk)
    assert draft_of(key).earlier == ""
    assert "前回の答え" not in clerk.get(f"{PROCEDURE}d/{key}/health-1/").html


def test_a_protected_family_s_is_begun_by_the_clerks_named_alone(
    staff: None, last_year: str, visit: Callable[[], Visitor]
) -> None:
    with wall.inside("tama", write=True):
        protect.protect(last_year, ["kessai"], Actor("kessai", "decider"), clock.now())
    clerk = visit()
    sign_in(clerk)
    token = clerk.client.cookies["csrftoken"].value
    before = drafts_there()
    clerk.post(f"/tama/staff/case/{last_year}-1/again", {"csrfmiddlewaretoken": token})
    assert clerk.status == 403
    assert drafts_there() == before


def test_nobody_else_begins_at_the_counter(last_year: str, visitor: Visitor) -> None:
    token = visitor.client.cookies["csrftoken"].value
    before = drafts_there()
    visitor.post(f"/tama/staff/case/{last_year}-1/again", {"csrfmiddlewaretoken": token})
    assert drafts_there() == before


def test_without_signing_in_nobody_is_remembered(visitor: Visitor, providers: Providers) -> None:
    reference = hand_in(visitor)
    with wall.inside("tama"):
        assert persons.owner(reference) is None
        assert not tables.Person.objects.count()


def test_next_year_the_school_year_has_moved_by_itself(
    last_year: str, visitor: Visitor, gakudo: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    later = copy.deepcopy(gakudo)
    for window in later["town.yaml"]["windows"]:
        for name in ("opens", "closes", "start"):
            window[name] = f"{int(window[name][:4]) + 1}{window[name][4:]}"
    monkeypatch.setattr(settings, "TODAY", settings.TODAY.replace(year=settings.TODAY.year + 1))
    with wall.inside("tama", write=True):
        publish.publish(later, clock.now())
    grade = last_answers(last_year)["children"][0]["grade"]
    abroad.sign_in(visitor)
    begin_again(visitor, last_year, "same")
    key = key_of(visitor)
    with wall.inside("tama", write=True):
        draft = drafts.get(key)
        drafts.save(key, draft.answers | {"start_date": "april"}, {}, draft.version, {}, clock.now())
    assert f"{grade + 1}年生" in visitor.get(f"{PROCEDURE}d/{key}/school-1/").text()
