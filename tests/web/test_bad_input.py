"""まちがい - a sentence beside the field and on top says what to do, and everything typed is still there."""

import pytest

from madoguchi.store import drafts, wall
from tests.web.pages import Page
from tests.web.visits import Visitor, fill_in, shown, typed

YOSHI, KATSU = "\U00020bb7", "\u845b\U000e0100"  # 𠮷, and 葛 with a variation selector
TEN_MILLION = 10 * 1024 * 1024


def send_child(visitor: Visitor, **changed: str) -> tuple[Page, dict[str, str]]:
    """The first page with some inputs changed; what was sent comes back beside the answer."""
    fill_in(visitor, "school-1" if {"children__0__school", "children__0__class_type"} & set(changed) else "child-1")
    sent = typed(visitor, **changed)
    return visitor.send(**sent), sent


def answers(visitor: Visitor) -> dict[str, object]:
    """What is stored of the draft's first child."""
    with wall.inside("tama"):
        found = drafts.get(visitor.path.split("/")[4])
        assert found
        return found.answers.get("children", [{}])[0]


MISTAKES = [
    ({"children__0__birth__m": "2", "children__0__birth__d": "30"}, "children.0.birth", "2020年2月30日は、ない日です"),
    ({"children__0__birth__m": "13"}, "children.0.birth", "ない日です"),
    ({"children__0__birth__y": "2"}, "children.0.birth", "西暦4けた"),
    ({"children__0__birth__y": "20"}, "children.0.birth", "西暦4けた"),
    ({"children__0__birth__d": ""}, "children.0.birth", "日を入力してください"),
    ({"children__0__birth__y": "2120"}, "children.0.birth", "未来の日付です"),
    ({"children__0__name": ""}, "children.0.name", "入力してください"),
    ({"children__0__name": "見本 花子😀"}, "children.0.name", "絵文字は使えません"),
    ({"children__0__name": "見本\u0000花子"}, "children.0.name", "U+0000"),
    ({"children__0__name": "あ" * 61}, "children.0.name", "61文字"),
    ({"children__0__kana": "見本 花子"}, "children.0.kana", "カタカナで入力してください"),
    ({"children__0__kana": "Hanako"}, "children.0.kana", "カタカナで入力してください"),
    ({"children__0__school": "no such school"}, "children.0.school", "もう一度選んでください"),
    ({"children__0__class_type": ""}, "children.0.class_type", "選んでください"),
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
    unknown = {"children.0.school"} if "children__0__school" in changed else set()  # no list has it
    assert {name: kept.get(name, "") for name in sent if name not in unknown} == {
        name: text for name, text in sent.items() if name not in unknown
    }


GOOD = [
    (
        {"children__0__birth__y": "２０２０", "children__0__birth__m": "６月", "children__0__birth__d": "１４"},
        "children.0.birth",
        "2020-06-14",
    ),
    ({"children__0__kana": "ﾐﾎﾝ ﾊﾅｺ"}, "children.0.kana", "ミホン ハナコ"),
    ({"children__0__kana": "みほん\u3000か\u3099く"}, "children.0.kana", "ミホン ガク"),
    ({"children__0__name": f"{YOSHI}田 花子"}, "children.0.name", f"{YOSHI}田 花子"),
    ({"children__0__name": f"{KATSU}城 花子"}, "children.0.name", f"{KATSU}城 花子"),
    ({"children__0__name": "\ufa19谷 か\u3099く"}, "children.0.name", "\ufa19谷 がく"),
]


@pytest.mark.parametrize(("changed", "path", "value"), GOOD)
def test_what_can_be_understood_is_no_mistake(visitor: Visitor, changed: dict[str, str], path: str, value: str) -> None:
    send_child(visitor, **changed)
    assert visitor.status == 200
    assert visitor.path.endswith("/school-1/")
    assert answers(visitor)[path.rpartition(".")[2]] == value


def test_rare_letters_come_back_on_the_page_as_they_were_typed(visitor: Visitor) -> None:
    send_child(visitor, children__0__name=f"{YOSHI}田 {KATSU}子")
    page = visitor.get(visitor.path.replace("/school-1/", "/child-1/"))
    assert page.inputs()["children.0.name"] == f"{YOSHI}田 {KATSU}子"


@pytest.mark.parametrize("letter", ["x", "字", "😀"])
def test_ten_megabytes_of_text_are_answered_beside_the_field(visitor: Visitor, letter: str) -> None:
    much = letter * (TEN_MILLION // len(letter.encode()))
    page, sent = send_child(visitor, children__0__name=much)
    assert visitor.status == 422
    assert "長すぎます" in shown(page, "children.0.name-mistake")
    assert page.inputs()["children.0.name"] == much
    assert page.inputs()["children.0.kana"] == sent["children.0.kana"]


def test_more_than_anybody_types_is_refused_with_a_way_back(visitor: Visitor) -> None:
    page, _ = send_child(visitor, children__0__name="x" * 4 * TEN_MILLION)
    assert visitor.status == 413
    assert "入力が長すぎます" in page.text()
    assert visitor.path in [tag["href"] for tag in page.all("a")]


def test_a_refused_input_is_still_there_when_the_page_is_opened_again(visitor: Visitor) -> None:
    send_child(visitor, children__0__birth__m="13", children__0__name="見本 次郎")
    page = visitor.get(visitor.path)
    assert page.inputs()["children.0.birth.m"] == "13"
    assert page.inputs()["children.0.name"] == "見本 次郎"


def test_a_question_called_up_by_an_answer_is_asked_and_not_scolded(visitor: Visitor) -> None:
    fill_in(visitor, "health-1")
    assert "children.0.disease_detail" not in visitor.page.html
    ill = {"children.0.care.disease": "yes", "children.0.care.none": ""}
    page = visitor.send(**typed(visitor, children__0__doctor="見本医院") | ill)
    assert visitor.status == 200
    assert "質問が増えました" in page.text()
    assert not [name for name in page.ids() if name.endswith("-mistake")]
    assert page.inputs()["children.0.doctor"] == "見本医院"
    assert "children.0.disease_detail" in page.ids()


def test_markup_typed_by_a_family_stays_text(visitor: Visitor) -> None:
    page, _ = send_child(visitor, children__0__name='"><script>alert(1)</script>', children__0__birth__m="13")
    assert "<script>alert" not in page.html
    assert page.inputs()["children.0.name"] == '"><script>alert(1)</script>'
