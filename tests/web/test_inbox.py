"""申請の一覧 - filters in the address, rows for many deeds at once, and nothing lost when two clerks meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from madoguchi.core.case import Actor, Application, Case, Notice, Protection
from madoguchi.core.finding import Finding
from madoguchi.core.reference import reference
from madoguchi.desk import arrival, tell
from madoguchi.desk.act import act
from madoguchi.store import cases, editions, events, notes, notices, protections, wall
from madoguchi.web import clock
from madoguchi.web.staff import keys
from tests.web.pages import Page
from tests.web.visits import Visitor, open_case, sign_in

pytestmark = pytest.mark.usefixtures("staff")

FINDING = Finding("c", "ask", "実質審査", (), "確かめてください。")


@pytest.fixture
def numbers() -> list[str]:
    """Five cases: three to be passed, one of them with a finding; one that waits; one passed already."""
    return [
        put(1, "髙橋 花子"),
        put(2, "山﨑 次郎", findings=(FINDING,)),
        put(3, "𠮷田 三奈"),
        put(4, "渡邉 四葉", status="correcting"),
        put(5, "見本 五郎", status="passed"),
    ]


def put(serial: int, title: str, **more: object) -> str:
    with wall.inside("tama", write=True):
        edition = editions.current_edition("gakudo")
        assert edition
        number, now = reference(2026, serial), clock.now()
        facets: dict[str, str | int] = {}
        if "school" in edition.procedure.facets:
            facets = {"school": "254270" if serial % 2 else "254010", "grade": serial}
        plain = Case(
            *(f"{number}-1", number, 1, "received", "", "", (), "", 0, title, "gakudo", edition.digest),
            *(now - timedelta(days=2, minutes=-serial), now, facets),
        )
        cases.put_application(
            Application(number, "gakudo", edition.digest, {}, "web", now, idempotency=f"{serial:022}")
        )
        cases.put_case(replace(plain, **more), (f"042-300-{serial:04}",))  # type: ignore[arg-type] # - whatever a test says
        return plain.id


@pytest.fixture
def clerk(visit: Callable[[], Visitor], numbers: list[str]) -> Visitor:
    """A clerk before the list."""
    clerk = visit()
    sign_in(clerk)
    clerk.get("/tama/staff/")
    return clerk


def ids(page: Page) -> list[str]:
    """The cases in the order of the rows."""
    links = [tag["href"] for tag in page.all("a") if tag.get("class") == "go"]
    return [link.rstrip("/").rpartition("/")[2] for link in links]


def ticks(page: Page) -> dict[str, str]:
    """What each row's box sends, by the number of its case."""
    boxes = [tag["value"] for tag in page.all("input") if tag.get("name") == "case"]
    return {value.rpartition(":")[0]: value for value in boxes}


def press(clerk: Visitor, deed: str, chosen: list[str], **more: str) -> Page:
    """Tick these rows of the page before us and press a button."""
    boxes = ticks(clerk.page)
    return clerk.send(clerk.page.form("/bulk/"), deed=deed, case=[boxes[one] for one in chosen], **more)


def stored(case_id: str) -> Case:
    with wall.inside("tama"):
        found = cases.get_case(case_id)
    assert found
    return found


def deeds(case_id: str) -> list[tuple[str, str, dict[str, object]]]:
    with wall.inside("tama"):
        return [(one.step, one.who, dict(one.note)) for one in events.read(subject=case_id)]


def test_the_list_shows_open_cases_and_counts_what_waits(clerk: Visitor, numbers: list[str]) -> None:
    assert ids(clerk.page) == [numbers[1], numbers[0], *numbers[2:]], "what there is to see comes first"
    assert "新着0" in clerk.page.text()
    assert "担当なし5" in clerk.page.text()
    assert "審査待ち3" in clerk.page.text()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        *(("q=高橋", [0]), ("q=奈", [2]), ("q=0423000004", [3]), ("q=０００００２", [1]), ("q=山崎 次郎", [1])),
        *(("findings=yes", [1]), ("findings=no&status=received", [0, 2]), ("status=correcting", [3])),
        *(("assignee=@nobody", [1, 0, 2, 3, 4]), ("assignee=@me", []), ("new=1", []), ("deadline=over", [])),
        *(("sort=-received", [4, 3, 2, 1, 0]), ("sort=-findings", [1, 0, 2, 3, 4]), ("sort=nonsense", [0, 1, 2, 3, 4])),
        *(("f-school=254010", [1, 3]), ("f-school=254010&f-grade=2", [1]), ("sort=-f-grade", [4, 3, 2, 1, 0])),
        *(("f-no_such=1", [1, 0, 2, 3, 4]), ("procedure=other", []), ("q=%00", [1, 0, 2, 3, 4])),
    ],
)
def test_what_stands_in_the_address_is_what_is_shown(
    clerk: Visitor, numbers: list[str], query: str, found: list[int]
) -> None:
    with wall.inside("tama"):
        edition = editions.current_edition("gakudo")
    assert edition
    if "f-" in query and "school" not in edition.procedure.facets:
        pytest.skip("the procedure names no facets")
    assert ids(clerk.get(f"/tama/staff/?{query}")) == [numbers[place] for place in found]
    assert clerk.status == 200


def test_the_sorted_column_says_which_way_to_the_ear_too(clerk: Visitor) -> None:
    def told(query: str) -> list[str]:
        return [tag["aria-sort"] for tag in clerk.get(f"/tama/staff/?{query}").all("th") if "aria-sort" in tag]

    assert told("status=") == []  # by deadline, then by findings: no column
    assert told("sort=received") == ["descending"]  # who came first has waited longest
    assert told("sort=-received") == ["ascending"]
    assert told("sort=title") == ["ascending"]
    assert told("sort=-findings") == ["descending"]


def test_deadlines_are_told_in_words(clerk: Visitor, numbers: list[str]) -> None:
    with wall.inside("tama", write=True):
        for number, days in zip(numbers, (-1, 3, 30), strict=False):
            cases.set_deadline(number, clock.today() + timedelta(days=days), "standard")
    words = clerk.get("/tama/staff/").text()
    assert "過ぎた" in words
    assert "あと3日" in words
    assert ids(clerk.get("/tama/staff/?deadline=near")) == [numbers[1]]
    assert ids(clerk.get("/tama/staff/?deadline=over")) == [numbers[0]]


def test_a_page_names_its_keys_and_every_key_is_on_it(clerk: Visitor) -> None:
    for one in keys.INBOX:
        assert one.does in "".join(clerk.page.words)
    pressed = {tag["data-key"] for _, tag in clerk.page.tags if "data-key" in tag}
    told = next(tag for tag in clerk.page.all("form") if tag.get("id") == "rows")
    rows = {told["data-after"], told["data-before"], told["data-tick"]}
    # N is there from the second page on; Enter is the browser's own.
    assert pressed | rows | {"N", "Enter"} == {one.key for one in keys.INBOX}


def test_ticked_rows_are_passed_behind_a_page_that_names_them(clerk: Visitor, numbers: list[str]) -> None:
    page = press(clerk, "pass", [*numbers[:2], *numbers[3:]])
    assert "2件を「審査を通す」" in page.text()
    assert "いまの状態(補正待ち)ではできません" in page.text()
    assert "指摘が1件あります" in page.text()
    assert stored(numbers[0]).status == "received", "nothing happens before it is said yes to"
    clerk.send(page.form("/bulk/"), case=[ticks(page)[numbers[0]]], touch="8")
    assert "1件を済ませました" in clerk.page.text()
    assert [stored(number).status for number in numbers[:2]] == ["passed", "received"]
    assert deeds(numbers[0]) == [("pass", "uketsuke", {})]


def test_a_row_with_a_finding_is_not_ticked_for_the_clerk(clerk: Visitor, numbers: list[str]) -> None:
    page = press(clerk, "pass", numbers[:3])
    ticked = [tag["value"] for tag in page.all("input") if tag.get("name") == "case" and "checked" in tag]
    assert [one.rpartition(":")[0] for one in ticked] == [numbers[0], numbers[2]]


def test_a_row_that_was_passed_by_another_meanwhile_is_not_passed_twice(clerk: Visitor, numbers: list[str]) -> None:
    page = press(clerk, "pass", [numbers[0], numbers[2]])
    with wall.inside("tama", write=True):
        act(numbers[2], "pass", Actor("other", "clerk"), clock.now())
    page = clerk.send(page.form("/bulk/"), case=list(ticks(page).values()))
    assert clerk.status == 409
    assert "いまの状態(審査済み)ではできません" in page.text()
    assert [who for _, who, _ in deeds(numbers[2])] == ["other"]
    assert stored(numbers[0]).status == "received"


def test_a_case_of_another_version_keeps_all_of_them_where_they_are(clerk: Visitor, numbers: list[str]) -> None:
    page = press(clerk, "pass", [numbers[0], numbers[2]])
    with wall.inside("tama", write=True):
        cases.save_case(stored_inside(numbers[2]))
    boxes = ticks(page)
    again = clerk.send(page.form("/bulk/"), case=[boxes[numbers[0]], boxes[numbers[2]]])
    assert clerk.status == 409
    assert "ほかの人が先に動かした申請があります" in again.text()
    assert [stored(number).status for number in (numbers[0], numbers[2])] == ["received", "received"]
    fresh = ticks(again)
    clerk.send(again.form("/bulk/"), case=[fresh[numbers[0]], fresh[numbers[2]]])
    assert [stored(number).status for number in (numbers[0], numbers[2])] == ["passed", "passed"]


def stored_inside(case_id: str) -> Case:
    found = cases.get_case(case_id)
    assert found
    return found


def test_rows_are_given_to_oneself_and_to_nobody_at_once(clerk: Visitor, numbers: list[str]) -> None:
    press(clerk, "mine", numbers[:2])
    assert "2件を済ませました" in clerk.page.text()
    assert [stored(number).assignee for number in numbers[:3]] == ["uketsuke", "uketsuke", ""]
    assert deeds(numbers[0]) == [("assign", "uketsuke", {"assignee": "uketsuke"})]
    clerk.get("/tama/staff/?assignee=@me&sort=received")
    assert ids(clerk.page) == numbers[:2]
    press(clerk, "assign", numbers[:1], to="@nobody")
    assert stored(numbers[0]).assignee == ""
    assert deeds(numbers[0])[-1] == ("assign", "uketsuke", {})


def test_a_case_somebody_took_meanwhile_is_not_taken_away(clerk: Visitor, numbers: list[str]) -> None:
    with wall.inside("tama", write=True):
        cases.save_case(replace(stored_inside(numbers[0]), assignee="kessai"))
    press(clerk, "mine", numbers[:2])
    assert clerk.status == 409
    assert [stored(number).assignee for number in numbers[:2]] == ["kessai", ""]


def test_a_row_that_is_one_s_own_already_is_named_before_the_others_are_given(
    clerk: Visitor, numbers: list[str]
) -> None:
    press(clerk, "mine", numbers[:1])
    page = press(clerk, "mine", numbers[:2])
    assert "もうこの担当です" in page.text()
    assert stored(numbers[1]).assignee == ""
    clerk.send(page.form("/bulk/"), case=[ticks(page)[numbers[1]]])
    assert stored(numbers[1]).assignee == "uketsuke"


def test_nobody_gives_a_case_to_an_account_that_is_not_there(clerk: Visitor, numbers: list[str]) -> None:
    press(clerk, "assign", numbers[:1], to="somebody")
    assert stored(numbers[0]).assignee == ""
    assert deeds(numbers[0]) == []


def test_all_of_a_filter_are_named_before_anything_happens(clerk: Visitor, numbers: list[str]) -> None:
    clerk.get("/tama/staff/?status=received&findings=no")
    page = clerk.send(clerk.page.form("/bulk/"), deed="mine", whole="1")
    assert "2件を「見本 受付 さんの担当にする」" in "".join(page.words)
    assert stored(numbers[0]).assignee == ""
    clerk.send(page.form("/bulk/"), case=list(ticks(page).values()))
    assert [stored(number).assignee for number in numbers] == ["uketsuke", "", "uketsuke", "", ""]


def test_a_button_without_rows_says_so(clerk: Visitor) -> None:
    clerk.send(clerk.page.form("/bulk/"), deed="pass")
    assert "行を選んでから" in clerk.page.text()
    clerk.get("/tama/staff/bulk/")
    assert clerk.path == "/tama/staff/"


@pytest.mark.parametrize("deed", ["approve", "withdraw", "nonsense", ""])
def test_a_deed_that_is_not_for_many_is_not_done(clerk: Visitor, numbers: list[str], deed: str) -> None:
    boxes = ticks(clerk.page)
    clerk.send(clerk.page.form("/bulk/"), deed=deed, sure="1", case=list(boxes.values()))
    assert clerk.status == 200
    assert [stored(number).version for number in numbers] == [0] * len(numbers)


def test_what_is_printed_is_asked_for_by_post_and_written_down(clerk: Visitor, numbers: list[str]) -> None:
    page = press(clerk, "print", numbers[:2])
    assert "何のために印刷しますか" in page.text()
    page = clerk.send(page.form("/bulk/"), case=list(ticks(page).values()), purpose="review")
    assert clerk.path == "/tama/staff/bulk/"  # no number stands in the address
    assert len([tag for tag in page.all("article") if "sheet" in tag.get("class", "")]) == 2
    assert "髙橋 花子" in "".join(page.words)
    assert deeds(numbers[0])[-1] == ("view", "uketsuke", {"purpose": "review", "kind": "print"})


def test_a_protected_case_is_a_number_in_the_list_and_in_bulk(clerk: Visitor, numbers: list[str]) -> None:
    with wall.inside("tama", write=True):
        protections.put(Protection(reference(2026, 1), ("kessai",), clock.now(), "kessai"))
    page = clerk.get("/tama/staff/")
    assert "髙橋 花子" not in page.html
    assert "支援措置" in page.text()
    assert ids(clerk.get("/tama/staff/?q=高橋")) == []
    assert ids(clerk.get("/tama/staff/?q=000001")) == numbers[:1]
    for deed in ("print", "mine", "pass"):
        clerk.get("/tama/staff/")
        page = press(clerk, deed, numbers[:1])
        assert "髙橋" not in page.html
        assert deeds(numbers[0]) == []


def test_a_note_is_kept_beside_the_case_and_its_words_in_no_event(clerk: Visitor, numbers: list[str]) -> None:
    token = clerk.page.inputs()["csrfmiddlewaretoken"]
    sent = {"csrfmiddlewaretoken": token, "words": "電話で聞いた。来週書類を持ってくる。"}
    clerk.client.post(f"/tama/staff/case/{numbers[0]}/note", sent)
    clerk.client.post(f"/tama/staff/case/{numbers[0]}/note", sent | {"words": "   "})
    assert deeds(numbers[0]) == [("note", "uketsuke", {})]
    with wall.inside("tama"):
        (kept,) = notes.of_case(numbers[0])
    assert (kept.who, kept.words) == ("uketsuke", "電話で聞いた。来週書類を持ってくる。")
    answer = clerk.client.post("/tama/staff/case/2026-000099-X-1/note", sent)
    assert answer.status_code == 404


def test_a_filter_is_kept_used_renamed_made_the_usual_one_and_taken_away(clerk: Visitor, numbers: list[str]) -> None:
    page = clerk.get("/tama/staff/filters/?status=correcting&q=%E6%B8%A1%E9%82%89")
    clerk.post("/tama/staff/filters/", keep(page, "渡邉さん"))
    assert ids(clerk.page) == [numbers[3]]
    assert "渡邉さん" in clerk.get("/tama/staff/?status=").text()
    page = clerk.get("/tama/staff/filters/")
    one = next(value for form in page.forms for name, value in form.inputs if name == "filter" and value != "0")
    token = page.inputs()["csrfmiddlewaretoken"]
    for deed, more in (("rename", {"name": "四葉さん"}), ("usual", {})):
        clerk.post("/tama/staff/filters/", {"csrfmiddlewaretoken": token, "filter": one, "deed": deed, **more})
    assert "四葉さん" in clerk.page.html
    assert ids(clerk.get("/tama/staff/")) == [numbers[3]]
    assert "status=correcting" in clerk.path
    assert set(ids(clerk.get("/tama/staff/?status="))) == set(numbers)
    clerk.post("/tama/staff/filters/", {"csrfmiddlewaretoken": token, "filter": one, "deed": "remove"})
    assert set(ids(clerk.get("/tama/staff/"))) == set(numbers)
    clerk.post("/tama/staff/filters/", {"csrfmiddlewaretoken": token, "filter": one, "deed": "remove"})
    assert clerk.status == 404


def keep(page: Page, name: str) -> dict[str, str]:
    inputs = page.inputs()
    return {
        "csrfmiddlewaretoken": inputs["csrfmiddlewaretoken"],
        "query": inputs["query"],
        "deed": "keep",
        "name": name,
    }


def test_a_filter_without_a_name_is_asked_for_one(clerk: Visitor) -> None:
    page = clerk.get("/tama/staff/filters/?status=correcting")
    clerk.post("/tama/staff/filters/", keep(page, "  "))
    assert clerk.status == 422
    assert "名前を入力してください" in clerk.page.text()


def test_news_that_did_not_arrive_are_counted_and_listed_until_the_letter_went_otherwise(
    clerk: Visitor, numbers: list[str]
) -> None:
    def listed() -> list[str]:
        return ids(clerk.get("/tama/staff/?status=all&news=undelivered"))

    assert "お知らせ不達" not in clerk.page.text()
    with wall.inside("tama", write=True):
        written = [Notice(0, one, "correction", "ja", f"{one}-1", "補正の依頼", "", clock.now()) for one in numbers]
        lost = [notices.put(one) for one in (*written[:2], written[4], written[3], written[3])]
        for one in lost[:4]:
            assert tell.undelivered(one.id, "bounced", clock.now())
        notices.note(lost[1].id, "opened", clock.now())
    assert sorted(listed()) == sorted([numbers[0], numbers[4]]), "of the fourth the last letter arrived"
    assert "お知らせ不達2" in clerk.get("/tama/staff/").text()
    assert "お知らせが届かなかった" in open_case(clerk, numbers[0]).text()
    with wall.inside("tama", write=True):
        arrival.posted([lost[0].id, lost[2].id], clock.now())
    assert listed() == []
    assert "お知らせ不達" not in clerk.get("/tama/staff/").text()


def test_of_a_protected_family_nobody_else_learns_that_its_news_did_not_arrive(
    clerk: Visitor, numbers: list[str]
) -> None:
    with wall.inside("tama", write=True):
        lost = notices.put(Notice(0, numbers[0], "correction", "ja", "1", "補正の依頼", "", clock.now()))
        tell.undelivered(lost.id, "bounced", clock.now())
        protections.put(Protection(reference(2026, 1), ("kessai",), clock.now(), "kessai"))
    assert ids(clerk.get("/tama/staff/?status=all&news=undelivered")) == []
