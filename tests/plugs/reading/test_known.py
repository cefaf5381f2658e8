"""見慣れた言葉 - printed words are mended by what the reader thought of itself, and nothing else becomes one."""

from __future__ import annotations

import pytest

pytest.importorskip("onnxruntime")

from madoguchi.plugs.reading.eyes.known import Known
from madoguchi.plugs.reading.eyes.signs import Sign

WORDS = ["合計時間", "うち休憩時間", "土曜", "平日", "児童名", "一月当たり", "一週当たり", "週", "殿"]
KNOWN = Known(WORDS, ["建設業", "製造業", "運輸業・郵便業", "無"])


def read(text: str, **doubts: str) -> str | None:
    """What a word was meant for; `doubts` are signs that are not sure, with what else they may be."""
    signs = [
        Sign(sign, 0.5 if sign in doubts else 0.99, 10.0 * at, doubts.get(sign, "")) for at, sign in enumerate(text)
    ]
    meant = KNOWN.meant(signs)
    return None if meant is None else "".join(sign.text for sign in meant)


@pytest.mark.parametrize(
    ("seen", "doubts", "meant"),
    [
        ("合計時間", {}, "合計時間"),
        ("土限", {"限": "曜眼"}, "土曜"),
        ("(うち休想時間", {}, "(うち休憩時間"),
        ("見童名", {}, "児童名"),
        ("遇", {}, "週"),
        ("過", {"過": "週遇"}, "週"),
        ("股", {}, "殿"),
    ],
)
def test_what_is_nearly_a_printed_word_is_that_word(seen: str, doubts: dict[str, str], meant: str) -> None:
    assert read(seen, **doubts) == meant


@pytest.mark.parametrize(
    ("seen", "doubts"),
    [
        ("平木", {}),
        ("平木", {"木": "本"}),
        ("就労証", {}),
        ("一迎当たり", {}),
        ("見本太郎", {"郎": "部"}),
        ("過", {}),
    ],
)
def test_what_is_surely_another_word_or_may_be_two_is_left_alone(seen: str, doubts: dict[str, str]) -> None:
    assert read(seen, **doubts) is None


@pytest.mark.parametrize(
    ("seen", "meant"), [("郵便", ""), ("輸業・郵便", "運輸業・郵便業"), ("建設", "建設業"), ("見本", "")]
)
def test_a_ringed_choice_is_known_without_its_ends_as_long_as_enough_of_it_is_there(seen: str, meant: str) -> None:
    assert KNOWN.most_like(seen) == meant


def test_one_sign_behind_a_box_is_the_choice_that_the_reader_thought_of() -> None:
    assert KNOWN.nearest([Sign("黛", 0.4, 0.0, "無黒")]) == "無"
    assert KNOWN.nearest([Sign("黛", 0.4, 0.0, "黒")]) == ""
