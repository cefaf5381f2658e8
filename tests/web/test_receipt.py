"""受付 - once is once, however often it is sent; the family takes home two numbers."""

import pytest

from madoguchi import settings
from madoguchi.core import form
from madoguchi.core.case import Draft
from madoguchi.core.reference import code_for
from madoguchi.store import cases, drafts, events, wall
from madoguchi.web import clock
from madoguchi.web.resident import check
from madoguchi.web.resident.form import walk_of
from tests.web.visits import Visitor, fill_in, hand_in, look_up, shown


def test_the_receipt_shows_two_numbers_that_open_the_application(visitor: Visitor) -> None:
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    look_up(visitor, reference, secret)
    assert visitor.path == f"/tama/status/{reference}/"
    assert "いまここ" in visitor.page.text()


def test_the_receipt_says_what_to_keep_and_where_news_will_come(visitor: Visitor) -> None:
    hand_in(visitor, email="hanako@example.jp")
    words = visitor.page.text()
    assert words.index("控えて、人に見せないでください。") < words.index(shown(visitor.page, "reference"))
    assert '<span class="contact" translate="no">hanako@example.jp</span>' in visitor.page.html
    assert "届く番号を入力すると、結果をお知らせします。" in words
    assert next(one for one in visitor.page.all("a") if one["href"].endswith("/copy.pdf"))


def test_the_receipt_may_be_loaded_again(visitor: Visitor) -> None:
    reference = hand_in(visitor)
    for _ in range(2):
        visitor.get(visitor.path)
        assert shown(visitor.page, "reference") == reference


def test_the_same_check_page_sent_twice_is_one_application(visitor: Visitor) -> None:
    fill_in(visitor)
    form, path = visitor.page.form(), visitor.path
    references = set()
    for _ in range(3):
        visitor.path = path
        visitor.send(form)
        references.add(shown(visitor.page, "reference"))
    assert len(references) == 1
    with wall.inside("tama"):
        assert len(cases.cases_of(references.pop())) == 1


@pytest.mark.parametrize("key", ["", "short", "x" * (check.SHORTEST - 1)])
def test_without_a_key_of_ours_nothing_is_handed_in(visitor: Visitor, key: str) -> None:
    fill_in(visitor)
    visitor.send(key=key)
    assert visitor.status == 403
    assert len(visitor.page.inputs()["key"]) >= check.SHORTEST
    visitor.send()
    assert shown(visitor.page, "reference")


def test_the_check_page_leads_to_what_is_still_missing(visitor: Visitor) -> None:
    page = fill_in(visitor, "club-1")
    check_page = visitor.path.replace("/club-1/", "/check/")
    visitor.get(check_page)
    assert visitor.path.endswith("/club-1/?check=1")
    assert page.inputs().keys() == visitor.page.inputs().keys()


def test_the_check_page_shows_every_answer_and_names_what_was_left_open(visitor: Visitor) -> None:
    page = fill_in(visitor)
    with wall.inside("tama"):
        walk = walk_of(visitor.path.split("/")[4], "gakudo")
    parts = form.summary(walk.edition.form, walk.draft.answers, walk.base, brief=True)
    rows = [row for part in parts for row in part.rows if row.kind != "files"]
    assert {bool(row.shown) for row in rows} == {True, False}
    words = page.text()
    assert not [row for row in rows for told in (row.label, row.shown) if "".join(told.split()) not in words]
    assert words.count("確認しました") == words.count("✓") == sum(row.kind == "consent" for row in rows if row.shown)


def test_a_change_from_the_check_page_leads_back_to_it(visitor: Visitor) -> None:
    page = fill_in(visitor)
    visitor.get(next(tag["href"] for tag in page.all("a") if tag.get("href", "").endswith("/guardian-1/?check=1")))
    visitor.send(**{"guardians.0.phone": "090-0000-0000"})
    assert visitor.path.endswith("/check/")
    assert "09000000000" in visitor.page.text()


def test_a_change_that_opens_questions_asks_them_before_the_check_page(visitor: Visitor) -> None:
    fill_in(visitor, guardian_count="1")
    visitor.get(visitor.path.replace("/check/", "/start/") + "?check=1")
    visitor.send(guardian_count="2")
    assert visitor.path.endswith("/guardian-2/?check=1")


def test_answers_that_have_become_wrong_are_shown_and_not_handed_in(visitor: Visitor) -> None:
    fill_in(visitor)
    with wall.inside("tama", write=True):
        draft = drafts.get(visitor.path.split("/")[4])
        assert isinstance(draft, Draft)
        (child,) = draft.answers["children"]
        answers = {**draft.answers, "children": [{**child, "club_2": child["club_1"]}]}
        drafts.save(visitor.path.split("/")[4], answers, {}, draft.version, {}, clock.now())
    page = visitor.send()
    assert visitor.status == 422
    assert "第1希望と同じクラブです" in page.text()
    link = next(tag["href"] for tag in page.all("a") if tag["href"].startswith("#part-"))
    assert link.removeprefix("#") in page.ids()


def test_outside_of_its_window_nothing_is_handed_in_and_the_draft_stays(visitor: Visitor, monkeypatch) -> None:
    fill_in(visitor)
    monkeypatch.setattr("django.conf.settings.TODAY", settings.TODAY.replace(month=12, day=1))
    page = visitor.send()
    assert visitor.status == 409
    assert "10月28日(水)〜11月26日(木)" in page.text()
    assert "下書きに残っています" in page.text()
    visitor.get(visitor.path)
    assert visitor.path.endswith("/check/")


def test_between_windows_the_procedure_cannot_be_begun(visitor: Visitor, monkeypatch) -> None:
    monkeypatch.setattr("django.conf.settings.TODAY", settings.TODAY.replace(month=10, day=1))
    page = visitor.get("/tama/gakudo/")
    assert "いまは受付期間ではありません" in page.text()
    assert not [form for form in page.forms if form.method == "post"]


def test_the_seconds_a_script_counted_ride_on_the_deed(visitor: Visitor) -> None:
    fill_in(visitor)
    visitor.send(touch="42")
    with wall.inside("tama"):
        (event,) = events.read(subject=f"{shown(visitor.page, 'reference')}-1")
        assert event.touch == 42


@pytest.mark.parametrize("touch", ["", "-5", "x", "99999999", "9" * 40, "４２"])
def test_seconds_nobody_can_have_spent_are_not_known(visitor: Visitor, touch: str) -> None:
    fill_in(visitor)
    visitor.send(touch=touch)
    with wall.inside("tama"):
        (event,) = events.read(subject=f"{shown(visitor.page, 'reference')}-1")
        assert event.touch is None


def test_an_address_is_confirmed_by_the_code_and_only_by_it(visitor: Visitor) -> None:
    reference = hand_in(visitor, email="mihon@example.jp")
    visitor.send(visitor.page.form("/code"), code="000000")
    assert visitor.status == 422
    assert "番号が違うか、期限が切れています" in visitor.page.text()
    assert visitor.page.inputs()["code"] == "000000"
    visitor.send(visitor.page.form("/code"), code=code_for(settings.SECRET_KEY, f"tama/{reference}", 1))
    assert "mihon@example.jpにお知らせを送ります" in visitor.page.text()


def test_another_code_can_be_asked_for(visitor: Visitor) -> None:
    reference = hand_in(visitor, email="mihon@example.jp")
    visitor.send(visitor.page.form("/code"), again="1")
    visitor.send(visitor.page.form("/code"), code=code_for(settings.SECRET_KEY, f"tama/{reference}", 1))
    assert visitor.status == 422
    visitor.send(visitor.page.form("/code"), code=code_for(settings.SECRET_KEY, f"tama/{reference}", 2))
    assert visitor.status == 200


def test_a_made_up_draft_is_not_found(visitor: Visitor) -> None:
    for page in ("child/", "check/", "done/"):
        visitor.get(f"/tama/gakudo/d/{'A' * 22}/{page}")
        assert visitor.status == 404
    fill_in(visitor)
    visitor.get(visitor.path.replace("/gakudo/", "/other/"))
    assert visitor.status == 404
