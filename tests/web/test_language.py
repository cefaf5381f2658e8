"""言語の選択 - chosen on any page without a script, kept on the device, with the draft, and with the application."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.template import Context, Template

from madoguchi import locale
from madoguchi.core.say import say
from madoguchi.store import cases, drafts, wall
from madoguchi.web.kit import tags
from madoguchi.web.language import speaking
from tests.web.visits import PROCEDURE, Visitor, begin, fill_in, hand_in, shown

CATALOGUE = locale.Catalogue({"{n}か所を直してください": "Fix {n} places", "次へ": "Next & on", "はい": "Yes"})


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue of three sentences."""
    monkeypatch.setattr(locale, "catalogue", lambda lang: CATALOGUE)
    tags._html.cache_clear()
    yield
    tags._html.cache_clear()


def told(source: str, lang: str = "en", **names: object) -> str:
    with speaking(lang):
        return Template(source).render(Context(names))


def test_a_template_says_its_japanese_in_the_language_of_the_page(english: None) -> None:
    source = '{% t "{n}か所を直してください" n=count %}'
    assert told(source, "ja", count="<b>") == "&lt;b&gt;か所を直してください"
    assert told(source, count="<b>") == "Fix &lt;b&gt; places"
    assert told('{% t "次へ" %}') == "Next &amp; on"


def test_what_a_sentence_remembers_is_said_and_what_a_family_wrote_is_not(english: None) -> None:
    assert told("{{ word|t }}", word=say("はい")) == "Yes"
    assert told("{{ word|t }}", word="はい") == "はい"


def test_what_is_missing_is_japanese_and_marked(english: None) -> None:
    assert told('{% t "戻る" %}') == '<span class="untold" lang="ja">戻る</span>'
    assert told('<p title="{{ "戻る"|plain }}">') == '<p title="戻る">'
    assert told("{{ word|t }}", word=say("いいえ")) == '<span class="untold" lang="ja">いいえ</span>'


def test_a_sentence_of_a_template_is_a_literal() -> None:
    with pytest.raises(Exception, match="quotation marks"):
        Template("{% t word %}")


def test_every_page_offers_every_language_and_keeps_what_its_address_says(visitor: Visitor) -> None:
    fill_in(visitor, "home")
    page = visitor.get(f"{visitor.path}?check=1")
    ways = {tag["href"]: tag["lang"] for tag in page.all("a") if "hreflang" in tag}
    assert list(ways)[:2] == ["?check=1&lang=ja", "?check=1&lang=ruby"]
    assert list(ways.values()) == ["ja", "ja", "ja", "en", "zh-Hans", "ko"]
    page = visitor.get(f"{visitor.path.partition('?')[0]}?check=1&lang=ko")
    assert visitor.path.endswith("/home/?check=1")
    assert page.all("html")[0]["lang"] == "ko"
    assert visitor.get(PROCEDURE).all("html")[0]["lang"] == "ko"


def test_a_language_nobody_speaks_changes_nothing(visitor: Visitor) -> None:
    assert visitor.get(f"{PROCEDURE}?lang=xx").all("html")[0]["lang"] == "ja"


@pytest.mark.parametrize(("asks", "lang"), [("en-US,en;q=0.9", "en"), ("de", "ja")])
def test_before_anything_is_chosen_the_browser_is_asked(visit: Callable[[], Visitor], asks: str, lang: str) -> None:
    visitor = visit()
    answer = visitor.client.get(PROCEDURE, headers={"accept-language": asks})
    assert f'<html lang="{lang}">' in answer.content.decode()
    visitor.get(f"{PROCEDURE}?lang=zh")
    answer = visitor.client.get(PROCEDURE, headers={"accept-language": asks})
    assert '<html lang="zh-Hans">' in answer.content.decode()


def test_pages_of_staff_are_japanese(visitor: Visitor) -> None:
    visitor.get(f"{PROCEDURE}?lang=en")
    assert visitor.get("/tama/staff/").all("html")[0]["lang"] == "ja"


def test_a_page_about_a_fault_speaks_it_too(visitor: Visitor) -> None:
    visitor.get(f"{PROCEDURE}?lang=en")
    assert visitor.get("/tama/gakudo/d/nothing/home/").all("html")[0]["lang"] == "en"


def test_the_draft_and_the_application_remember_it(visitor: Visitor) -> None:
    visitor.get(f"{PROCEDURE}?lang=en")
    begin(visitor)
    key = visitor.path.split("/d/")[1].partition("/")[0]
    with wall.inside("tama"):
        assert drafts.get(key).language == "en"
    visitor.get(f"{visitor.path}?lang=zh")
    visitor.send(start_date="april")
    with wall.inside("tama"):
        assert drafts.get(key).language == "zh"
    reference = hand_in(visitor)
    with wall.inside("tama"):
        assert cases.get_application(reference).language == "zh"


def test_a_translation_says_that_it_is_one_and_that_nobody_has_read_it(visitor: Visitor) -> None:
    assert "未確認" not in visitor.get(PROCEDURE).text()
    page = visitor.get(f"{PROCEDURE}?lang=easy")
    assert locale.catalogue("easy").reviewed is None
    assert page.html.count('class="tag warn"') == 1


def test_the_receipt_is_the_same_in_every_language(visitor: Visitor) -> None:
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    visitor.get(f"{visitor.path}?lang=ruby")
    assert shown(visitor.page, "reference") == reference
    assert shown(visitor.page, "secret") == secret
