"""Every feature of the form language: a small procedure of its name, and what is special about it."""

import inspect
import sys

from madoguchi.core import form
from madoguchi.core.fields import KINDS
from madoguchi.core.form import answer_schema, fields_of, walk
from madoguchi.core.package.schemas import schema
from tests.forms.examples import NAMES, TODAY, base, example, parts, post, shown, slugs


def test_text():
    assert post("text", "person", {}, name=" 見本 花子 ").answers == {"name": "見本 花子"}
    assert post("text", "person", {}, name="𠮷田󠄀 花子").ok, "a variation selector belongs to its letter"


def test_kana():
    assert post("kana", "person", {}, name="みほん ﾊﾅｺ").answers == {"name": "ミホン ハナコ"}


def test_number():
    assert post("number", "person", {}, days="12日").answers["days"] == 12
    assert post("number", "person", {}, days="12").answers["days"] == 12
    assert not post("number", "person", {}, days="12.5").ok
    assert shown("number", {"days": 12})["days"] == "12日"


def test_date():
    assert post("date", "person", {}, birth__y="2020", birth__m="2", birth__d="29").answers["birth"] == "2020-02-29"
    refused = post("date", "person", {}, birth__y="2021", birth__m="2", birth__d="29")
    assert "ない日です" in refused.mistakes[0].say
    assert refused.typed["birth.d"] == "29"


def test_time():
    for typed in ("17:30", "1730", "17時30分"):
        assert post("time", "person", {}, ends=typed).answers["ends"] == "17:30"


def test_choice():
    options = example("choice").form.pages[0].fields[0].options
    assert [(option.id, option.note) for option in options] == [("regular", ""), ("support", "通級を除きます。")]
    assert shown("choice", {"name": "support"}) == {"name": "特別支援学級"}


def test_yesno():
    assert post("yesno", "person", {}, living="no").answers["living"] is False
    assert not post("yesno", "person", {}, living="").ok
    assert shown("yesno", {"living": False})["living"] == "いいえ"


def test_phone():
    assert post("phone", "person", {}, phone="042-000-0000").answers["phone"] == "0420000000"


def test_email():
    assert example("email").procedure.contact == {"mail": "mail"}
    assert post("email", "person", {}, mail="mihon@example.jp").answers["mail"] == "mihon@example.jp"


def test_postcode():
    assert post("postcode", "person", {}, postcode="〒206-0000").answers["postcode"] == "2060000"
    assert shown("postcode", {"postcode": "2060000"})["postcode"] == "206-0000"


def test_address():
    assert post("address", "person", {}, home="見本町1-2-3 ").answers["home"] == "見本町1-2-3"


def test_from_postcode():
    home = example("from_postcode").form.flat["home"]
    assert (home.kind, home.from_postcode) == ("address", "postcode")
    assert post("from_postcode", "person", {}, postcode="206-0000", home="見本町1").ok, (
        "it only helps, and binds nobody"
    )


def test_reading_of():
    assert example("reading_of").form.flat["kana"].reading_of == "name"
    assert post("reading_of", "person", {}, name="見本 花子", kana="ミモト ハナコ").ok, (
        "it only helps, and binds nobody"
    )


def test_consent():
    assert post("consent", "person", {}, truth="yes").answers["truth"] is True
    assert not post("consent", "person", {}).ok, "nothing is agreed to beforehand"


def test_files():
    keys = ["A" * 22, "B" * 22]
    sent = post("files", "person", {}, name="見本", proof=" ".join([*keys, keys[0]]))
    assert sent.answers["proof"] == keys
    assert sent.typed["proof"] == " ".join(keys)
    assert shown("files", {"proof": keys})["proof"] == "2件"


def test_reads():
    edition, key = example("reads"), "A" * 22
    answers = {**base("reads"), "employer": "", "days": None}
    stop = walk(edition.form, answers, edition.scope(TODAY, answers))[1]

    def offers(given, **says):
        return form.offered(stop, form.fill(edition.form, given), {key: says})

    assert offers(answers, office_name="見本製作所", days_per_month=21) == {"employer": "見本製作所", "days": 21}
    assert offers(answers, office_name="見本製作所", days_per_month=61) == {"employer": "見本製作所"}, "no such number"
    assert offers({**answers, "days": 12}, office_name="見本製作所") == {}, "what was answered stays"
    assert offers({**answers, "proof": []}, office_name="見本製作所") == {}, "a paper that was taken back says nothing"


def test_note():
    edition = example("note")
    scope = edition.scope(TODAY, {})
    stop = walk(edition.form, {}, scope)[0]
    assert [field.id for field in fields_of(edition.form, stop, {}, scope)] == ["name"]
    assert [field.id for field in fields_of(edition.form, stop, base("note"), scope)] == ["name", "warning"]
    assert "warning" not in shown("note", base("note"))


def test_field_when():
    answers = {"name": "見本 花子", "works": False, "days": 12}
    assert example("field_when").document(answers, TODAY)["days"] is None, "what was not asked is not handed in"
    called_up = post("field_when", "person", {}, name="見本", works="yes", _shown="works")
    assert called_up.fresh == ("name", "days"), "what was not shown is not scolded"


def test_page_when():
    assert slugs("page_when", {"works": None}) == ["person"]
    assert example("page_when").form.pages[0].help == "いまの様子を教えてください。"


def test_repeat():
    answers = base("repeat")
    stops = walk(example("repeat").form, answers, example("repeat").scope(TODAY, answers))
    assert [stop.title for stop in stops] == ["あなた", "家族1", "家族2"]
    posted = post("repeat", "family-2", answers, family__1__kana="ヨウコ", family__1__works="no")
    assert posted.answers["family"][1]["kana"] == "ヨウコ"
    assert posted.answers["family"][0] == answers["family"][0]
    assert len(example("repeat").document({**answers, "people": 1}, TODAY)["family"]) == 1


def test_repeat_by_choice():
    assert slugs("repeat_by_choice", {"parents": ""}) == ["person"]
    both = {"parents": "2", "guardians": [{"kana": "ア"}, {"kana": "イ"}]}
    assert slugs("repeat_by_choice", both) == ["person", "parent-1", "contact-1", "parent-2", "contact-2"]


def test_multi():
    posted = post("multi", "person", {}, name="見本", reasons__work="yes", employer="見本商店")
    assert posted.answers["reasons"] == ["work"]
    assert shown("multi", {"name": "見本", "reasons": ["study", "work"]})["reasons"] == "仕事、学校"


def test_week():
    typed = {"work__mon": "yes", "work__mon__start": "9時", "work__mon__end": "1730", "work__tue": "yes"}
    alike = {"start": "09:00", "end": "17:30"}
    posted = post("week", "person", {}, name="見本", **typed)
    assert posted.answers["work"] == {"mon": alike, "tue": alike}, "a day without times is like the one before it"
    assert shown("week", posted.answers)["work"] == "月火 09:00〜17:30"
    (loose,) = post("week", "person", {}, name="見本", **typed, work__sat__start="9:00").mistakes
    assert loose.say == "働く曜日と時刻: 土曜日にチェックを付けるか、時刻を消してください。"
    (how,) = post("week", "person", {}, name="見本", **typed, home__mon="yes", home__mon__end="18:00").mistakes
    assert how.say == "帰る時刻: 月曜日の帰り方を選んでください。"
    full = shown("week", {**base("week"), "home": {"mon": {"end": "18:00", "how": "alone"}}})
    assert full["home"] == "月 18:00まで(一人)"


def test_computed():
    edition, answers = example("computed"), base("computed")
    assert [child["grade"] for child in edition.document(answers, TODAY)["children"]] == [0, 2]
    assert shown("computed", answers)["children.1.grade"] == "2年生"
    scope = edition.scope(TODAY, answers)
    stops = {stop.slug: stop for stop in form.walk(edition.form, answers, scope)}
    assert stops["wish-2"].title == "お子さん2: 希望"
    assert form.prefilled(edition.form, stops["wish-2"], answers, scope)["children"][1]["club"] == "第一"
    answered = {**answers, "children": [answers["children"][0], {**answers["children"][1], "club": "第二"}]}
    assert form.prefilled(edition.form, stops["wish-2"], answered, scope)["children"][1]["club"] == "第二"


def test_rule():
    refused = post(
        "rule", "person", {}, name="見本", **dict(zip(DAYS, ("2026", "4", "2", "2026", "4", "1"), strict=True))
    )
    assert [(mistake.path, mistake.say[:6]) for mistake in refused.mistakes] == [("ends", "始まりより前")]


DAYS = ("begins__y", "begins__m", "begins__d", "ends__y", "ends__m", "ends__d")


def test_rule_in_repeat():
    answers = base("rule_in_repeat")
    refused = post("rule_in_repeat", "family-1", answers, family__0__kana="ミホン", family__0__other="ミホン")
    assert [mistake.path for mistake in refused.mistakes] == ["family.0.other"]


def test_town_options():
    field = example("town_options").form.flat["club"]
    assert [option.label for option in field.options] == ["見本第一", "見本第二"]
    assert field.sample, "options that are not the town's own say so"


def test_windows():
    edition = example("windows")
    assert [option.id for option in edition.form.flat["term"].options] == ["this_year", "next_year"]
    assert edition.scope(TODAY, {"term": "next_year"})["start"] == "2027-04-01"
    assert edition.scope(TODAY, {})["start"] == "2027-03-01", "the first open window until one is chosen"


def test_town_value():
    assert example("town_value").scope(TODAY, {})["town"] == {"limit": 12}


def test_check():
    found = example("check").findings(example("check").document({**base("check"), "days": 3}, TODAY), TODAY)
    assert [(finding.say, finding.fields) for finding in found] == [("3日です。12日以上が必要です。", ("days",))]


def test_check_each():
    edition = example("check_each")
    found = edition.findings(edition.document(base("check_each"), TODAY), TODAY)
    assert [(finding.say, finding.fields) for finding in found] == [("イは働いていません。", ("family.1.works",))]


def test_every_example_has_a_test_of_its_name():
    tests = {name.removeprefix("test_") for name, _ in inspect.getmembers(sys.modules[__name__], inspect.isfunction)}
    assert set(NAMES) <= tests


def test_every_key_of_the_form_language_is_in_an_example():
    language = schema("form")["$defs"]
    used = {key for name in NAMES for key in keys_of(parts(name)["form.yaml"])}
    wanted = {key for part in ("page", "field", "rule") for key in language[part]["properties"]}
    assert wanted | set(language["page"]["properties"]["repeat"]["properties"]) <= used
    kinds = {field.kind for name in NAMES for field in dict(enumerate_fields(name)).values()}
    assert kinds == set(KINDS)


def test_every_example_has_a_schema_of_its_answers():
    for name in NAMES:
        assert answer_schema(example(name).form, "urn:x", name)["required"]


def keys_of(node: object) -> set[str]:
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return (set(node) if isinstance(node, dict) else set()).union(*map(keys_of, below))


def enumerate_fields(name: str):
    return enumerate(field for _, field in example(name).form.fields())
