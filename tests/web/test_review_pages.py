"""審査の画面 - a finding with both values and the paper beside it, what clerks say of it, and what clear cases tell."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from madoguchi import settings
from madoguchi.core.case import Actor, Case
from madoguchi.core.mask import PROTECTED
from madoguchi.core.statement import Statement
from madoguchi.core.verdict import Look, key_of
from madoguchi.desk import attach, protect, review
from madoguchi.desk.act import act
from madoguchi.desk.many import take
from madoguchi.store import attachments, cases, editions, events, reviews, statements, wall
from madoguchi.web import clock
from tests import papers
from tests.desk.test_review import hand_in, work
from tests.web.visits import Visitor, open_case, sign_in

CLERK = Actor("uketsuke", "clerk")
DAYS = "guardians.0.work_days"


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Papers are read; files lie in a folder of the test's own."""
    monkeypatch.setattr(settings, "STORAGE", str(tmp_path / "files"))
    monkeypatch.setattr(settings, "READING", "paper")
    for cached in (attach.storage, attach.reader, attach._unwrapped):
        cached.cache_clear()
    yield
    for cached in (attach.storage, attach.reader):
        cached.cache_clear()


@pytest.fixture
def case(staff: None) -> Case:
    """A case whose certificate says 12 days where the family typed 20; it has been read."""
    reference = hand_in(now=clock.now(), days_per_month=12)
    work(clock.now() + timedelta(minutes=1))
    return stored(f"{reference}-1")


@pytest.fixture
def clerk(case: Case, visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    sign_in(visitor)
    open_case(visitor, case.id)
    return visitor


def stored(case_id: str) -> Case:
    with wall.inside("tama"):
        found = cases.get_case(case_id)
    assert found
    return found


def key(case: Case, code: str = "work_days_differ") -> str:
    finding = next(one for one in case.findings if one.code == code)
    return key_of(finding.code, finding.fields)


def happened(case: Case) -> list[Any]:
    with wall.inside("tama"):
        return list(events.read(subject=case.id))


def add(clerk: Visitor, case: Case, code: str = "work_days_differ", deed: str = "add", **typed: Any) -> None:
    clerk.send(clerk.page.form("/return/"), **{deed: key(case, code)}, **typed)


def say(clerk: Visitor, case: Case, verdict: str, **more: str) -> None:
    form = next(one for one in clerk.page.forms if ("finding", key(case)) in one.inputs and "/verdict" in one.action)
    clerk.send(form, verdict=verdict, **more)


def clear(case: Case, **more: Any) -> None:
    """As if everything of it had been read, and were the same."""
    with wall.inside("tama", write=True):
        cases.save_case(replace(stored_inside(case.id), findings=()))
        reviews.put(Look(case.id, case.procedure, clock.now(), clear=True, **more))


def stored_inside(case_id: str) -> Case:
    found = cases.get_case(case_id)
    assert found
    return found


def test_a_finding_shows_both_values_and_what_stands_in_the_cells(case: Case, clerk: Visitor) -> None:
    text = clerk.page.text()
    assert "20日12日違う就労証明書" in text
    assert "項目書いてある文字セル" in text
    finding = next(one for one in case.findings if one.code == "work_days_differ")
    assert finding.evidence[0].where.split("、")[0] in clerk.page.html
    anchors = [tag["href"] for tag in clerk.page.all("a")]
    assert f"#a-{DAYS}" in anchors
    assert f"a-{DAYS}" in clerk.page.ids()
    assert text.index("20日12日違う") < text.index("お子さんの名前"), "findings come first"


def test_a_finding_that_is_fine_folds_away_and_stays_and_its_seconds_are_kept(case: Case, clerk: Visitor) -> None:
    say(clerk, case, "fine", touch="7")
    assert clerk.status == 200
    assert "f-" in clerk.client.get(f"/tama/staff/case/{case.id}/").content.decode()
    folded = [tag for tag in clerk.page.all("details") if "settled" in tag.get("class", "")]
    assert [tag["id"] for tag in folded] == [f"f-{key(case)}"]
    told = happened(case)[-1]
    assert (told.step, told.touch, told.note) == ("verdict", 7, {"code": "work_days_differ", "verdict": "fine"})
    assert DAYS not in clerk.page.form("/return/").sends().get("fields", []), "nothing is to be asked of it"
    say(clerk, case, "wrong")
    with wall.inside("tama"):
        assert reviews.said_since("gakudo", case.received) == ((case.id, "work_days_differ", "wrong"),), "the last"
    assert "指摘を判断した" in clerk.page.text()


def test_nobody_else_says_anything_of_a_finding(case: Case, clerk: Visitor, visit: Callable[[], Visitor]) -> None:
    decider = visit()
    sign_in(decider, "kessai")
    open_case(decider, case.id)
    assert not [form for form in decider.page.forms if form.action.endswith("/verdict")]
    sent = {
        "csrfmiddlewaretoken": decider.page.inputs()["csrfmiddlewaretoken"],
        "finding": key(case),
        "verdict": "fine",
    }
    decider.post(f"/tama/staff/case/{case.id}/verdict", sent)
    assert decider.status == 403
    form = next(one for one in clerk.page.forms if one.action.endswith("/verdict"))
    for told, status in (({"verdict": "asked"}, 400), ({"finding": "gone", "verdict": "fine"}, 409)):
        clerk.send(form, **told)
        assert clerk.status == status
    with wall.inside("tama"):
        assert reviews.said_since("gakudo", case.received) == ()


def test_findings_are_gathered_into_one_request_and_what_is_sent_is_what_stood_there(
    case: Case, clerk: Visitor
) -> None:
    finding = next(one for one in case.findings if one.code == "work_days_differ")
    other = next(one for one in case.findings if one.ask and one.code != finding.code)
    add(clerk, case, touch="5")
    form = clerk.page.form("/return/").sends()
    assert set(form["fields"]) <= set(finding.fields), "the others are not meant"
    assert form["message"] == [finding.ask]
    assert happened(case)[-1].step != "return", "nothing is sent yet"
    add(clerk, case, other.code, message=f"{finding.ask}\nよろしくお願いします。", touch="6")
    form = clerk.page.form("/return/").sends()
    assert form["message"] == [f"{finding.ask}\nよろしくお願いします。\n\n{other.ask}"]
    clerk.send(clerk.page.form("/return/"), touch="9")
    assert "「補正を依頼する」を済ませました" in clerk.page.text()
    told = {event.step: event for event in happened(case)}
    assert told["return"].touch == 20, "the seconds of all of it"
    with wall.inside("tama"):
        assert set(reviews.verdicts(case.id).values()) == {"asked"}
        assert len(reviews.verdicts(case.id)) == 2
    assert form["message"][0].splitlines()[0] in clerk.page.html


def test_a_finding_is_taken_out_of_a_request_again(case: Case, clerk: Visitor) -> None:
    other = next(one for one in case.findings if one.ask and one.code != "work_days_differ")
    add(clerk, case)
    add(clerk, case, other.code)
    add(clerk, case, deed="drop")
    form = clerk.page.form("/return/").sends()
    assert form["message"] == [other.ask]
    assert form["finding"] == [key(case, other.code)]
    assert DAYS not in form["fields"]


def test_a_request_is_written_in_the_familys_language_too(case: Case, clerk: Visitor) -> None:
    with wall.inside("tama", write=True):
        application = cases.get_application(case.reference)
        assert application
        cases.save_application(replace(application, language="en"))
    clerk.get(f"/tama/staff/case/{case.id}/")
    add(clerk, case)
    japanese, english = clerk.page.form("/return/").sends()["message"][0].split("\n")
    assert japanese == next(one for one in case.findings if one.code == "work_days_differ").ask
    assert english.startswith("The days ")
    assert "English" in clerk.page.text()


def test_one_look_is_enough_where_everything_agrees_and_the_key_passes_it(case: Case, clerk: Visitor) -> None:
    clear(case)
    page = clerk.get(f"/tama/staff/case/{case.id}/")
    assert "一度の確認でよい案件です" in page.text()
    assert "株式会社見本" in page.html.split('id="clear"')[1].split("</section>")[0]
    assert "A" in {tag["data-key"] for tag in page.all("button") if "data-key" in tag}
    assert "確認だけ" in clerk.get("/tama/staff/?findings=clear").html.split("<tbody>")[1]


def test_what_an_issuer_stated_is_among_what_was_compared(case: Case, clerk: Visitor) -> None:
    clear(case)

    def compared() -> list[str]:
        shown = clerk.get(f"/tama/staff/case/{case.id}/").html.split('id="clear"')[1].split("</section>")[0]
        return re.findall(r'href="#a-(guardians\.1[^"]*)"', shown)

    assert compared() == [], "the father's certificate comes later"
    with wall.inside("tama", write=True):
        application = cases.get_application(case.reference)
        assert application
        says = {"office_name": application.answers["guardians"][1]["employer"]}
        place = {"owner": "", "reference": case.reference, "place": "guardians.1.evidence", "invitation": 1}
        made = {"document": "work_certificate", "version": 1, "domain": "mihon.example.jp", "free": False}
        statements.put(Statement(0, **place, **made, says=says, at=clock.now()))
    assert compared() == ["guardians.1.employer"]


def test_a_case_that_is_looked_at_blind_says_so_nowhere(case: Case, clerk: Visitor) -> None:
    def answers() -> list[str]:
        pages = [f"case/{case.id}/", "", "?findings=no", "?findings=clear", "?findings=waiting", f"?q={case.id}"]
        told = [clerk.get(f"/tama/staff/{page}").html.split("<main")[1] for page in pages]
        clerk.get("/tama/staff/")
        sent = {"deed": "print", "sure": "1", "purpose": "review", "case": f"{case.id}:{stored(case.id).version}"}
        sent["csrfmiddlewaretoken"] = clerk.client.cookies["csrftoken"].value
        return [*told, clerk.post("/tama/staff/bulk/", sent).html.split("<main")[1]]

    clear(case, blind=True)
    blind = answers()
    with wall.inside("tama", write=True):
        reviews.put(Look(case.id, case.procedure, clock.now(), clear=False))
    plain = answers()
    assert [bare(one) for one in blind] == [bare(one) for one in plain], "as one that is not clear"
    assert not any("一度の確認" in one for one in blind)


def bare(html: str) -> str:
    """Without tokens, clock times, and who has looked before, which are every answer's own."""
    html = re.sub(r"<details><summary>見た人.*?</details>", "", html, flags=re.DOTALL)
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|\d+:\d\d', "", html)


def test_a_blind_case_that_was_looked_at_counts_and_one_passed_in_bulk_does_not(case: Case) -> None:
    clear(case, blind=True)
    with wall.inside("tama", write=True):
        take({case.id: stored_inside(case.id).version}, "pass", CLERK, clock.now())
        assert reviews.blind_ones("gakudo") == ()
        act(case.id, "send_back", Actor("kessai", "decider"), clock.now(), reason="もう一度")
        act(case.id, "pass", CLERK, clock.now())
        assert [found for _, found in reviews.blind_ones("gakudo")] == [False]


def unmet(clerk: Visitor, case: Case) -> str:
    page = clerk.get(f"/tama/staff/case/{case.id}/")
    found = re.search(r'id="unmet"><strong>(.*?)</strong>', page.html)
    return found[1] if found else ""


def test_what_was_laid_beside_nothing_is_named(
    case: Case, clerk: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert unmet(clerk, case) == "住民記録、未納の記録"
    (tmp_path / "tama").mkdir()
    (tmp_path / "tama" / "residents.csv").write_text("name,birth\n", encoding="utf-8")
    monkeypatch.setattr(settings, "REGISTERS", str(tmp_path))
    review.registers.cache_clear()
    assert unmet(clerk, case) == "未納の記録"
    (tmp_path / "tama" / "arrears.csv").write_text("name,birth\n", encoding="utf-8")
    assert unmet(clerk, case) == "", "all of it was"
    review.registers.cache_clear()


def test_in_a_house_where_nobody_reads_papers_and_other_applications_are_named_too(
    staff: None, visit: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "READING", "")
    attach.reader.cache_clear()
    case = stored(f"{hand_in(now=clock.now())}-1")
    clerk = visit()
    sign_in(clerk)
    open_case(clerk, case.id)
    assert unmet(clerk, case) == "書類、ほかの申請、住民記録、未納の記録"


def test_what_still_waits_to_be_read_is_not_called_clear(case: Case, clerk: Visitor) -> None:
    clear(case)
    with wall.inside("tama", write=True):
        application = cases.get_application(case.reference)
        assert application
        review.leave(application, editions.opened(application.edition), clock.now())
    text = clerk.get(f"/tama/staff/case/{case.id}/").text()
    assert "読み取り中" in text
    assert "一度の確認でよい" not in text
    assert case.id in clerk.get("/tama/staff/?findings=waiting").html
    assert case.id not in clerk.get("/tama/staff/?findings=clear").html


def pictured(case: Case) -> str:
    """Give the case a photo that a reader read 12 days from; its key."""
    sent = attach.add_to_application("tama", case.reference, "夜の写真.jpg", papers.jpeg(800, 1000), clock.now())
    with wall.inside("tama", write=True):
        attachments.bind(case.reference, case.reference, {sent.key: ("guardians.0.evidence", "")})
        found = stored_inside(case.id)
        finding = next(one for one in found.findings if one.code == "work_days_differ")
        line = replace(finding.evidence[0], where="p1 200.5,300,320,330", file=sent.key)
        seen = replace(finding, evidence=(line,))
        cases.save_case(replace(found, findings=(seen,)))
    return sent.key


def test_the_value_is_cut_out_of_the_paper_and_framed_on_its_page(case: Case, clerk: Visitor) -> None:
    file = pictured(case)
    page = clerk.get(f"/tama/staff/case/{case.id}/")
    home = f"/tama/staff/case/{case.id}/document/{file}/1/200-300-321-331"
    assert home in [tag["src"] for tag in page.all("img")]
    crop, framed = (clerk.client.get(path) for path in (home, f"{home}/page"))
    for answer in (crop, framed):
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert "sandbox" in answer["Content-Security-Policy"]
    small, whole = (Image.open(io.BytesIO(answer.content)) for answer in (crop, framed))
    assert whole.size == (800, 1000)
    assert small.height < 120
    assert 300 < small.width < 500
    red, green, blue = whole.convert("RGB").getpixel((260, 296))
    assert red > 120 > max(green, blue), "the frame lies outside of the value"
    told = [event.note for event in happened(case) if event.step == "view" and event.note["kind"] == "document"]
    assert len(told) == 1, "one visit"


@pytest.mark.parametrize("box", ["1-2-3", "9-9-1-1", "a-b-c-d", "1-1-1-1", "-1-2-3-4"])
def test_a_box_that_is_none_shows_nothing(case: Case, clerk: Visitor, box: str) -> None:
    file = pictured(case)
    assert clerk.client.get(f"/tama/staff/case/{case.id}/document/{file}/1/{box}").status_code == 404
    assert clerk.client.get(f"/tama/staff/case/{case.id}/document/{file}/2/1-1-9-9").status_code == 404


def test_a_protected_familys_evidence_and_crops_are_for_the_clerks_named(case: Case, clerk: Visitor) -> None:
    file = pictured(case)
    home = f"/tama/staff/case/{case.id}/document/{file}/1/200-300-321-331"
    assert clerk.client.get(home).status_code == 200
    with wall.inside("tama", write=True):
        protect.protect(case.reference, ("kessai",), Actor("kessai", "decider"), clock.now())
    for path in (home, f"{home}/page"):
        assert clerk.client.get(path).status_code == 404
    page = open_case(clerk, case.id)
    for told in ("12日", "夜の写真", "200-300", "違う"):
        assert told not in page.html
    assert PROTECTED in page.text()
    assert not [form for form in page.forms if form.action.endswith("/verdict")]


def test_what_another_family_says_is_hidden_once_that_family_is_protected(case: Case, clerk: Visitor) -> None:
    other = hand_in(now=clock.now(), days_per_month=12)
    with wall.inside("tama", write=True):
        found = stored_inside(case.id)
        first = next(one for one in found.findings if one.code == "work_days_differ")
        line = replace(first.evidence[0], by=f"申請 {other}", said="目印工業", file="", place="", typed="見本工業")
        cases.save_case(replace(found, findings=(replace(first, evidence=(line,)),)))
    assert "目印工業" in clerk.get(f"/tama/staff/case/{case.id}/").html
    with wall.inside("tama", write=True):
        protect.protect(other, ("kessai",), Actor("kessai", "decider"), clock.now())
    page = clerk.get(f"/tama/staff/case/{case.id}/")
    assert "目印工業" not in page.html
    assert other in page.html, "that there is one stays"


def test_the_page_of_the_review_tells_the_worst_rule_first_and_how_the_bound_grows(case: Case, clerk: Visitor) -> None:
    assert "まだ出せません" in clerk.get("/tama/staff/reviews/").text()
    open_case(clerk, case.id)
    say(clerk, case, "wrong")
    with wall.inside("tama", write=True):
        for number in range(20):
            reviews.put(Look(f"x-{number}", "gakudo", clock.now(), True, True, clock.now(), number == 3))
    page = clerk.get("/tama/staff/reviews/")
    text = page.text()
    assert "誤りがいちばん多い規則は" in text
    assert "指摘が誤り1(100%)" in text
    assert "見落としは、多くても22%です" in text  # one of twenty, one-sided: 21.6 %
    assert "20件を見て、1件で何かが見つかりました" in text
    assert len(page.all("polyline")) == 1
    assert not [tag for _, tag in page.tags if "style" in tag]
    assert case.title not in page.html
