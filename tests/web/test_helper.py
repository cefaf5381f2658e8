"""代わりに入力する - at home or at the counter somebody helps, and both names are kept and read."""

from __future__ import annotations

from collections.abc import Callable

from madoguchi.core.helper import Aide
from madoguchi.desk import protect
from madoguchi.lab.family import answers, family
from madoguchi.store import cases, drafts, editions, events, wall
from madoguchi.web import clock
from tests.web.marked import BOSS
from tests.web.test_copy import text
from tests.web.visits import PROCEDURE, Visitor, begin, fill_in, hand_in, open_case, shown, sign_in

HELPER = {"name": "見本 花代", "relation": "family"}


def key_of(visitor: Visitor) -> str:
    return visitor.path.split("/d/")[1].partition("/")[0]


def kept(visitor: Visitor) -> Aide | None:
    with wall.inside("tama"):
        draft = drafts.get(key_of(visitor))
    assert draft
    return draft.helper


def to_helper(visitor: Visitor) -> Visitor:
    visitor.get(f"{PROCEDURE}d/{key_of(visitor)}/helper/")
    return visitor


def test_who_helps_says_so_before_the_first_page(visitor: Visitor) -> None:
    visitor.get(PROCEDURE)
    visitor.send(helper="1")
    assert visitor.path.endswith("/helper/")
    visitor.send(**HELPER)
    assert visitor.path.endswith("/start/")
    assert kept(visitor) == Aide("見本 花代", "family")


def test_half_of_it_is_asked_again_and_stays_typed(visitor: Visitor) -> None:
    begin(visitor)
    to_helper(visitor).send(name="見本 花代")
    assert visitor.status == 422
    assert "申請する人との関係を選んでください" in visitor.page.text()
    assert visitor.page.inputs()["name"] == "見本 花代"
    assert kept(visitor) is None


def test_a_lost_token_saves_nothing(visitor: Visitor) -> None:
    begin(visitor)
    to_helper(visitor).send(**HELPER, csrfmiddlewaretoken="")
    assert visitor.status == 403
    assert visitor.page.inputs()["name"] == "見本 花代"
    assert kept(visitor) is None


def test_the_family_can_go_on_by_itself(visitor: Visitor) -> None:
    begin(visitor)
    to_helper(visitor).send(**HELPER)
    to_helper(visitor).send(nobody="1")
    assert kept(visitor) is None


def helped(visitor: Visitor) -> str:
    fill_in(visitor)
    check = visitor.path
    to_helper(visitor).send(**HELPER)
    visitor.get(check)
    assert "見本花代(家族・親族)" in visitor.page.text()
    visitor.send()
    return shown(visitor.page, "reference")


def test_the_name_goes_with_the_application_to_the_office(staff: None, visit: Callable[[], Visitor]) -> None:
    home, clerk = visit(), visit()
    reference = helped(home)
    sign_in(clerk)
    assert "見本花代(家族・親族)" in open_case(clerk, f"{reference}-1").text()
    with wall.inside("tama"):
        application = cases.get_application(reference)
        event = events.read(subject=f"{reference}-1")[0]
    assert application
    assert application.helper == Aide("見本 花代", "family")
    assert (event.who, event.role, event.channel) == ("resident", "resident", "web")


def test_the_name_stands_on_the_copy(visitor: Visitor) -> None:
    helped(visitor)
    link = next(tag["href"] for tag in visitor.page.all("a") if tag["href"].endswith("copy.pdf"))
    answer = visitor.client.get(link)
    if answer["Content-Type"] == "application/pdf":
        assert "見本花代(家族・親族)" in "".join(text(answer.content).split())
    else:
        assert "見本花代(家族・親族)" in "".join(answer.content.decode().split())


def test_without_a_helper_no_page_speaks_of_one(visitor: Visitor) -> None:
    fill_in(visitor)
    assert "入力した人" not in visitor.page.text()
    visitor.send()
    assert "入力した人" not in visitor.page.text()


def at_the_counter(clerk: Visitor, resident: str = "見本 優子") -> str:
    sign_in(clerk)
    clerk.get("/tama/staff/counter/")
    clerk.send(clerk.page.form("/counter/"), resident=resident, procedure="gakudo")
    return clerk.path


def test_a_clerk_fills_in_with_whoever_sits_there(staff: None, visit: Callable[[], Visitor]) -> None:
    clerk = visit()
    path = at_the_counter(clerk)
    assert path.endswith("/start/")
    assert "drafts" not in clerk.client.cookies  # the next family sits at the same device
    key = key_of(clerk)
    filled_by(clerk, key)
    assert "見本優子さんと、窓口の職員" in clerk.page.text()
    clerk.send()
    reference = shown(clerk.page, "reference")
    assert "見本優子さんに渡してください" in clerk.page.text()
    with wall.inside("tama"):
        application = cases.get_application(reference)
        (event,) = events.read(subject=f"{reference}-1")
    assert application
    assert application.helper
    assert (application.channel, application.helper.clerk, application.helper.resident) == (
        "counter",
        "uketsuke",
        "見本 優子",
    )
    assert (event.who, event.role, event.channel, event.step) == ("uketsuke", "clerk", "counter", "submit")
    assert "見本優子さんと、窓口の職員" in open_case(clerk, f"{reference}-1").text()


def filled_by(visitor: Visitor, key: str) -> None:
    """All pages answered, up to the check page."""
    with wall.inside("tama", write=True):
        draft = drafts.get(key)
        assert draft
        given = answers(editions.opened(draft.edition), family(), clock.today(), until="check")
        drafts.save(key, given, {}, draft.version, {}, clock.now())
    visitor.get(f"{PROCEDURE}d/{key}/check/")


def test_what_the_family_hands_in_at_home_is_its_own_deed(staff: None, visit: Callable[[], Visitor]) -> None:
    """Begun at the counter, finished at home: the clerk's name stays with it, the deed is the family's."""
    clerk, home = visit(), visit()
    key = at_the_counter(clerk).split("/d/")[1].partition("/")[0]
    filled_by(home, key)
    home.send()
    reference = shown(home.page, "reference")
    with wall.inside("tama"):
        (event,) = events.read(subject=f"{reference}-1")
    assert (event.who, event.channel) == ("resident", "web")


def test_another_clerk_does_not_hand_in_for_the_first(staff: None, visit: Callable[[], Visitor]) -> None:
    clerk, boss = visit(), visit()
    key = at_the_counter(clerk).split("/d/")[1].partition("/")[0]
    sign_in(boss, "kessai")
    filled_by(boss, key)
    boss.send()
    with wall.inside("tama"):
        (event,) = events.read(subject=f"{shown(boss.page, 'reference')}-1")
    assert event.who == "resident"


def test_at_the_counter_the_name_of_who_sits_there_is_asked(staff: None, visit: Callable[[], Visitor]) -> None:
    clerk = visit()
    at_the_counter(clerk, resident=" ")
    assert clerk.status == 422
    assert "申請する人の名前を入力してください" in clerk.page.text()


def test_only_clerks_begin_at_the_counter(staff: None, visit: Callable[[], Visitor]) -> None:
    visitor = visit()
    sign_in(visitor, "kessai")
    visitor.get("/tama/staff/counter/")
    assert visitor.status == 403


def test_a_helper_cannot_take_the_clerks_place(staff: None, visit: Callable[[], Visitor]) -> None:
    clerk, home = visit(), visit()
    at_the_counter(clerk)
    begin(home)  # for a token of its own
    home.get(f"{PROCEDURE}d/{key_of(clerk)}/helper/")
    token = home.client.cookies["csrftoken"].value
    home.post(home.path, {**HELPER, "csrfmiddlewaretoken": token})
    kept_now = kept(clerk)
    assert kept_now
    assert kept_now.clerk == "uketsuke"


def test_whose_name_it_was_is_hidden_with_a_protected_family(staff: None, visit: Callable[[], Visitor]) -> None:
    home, boss = visit(), visit()
    reference = helped(home)
    with wall.inside("tama", write=True):
        protect.protect(reference, ("uketsuke",), BOSS, clock.now())
    sign_in(boss, "kessai")
    assert "花代" not in open_case(boss, f"{reference}-1", "decide").html


def test_hand_in_without_help_keeps_nobody(visitor: Visitor) -> None:
    reference = hand_in(visitor)
    with wall.inside("tama"):
        application = cases.get_application(reference)
    assert application
    assert application.helper is None
