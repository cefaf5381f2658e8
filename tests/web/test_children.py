"""お子さんごとの状況 - one number, a line for each child; what must be done stands first, and each goes its own way."""

import pytest

from madoguchi.core.case import Actor, Case
from madoguchi.desk.act import act
from madoguchi.store import asks, cases, wall
from madoguchi.web import clock
from tests.web.visits import Visitor, hand_in, look_up, shown

CLERK, DECIDER = Actor("uketsuke", "clerk"), Actor("kessai", "decider")


@pytest.fixture
def reference(visitor: Visitor) -> str:
    """Two children of one family, whose status is open in its browser."""
    found = hand_in(visitor, children=2)
    look_up(visitor, found, shown(visitor.page, "secret"))
    return found


def take(reference: str, branch: int, step: str, by: Actor = CLERK, **words: object) -> None:
    with wall.inside("tama", write=True):
        act(f"{reference}-{branch}", step, by, clock.now(), **words)  # type: ignore[arg-type] # words of the step


def both(reference: str) -> tuple[Case, ...]:
    with wall.inside("tama"):
        return cases.cases_of(reference)


def test_each_child_has_its_line_under_one_number(visitor: Visitor, reference: str) -> None:
    page = visitor.page
    assert page.html.count('class="stations"') == 2
    assert f"{reference}-1" in page.text()
    assert f"{reference}-2" in page.text()


def test_what_one_child_needs_stands_before_all_else_and_names_it(visitor: Visitor, reference: str) -> None:
    take(reference, 2, "return", fields=("children.1.club_1",), message="クラブを確かめてください")
    page = visitor.get(f"/tama/status/{reference}/")
    words = page.text()
    assert words.index("見本太郎:") < words.index("申請の状況受付") if "申請の状況受付" in words else True
    assert page.html.index('id="todo-2"') < page.html.index("<h1>")
    link = next(tag["href"] for tag in page.all("a") if "correct" in tag["href"])
    assert link.endswith("?child=2")


def test_a_correction_of_one_child_leaves_the_others_open(visitor: Visitor, reference: str) -> None:
    for branch in (1, 2):
        club = f"children.{branch - 1}.club_2"
        take(reference, branch, "return", fields=(club,), message=f"{branch}人目のクラブ")
    visitor.get(f"/tama/status/{reference}/correct/?child=2")
    assert "2人目のクラブ" in visitor.page.text()
    assert "1人目のクラブ" not in visitor.page.text()
    visitor.send(**{"children.1.club_2": "toyogaoka"})
    assert [case.status for case in both(reference)] == ["correcting", "received"]
    with wall.inside("tama"):
        assert len(asks.open_of(f"{reference}-1")) == 1


def test_one_child_is_withdrawn_and_the_other_stays(visitor: Visitor, reference: str) -> None:
    visitor.get(f"/tama/status/{reference}/withdraw/?child=1")
    visitor.send(child=["1"])
    assert [case.status for case in both(reference)] == ["withdrawn", "received"]


def test_all_are_withdrawn_together(visitor: Visitor, reference: str) -> None:
    visitor.get(f"/tama/status/{reference}/withdraw/")
    visitor.send(child=["1", "2"])
    assert [case.status for case in both(reference)] == ["withdrawn", "withdrawn"]


def test_nobody_chosen_withdraws_nobody(visitor: Visitor, reference: str) -> None:
    visitor.get(f"/tama/status/{reference}/withdraw/")
    visitor.send(child=[])
    assert visitor.status == 422
    assert "取り下げるお子さんを選んでください" in visitor.page.text()
    assert [case.status for case in both(reference)] == ["received", "received"]


def test_a_child_of_another_family_is_not_reached(visitor: Visitor, reference: str) -> None:
    visitor.get(f"/tama/status/{reference}/withdraw/")
    visitor.send(child=["3", "x", "-1"])
    assert visitor.status == 422


def test_the_result_of_one_child_is_opened_alone(visitor: Visitor, reference: str) -> None:
    for branch, step in ((1, "approve"), (2, "hold")):
        take(reference, branch, "pass")
        take(reference, branch, step, DECIDER, reason="見本の理由です。", place="daini")
    page = visitor.get(f"/tama/status/{reference}/")
    first = next(form for form in page.forms if ("child", "1") in form.inputs)
    visitor.send(first)
    words = visitor.page.text()
    assert "承認" in words
    assert "保留" not in words
    page = visitor.get(f"/tama/status/{reference}/")
    assert [form.inputs[-1] for form in page.forms if form.action.endswith("/result/")] == [("child", "2")]
