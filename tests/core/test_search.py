"""検索 - names are found in whatever spelling they are looked for."""

import pytest

from madoguchi.core.search import normalise, words


@pytest.mark.parametrize(
    ("kept", "sought"),
    [
        *(
            ("髙橋 花子", "高橋花子"),
            ("𠮷田", "吉田"),
            ("山﨑", "山崎"),
            ("渡邉", "渡辺"),
            ("渡邊", "渡辺"),
            ("齋藤", "斉藤"),
        ),
        *(("ヤマダ", "やまだ"), ("ﾔﾏﾀﾞ", "やまだ"), ("ABC", "ａｂｃ"), ("辻\U000e0100", "辻"), ("葛\ufe00", "葛")),
        *(
            ("國澤 廣惠", "国沢広恵"),
            ("佐々木", "佐佐木"),
            ("嶋﨑", "島崎"),
            ("ショータ", "しょ-た"),
            ("キョウコ", "きようこ"),
        ),
        *(("シヨ‐タ", "ショータ"), ("みづき", "みずき"), ("かをり", "カオリ"), ("マリア・ロペス", "マリアロペス")),
        *(("042-300-1234", "042(300)1234"), ("０９０−１２３４", "0901234"), ("2026-000123-C-1", "2026000123c")),
        *(("神", "神"), ("か\u3099", "が"), ("鈴木\u3000一郎", "鈴木 一郎"), ("Müller", "MÜLLER")),
    ],
)
def test_one_spelling_finds_the_other(kept: str, sought: str) -> None:
    assert normalise(sought) in normalise(kept)
    assert normalise(kept) == normalise(normalise(kept))


def test_different_names_stay_different() -> None:
    assert (
        len({normalise(name) for name in ("高橋", "吉田", "山崎", "渡辺", "斉藤", "土田", "士田", "大田", "太田")}) == 9
    )


def test_signs_no_keyboard_types_are_gone() -> None:
    assert normalise("a\0b\x1f c") == "abc"


def test_words_are_looked_for_one_by_one() -> None:
    assert words("渡邉\u3000三奈  三奈") == ("渡辺", "三奈")
    assert words(" ー - ") == ()
