"""どの言語でも - the whole way in every language: no Japanese is left but names, the legal text and a clerk's words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from madoguchi.core.language import JA, LANGUAGES, tag
from madoguchi.desk import letter, tell
from madoguchi.desk.act import act
from madoguchi.desk.submit import RESIDENT
from madoguchi.store import cases, codes, editions, errands, notices, wall
from madoguchi.web import clock
from madoguchi.web.furigana import KANJI
from tests.web.pages import VOID
from tests.web.test_family_pages import DECIDER, take
from tests.web.visits import PROCEDURE, Visitor, look_up, shown, typed, walk_in

# Names of people, and of what has none in other languages: it stands in brackets beside it.
TERMS = re.compile("見本 花子|多摩 花子|学童クラブ|就労証明書|学校生活管理指導表|愛の手帳|審査請求")
FOREIGN = {
    "en": "[\u3041-\u30ff\u3400-\u9fff]",
    "ko": "[\u3041-\u30ff\u3400-\u9fff]",
    "zh": "[\u3041-\u30fa\u30fd-\u30ff]",
}
PLAIN = {"ruby", "option", "title"}  # read already, or where no reading can stand
MAIL = "mihon@example.jp"


class Heard(HTMLParser):
    """The words of a page that are said in its own language: not in another, and not the family's own."""

    def __init__(self, html: str, lang: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lang, self.words, self._open = lang, list[str](), list[bool]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in VOID:
            said = [] if self.lang == JA else ["alt", "aria-label", "title", "placeholder"]  # no reading stands there
            self.words += [str(told[name]) for name in said if told.get(name)]
            return
        other = told.get("lang", self.lang) != self.lang or told.get("translate") == "no"
        self._open.append(
            other or tag in ("script", "style", *(("ruby", "option", "title") if self.lang == JA else ()))
        )

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.words.append(data)


def names(reference: str = "") -> list[str]:
    """What the town calls its schools, its clubs and itself."""
    with wall.inside("tama"):
        edition = editions.current_edition("gakudo")
    assert edition
    options = (option.label for options in edition.town.choices.values() for option in options)
    return sorted({edition.town.name, *options}, key=len, reverse=True)


def left(html: str, lang: str) -> list[str]:
    """The Japanese of a page that should have been said in its language, or was not read for the reader."""
    assert 'class="untold"' not in html
    words = Heard(html, tag(lang)).words
    known = re.compile("|".join(map(re.escape, names())))
    told = [TERMS.sub("", known.sub("", text)) for text in words]
    wrong = KANJI if lang in ("ruby", "easy") else re.compile(FOREIGN[lang])
    return [text.strip() for text in told if wrong.search(text)]


def mails() -> list[dict[str, Any]]:
    """What leaves for families now."""
    found = []
    with wall.inside("tama", write=True):
        while errand := errands.claim("test", 60, clock.now()):
            errands.finish(errand)
            if errand.kind != letter.KIND:  # which is Japanese, with the same translation beside it
                call = tell.prepare(errand, errand.payload)
                assert call
                found.append(dict(call.values))
    return found


def in_own_words(mail: dict[str, Any], lang: str) -> bool:
    """Whether subject and first part of a mail are of the family's language, with the Japanese below."""
    own, line, japanese = str(mail["body"]).partition(tell.LINE)
    if lang == "ruby":
        return not line
    if lang == "easy":
        return bool(line) and own != japanese
    told = TERMS.sub("", "\n".join((mail["subject"], own))).replace("多摩市", "")
    return bool(line) and "申請" in japanese and not re.search(FOREIGN[lang], told)


@pytest.fixture(params=[lang for lang in LANGUAGES if lang != JA])
def lang(request: pytest.FixtureRequest, visitor: Visitor) -> str:
    chosen = str(request.param)
    visitor.get(f"{PROCEDURE}?lang={chosen}")
    return chosen


def test_from_the_first_page_to_the_receipt(visitor: Visitor, lang: str) -> None:
    for path in ("/", "/tama/", PROCEDURE, "/tama/nothing/", "/tama/status/"):
        assert not left(visitor.get(path).html, lang), path
    walk_in(visitor, "start")
    seen = ""
    while not visitor.path.endswith("/check/"):
        told = typed(visitor, email=MAIL)
        assert not left(visitor.page.html, lang), visitor.path
        if visitor.path != seen:  # an answer may have brought up more questions
            seen = visitor.path
            visitor.send(**dict.fromkeys(told, ""))
            assert not left(visitor.page.html, lang), f"{visitor.path} with mistakes"
        visitor.send(**told)
    assert not left(visitor.page.html, lang)
    key = visitor.path.split("/d/")[1].partition("/")[0]
    assert not left(visitor.get(f"{PROCEDURE}d/{key}/later/").html, lang)
    visitor.get(f"{PROCEDURE}d/{key}/check/")
    visitor.send()
    assert not left(visitor.page.html, lang)
    reference = shown(visitor.page, "reference")
    (code,) = mails()
    assert in_own_words(code, lang)
    with wall.inside("tama"):
        assert cases.get_application(reference).language == lang
        assert codes.get(reference)


def test_from_the_status_to_the_result(visitor: Visitor, lang: str) -> None:
    walk_in(visitor, email=MAIL)
    visitor.send()
    reference, secret = shown(visitor.page, "reference"), shown(visitor.page, "secret")
    number = re.search(r"\d{6}", mails()[0]["body"])
    visitor.send(visitor.page.form("/code"), code=number[0], deed="code")
    look_up(visitor, reference, secret)
    assert not left(visitor.page.html, lang)
    assert not left(visitor.get(f"/tama/status/{reference}/contact/").html, lang)
    assert not left(visitor.get(f"/tama/status/{reference}/withdraw/").html, lang)

    take(reference, "return", fields=("guardians.1.work_days", "home"), message="日数を確かめてください。")
    assert not left(visitor.get(f"/tama/status/{reference}/").html, lang)
    assert not left(visitor.get(f"/tama/status/{reference}/correct/").html, lang)
    visitor.send(**{"guardians.1.work_days": "99"})
    assert not left(visitor.page.html, lang)
    visitor.send(**{"guardians.1.work_days": "18"})
    assert not left(visitor.page.html, lang)

    take(reference, "pass")
    take(reference, "refuse", DECIDER, reason="学年の上限を超えています。")
    visitor.get(f"/tama/status/{reference}/")
    assert not left(visitor.send(visitor.page.form("/result/")).html.replace("学年の上限を超えています。", ""), lang)
    with wall.inside("tama"):
        letter = notices.of_case(f"{reference}-1")[-1]
    assert letter.lang == JA
    assert "不承認通知書" in letter.title
    assert letter.translated == ("" if lang == "ruby" else lang)
    assert all(in_own_words(mail, lang) for mail in mails())


def test_a_family_is_told_in_another_language_when_it_asks_for_it(visitor: Visitor) -> None:
    walk_in(visitor, email=MAIL)
    visitor.send()
    reference, secret = shown(visitor.page, "reference"), shown(visitor.page, "secret")
    look_up(visitor, reference, secret)
    visitor.get(f"/tama/status/{reference}/contact/?lang=ko")
    visitor.send(deed="language")
    with wall.inside("tama", write=True):
        assert cases.get_application(reference).language == "ko"
        act(f"{reference}-1", "withdraw", RESIDENT, clock.now())
        letter = notices.of_case(f"{reference}-1")[-1]
    assert (letter.lang, letter.translated) == (JA, "ko")
    assert "취하" in letter.translation
