"""記録 - who goes through the office once has a draft whose pages are those of the script."""

from collections.abc import Iterator
from typing import Any

import pytest

from backoffice.fields import CHILD, GUARDIANS, USE
from madoguchi.lab.office import STAFF, Office
from madoguchi.lab.transcripts import Made, handover
from madoguchi.plugs.robot._recorder import record


class Hand:
    """A person in a browser: what it fills in and presses, by the names of inputs."""

    def __init__(self, page: Any, it: Office, case: Made) -> None:
        self.page, self.it, self.case = page, it, case

    def go(self) -> None:
        self.page.fill("[name=staff]", STAFF)
        self.page.fill("[name=password]", self.it.password)
        self.page.click("[name=login]")
        self.page.frame_locator("[name=menu]").get_by_text("検索").wait_for()
        self.search(".error")
        self.follow("新規登録")
        for fields in (CHILD, GUARDIANS, USE):
            self.main.wait_for_selector(f"[name={fields[0].id}]")
            for field in fields:
                self.fill(field.id, field.kind, self.case.typed[field.label])
            self.main.click("[name=next]")
        self.main.click("[name=save]")
        self.main.wait_for_selector("text=処理が終わりました")
        self.search("text=詳細")
        self.main.click("text=詳細")
        self.main.wait_for_selector("text=登録内容の照会")

    @property
    def main(self) -> Any:
        return self.page.frame(name="main")

    def follow(self, link: str) -> None:
        self.page.frame(name="menu").click(f"text={link}")

    def search(self, then: str) -> None:
        self.follow("検索")
        self.main.wait_for_selector("[name=number]")
        self.main.fill("[name=application]", self.case.key)
        self.main.click("[name=search]")
        self.main.wait_for_selector(then)

    def fill(self, name: str, kind: str, value: str) -> None:
        at = f"[name={name}]"
        if kind == "select":
            self.main.select_option(at, value)
        elif kind == "radio":
            self.main.check(f"{at}[value='{value}']")
        elif kind == "checkbox":
            self.main.set_checked(at, value == "1")
        else:
            self.main.fill(at, value)


@pytest.fixture(scope="module")
def drafted(it: Office, cases: Iterator[Made]) -> dict[str, Any]:
    case = next(cases)
    draft = record(it.url, {}, headed=False, hand=lambda page: Hand(page, it, case).go())
    assert case.key not in str(draft)
    assert case.typed["児童氏名"] not in str(draft)
    return draft


@pytest.mark.parametrize("name", ["login", "search", "child", "guardians", "use", "done"])
def test_a_page_is_drafted_as_a_clerk_has_written_it(drafted: dict[str, Any], name: str) -> None:
    written = handover().script["pages"][name]
    assert {**written} in drafted["pages"].values()


def test_the_rest_is_told_as_far_as_it_is_seen(drafted: dict[str, Any]) -> None:
    written, titles = handover().script, {name: page["title"] for name, page in drafted["pages"].items()}
    assert drafted["frames"] == written["frames"]
    assert drafted["charset"] == written["charset"]
    for part in ("link", "key", "none", "open"):
        assert drafted["search"][part] == written["search"][part]
    assert drafted["search"]["heads"] == list(written["search"]["heads"])
    way = drafted["ways"]["new"]
    assert [titles[name] for name in (*way["pages"], way["confirm"], way["done"])] == [
        *("新規登録（児童）", "新規登録（保護者）", "新規登録（利用）", "登録内容の確認", "登録完了")
    ]
    assert drafted["pages"][way["confirm"]]["buttons"][1]["asks"] == "登録します。よろしいですか？"
    assert titles[drafted["record"]["page"]] == "登録内容の照会"


def test_a_page_by_itself_gives_its_fields(it: Office) -> None:
    assert record(it.url, {}, headed=False)["pages"] == {
        "page-1": {
            "title": "ログイン",
            "rows": [{"label": "職員番号", "limit": 20}, {"label": "パスワード", "kind": "password", "limit": 40}],
            "buttons": ["ログイン"],
        }
    }
