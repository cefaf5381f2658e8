"""下書き - a script of what was recorded, with `?` where only a person knows."""

from typing import Any

from madoguchi.core.robot.draft import ASK, draft, page_of


def row(label: str, kind: str = "text", **traits: Any) -> dict[str, Any]:
    return {"label": label, "kind": kind, "required": False, "hint": "", "limit": 0, "options": []} | traits


def page(title: str, *rows: dict[str, Any], **traits: Any) -> dict[str, Any]:
    told = {"title": title, "charset": "Shift_JIS", "rows": rows, "buttons": [], "heads": [], "errors": []}
    return told | traits


def came(
    told: dict[str, Any], frame: str = "main", frames: tuple[str, ...] = (), window: bool = False
) -> dict[str, Any]:
    return {"kind": "page", "page": told, "frame": frame, "frames": frames, "window": window}


def did(kind: str, words: str, frame: str = "main") -> dict[str, Any]:
    return {"kind": kind, "words": words, "frame": frame}


KEY = row("申請番号", required=True, limit=20)
WALK = [
    came(page("ログイン", row("職員番号"), row("パスワード", "password"), buttons=["ログイン"]), ""),
    did("typed", "職員番号", ""),
    did("press", "ログイン", ""),
    came(page("学童"), "", ("menu", "main")),
    came(page("メニュー"), "menu"),
    did("follow", "検索", "menu"),
    came(page("検索", row("申請番号"), row("カナ"), buttons=["検索"])),
    did("typed", "申請番号"),
    did("press", "検索"),
    came(page("検索", row("申請番号"), row("カナ"), buttons=["検索"], errors=["ありません。"])),
    did("follow", "新規登録", "menu"),
    came(page("登録", KEY, row("性別", "radio", options=[["1", "1:男"], ["x", "女"]]), buttons=["戻る", "次へ"])),
    did("press", "次へ"),
    came(page("確認", row("申請番号", "shown"), row("性別", "shown"), buttons=["戻る", "登録"])),
    did("press", "登録"),
    did("dialog", "よろしいですか？", ""),
    came(page("完了", row("整理番号", "shown"))),
]


def test_a_page_by_itself_gives_its_fields() -> None:
    assert page_of(page("登録", KEY, row("整理番号", "shown"), buttons=["次へ"])) == {
        "title": "登録",
        "rows": [{"label": "申請番号", "required": True, "limit": 20}, "整理番号"],
        "buttons": ["次へ"],
    }


def test_a_walk_gives_frames_login_search_and_the_way() -> None:
    it = draft(WALK)
    assert it["frames"] == {"title": "学童", "names": ["menu", "main"], "menu": "menu", "work": "main"}
    assert it["login"] == {"page": "page-1", "user": "職員番号", "password": "パスワード"}
    found = {"link": "検索", "page": "page-3", "key": "申請番号", "none": "ありません。"}
    asked = dict.fromkeys(("by", "number", "state", "open"), ASK)
    assert it["search"] == found | asked | {"heads": [], "cancelled": [ASK]}
    assert it["ways"]["new"] == {"click": "新規登録", "pages": ["page-4"], "confirm": "page-5", "done": "page-6"}


def test_what_is_asked_belongs_to_its_button() -> None:
    assert draft(WALK)["pages"]["page-5"]["buttons"] == ["戻る", {"says": "登録", "asks": "よろしいですか？"}]
    assert draft(WALK)["pages"]["page-4"]["rows"][1]["options"] == ["1:男", ["x", "女"]]


def test_of_nothing_comes_a_draft_that_asks_for_all() -> None:
    it = draft([])
    assert it["pages"] == {}
    assert it["login"]["page"] == it["search"]["link"] == it["ways"]["new"]["confirm"] == ASK
