"""まちがい - a sentence beside the field and on top says what to do, and everything typed is still there."""

import pytest

from madoguchi.lab.family import family
from madoguchi.store import drafts, wall
from tests.web.pages import Page
from tests.web.visits import Visitor, begin, fill_in, shown

YOSHI, KATSU = "\U00020bb7", "\u845b\U000e0100"  # 𠮷, and 葛 with a variation selector
TEN_MILLION = 10 * 1024 * 1024


def send_child(visitor: Visitor, **changed: str) -> tuple[Page, dict[str, str]]:
    """The first page with some inputs changed; what was sent comes back beside the answer."""
    begin(visitor)
    sent = family(**changed)["child"]
    return visitor.send(**sent), sent


def answers(visitor: Visitor) -> dict[str, object]:
    """What is stored of the draft."""
    with wall.inside("tama"):
        found = drafts.get(visitor.path.split("/")[4])
        assert found
        return found.answers


MISTAKES = [
    ({"child_birth__m": "2", "child_birth__d": "30"}, "child_birth", "2020年2月30日は、ない日です"),
    ({"child_birth__m": "13"}, "child_birth", "ない日です"),
    ({"child_birth__y": "令和2"}, "child_birth", "西暦4けた"),
    ({"child_birth__y": "20"}, "child_birth", "西暦4けた"),
    ({"child_birth__d": ""}, "child_birth", "日を入力してください"),
    ({"child_birth__y": "2120"}, "child_birth", "未来の日付です"),
    ({"child_name": ""}, "child_name", "入力してください"),
    ({"child_name": "見本 花子😀"}, "child_name", "絵文字は使えません"),
    ({"child_name": "見本\u0000花子"}, "child_name", "U+0000"),
    ({"child_name": "あ" * 61}, "child_name", "61文字"),
    ({"child_kana": "見本 花子"}, "child_kana", "カタカナで入力してください"),
    ({"child_kana": "Hanako"}, "child_kana", "カタカナで入力してください"),
    ({"school": "no such school"}, "school", "もう一度選んでください"),
    ({"class_type": ""}, "class_type", "選んでください"),
]


@pytest.mark.parametrize(("changed", "path", "say"), MISTAKES)
def test_a_mistake_is_told_twice_and_nothing_typed_is_lost(
    visitor: Visitor, changed: dict[str, str], path: str, say: str
) -> None:
    page, sent = send_child(visitor, **changed)
    assert visitor.status == 422
    beside = shown(page, f"{path}-mistake")
    assert say in beside
    links = [
        tag["href"].removeprefix("#") for tag in page.all("a") if tag["href"].startswith("#") and tag["href"] != "#main"
    ]
    assert len(links) == 1
    assert links[0] in page.ids()
    assert page.text().count("".join(beside.split())) == 2
    assert page.title.startswith("エラー: ")
    kept = page.inputs()
    unknown = {"school"} if "school" in changed else set()  # no list has it
    assert {name: kept.get(name, "") for name in sent if name not in unknown} == {
        name: text for name, text in sent.items() if name not in unknown
    }


GOOD = [
    ({"child_birth__y": "２０２０", "child_birth__m": "６月", "child_birth__d": "１４"}, "child_birth", "2020-06-14"),
    ({"child_kana": "ﾐﾎﾝ ﾊﾅｺ"}, "child_kana", "ミホン ハナコ"),
    ({"child_kana": "みほん\u3000か\u3099く"}, "child_kana", "ミホン ガク"),
    ({"child_name": f"{YOSHI}田 花子"}, "child_name", f"{YOSHI}田 花子"),
    ({"child_name": f"{KATSU}城 花子"}, "child_name", f"{KATSU}城 花子"),
    ({"child_name": "\ufa19谷 か\u3099く"}, "child_name", "\ufa19谷 がく"),
]


@pytest.mark.parametrize(("changed", "path", "value"), GOOD)
def test_what_can_be_understood_is_no_mistake(visitor: Visitor, changed: dict[str, str], path: str, value: str) -> None:
    send_child(visitor, **changed)
    assert visitor.status == 200
    assert visitor.path.endswith("/home/")
    assert answers(visitor)[path] == value


def test_rare_letters_come_back_on_the_page_as_they_were_typed(visitor: Visitor) -> None:
    send_child(visitor, child_name=f"{YOSHI}田 {KATSU}子")
    page = visitor.get(visitor.path.replace("/home/", "/child/"))
    assert page.inputs()["child_name"] == f"{YOSHI}田 {KATSU}子"


@pytest.mark.parametrize("letter", ["x", "字", "😀"])
def test_ten_megabytes_of_text_are_answered_beside_the_field(visitor: Visitor, letter: str) -> None:
    much = letter * (TEN_MILLION // len(letter.encode()))
    page, sent = send_child(visitor, child_name=much)
    assert visitor.status == 422
    assert "長すぎます" in shown(page, "child_name-mistake")
    assert page.inputs()["child_name"] == much
    assert page.inputs()["child_kana"] == sent["child_kana"]


def test_more_than_anybody_types_is_refused_with_a_way_back(visitor: Visitor) -> None:
    page, _ = send_child(visitor, child_name="x" * 4 * TEN_MILLION)
    assert visitor.status == 413
    assert "入力が長すぎます" in page.text()
    assert visitor.path in [tag["href"] for tag in page.all("a")]


def test_a_refused_input_is_still_there_when_the_page_is_opened_again(visitor: Visitor) -> None:
    send_child(visitor, child_birth__m="13", child_name="見本 次郎")
    page = visitor.get(visitor.path)
    assert page.inputs()["child_birth.m"] == "13"
    assert page.inputs()["child_name"] == "見本 次郎"


def test_a_question_called_up_by_an_answer_is_asked_and_not_scolded(visitor: Visitor) -> None:
    fill_in(visitor, "guardian-1")
    assert "guardians.0.work_days" not in visitor.page.html
    page = visitor.send(**family()["guardian-1"])
    assert visitor.status == 200
    assert "質問が増えました" in page.text()
    assert not [name for name in page.ids() if name.endswith("-mistake")]
    assert page.inputs()["guardians.0.name"] == family()["guardian-1"]["guardians.0.name"]
    assert "guardians.0.work_days" in page.ids()


def test_markup_typed_by_a_family_stays_text(visitor: Visitor) -> None:
    page, _ = send_child(visitor, child_name='"><script>alert(1)</script>', child_birth__m="13")
    assert "<script>alert" not in page.html
    assert page.inputs()["child_name"] == '"><script>alert(1)</script>'
