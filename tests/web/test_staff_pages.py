"""職員の画面 - a list that can be shared, a case with its findings first, and steps only for whom the flow names."""

import pytest
from django.urls import reverse

from madoguchi.core.account import MOST
from madoguchi.core.case import Actor, Application, Case
from madoguchi.desk.act import act
from madoguchi.store import cases, errands, events, wall
from madoguchi.web import clock
from tests.web.visits import Visitor, case_of, hand_in, open_case, sign_in

pytestmark = pytest.mark.usefixtures("staff")


@pytest.fixture
def reference(visit) -> str:
    """An application with something to see about it: the second guardian works too few days."""
    return hand_in(visit(), guardians__1__work_days="8")


@pytest.fixture
def clerk(visit, reference: str) -> Visitor:
    """A clerk before the case."""
    clerk = visit()
    sign_in(clerk)
    clerk.get(f"/tama/staff/case/{reference}-1/")
    return clerk


@pytest.fixture
def decider(visit, reference: str) -> Visitor:
    """A decider before the case."""
    decider = visit()
    sign_in(decider, "kessai")
    open_case(decider, f"{reference}-1")
    return decider


def forms(visitor: Visitor) -> set[str]:
    """The steps the page offers."""
    steps = [form.action for form in visitor.page.forms if "/case/" in form.action and form.action.endswith("/")]
    return {action.rstrip("/").rpartition("/")[2] for action in steps}


def many(number: int) -> None:
    """So many cases more, made up."""
    with wall.inside("tama", write=True):
        first = cases.cases_of("2026-000001-L")[0]
        edition = first.edition
        for count in range(number):
            reference = cases.next_reference(2026)
            cases.put_application(
                Application(reference, "gakudo", edition, {}, "web", clock.now(), idempotency=f"{count:022}")
            )
            title, received = f"見本 {count}郎", first.received
            cases.put_case(
                Case(
                    f"{reference}-1",
                    reference,
                    1,
                    "received",
                    "",
                    "",
                    (),
                    "",
                    0,
                    title,
                    "gakudo",
                    edition,
                    received,
                    received,
                )
            )


def test_findings_come_first_and_point_at_the_answers(clerk: Visitor) -> None:
    words = clerk.page.text()
    assert words.index("働く日数が月8日です。12日以上が必要です。") < words.index("お子さんの名前")
    assert "保護者2:仕事1か月に働く日数:8日" in words


def test_a_clerk_reviews_and_a_decider_decides(clerk: Visitor, decider: Visitor, reference: str) -> None:
    assert forms(clerk) == {"pass", "return"}
    assert forms(decider) == set()
    clerk.send(clerk.page.form("/pass/"))
    assert "「審査を通す」を済ませました" in clerk.page.text()
    assert forms(clerk) == set()
    decider.get(decider.path)
    assert forms(decider) == {"approve", "hold", "refuse", "send_back"}
    decider.send(decider.page.form("/approve/"), reason="要件を満たしています。")
    assert case_of(reference).status == "approved"
    assert case_of(reference).reason == "要件を満たしています。"


def test_a_step_of_another_role_is_refused_even_when_it_is_sent(
    clerk: Visitor, decider: Visitor, reference: str
) -> None:
    sent = {"csrfmiddlewaretoken": decider.page.inputs()["csrfmiddlewaretoken"]}
    sent |= {"version": str(case_of(reference).version), "reason": "x"}
    for step in ("pass", "withdraw", "correct", "lapse", "approve", "nonsense"):
        decider.post(f"/tama/staff/case/{reference}-1/{step}/", sent)
        assert decider.status == 409
        assert "いまの状態ではできません" in decider.page.text()
    assert case_of(reference).status == "received"


def test_a_step_that_lacks_its_words_says_which_beside_them(clerk: Visitor, reference: str) -> None:
    page = clerk.send(clerk.page.form("/return/"), message="  ", fields=[])
    assert clerk.status == 422
    assert "直してもらう項目を選んでください" in page.text()
    assert "申請者に伝える内容を入力してください" in page.text()
    anchors = [tag["href"].removeprefix("#") for tag in page.all("a") if tag["href"].startswith("#return")]
    assert len(anchors) == 2
    assert set(anchors) <= set(page.ids())
    assert case_of(reference).status == "received"


def test_the_fields_something_was_found_about_are_ticked_beforehand(clerk: Visitor) -> None:
    papers = ["guardians.0.evidence", "guardians.1.evidence"]
    assert sorted(clerk.page.form("/return/").sends()["fields"]) == sorted([*papers, "guardians.1.work_days"])


def test_who_comes_second_sees_the_new_state_and_keeps_their_words(clerk: Visitor, reference: str) -> None:
    form = clerk.page.form("/return/")
    with wall.inside("tama", write=True):
        asked = ("guardians.0.phone",)
        act(f"{reference}-1", "return", Actor("other", "clerk"), clock.now(), fields=asked, message="先に")
        act(f"{reference}-1", "lapse", Actor("system", "system"), clock.now())
    page = clerk.send(form, message="後から", fields=["children.0.school"])
    assert clerk.status == 409
    assert "ほかの人がこの申請を先に動かしました" in page.text()
    assert page.form("/return/").sends()["message"] == ["後から"]
    assert page.form("/return/").sends()["fields"] == ["children.0.school"]
    assert case_of(reference).status == "received"


def test_a_step_sent_twice_by_an_impatient_finger_is_taken_once(clerk: Visitor, reference: str) -> None:
    form = clerk.page.form("/return/")
    for _ in range(2):
        clerk.send(form, message="番号を確かめてください。", fields=["guardians.0.phone"])
        assert "「補正を依頼する」を済ませました" in clerk.page.text()
    with wall.inside("tama"):
        steps = [event.step for event in events.read(subject=f"{reference}-1")]
        assert [step for step in steps if step != "view"] == ["submit", "return"]
    clerk.send(form, message="ほかのこと。", fields=["children.0.school"])
    assert clerk.status == 409


def test_words_for_a_case_that_somebody_else_has_passed_are_kept(clerk: Visitor, reference: str) -> None:
    form = clerk.page.form("/return/")
    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", Actor("other", "clerk"), clock.now())
    clerk.send(form, message="番号を確かめてください。", fields=["guardians.0.phone"])
    assert clerk.status == 409
    assert "ほかの人がこの申請を先に動かしました" in clerk.page.text()
    assert "送れなかった内容申請者に伝える内容番号を確かめてください。" in clerk.page.text()


def test_the_events_of_a_case_name_clerk_step_and_seconds(clerk: Visitor, reference: str) -> None:
    clerk.send(clerk.page.form("/pass/"), touch="31")
    with wall.inside("tama"):
        last = list(events.read(subject=f"{reference}-1"))[-1]
    assert (last.who, last.role, last.step, last.touch, last.channel) == ("uketsuke", "clerk", "pass", 31, "staff")
    assert "審査を通す→審査済み" in clerk.page.text()
    assert "作業31秒" in clerk.page.text()


def test_the_next_case_is_one_tap_away(clerk: Visitor) -> None:
    many(1)
    page = clerk.get(clerk.path)
    (onward,) = [tag for tag in page.all("a") if tag.get("data-key") == "N"]
    assert "見本 0郎" in clerk.get(onward["href"]).html


def test_the_list_has_fifty_to_a_page_and_keeps_its_filters_in_the_address(clerk: Visitor) -> None:
    many(60)
    page = clerk.get("/tama/staff/?status=received&q=郎")
    assert len([tag for tag in page.all("a") if tag.get("class") == "go"]) == 50
    assert "60件のうち1/2ページ" in page.text()
    onward = next(tag["href"] for tag in page.all("a") if "page=2" in tag["href"])
    page = clerk.get("/tama/staff/" + onward)
    assert len([tag for tag in page.all("a") if tag.get("class") == "go"]) == 10
    assert {"status", "q"} <= {word.partition("=")[0] for word in onward.lstrip("?").split("&")}


def test_the_list_shows_what_is_open_first_and_everything_on_demand(
    clerk: Visitor, decider: Visitor, reference: str
) -> None:
    clerk.send(clerk.page.form("/pass/"))
    decider.get(decider.path)
    decider.send(decider.page.form("/hold/"), reason="定員がいっぱいです。")
    assert "いま処理中の申請はありません" in clerk.get("/tama/staff/").text()
    assert reference in clerk.get("/tama/staff/?status=all").text()
    assert reference in clerk.get("/tama/staff/?status=waiting").text()


@pytest.mark.parametrize(
    "address", ["?page=999", "?page=x", "?page=-1", "?status=nonsense", "?q=%00", "?q=" + "x" * 999]
)
def test_an_odd_address_of_the_list_is_no_fault(clerk: Visitor, address: str) -> None:
    clerk.get("/tama/staff/" + address)
    assert clerk.status == 200


def test_wrong_passwords_are_counted(visit) -> None:
    visitor = visit()
    for _ in range(MOST - 1):
        sign_in(visitor, password="wrong")
        assert visitor.status == 422
    sign_in(visitor, password="wrong")
    assert visitor.status == 429
    sign_in(visitor)
    assert visitor.status == 429


def test_signing_out_ends_the_session_on_the_server(clerk: Visitor, reference: str) -> None:
    cookie = clerk.client.cookies["sessionid"].value
    clerk.send(clerk.page.form("/sign-out"))
    clerk.client.cookies["sessionid"] = cookie
    clerk.get(f"/tama/staff/case/{reference}-1/")
    assert clerk.status == 401


def test_a_failed_errand_waits_for_a_person_and_goes_out_again(clerk: Visitor, reference: str) -> None:
    assert "止まった用務はありません" in clerk.get("/tama/staff/errands/").text()
    with wall.inside("tama", write=True):
        errands.leave("mail", "code/x/1", {"code": 1, "reference": reference}, reference, clock.now())
        errand = errands.claim("worker", 60, clock.now())
        assert errand
        errands.fail(errand, "宛先がありません。")
    page = clerk.get("/tama/staff/errands/")
    assert "宛先がありません" in page.text()
    clerk.send(next(form for form in page.forms if ("errand", str(errand.id)) in form.inputs))
    assert "もう一度行います" in clerk.page.text()
    with wall.inside("tama"):
        assert errands.waiting_count(clock.now()) == 1


@pytest.mark.parametrize("name", ["inbox", "errands", "case", "take", "sign-out"])
def test_no_page_of_the_staff_opens_to_the_neighbours_clerk(visit, reference: str, name: str) -> None:
    names = {"city": "tama", "case_id": f"{reference}-1", "step": "pass"}
    wanted = {"case": ("city", "case_id"), "take": ("city", "case_id", "step")}.get(name, ("city",))
    address = reverse(name, kwargs={key: names[key] for key in wanted})
    neighbour = visit()
    sign_in(neighbour, password="tonari-no-madoguchi", city="hachioji")
    assert neighbour.path == "/hachioji/staff/"
    neighbour.get("/tama/gakudo/")
    token = neighbour.page.inputs()["csrfmiddlewaretoken"]
    for answer in (neighbour.client.get(address), neighbour.client.post(address, {"csrfmiddlewaretoken": token})):
        assert answer.status_code in (302, 401, 405)
        assert "見本 花子" not in answer.content.decode()
    assert case_of(reference).status == "received"


def test_a_password_of_the_neighbours_opens_nothing(visit) -> None:
    visitor = visit()
    sign_in(visitor, password="tonari-no-madoguchi")
    assert visitor.status == 422


def test_a_case_of_the_neighbours_is_not_found(visit, reference: str) -> None:
    neighbour = visit()
    sign_in(neighbour, password="tonari-no-madoguchi", city="hachioji")
    neighbour.get(f"/hachioji/staff/case/{reference}-1/")
    assert neighbour.status == 404
