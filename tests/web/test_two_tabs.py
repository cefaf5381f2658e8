"""二つの画面 - two tabs on one draft: nobody overwrites what they have not seen."""

from madoguchi.lab.family import family, of_page
from madoguchi.store import drafts, wall
from tests.web.visits import Visitor, fill_in, shown, typed


def stored(visitor: Visitor, name: str) -> object:
    with wall.inside("tama"):
        draft = drafts.get(visitor.path.split("/")[4])
        assert draft
        return draft.answers.get("children", [{}])[0].get(name)


def two_tabs(visitor: Visitor, **second: str) -> None:
    """One tab saves the sample family; the other, opened before, sends something else."""
    fill_in(visitor, "child-1")
    form, path = visitor.page.form(), visitor.path
    visitor.send(**typed(visitor))
    visitor.path = path
    visitor.send(form, **of_page(family(**second), form.asks))


def test_the_second_tab_sees_both_and_nothing_is_overwritten(visitor: Visitor) -> None:
    two_tabs(visitor, children__0__name="見本 次郎")
    assert visitor.status == 409
    words = visitor.page.text()
    assert "保存されている内容:見本花子" in words
    assert "いま入力した内容:見本次郎" in words
    assert visitor.page.inputs()["children.0.name"] == "見本 次郎"
    assert stored(visitor, "name") == "見本 花子"


def test_sent_once_more_the_second_tab_has_its_way(visitor: Visitor) -> None:
    two_tabs(visitor, children__0__name="見本 次郎")
    visitor.send()
    assert visitor.path.endswith("/school-1/")
    assert stored(visitor, "name") == "見本 次郎"


def test_what_was_typed_wrongly_is_shown_as_it_was_typed(visitor: Visitor) -> None:
    two_tabs(visitor, children__0__birth__m="13")
    assert visitor.status == 409
    assert "いま入力した内容:20201314" in visitor.page.text()


def test_the_same_page_sent_twice_simply_goes_on(visitor: Visitor) -> None:
    two_tabs(visitor)
    assert visitor.status == 200
    assert visitor.path.endswith("/school-1/")


def test_a_page_without_a_version_never_overwrites(visitor: Visitor) -> None:
    fill_in(visitor, "child-1")
    form = visitor.page.form()
    for lost in ("", "x", "-1", "9" * 30):
        visitor.send(form, **of_page(family(), form.asks), version=lost)
        assert visitor.status == 409
    assert stored(visitor, "name") is None


def test_a_draft_that_was_handed_in_leads_to_its_receipt(visitor: Visitor) -> None:
    fill_in(visitor)
    check, path = visitor.page.form(), visitor.path
    visitor.send()
    first = shown(visitor.page, "reference")
    for page in ("child-1/", "check/"):
        visitor.get(path.replace("check/", page))
        assert shown(visitor.page, "reference") == first
    visitor.path = path
    visitor.send(check)
    assert shown(visitor.page, "reference") == first
