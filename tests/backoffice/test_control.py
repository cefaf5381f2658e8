"""試験の手 - what a test may set and count, and nobody without its token."""

import pytest

from backoffice.mutations import MUTATIONS
from backoffice.office import NoAnswer, Office
from tests.backoffice.clerk import CHILD, Clerk, shown, title

TOKEN = {"X-Control": "abc"}


@pytest.fixture(autouse=True)
def opened(office: Office) -> None:
    office.control = "abc"


def put(clerk: Clerk, **asked: object) -> int:
    return clerk.client.post("/_control", json=asked, headers=TOKEN).status_code


@pytest.mark.parametrize("headers", [{}, {"X-Control": "abd"}])
def test_without_the_token_nothing_is_set_and_nothing_seen(clerk: Clerk, headers: dict[str, str]) -> None:
    assert clerk.client.post("/_control", json={"timeout": 1}, headers=headers).status_code == 403
    assert clerk.client.get("/_control/records", headers=headers).status_code == 403


def test_where_no_token_was_given_there_is_no_such_page(clerk: Clerk, office: Office) -> None:
    office.control = ""
    assert clerk.client.get("/_control/records", headers={"X-Control": ""}).status_code == 404


def test_what_is_named_is_set_and_the_rest_left(clerk: Clerk, office: Office) -> None:
    assert put(clerk, latency=20, timeout=60, drop_after_saving=2) == 200
    assert put(clerk, drop_before_saving=1) == 200
    assert (office.latency, office.timeout, office.drops) == (0.02, 60, {"before": 1, "after": 2})
    assert put(clerk, latency=0) == 200
    assert (office.latency, office.timeout) == (0, 60)


@pytest.mark.parametrize(
    "asked",
    [{"mutation": "unknown"}, {"mutation": "label-kana", "page": "use"}, {"latncy": 1}],
)
def test_what_nobody_knows_is_refused_and_changes_nothing(
    clerk: Clerk, office: Office, asked: dict[str, object]
) -> None:
    assert put(clerk, mutation="button-moved") == 200
    before = office.system
    assert put(clerk, **asked) == 400
    assert office.system == before


def test_a_mutation_comes_and_goes_while_the_system_runs(clerk: Clerk) -> None:
    put(clerk, mutation="label-kana")
    assert "<th>カナ氏名</th>" in clerk.look("/new/1")
    put(clerk, mutation="title-changed", page="use")
    page = clerk.look("/new/1")
    assert (title(page), "<th>児童氏名カナ</th>" in page) == ("新規登録（児童）", True)
    put(clerk, mutation=None)
    assert title(clerk.type_in()[1]) == "登録内容の確認"


def test_so_many_answers_are_dropped_and_then_no_more(clerk: Clerk, office: Office) -> None:
    key, _ = clerk.type_in()
    put(clerk, drop_before_saving=1)
    put(clerk, drop_after_saving=1)
    for _ in range(2):
        with pytest.raises(NoAnswer):
            clerk.send("/new/done", {"entry": key, "save": "登録"})
    assert len(office.records.all()) == 1
    assert shown(clerk.send("/new/done", {"entry": key, "save": "登録"})) == {"整理番号": "00000002"}


def test_tests_count_records_with_their_values(clerk: Clerk, office: Office) -> None:
    office.records.cancel(clerk.register(), "誤り", "20261201")
    (told,) = clerk.client.get("/_control/records", headers=TOKEN).get_json()
    assert (told["number"], told["state"], told["why"], told["on"]) == ("00000001", "取消", "誤り", "20261201")
    assert (told["values"]["申請番号"], len(told["values"])) == (CHILD["application"], 40)


def test_tests_reach_in_while_the_system_is_closed(clerk: Clerk) -> None:
    put(clerk, mutation="maintenance")
    assert clerk.client.get("/search").status_code == 503
    assert put(clerk, mutation=None) == 200
    assert title(clerk.look("/search")) == "検索"


def test_every_mutation_is_listed_with_its_pages(clerk: Clerk) -> None:
    told = clerk.client.get("/_control/mutations", headers=TOKEN).get_json()
    assert [one["name"] for one in told] == list(MUTATIONS)
    assert {one["name"]: (one["pages"], one["harmless"]) for one in told}["button-moved"] == (
        list(MUTATIONS["button-moved"].pages),
        True,
    )
