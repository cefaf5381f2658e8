"""申請の状況 - two numbers open it, the first thing on it is what the family must do."""

from typing import Any

import pytest

from madoguchi.core.case import Actor
from madoguchi.desk import publish
from madoguchi.desk.act import act
from madoguchi.store import notices, wall
from madoguchi.web import clock, tries
from tests.web.visits import Visitor, case_of, hand_in, look_up, shown

CLERK, DECIDER = Actor("uketsuke", "clerk"), Actor("kessai", "decider")


def take(reference: str, step: str, by: Actor = CLERK, **words: object) -> None:
    with wall.inside("tama", write=True):
        act(f"{reference}-1", step, by, clock.now(), **words)  # type: ignore[arg-type] # - words of the step


@pytest.fixture
def applied(visitor: Visitor) -> tuple[str, str]:
    """A family that has handed in and looks at where things stand."""
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    look_up(visitor, reference, secret)
    return reference, secret


def test_a_wrong_number_and_a_wrong_secret_are_answered_alike(visit) -> None:
    visitor = visit()
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    answers = set()
    for pair in ((reference, "0000-0000-0000"), ("2026-999999-X", secret), ("", ""), ("😀", "\u0000")):
        page = look_up(visit(), *pair)
        answers.add(page.text().replace("".join(pair[0].split()), ""))
    assert len(answers) == 1


def test_ten_wrong_tries_shut_the_door_for_a_while_even_for_the_right_secret(visit) -> None:
    visitor = visit()
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    for _ in range(tries.MOST):
        look_up(visitor, reference, "0000-0000-0000")
        assert visitor.status == 422
    look_up(visit(), reference, secret)
    look_up(visitor, reference, secret)
    assert visitor.status == 429
    assert "15分たってから" in visitor.page.text()


def test_an_application_is_shown_only_where_its_secret_was_typed(visit, applied) -> None:
    reference, _ = applied
    other = visit()
    for page in ("", "correct/", "result/", "withdraw/"):
        other.get(f"/tama/status/{reference}/{page}")
        assert other.path == "/tama/status/"
        assert "見本 花子" not in other.page.html


def test_a_new_session_is_made_when_the_secret_was_right(visitor: Visitor) -> None:
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    look_up(visitor, reference, secret)
    first = visitor.client.cookies["sessionid"].value
    look_up(visitor, reference, secret)
    assert visitor.client.cookies["sessionid"].value != first


def test_what_the_family_must_do_comes_before_everything_else(visitor: Visitor, applied) -> None:
    reference, _ = applied
    assert "いま、していただくことはありません" in visitor.page.text()
    take(reference, "return", fields=("guardians.1.work_days",), message="日数を確かめてください。")
    words = visitor.get(visitor.path).text()
    assert (
        words.index("11月30日(月)までに直してください")
        < words.index("日数を確かめてください。")
        < words.index("受付番号")
    )


def test_only_what_was_asked_for_can_be_corrected(visitor: Visitor, applied) -> None:
    reference, _ = applied
    take(reference, "return", fields=("guardians.1.work_days",), message="日数を確かめてください。")
    page = visitor.get(f"/tama/status/{reference}/correct/")
    names = {name for name in page.inputs() if not name.startswith(("_", "csrf", "touch"))}
    assert names == {"guardians.1.work_days"}
    assert "保護者2" in page.text()

    page = visitor.send(**{"guardians.1.work_days": "たくさん"})
    assert visitor.status == 422
    assert page.inputs()["guardians.1.work_days"] == "たくさん"
    assert case_of(reference).status == "correcting"

    visitor.send(**{"guardians.1.work_days": "18", "children.0.name": "だれか"})
    assert "直した内容を送りました" in visitor.page.text()
    assert case_of(reference).status == "received"
    assert case_of(reference).title == "見本 花子"
    assert "18日" in visitor.page.text()


def test_a_correction_without_a_token_keeps_what_was_typed(visitor: Visitor, applied) -> None:
    reference, _ = applied
    take(reference, "return", fields=("guardians.0.phone",), message="番号を確かめてください。")
    visitor.get(f"/tama/status/{reference}/correct/")
    page = visitor.send(**{"guardians.0.phone": "090-1111-2222", "csrfmiddlewaretoken": ""})
    assert visitor.status == 403
    assert page.inputs()["guardians.0.phone"] == "090-1111-2222"
    assert case_of(reference).status == "correcting"


def test_a_session_that_ended_while_a_family_corrected_loses_nothing(visitor: Visitor, applied) -> None:
    reference, secret = applied
    take(reference, "return", fields=("guardians.0.phone",), message="番号を確かめてください。")
    visitor.get(f"/tama/status/{reference}/correct/")
    visitor.client.cookies.pop("sessionid")
    page = visitor.send(**{"guardians.0.phone": "090-1111-2222"})
    assert visitor.status == 401
    assert "送った内容は残っています" in page.text()
    assert page.inputs()["reference"] == reference
    visitor.send(visitor.page.form(), secret="0000-0000-0000")
    visitor.send(secret=secret)
    assert "まだ送られていません" in visitor.page.text()
    visitor.send()
    assert "直した内容を送りました" in visitor.page.text()
    assert "09011112222" in visitor.page.text()


def test_nothing_asked_nothing_to_correct(visitor: Visitor, applied) -> None:
    visitor.get(f"/tama/status/{applied[0]}/correct/")
    assert visitor.path == f"/tama/status/{applied[0]}/"


def test_a_correction_sent_twice_frightens_nobody(visitor: Visitor, applied) -> None:
    reference, _ = applied
    take(reference, "return", fields=("guardians.0.phone",), message="番号を確かめてください。")
    visitor.get(f"/tama/status/{reference}/correct/")
    form, path = visitor.page.form(), visitor.path
    visitor.send(form, **{"guardians.0.phone": "090-1111-2222"})
    visitor.path = path
    visitor.send(form, **{"guardians.0.phone": "090-1111-2222"})
    assert visitor.path == f"/tama/status/{reference}/"
    assert case_of(reference).status == "received"


def test_the_result_is_read_by_a_deed_and_says_its_outcome_first(visitor: Visitor, applied) -> None:
    reference, _ = applied
    take(reference, "pass")
    take(reference, "refuse", DECIDER, reason="学年の上限を超えています。")
    visitor.get(f"/tama/status/{reference}/result/")
    assert visitor.path == f"/tama/status/{reference}/"
    assert "学年の上限を超えています" not in visitor.page.text()
    with wall.inside("tama"):
        assert notices.of_case(f"{reference}-1")[-1].opened is None

    words = visitor.send(visitor.page.form("/result/")).text()
    assert words.index("不承認") < words.index("学年の上限を超えています。") < words.index("042-000-0000")
    with wall.inside("tama"):
        assert notices.of_case(f"{reference}-1")[-1].opened is not None


@pytest.mark.parametrize("whose", ["見本", "read"])
def test_a_letter_in_words_that_are_not_the_citys_says_so(visitor: Visitor, gakudo: dict[str, Any], whose: str) -> None:
    with wall.inside("tama", write=True):
        publish.publish({**gakudo, "town.yaml": {**gakudo["town.yaml"], "letters": whose}}, clock.now())
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    take(reference, "pass")
    take(reference, "refuse", DECIDER, reason="見本の理由")
    look_up(visitor, reference, secret)
    words = visitor.send(visitor.page.form("/result/")).text()
    title = words.split("不承認通知書")[1][:4]
    assert ("見本" in title) == (whose == "見本")


def test_an_application_is_withdrawn_after_one_more_question(visitor: Visitor, applied) -> None:
    reference, _ = applied
    page = visitor.get(f"/tama/status/{reference}/withdraw/")
    assert "元に戻せません" in page.text()
    assert case_of(reference).status == "received"
    visitor.send()
    assert case_of(reference).status == "withdrawn"
    assert "取り下げました" in visitor.page.text()
    visitor.get(f"/tama/status/{reference}/withdraw/")
    assert visitor.path == f"/tama/status/{reference}/"


def test_a_decided_application_cannot_be_withdrawn_from_an_old_page(visitor: Visitor, applied) -> None:
    reference, _ = applied
    visitor.get(f"/tama/status/{reference}/withdraw/")
    form, path = visitor.page.form(), visitor.path
    take(reference, "pass")
    take(reference, "approve", DECIDER, reason="要件を満たしています。", place="daini")
    visitor.path = path
    visitor.send(form)
    assert "結果が出ました" in visitor.page.text()
    assert case_of(reference).status == "approved"
