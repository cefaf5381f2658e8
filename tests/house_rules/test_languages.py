"""家の規則 - languages: every sentence that a family can read is in every catalogue, and none is there for nothing."""

import ast
import html
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import pytest

from madoguchi import locale
from madoguchi.commands._packages import places
from madoguchi.core.document import Document, words_of
from madoguchi.core.language import JA, LANGUAGES
from madoguchi.core.language import texts_of as written_in
from madoguchi.core.package.edition import Edition, build
from madoguchi.core.package.inspect.texts import of_staff, texts_of
from madoguchi.core.package.parts import Parts
from madoguchi.core.package.read import edition_files, read_sources
from madoguchi.core.say import japanese
from madoguchi.web.furigana import KANJI, annotated
from tests.house_rules.reading import JAPANESE, ROOT, python_files, text_of, tree_of
from tests.house_rules.sentences import said, sentences, templates, unsaid, unsaid_in

WRITTEN = sorted({written_in(lang) for lang in LANGUAGES} - {JA})
SLOT = re.compile(r"\{(\w*)")
# Japanese of families' pages that is no sentence, and the copy on paper, which is the Japanese that counts.
NO_PAGE = {"madoguchi/web/resident/copy.py"}


def spoken() -> AbstractSet[str]:
    """What must be said: Japanese, and what joins it."""
    return {sentence for sentence in sentences() if JAPANESE.search(sentence) or "{" in sentence}


@pytest.mark.parametrize("lang", WRITTEN)
def test_every_sentence_is_translated_and_none_is_left_over(lang: str) -> None:
    texts = locale.catalogue(lang).texts
    assert sorted(spoken() - texts.keys()) == []
    assert sorted(texts.keys() - spoken()) == []


@pytest.mark.parametrize("lang", WRITTEN)
def test_a_translation_has_the_slots_of_its_sentence(lang: str) -> None:
    texts = locale.catalogue(lang).texts
    assert not [text for text, other in texts.items() if set(SLOT.findall(text)) != set(SLOT.findall(other))]


@pytest.mark.parametrize("lang", sorted({*WRITTEN} - {"easy", "zh"}))
def test_no_japanese_letter_is_left_in_a_translation(lang: str) -> None:
    assert not [text for text in locale.catalogue(lang).texts.values() if JAPANESE.search(text)]


def test_no_kana_is_left_in_the_chinese() -> None:
    assert not [text for text in locale.catalogue("zh").texts.values() if re.search("[\u3041-\u30ff]", text)]


def japanese_of_packages() -> Iterator[tuple[str, str]]:
    """Every Japanese text of a package, a town's file or a letter that a family can read, with its file."""
    for path in sorted((ROOT / "procedures").glob("*/procedure.yaml")):
        found = places(path.parent, ROOT, "tama")
        parts = Parts(read_sources({name: file.read_bytes() for name, file in found.items()})[0])
        edition = build(edition_files(parts.sources))
        for name, (row, key) in texts_of(parts):
            if not of_staff(name):
                yield name, str(row.data[key])
        letters = [file for file in parts.sources if file.endswith((".ja.txt", ".easy.txt"))]
        yield from ((file, str(parts.sources[file].data)) for file in letters)
        yield from ((name, text) for name, text in edition.texts["easy"].texts.items())
        yield from ((paper.id, text) for paper in edition.documents.values() for text in words_of(paper))
        yield from of_the_town(edition)


def of_the_town(edition: Edition) -> Iterator[tuple[str, str]]:
    town = edition.town
    yield from (("office", text) for text in (town.name, town.office.name, town.office.hours))
    yield from (("windows", window.label) for window in town.windows)
    yield from ((name, option.label) for name, options in town.choices.items() for option in options)
    if edition.points and edition.points.shown:
        yield from ((table.id, table.label) for table in edition.points.tables)
        yield from ((row.id, row.label) for table in edition.points.tables for row in table.rows)
        yield from ((column.id, column.label) for column in edition.points.columns.values())


def unread(text: str) -> str:
    """The kanji of a text over which no reading stands."""
    told = re.sub("<ruby>.*?</ruby>", "", annotated(html.escape(text), locale.readings()))
    return "".join(KANJI.findall(told))


def test_every_kanji_of_a_familys_page_has_its_reading() -> None:
    pages = [(place, japanese(sentence)) for sentence, place in sentences().items()]
    easy = [("easy", text) for text in locale.catalogue("easy").texts.values()]
    assert not [
        (place, text, left) for place, text in [*pages, *easy, *japanese_of_packages()] if (left := unread(text))
    ]


def test_a_kanji_without_a_reading_is_seen() -> None:
    assert unread("申請と鬱") == "鬱"


def test_every_template_says_its_japanese_by_the_tag() -> None:
    assert not {str(path): found for path in templates() if (found := unsaid(text_of(path)))}


def test_every_page_of_families_says_its_japanese_by_say() -> None:
    files = [file for file in python_files("madoguchi/web/resident") if str(file) not in NO_PAGE]
    assert not {str(file): found for file in files if (found := unsaid_in(tree_of(file)))}


def test_japanese_that_is_not_said_is_seen() -> None:
    assert unsaid('<p>{% t "戻る" %} 次へ</p>{# 注 #}') == ["<p> 次へ</p>"]
    assert unsaid_in(ast.parse('"""題"""\nsay("戻る", n=f("次へ"))\n')) == ["次へ"]
    assert list(said(ast.parse('ask = "{label}を"\nlisted(x, "{first}と{then}")\n'))) == [
        "{label}を",
        "{first}と{then}",
    ]


@pytest.fixture(scope="module")
def papers() -> list[Document]:
    found = places(ROOT / "procedures/gakudo", ROOT, "tama")
    edition = build(edition_files(read_sources({name: file.read_bytes() for name, file in found.items()})[0]))
    return list(edition.documents.values())


@pytest.mark.parametrize("lang", WRITTEN)
def test_what_an_issuer_is_asked_is_in_every_language(papers: list[Document], lang: str) -> None:
    """And no text is there for nothing."""
    for paper in papers:
        assert set(words_of(paper)) == set(paper.texts[lang])
        told = paper.texts[lang].values()
        left = {"easy": "$.", "zh": "[\u3041-\u30ff]"}.get(lang, JAPANESE.pattern)
        assert not [text for text in told if re.search(left, text)]


def test_every_kanji_that_an_issuer_reads_in_easy_japanese_has_its_reading(papers: list[Document]) -> None:
    assert not [(text, left) for paper in papers for text in paper.texts["easy"].values() if (left := unread(text))]
