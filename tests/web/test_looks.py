"""項目の見え方 - what is marked, headed and laid side by side on a page of the form."""

import pytest

from madoguchi.core.fields import Field, Option
from madoguchi.web.kit.showing import Shown
from tests.web.visits import Visitor, fill_in


def test_only_what_may_be_left_open_is_marked_and_the_first_page_says_so(visitor: Visitor) -> None:
    assert "「任意」以外は必須です。" in fill_in(visitor, "start").text()
    page = fill_in(visitor, "home")
    assert "「任意」以外は必須です。" not in page.text()
    assert "※" not in page.text()
    spans = [one.get("class", "") for one in page.all("span")]
    assert spans.count("may") > 0
    needed = [one for one in page.all("div") if "data-must" in one]
    heard = [one for name in ("input", "select") for one in page.all(name) if one.get("aria-required") == "true"]
    assert len(needed) == len(heard) + spans.count("hidden must") > 0, "each that is needed is told to who listens"


def test_a_week_says_once_what_its_columns_are_and_each_input_to_who_listens(visitor: Visitor) -> None:
    page = fill_in(visitor, "work-1")
    words = page.text()
    seen = words.replace("曜日の始まり", "")
    assert (seen.count("始まり"), words.count("曜日の始まり")) == (1, 7)
    labels = {one.get("for", ""): one.get("class", "") for one in page.all("label")}
    times = [one["id"] for one in page.all("input") if one["name"].endswith((".start", ".end"))]
    assert {labels[name] for name in times} == {"hidden"}
    assert len(times) == 14
    assert "例1730空欄は上の曜日と同じ" in words


@pytest.mark.parametrize(
    ("labels", "required", "columns"),
    [
        (("1人", "2人", "3人", "4人"), True, 4),
        (("父", "母", "祖父", "祖母", "その他"), True, 3),
        (("女", "男"), True, 2),
        (("女", "男"), False, 2),  # 選ばない is one of them then
        (("どれでもない", "ひとり親"), True, 2),
        (("一緒に住んでいる", "別に住む"), True, 1),
        (("father", "mother"), True, 2),
        (("grandfather", "grandmother"), True, 1),
        (("自営(家の外)", "内職"), True, 2),
    ],
)
def test_short_options_stand_beside_each_other(labels: tuple[str, ...], required: bool, columns: int) -> None:
    options = tuple(Option(label, label) for label in labels)
    assert Shown(Field("x", "choice", "見本", required=required, options=options), "x", {"x": ""}).beside == columns
    noted = (Option("a", "あ", note="4月から"), *options[1:])
    assert Shown(Field("x", "choice", "見本", required=required, options=noted), "x", {"x": ""}).beside == 1


def test_many_options_to_tick_stand_in_pairs() -> None:
    def columns(*labels: str) -> int:
        options = tuple(Option(f"o{number}", label) for number, label in enumerate(labels))
        return Shown(Field("x", "multi", "見本", options=options), "x", {f"x.{one.id}": "" for one in options}).beside

    assert columns(*["仕事を探している"] * 8) == 2
    assert columns(*["仕事を探している"] * 7) == 1
    assert columns(*["市の担当者だけが読む"] * 8) == 1
