"""勤め先から - an address of one place of one application: a name, a mail address, the questions, and a statement."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.test import Client

from madoguchi.desk import invite, protect, review, tell
from madoguchi.lab.family import answers, family, of_page
from madoguchi.lab.firm import firm
from madoguchi.store import attachments, drafts, editions, errands, events, statements, tables, wall
from madoguchi.web import clock
from tests.web.marked import BOSS
from tests.web.pages import Form
from tests.web.visits import Visitor, fill_in, hand_in, look_up, open_case, shown, sign_in

HR = "jinji@mihon.example.jp"
PLACE = "guardians.0.evidence"
# What the page of an employer must never show of a family.
SECRETS = ("花子", "見本町1-2-3", "0420000000", "健一", "第二", "2026-00")


def asked(visitor: Visitor) -> str:
    """From the page for papers of the first guardian: the path of a new address."""
    fill_in(visitor, "evidence-1")
    visitor.send(then="direct")
    assert "/direct/evidence-1/" in visitor.path
    return made(visitor)


def deed(visitor: Visitor, name: str) -> Form:
    """The form of the page before us that does this."""
    return next(form for form in visitor.page.forms if ("deed", name) in form.inputs)


def made(visitor: Visitor) -> str:
    """A new address, made on the page before us."""
    visitor.send(deed(visitor, "make"))
    found = re.search(r"localhost:8000(/tama/e/\S+/)", html.unescape(visitor.page.html))
    assert found, visitor.page.text()
    return found[1]


def code_of(to: str = HR) -> str:
    """The digits that were mailed last."""
    with wall.inside("tama", write=True):
        found = ""
        while errand := errands.claim("test", 60, clock.now() + timedelta(hours=1)):
            errands.finish(errand)
            call = tell.prepare(errand, errand.payload) if errand.kind != review.KIND else None
            if call and call.values["to"] == to and (digits := re.search(r"^\d{6}$", call.values["body"], re.M)):
                found = digits[0]
    assert found
    return found


def prove(employer: Visitor, path: str, mail: str = HR) -> None:
    """Past the code, to the first page."""
    employer.get(path)
    employer.send(contact=mail)
    employer.send(code=code_of(mail), deed="code")


def answer(employer: Visitor, told: Mapping[str, str]) -> None:
    """Page by page to the check page."""
    for _ in range(40):
        if employer.path.endswith("/check/"):
            return
        page = employer.page.form()
        employer.send(**of_page(told, page.asks))
        assert employer.status == 200, employer.page.text()
    raise AssertionError("never came to the check page")


def state(employer: Visitor, path: str, told: Mapping[str, str] | None = None) -> None:
    """All of it."""
    prove(employer, path)
    answer(employer, told or firm())
    employer.send()
    assert "送りました" in employer.page.text()


def key_of(visitor: Visitor) -> str:
    return visitor.path.split("/d/")[1].partition("/")[0]


def test_what_the_employer_states_stands_in_the_familys_page_to_be_confirmed(
    visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    path, employer = asked(visitor), visit()
    key = key_of(visitor)
    state(employer, path)
    page = visitor.get(f"/tama/gakudo/d/{key}/evidence-1/")
    assert "勤め先から届きました" in page.text()
    page = visitor.get(f"/tama/gakudo/d/{key}/work-1/")
    assert "勤め先から届いた内容です" in page.text()
    told = page.inputs()
    assert (told["guardians.0.employer"], told["guardians.0.employer_phone"]) == ("株式会社見本", "0420001111")
    assert (told["guardians.0.work_days"], told["guardians.0.work_week.mon.start"]) == ("19", "09:00")
    with wall.inside("tama"):
        (one,) = statements.counting(attachments.owner_of(key)).values()
    assert (one.place, one.domain, one.free, one.source, one.version) == (
        PLACE,
        "mihon.example.jp",
        False,
        "employer",
        1,
    )
    assert one.says["addressee"] == "多摩市長"
    assert one.says["cert_date"] == "2026-11-16"
    assert (one.says["month_hours"], one.says["weekdays"]) == (170 * 60, ["月", "火", "水", "木", "金"])
    assert not {"hours_style", "leaves"} & one.says.keys()


def test_half_a_day_is_stated_and_a_field_of_whole_days_is_left_to_the_family(
    visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    path, employer = asked(visitor), visit()
    key = key_of(visitor)
    state(employer, path, firm(days_per_month_half="yes"))
    told = visitor.get(f"/tama/gakudo/d/{key}/work-1/").inputs()
    assert (told["guardians.0.employer"], told["guardians.0.work_days"]) == ("株式会社見本", "")
    with wall.inside("tama"):
        (one,) = statements.counting(attachments.owner_of(key)).values()
    assert one.says["days_per_month"] == 19.5


def test_the_page_shows_a_name_and_nothing_else_of_the_family(visitor: Visitor, visit: Callable[[], Visitor]) -> None:
    path, employer = asked(visitor), visit()
    page = employer.get(path)
    assert "見本優子" in page.text()
    assert not [word for word in SECRETS if word in page.html]
    prove(employer, path)
    while not employer.path.endswith("/check/"):
        assert not [word for word in SECRETS if word in employer.page.html], employer.path
        employer.send(**of_page(firm(name="見本 別子", contact_phone="042-999-1112"), employer.page.form().asks))


def test_a_link_that_opens_nothing_answers_alike_whatever_the_reason(
    visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    path, employer = asked(visitor), visit()
    visitor.get(visitor.path)
    visitor.send(deed(visitor, "withdraw"))
    gone = []
    for wanted in (path, f"/tama/e/{'A' * 32}/", "/tama/e/x/", path.replace("/tama/", "/hachioji/")):
        employer.get(wanted)
        gone.append((employer.status, employer.page.text().replace("八王子市", "多摩市")))
    late = asked(visitor)
    with wall.inside("tama", write=True):
        tables.Invitation.objects.update(expires=clock.now() - timedelta(days=1))
    employer.get(late)
    gone.append((employer.status, employer.page.text()))
    assert {status for status, _ in gone} == {404}
    assert len({text for _, text in gone}) == 1


def test_without_a_proved_address_no_question_is_shown_and_nothing_is_kept(
    visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    path, employer, other = asked(visitor), visit(), visit()
    for page in ("firm/", "check/"):
        employer.get(path + page)
        assert employer.path == path
    employer.get(path)
    employer.send(contact="x@@y")
    assert employer.status == 422
    employer.send(contact="090-0000-0000")
    assert employer.status == 422
    employer.send(contact=HR)
    right = code_of()
    employer.send(code="000000" if right != "000000" else "111111", deed="code")
    assert employer.status == 422
    assert "番号が違うか" in employer.page.text()
    other.get(path)
    other.post(path, {"deed": "code", "code": right, "csrfmiddlewaretoken": other.client.cookies["csrftoken"].value})
    assert other.status == 422, "a code opens only the browser that asked for it"
    employer.send(code=right, deed="code")
    assert employer.path.endswith("/firm/")


def test_what_is_typed_is_kept_for_whoever_proved_the_address_and_for_nobody_else(
    visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    path, employer, colleague, stranger = asked(visitor), visit(), visit(), visit()
    prove(employer, path)
    employer.send(**of_page(firm(office_phone="12"), employer.page.form().asks))
    assert employer.status == 422
    prove(colleague, path)
    assert colleague.page.inputs()["office_name"] == "株式会社見本"
    assert colleague.page.inputs()["office_phone"] == "12"
    prove(stranger, path, "dareka@example.jp")
    assert stranger.page.inputs()["office_name"] == ""


def test_a_correction_is_a_new_version_until_it_is_decided(
    staff: None, visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    reference = hand_in(visitor)
    look_up(visitor, reference, shown(visitor.page, "secret"))
    visitor.get(f"/tama/status/{reference}/direct/evidence-1/")
    path, employer, clerk = made(visitor), visit(), visit()
    state(employer, path)
    employer.get(f"{path}total/?check=1")
    employer.send(days_per_month="18")
    employer.send()
    assert "送りました" in employer.page.text()
    with wall.inside("tama"):
        first, second = statements.statements("", reference)
        steps = [(one.step, one.role, one.note.get("count")) for one in events.read(subject=reference)]
        assert invite.values(reference)[PLACE]["days_per_month"] == 18
        assert invite.values(reference, "guardians.1.evidence") == {}
    assert (first.version, second.version, first.says["days_per_month"]) == (1, 2, 19)
    assert steps[-3:] == [
        ("ask_employer", "resident", None),
        ("employer_states", "employer", 1),
        ("employer_states", "employer", 2),
    ]
    sign_in(clerk)
    text = open_case(clerk, f"{reference}-1").text()
    assert "勤め先から2026-11-16株式会社見本(mihon.example.jpで確認)" in text
    assert "第2版" in text
    assert "前の版" in text
    assert "170時間0分" in text
    assert text.count("mihon.example.jpで確認") == 2, "two versions, and of the other guardian's employer nothing"
    with wall.inside("tama", write=True):
        tables.Case.objects.filter(reference=reference).update(status="approved")
    employer.get(path)
    assert employer.status == 404


def test_what_came_before_handing_in_is_the_applications_with_it(
    staff: None, visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    path, employer, clerk = asked(visitor), visit(), visit()
    state(employer, path)
    key = key_of(visitor)
    reference = finished(visitor, key)
    with wall.inside("tama"):
        one = statements.counting("", reference)[PLACE]
        assert one.says["office_name"] == "株式会社見本"
        assert [told.step for told in events.read(subject=f"statement/{one.id}")] == ["employer_states"]
        assert "bring_statement" in [one.step for one in events.read(subject=reference)]
    employer.get(path)
    assert employer.status == 200
    sign_in(clerk)
    assert "mihon.example.jp" in open_case(clerk, f"{reference}-1").text()


def finished(visitor: Visitor, key: str) -> str:
    """Hand in the draft as the sample family would have filled it in."""
    with wall.inside("tama", write=True):
        draft = drafts.get(key)
        assert draft
        given = answers(editions.opened(draft.edition), family(), clock.today())
        drafts.save(key, given, {}, draft.version, {}, clock.now())
    visitor.get(f"/tama/gakudo/d/{key}/check/")
    visitor.send()
    return shown(visitor.page, "reference")


def test_of_a_protected_family_the_page_shows_no_name_and_others_see_no_statement(
    staff: None, visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    path, employer, clerk = asked(visitor), visit(), visit()
    state(employer, path)
    reference = finished(visitor, key_of(visitor))
    with wall.inside("tama", write=True):
        protect.protect(reference, ("uketsuke",), BOSS, clock.now())
    other = visit()
    assert "見本優子" not in other.get(path).text()
    assert other.status == 200
    sign_in(clerk, "kessai")
    assert "mihon.example.jp" not in open_case(clerk, f"{reference}-1").html
    named = visit()
    sign_in(named)
    assert "mihon.example.jp" in open_case(named, f"{reference}-1").html


def test_an_address_that_anybody_can_have_is_marked_for_the_clerk(
    staff: None, visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    path, employer, clerk = asked(visitor), visit(), visit()
    prove(employer, path, "mihon@gmail.com")
    answer(employer, firm())
    employer.send()
    reference = finished(visitor, key_of(visitor))
    sign_in(clerk)
    assert "フリーメール" in open_case(clerk, f"{reference}-1").text()


def test_a_few_addresses_are_open_at_a_time(visitor: Visitor) -> None:
    asked(visitor)
    for _ in range(2):
        visitor.get(visitor.path)
        made(visitor)
    visitor.get(visitor.path)
    visitor.send(deed(visitor, "make"))
    assert visitor.status == 422
    assert "取り消してから" in visitor.page.text()


def test_making_an_address_says_that_the_paper_comes_later(visitor: Visitor) -> None:
    asked(visitor)
    page = visitor.get(f"/tama/gakudo/d/{key_of(visitor)}/evidence-1/")
    assert 'value="yes" checked' in page.html
    visitor.send()
    assert visitor.path.endswith("/work-1/")


def test_who_is_self_employed_is_not_offered_it(visitor: Visitor) -> None:
    fill_in(visitor, "work-1", guardians__0__work_form="self_home")
    key = key_of(visitor)
    assert "勤め先に頼む" not in visitor.get(f"/tama/gakudo/d/{key}/evidence-1/").text()
    visitor.get(f"/tama/gakudo/d/{key}/direct/evidence-1/")
    assert visitor.status == 404


def test_one_familys_address_is_not_withdrawn_by_another(visitor: Visitor, visit: Callable[[], Visitor]) -> None:
    path, other, employer = asked(visitor), visit(), visit()
    asked(other)
    with wall.inside("tama"):
        number = tables.Invitation.objects.order_by("id").first().pk
    other.get(other.path)
    form = deed(other, "withdraw")
    other.send(form, number=str(number))
    employer.get(path)
    assert employer.status == 200


def test_a_thrown_away_draft_takes_it_along(visitor: Visitor, visit: Callable[[], Visitor]) -> None:
    path, employer = asked(visitor), visit()
    state(employer, path)
    visitor.get(f"/tama/gakudo/d/{key_of(visitor)}/later/")
    visitor.send(visitor.page.form("/discard"))
    employer.get(path)
    assert employer.status == 404
    with wall.inside("tama", write=True):
        assert invite.sweep() == 2
        assert (tables.Invitation.objects.count(), tables.Statement.objects.count()) == (0, 0)


def test_a_family_with_an_address_hears_that_it_came(
    staff: None, visitor: Visitor, visit: Callable[[], Visitor]
) -> None:
    reference = hand_in(visitor, email="mihon@example.jp")
    look_up(visitor, reference, shown(visitor.page, "secret"))
    visitor.get(f"/tama/status/{reference}/direct/evidence-1/")
    path, employer = made(visitor), visit()
    with wall.inside("tama", write=True):
        tables.Application.objects.update(contact_confirmed=True)
    state(employer, path)
    with wall.inside("tama"):
        (told,) = [one for one in tables.Errand.objects.all() if "stated" in one.payload]
        assert "株式会社見本" not in str(told.payload)


def test_a_lost_token_loses_nothing_that_was_typed(visitor: Visitor, visit: Callable[[], Visitor]) -> None:
    path, employer = asked(visitor), visit()
    prove(employer, path)
    employer.send(csrfmiddlewaretoken="", **of_page(firm(), employer.page.form().asks))
    assert employer.status == 403
    assert employer.page.inputs()["office_name"] == "株式会社見本"
    employer.send()
    assert employer.path.endswith("/writer/")


@pytest.mark.parametrize("lang", ["en", "easy", "ruby", "zh", "ko"])
def test_the_pages_stand_in_every_language(visitor: Visitor, lang: str) -> None:
    path = asked(visitor)
    employer = Visitor(Client(enforce_csrf_checks=True))
    employer.get(f"{path}?lang={lang}")
    prove(employer, path)
    assert employer.status == 200
    assert ("Name of the firm" in employer.page.html) is (lang == "en")
    answer(employer, firm())
    assert employer.status == 200
