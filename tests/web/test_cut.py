"""切り分け - a page joined of cut texts is the page that its template makes, byte for byte, whatever people type."""

import gc
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from django.http import HttpRequest
from django.shortcuts import render
from django.template import Engine, Template, engines
from django.template.backends.django import Template as Outer
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.core.attachment import Attachment
from madoguchi.core.case import Draft, Municipality
from madoguchi.core.form import Cleaned, Stop
from madoguchi.core.language import LANGUAGES
from madoguchi.core.pace import Left
from madoguchi.core.package.edition import Edition, build
from madoguchi.lab.family import answers, family, mistaken
from madoguchi.web import clock, language
from madoguchi.web.kit import cut, slots, tags
from madoguchi.web.resident.form import Walk, made_of
from tests.forms.examples import NAMES, base, example
from tests.house_rules.reading import ROOT
from tests.web.visits import Visitor, walk_in

CITY = Municipality("132241", "tama", "多摩市", "タマシ", "Tama City", "city")
PAGE = "resident/form.html"
MOMENT = datetime(2026, 11, 26, 3, tzinfo=UTC)
SIGN = slots._SIGN
HOSTILE = (
    "",
    "\"'><&",
    "&amp;",
    "𠮷\U000e0100",
    f"q\n<'{SIGN}.0'>Q\n",
    f"w{SIGN}W0w",
    SIGN,
    "{{ key }}",
    "%s\\1\0",
    "yes",
)


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    cut._texts.cache_clear()
    yield
    cut._texts.cache_clear()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Any:
    """From its call on, no template is rendered."""

    def never(*_: object) -> str:
        raise AssertionError("a template was rendered")

    return lambda: monkeypatch.setattr(Template, "render", never)


def request(check: bool = False) -> HttpRequest:
    asked = RequestFactory().get("/", {"check": "1"} if check else {})
    asked.city = CITY
    return asked


def plain(context: Mapping[str, Any]) -> bytes:
    return render(request(), PAGE, dict(context)).content


def joined(context: Mapping[str, Any]) -> bytes:
    return cut.page(request(), PAGE, dict(context)).content


def walk_of(edition: Edition, given: dict[str, Any]) -> Walk:
    draft = Draft(1, edition.procedure.id, edition.digest, given, {}, 3, {}, None, MOMENT)
    return Walk("A-key_of-22-characters", draft, edition)


def sent(walk: Walk, stop: Stop, *texts: str) -> Cleaned:
    """A mistake at every question, and in every input what is saved, or one of the texts in turn."""
    cleaned = mistaken(walk.edition.form, stop, walk.draft.answers)
    return replace(cleaned, typed=dict(zip(cleaned.typed, cycle(texts)))) if texts else cleaned


KNOWN = {
    key: Attachment(key, "", name, kind, "", 12345, pages, 1, "0" * 64, "", "", MOMENT)
    for key, name, kind, pages in (("A" * 22, "<証明>.pdf", "pdf", 2), ("B" * 22, "写真&.jpg", "photo", 1))
}
REST: dict[str, Any] = {
    "csrf_token": "T" * 64,
    "check": False,
    "seen": "S" * 16,
    "link": "https://<x>/r/k",
    "left": None,
}
MORE: tuple[dict[str, Any], ...] = (
    {"check": True, "left": Left(7, True)},
    {"notice": "<お知らせ>"},
    {"notice": "別の画面", "notice_look": "warn", "differs": [{"label": "名前", "saved": "", "typed": "<b>"}]},
    {"sample_day": None, "closing": None},
    {"version": 1234567, "key": "another-key"},
)


def states(walk: Walk, stop: Stop) -> Iterator[dict[str, Any]]:
    """A page in all the ways it is shown."""
    common = REST
    files = any(field.kind == "files" for field in stop.page.fields)
    for known in ({}, KNOWN) if files else ({},):
        yield common | made_of(walk, stop, {}, known)
        for texts in ((), HOSTILE, HOSTILE[3:], (" ".join(KNOWN),)):
            cleaned = sent(walk, stop, *texts)
            yield common | made_of(walk, stop, cleaned.typed, known, cleaned)
    shown = common | made_of(walk, stop, walk.draft.typed, {})
    yield from (shown | more for more in MORE)
    grown = replace(sent(walk, stop), mistakes=(), fresh=("x",))
    yield common | made_of(walk, stop, {}, {}, grown)


def same(walk: Walk) -> int:
    """How many pages came out twice as their templates make them."""
    count = 0
    for stop in walk.stops:
        for context in states(walk, stop):
            wanted = plain(context)
            assert joined(context) == wanted, stop.slug
            assert joined(context) == wanted, stop.slug
            count += 1
    return count


@pytest.fixture(scope="module")
def edition(gakudo: dict[str, object]) -> Edition:
    return build(gakudo, "d" * 64)


def ways(edition: Edition) -> Iterator[Walk]:
    """Nothing answered yet, and a family that has answered everything."""
    yield walk_of(edition, {})
    yield walk_of(edition, answers(edition, family(children=2, email="mihon@example.jp"), clock.today()))


def test_every_page_of_the_club_is_as_its_template_makes_it(edition: Edition, caplog: pytest.LogCaptureFixture) -> None:
    assert sum(map(same, ways(edition))) > 100
    assert not caplog.records, "every piece of the form can be cut"


@pytest.mark.parametrize("name", NAMES)
def test_every_example_of_the_form_language_is_too(name: str, caplog: pytest.LogCaptureFixture) -> None:
    edition = example(name)
    assert same(walk_of(edition, {})) + same(walk_of(edition, base(name)))
    # Which options fit what is looked for is no question of a template; before anything is, the field is cut.
    assert name == "search" or not caplog.records, "every kind of field can be cut"


def test_a_long_list_is_cut_while_nothing_is_looked_for(caplog: pytest.LogCaptureFixture) -> None:
    walk = walk_of(example("search"), {})
    for stop in walk.stops:
        context = REST | made_of(walk, stop, {}, {})
        assert [joined(context) == plain(context) for _ in range(2)] == [True, True]
    assert not caplog.records


def test_a_page_is_cut_for_each_language_by_itself(edition: Edition, caplog: pytest.LogCaptureFixture) -> None:
    for lang in (*LANGUAGES, *LANGUAGES):
        with language.speaking(lang):
            assert same(next(ways(language.heard(edition))))
    assert not caplog.records


def test_the_whole_way_of_a_family_is_cut(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    """With all that a page is made of besides its fields."""
    walk_in(visitor, children=2)
    assert not [record.getMessage() for record in caplog.records if record.name == cut.log.name]


def test_what_was_met_once_is_shown_without_its_template(edition: Edition, alone: Any) -> None:
    walk = list(ways(edition))[1]
    stop = walk.stops[1]
    first, other = (sent(walk, stop, text) for text in ("<花子>", "'太郎'"))
    joined(REST | made_of(walk, stop, first.typed, {}, first))
    context = REST | made_of(walk, stop, other.typed, {}, other)
    wanted = plain(context)
    alone()
    assert joined(context) == wanted


words = st.text(st.sampled_from("<>&'\"/ \n{}%𠮷a0-") | st.characters(), max_size=20) | st.sampled_from(HOSTILE)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.integers(0, 99),
    texts=st.lists(words, min_size=1, max_size=9),
    wrong=st.integers(0, 9),
    check=st.booleans(),
)
def test_whatever_is_typed_the_bytes_are_the_same(
    edition: Edition, place: int, texts: list[str], wrong: int, check: bool
) -> None:
    walk = list(ways(edition))[1]
    stop = walk.stops[place % len(walk.stops)]
    cleaned = sent(walk, stop, *texts)
    mistakes = tuple(replace(one, say=text) for one, text in zip(cleaned.mistakes[:wrong], cycle(texts)))
    page = REST | {"csrf_token": texts[0], "check": check, "notice": texts[-1]}
    context = page | made_of(walk, stop, cleaned.typed, KNOWN, replace(cleaned, mistakes=mistakes))
    assert joined(context) == plain(context)


def test_a_wrong_text_is_seen(edition: Edition) -> None:
    """The control of all comparisons here: one letter of one text changed."""
    walk = walk_of(edition, {})
    context = REST | made_of(walk, walk.stops[0], {}, {})
    assert joined(context) == plain(context)
    text = next(one for one in gc.get_objects() if type(one) is slots.Text and "c0" in one.names)
    name = next(name for name, it in text.names.items() if isinstance(it, str) and "<" in it)
    text.names[name] = text.names[name].replace("<", "[", 1)
    assert joined(context) != plain(context)


def of(source: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two ways to render a template of one's own: as it is, and cut."""
    inner = Engine(builtins=["madoguchi.web.kit.tags"]).from_string(source)
    outer = Outer(inner, engines["django"])
    monkeypatch.setattr(cut, "get_template", lambda _: outer)
    return lambda **values: (outer.render(values), cut.html("x", slots.Values(values)))


class Named(NamedTuple):
    said: str


CUT = [
    "{{ a }}",
    "{% if a %}yes{% else %}no{% endif %} {{ a }}",
    '{% if a == "x" %}1{% elif a != b %}2{% endif %}',
    "{% if a < b or a >= b and not b %}1{% endif %}",
    '{{ a|default:"nothing" }}, {{ b|length }}',
    "{% for one in c %}{{ forloop.counter }}: {{ one }}{% if one == a %}!{% endif %}{% empty %}none{% endfor %}",
    "{% if c %}{{ c.0 }}{% endif %}{{ d.key }}{% for one in d.more %}{{ one.name }}{% endfor %}",
    '{% if "x" in a %}in{% endif %}{% if a in c %}in{% endif %}',
    "{% if a is None %}None{% endif %}{{ a|default_if_none:b }}",
    "{% with z=a %}{{ z }}{% endwith %}{{ e|spoken }}{{ a|then:'so' }}",
    "{{ n.said }}{{ n.0 }}",
    "<a href='{% url \"city\" w %}'>{{ w }}</a>",
    "{% autoescape off %}fixed{% endautoescape %}{% firstof b a %}",
]
NOT_CUT = [
    "{{ a|upper }}",
    "{{ a|linebreaks }}",
    "{{ a|safe }}",
    "{{ a|add:b }}",
    "{{ a.strip }}",
    "{{ a|truncatechars:10 }}",
    "{% autoescape off %}{{ a }}{% endautoescape %}",
    "{% if a|length > e %}1{% endif %}{{ a|slice:':3' }}",
    "{% for key, value in d.items %}{{ key }}{% endfor %}",
    "{{ a|join:b }}{{ nobody }}",
    "{{ d.nothing }}{{ a|escapejs }}",
]


def pages() -> Iterator[dict[str, Any]]:
    for a, b in [("x", ""), ("", "x"), ("<b>", "x"), ("axb", "axb"), ("", ""), ("12", "7")]:
        for c in ([], ["x"], ["<b>", a]):
            yield {
                "a": a,
                "b": b,
                "c": c,
                "d": {"key": a, "more": [{"name": b}]},
                "e": MOMENT,
                "w": "tama-2",
                "n": Named(a),
            }


@pytest.mark.parametrize(("source", "can"), [*((one, True) for one in CUT), *((one, False) for one in NOT_CUT)])
def test_a_template_is_cut_or_left_alone(
    source: str, can: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    both = of(source, monkeypatch)
    for values in (*pages(), *(one | {"a": None} for one in pages()), *pages()):
        wanted, found = both(**values)
        assert found == wanted
    assert (not caplog.records) is can, [record.getMessage() for record in caplog.records]


def test_a_value_of_another_class_is_met_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    both = of("{{ a }}{% if a %}!{% endif %}", monkeypatch)
    for value in ("<", slots.SafeString("<"), 1234, 0, None, True, 1.5, ["<"], ("",), datetime(2026, 1, 1, tzinfo=UTC)):
        for _ in range(2):
            wanted, found = both(a=value)
            assert found == wanted, value


def test_the_names_of_a_page_are_part_of_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    both = of("{{ a }}{% if b %}{{ b }}{% endif %}", monkeypatch)
    for values in ({"a": "1"}, {"a": "1", "b": "2"}, {"a": "3"}, {"b": "4"}):
        wanted, found = both(**values)
        assert found == wanted


def test_no_text_keeps_what_somebody_typed(edition: Edition) -> None:
    walk = list(ways(edition))[1]
    mine = "nobody-else-typed-this"
    for stop in walk.stops:
        cleaned = sent(walk, stop, mine)
        context = {"csrf_token": mine, "check": False} | made_of(walk, stop, cleaned.typed, {}, cleaned)
        assert mine in joined(context).decode()
    texts = [one for one in gc.get_objects() if type(one) is slots.Text]
    assert texts
    assert not [one for one in reached(texts) if isinstance(one, str) and mine in one]
    assert [one for one in reached([context]) if isinstance(one, str) and mine in one], "the search would find it"


def reached(start: list[Any]) -> list[Any]:
    """Everything that hangs on these; of functions what they hold themselves, not their modules."""
    met, left = {}, list(start)
    while left:
        one = left.pop()
        if id(one) in met or isinstance(one, type | ModuleType):
            continue
        met[id(one)] = one
        if isinstance(one, FunctionType):
            left += [*(cell.cell_contents for cell in one.__closure__ or ()), *(one.__defaults__ or ())]
        else:
            left += gc.get_referents(one)
    return list(met.values())


def test_a_piece_begins_anew_before_it_knows_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut, "MOST_TEXTS", 3)
    both = of("{% for one in c %}{{ one }}{% endfor %}", monkeypatch)
    for number in (*range(9), *range(9)):
        wanted, found = both(c=["<"] * number)
        assert found == wanted
    assert len(cut._texts("x", "", ("c",), None)) <= 3


NAMED = ("form", "correct", "closing", "saved", "state")  # the pages that are cut, and what they include


def test_filters_over_what_is_open_are_those_that_can_be() -> None:
    """One that changed a mark would be seen; one that changes only long texts would not."""
    known = {"default", "length", *(name for name, one in tags.register.filters.items() if hasattr(one, "__wrapped__"))}
    web = ROOT / "madoguchi/web"
    files = [*(web / "kit").rglob("*.html"), *(web / f"resident/{name}.html" for name in NAMED)]
    texts = [file.read_text(encoding="utf-8") for file in files]
    assert {name for text in texts for name in re.findall(r"\{[{%][^}%]*?\|([a-z_]+)", text)} <= known
    assert not [text for text in texts if re.search(r"""{%[^%]* in ["']""", text)], (
        "Django takes what it cannot look in for no"
    )
