"""Every feature of the form language: a small procedure of its name, and what is special about it."""

from madoguchi.core import form, statement
from madoguchi.core.again import carried
from madoguchi.core.fields.choice import found
from madoguchi.core.form import fields_of, walk
from tests.forms.examples import TODAY, base, example, post, shown, slugs


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


def test_adds():
    assert example("adds").form.flat["employer"].adds == ("株式会社", "有限会社")
    assert post("adds", "person", {}, name="見本 花子", employer="見本商店").ok, "it only helps, and binds nobody"


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
    edition, key, answers = example("reads"), "A" * 22, {**base("reads"), "employer": "", "days": None}
    stop = walk(edition.form, answers, edition.scope(TODAY, answers))[1]

    def offers(told, **more):
        full = form.fill(edition.form, {**answers, **more})
        fields = {"office_name": {"value": "見本製作所"}, "days_per_month": {"value": told}}
        return form.offered(stop, full, {key: {"fields": fields}})

    assert (offers(21), offers(61)) == ({"employer": "見本製作所", "days": 21}, {"employer": "見本製作所"})
    assert offers(21, days=12) == offers(21, proof=[]) == {}, "what was answered stays; no paper says nothing"


def test_direct():
    """What the issuer stated is offered before what a paper says; `when` says of whom it may be asked."""
    edition, key, answers = example("direct"), "A" * 22, {**base("direct"), "employer": ""}
    stop, scope = walk(edition.form, answers, edition.scope(TODAY, answers))[1], edition.scope(TODAY, answers)
    full = form.fill(edition.form, {**answers, "proof": [key]})
    says = {key: {"fields": {"office_name": {"value": "紙"}}}}
    assert form.offered(stop, full, says) == {"employer": "紙"}
    assert form.offered(stop, full, says, {"proof": {"office_name": "見本製作所"}}) == {"employer": "見本製作所"}
    (place,) = statement.places(edition.form, answers, scope)
    assert (place.path, place.name, place.field.direct.later) == ("proof", "見本", "later")
    assert not statement.places(edition.form, {**answers, "employed": False}, scope)
    assert edition.documents["proof"].lines({"cert_date": "2026-11-16"})[0][1][0].shown == "2026年11月16日"


def test_note():
    edition = example("note")
    stop, scope = walk(edition.form, {}, edition.scope(TODAY, {}))[0], edition.scope(TODAY, {})
    told = [[one.id for one in fields_of(edition.form, stop, given, scope)] for given in ({}, base("note"))]
    assert told == [["name"], ["name", "warning"]]
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
    full, asked = form.prefilled(edition.form, stops["wish-2"], answers, scope)
    assert full["children"][1]["club"] == "第一"
    assert [field.id for field in asked] == ["club", "again"], "what hangs on it is asked at once"
    answered = {**answers, "children": [answers["children"][0], {**answers["children"][1], "club": "第二"}]}
    assert form.prefilled(edition.form, stops["wish-2"], answered, scope)[0]["children"][1]["club"] == "第二"


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


def test_fresh():
    edition = example("fresh")
    back = carried(edition.form, base("fresh"), edition)
    assert back.answers == {"name": "見本 花子"}
    assert back.before == {"works": True}, "to be looked at, and answered anew"


def test_money():
    for typed in ("12,000円", "１２０００", "￥12000", "1万2000", "1.2万"):
        cleaned = post("money", "person", {}, fee=typed)
        assert (cleaned.answers["fee"] == 12_000) is cleaned.ok is (typed != "1.2万")
    assert shown("money", {"fee": 12_000})["fee"] == "12,000円"
    assert "100円以上" in post("money", "person", {}, fee="99").mistakes[0].say


def test_wareki():
    def birth(year: str, month: str = "1", day: str = "7"):
        return post("wareki", "person", {}, birth__y=year, birth__m=month, birth__d=day)

    for typed in ("昭和64", "S64", "ｓ６４", "昭64年", "1989"):
        assert birth(typed).answers["birth"] == "1989-01-07"
    assert birth("平成元", "1", "8").answers["birth"] == "1989-01-08"
    assert birth("R2", "2", "29").answers["birth"] == "2020-02-29"
    assert (
        birth("昭和64", "1", "8").mistakes[0].say == "生年月日の昭和64年1月8日は、ない日です。昭和64年1月7日までです。"
    )
    assert (
        birth("令和1", "4", "30").mistakes[0].say == "生年月日の令和1年4月30日は、ない日です。令和1年5月1日からです。"
    )
    assert "令和3年2月29日は、ない日です" in birth("R3", "2", "29").mistakes[0].say
    assert birth("R3", "2", "29").typed["birth.y"] == "R3"
    assert shown("wareki", {"birth": "2019-05-01"})["birth"] == "2019年(令和元年)5月1日(水)"
    assert shown("date", {"birth": "2019-05-01"})["birth"] == "2019年5月1日(水)"


def test_search():
    field = example("search").form.flat["school"]
    for typed in ("濱田", "浜田", "はまだ", "ﾊﾏﾀﾞ"):
        assert [option.id for option in found(field.options, typed)] == ["hama"]
    assert [option.id for option in found(field.options, "見本 駅")] == ["higashi"], "every word is looked for"
    assert post("search", "person", {}, school__q="国ケ丘").answers["school"] == "kunigaoka", "only one is meant"
    several = post("search", "person", {}, school__q="見本")
    assert "31件" in several.mistakes[0].say
    assert several.typed["school.q"] == "見本"
    assert "見つかりません" in post("search", "person", {}, school__q="どこか").mistakes[0].say
    assert post("search", "person", {}, school__q="見本", school="hama").answers["school"] == "hama"


def test_list():
    answers, edition = base("list"), example("list")
    scope = edition.scope(TODAY, answers)
    stops = form.walk(edition.form, answers, scope)
    assert [form.after(stops, slug) for slug in ("job-1", "leaving-1", "job-2", "jobs")] == [
        "leaving-1",
        "jobs",
        "jobs",
        "",
    ]
    assert form.before(stops, "job-2") == "jobs"
    stop = stops[-1]
    assert [(item.shown, item.done) for item in form.items_of(edition.form, stop, answers, scope)] == [
        ("見本商店、2020年4月1日(水)、2022年3月31日(木)", True),
        ("見本工業、2022年4月1日(金)", True),
    ]
    longer = form.added(edition.form, stop, answers)
    assert [mistake.path for mistake in post("list", "jobs", longer).mistakes] == ["jobs.1", "jobs.2"]
    kept = {**answers, "jobs": [{**answers["jobs"][0], "paper": ["A" * 22], "sure": True}]}
    assert form.added(edition.form, stop, kept, copy=True)["jobs"][1] == answers["jobs"][0], (
        "files and consents are its own"
    )
    shorter, typed = form.removed(
        edition.form, stop, longer, {"jobs.0.place": "あ", "jobs.1.began.y": "い", "name": "う"}, 0
    )
    assert [job.get("place") for job in shorter["jobs"]] == ["見本工業", None]
    assert typed == {"jobs.0.began.y": "い", "name": "う"}, "what was typed stays with its item"
    assert form.removed(edition.form, stop, kept, {}, 0)[0] == kept, "one is always there"
    assert edition.document({**answers, "works": False}, TODAY)["jobs"] == []
    many = {**answers, "jobs": [{"place": str(n), "began": "2020-04-01", "ended": "2020-04-01"} for n in range(201)]}
    assert "200件まで" in form.mistakes_of(edition.form, many, scope)[-1].say
    assert not form.may_add(edition.form, stop, many)


def test_nested_list():
    answers, edition = base("nested_list"), example("nested_list")
    scope = edition.scope(TODAY, answers)
    stops = {stop.slug: stop for stop in form.walk(edition.form, answers, scope)}
    assert stops["medicine-2-2"].title == "お子さん2 薬2"
    assert stops["medicines-2"].title == "お子さん2: 薬"
    posted = post(
        "nested_list",
        "medicine-2-2",
        answers,
        children__1__medicines__1__drug="タロウ",
        children__1__medicines__1__times="7",
        children__1__medicines__1__reason="せき",
    )
    assert {m.path for m in posted.mistakes} == {"children.1.medicines.1.times", "children.1.medicines.1.drug"}
    assert posted.answers["children"][1]["medicines"][0] == answers["children"][1]["medicines"][0]
    typed = {"children.1.medicines.1.times": "七", "children.0.medicines.1.times": "八"}
    shorter, moved = form.removed(edition.form, stops["medicines-2"], answers, typed, 0)
    assert [one["drug"] for one in shorter["children"][1]["medicines"]] == ["見本水"]
    assert moved == {"children.1.medicines.0.times": "七", "children.0.medicines.1.times": "八"}
    assert shown("nested_list", answers)["children.1.medicines"] == "2件"
    more = form.added(edition.form, stops["medicines-2"], answers, copy=True)
    assert [one["drug"] for one in more["children"][1]["medicines"]] == ["見本散", "見本水", "見本水"]
    found = edition.findings(
        edition.document(
            {
                **answers,
                "most": 9,
                "children": [{"kana": "ハナコ", "ill": True, "medicines": [{"drug": "見本散", "times": 4}]}],
            },
            TODAY,
        ),
        TODAY,
    )
    assert [(one.say, one.fields) for one in found] == [
        ("ハナコの見本散は1日4回です。", ("children.0.medicines.0.times",))
    ]


def test_nested_count():
    fewer = {"houses": [{"name": "本宅", "rooms": 1, "room": [{"wide": 6}, {"wide": 8}]}]}
    assert example("nested_count").document(fewer, TODAY)["houses"][0]["room"] == [{"wide": 6}]


def test_eligibility():
    before = example("eligibility").eligibility
    scope = example("eligibility").scope(TODAY, {})
    assert [one.id for one in before.against({"birth": "2014-06-14", "in_city": False}, scope)] == [
        "too_old",
        "outside",
    ]
    assert [one.procedure for one in before.obstacles[0].instead] == ["houkago", ""]
    assert before.places == {"birth": "born"}
    assert before.against({}, scope) == (), "nothing is said before it is asked"
    assert before.against({"in_city": False, "moving": "2027-04-01"}, scope) == ()


def test_town_table():
    edition, answers = example("town_table"), {"name": "見本", "postal": "2060001"}
    stop = form.walk(edition.form, answers, scope := edition.scope(TODAY, answers))[1]
    assert form.prefilled(edition.form, stop, answers, scope)[0]["school"] == "見本第二小学校"
    assert edition.form.flat["school"].sample, "what a table of 見本 says is marked"


def test_first():
    edition, answers = example("first"), {"name": "見本", "school": "nishi"}
    stop = form.walk(edition.form, answers, scope := edition.scope(TODAY, answers))[1]
    _, (club,) = form.prefilled(edition.form, stop, answers, scope)
    assert [option.id for option in club.options] == ["c", "a", "b", "d"], "the near ones first, in their own order"
    assert (club.near, club.first_label) == (2, "学校に近いクラブ")
    _, (club,) = form.prefilled(edition.form, stop, far := {**answers, "school": "kita"}, edition.scope(TODAY, far))
    assert (club.near, [option.id for option in club.options]) == (0, ["a", "b", "c", "d"])


def test_papers():
    edition, given = example("papers"), base("papers")
    assert edition.findings(edition.document(given, TODAY), TODAY) == (), "nobody has looked at the paper yet"
