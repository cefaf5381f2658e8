"""言語 - what a browser asks for is only a first guess, and Japanese when it asks for none of ours."""

import pytest

from madoguchi.core.language import LANGUAGES, guess, tag, texts_of


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("", "ja"),
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("en-US,en;q=0.9", "en"),
        ("fr-FR, fr;q=0.9, ko;q=0.5, en;q=0.4", "ko"),
        ("zh-TW;q=0.3, en;q=0.2", "zh"),
        ("en;q=0, de", "ja"),
        ("easy, ruby", "ja"),
        ("en;q=x,;;,", "ja"),
    ],
)
def test_the_first_language_of_ours_that_a_browser_asks_for_is_taken(accepted: str, lang: str) -> None:
    assert guess(accepted) == lang


def test_easy_japanese_and_readings_are_japanese_to_a_browser() -> None:
    assert [tag(lang) for lang in LANGUAGES] == ["ja", "ja", "ja", "en", "zh-Hans", "ko"]
    assert texts_of("ruby") == "ja"
    assert texts_of("easy") == "easy"
