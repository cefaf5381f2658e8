"""利用者の画面 - second factors, locks, and what an admin may do; nothing of it reaches another city."""

import pytest

from madoguchi.core.account import MOST
from madoguchi.desk import account, office
from madoguchi.store import clerks, events, factors, locks, wall
from madoguchi.web import clock, demo
from tests.web.visits import Visitor, case_of, hand_in, show_code, sign_in

pytestmark = pytest.mark.usefixtures("staff")
OWN = "mado-no-soto-wa-ame"


@pytest.fixture
def admin(visit) -> Visitor:
    with wall.inside("tama", write=True):
        office.employ("kanri", "見本 管理", ("admin",), OWN, totp=demo.SECRET)
    visitor = visit()
    sign_in(visitor, "kanri", OWN)
    return visitor


def kinds(username: str) -> list[object]:
    with wall.inside("tama"):
        return [event.note["kind"] for event in events.read(subject=username)]


def test_a_password_alone_makes_nobody_a_decider(visit) -> None:
    decider = visit()
    decider.get("/tama/staff/")
    decider.send(username="kessai", password="mihon-no-madoguchi")
    assert "本人の確認" in decider.page.text()
    decider.get("/tama/staff/")
    assert decider.status == 401
    sign_in(decider, "kessai")
    assert decider.path == "/tama/staff/"


def test_a_code_opens_once(visit) -> None:
    code, answers = factors.code_of(demo.SECRET), []
    for _ in range(2):
        decider = visit()
        decider.get("/tama/staff/")
        decider.send(username="kessai", password="mihon-no-madoguchi")
        decider.send(decider.page.form("/sign-in/code/"), code=code)
        answers.append(decider.status)
    assert answers == [200, 422]


def test_an_old_proof_is_asked_for_again_and_nothing_is_lost(visit) -> None:
    reference = hand_in(visit())
    clerk, decider = visit(), visit()
    sign_in(clerk)
    clerk.get(f"/tama/staff/case/{reference}-1/")
    clerk.send(clerk.page.form("/pass/"))
    sign_in(decider, "kessai")
    decider.get(f"/tama/staff/case/{reference}-1/")
    form = decider.page.form("/approve/")
    session = decider.client.session
    with wall.inside("tama", write=True):
        session["proved"] -= 61 * 60
        session.save()
    decider.send(form, reason="要件を満たしています。")
    assert (decider.status, case_of(reference).status) == (403, "passed")
    show_code(decider)
    assert "要件を満たしています。" in decider.page.text()
    decider.send(decider.page.form("/approve/"))
    assert case_of(reference).status == "approved"


def test_who_decides_without_a_factor_sets_one_up_first(visit) -> None:
    with wall.inside("tama", write=True):
        _, password = account.create("shin", "新", ("decider",), account.SYSTEM, clock.now())
    visitor = visit()
    sign_in(visitor, "shin", password)
    assert visitor.path == "/tama/staff/me/password/"
    visitor.send(visitor.page.form("/password/"), old=password, new=OWN, again=OWN)
    visitor.get("/tama/staff/errands/")
    assert visitor.path == "/tama/staff/me/"
    secret = visitor.get("/tama/staff/me/app/").html.split('id="secret">')[1].split("<")[0].replace(" ", "")
    visitor.send(visitor.page.form("/app/"), code="000000")
    assert visitor.status == 422
    visitor.send(visitor.page.form("/app/"), code=factors.code_of(secret))
    assert "この画面は一度しか出ません" in visitor.page.text()
    visitor.get("/tama/staff/")
    assert visitor.path == "/tama/staff/"
    assert kinds("shin") == ["created", "signed-in", "password-changed", "totp-added"]


def test_wrong_codes_lock_and_an_admin_unlocks(visit, admin: Visitor) -> None:
    decider = visit()
    decider.get("/tama/staff/")
    decider.send(username="kessai", password="mihon-no-madoguchi")
    for _ in range(MOST):
        decider.send(decider.page.form("/sign-in/code/"), code="000000")
    assert decider.status == 429
    assert "パスキーなら、いま使えます" in decider.page.text()
    admin.get("/tama/staff/accounts/kessai/")
    admin.send(admin.page.form("/unlock"))
    with wall.inside("tama"):
        assert locks.get("kessai") is None
    assert kinds("kessai")[-2:] == ["locked", "unlocked"]


def test_an_admin_makes_an_account_and_switches_it_off_everywhere(visit, admin: Visitor) -> None:
    admin.get("/tama/staff/accounts/")
    admin.send(admin.page.form("/accounts/"), username="shin", name="新", roles=["clerk"], permits=["health"])
    password = admin.page.html.split('id="password">')[1].split("<")[0]
    clerk = visit()
    sign_in(clerk, "shin", password)
    clerk.send(clerk.page.form("/password/"), old=password, new=OWN, again=OWN)
    clerk.get("/tama/staff/")
    assert clerk.path == "/tama/staff/"
    admin.get("/tama/staff/accounts/shin/")
    admin.send(admin.page.form("/off"))
    clerk.get("/tama/staff/")
    assert clerk.status == 401
    with wall.inside("tama"):
        made = clerks.named("shin")
        assert made
        assert (made.active, made.permits) == (False, ("health",))
    with wall.inside("hachioji"):
        assert clerks.named("shin") is None


def test_who_is_no_admin_sees_no_accounts(visit) -> None:
    for username in ("uketsuke", "kessai"):
        visitor = visit()
        sign_in(visitor, username)
        visitor.get("/tama/staff/accounts/")
        assert visitor.status == 403


def test_the_demo_shows_the_code_and_an_office_at_work_does_not(visit, monkeypatch) -> None:
    visitor = visit()
    visitor.get("/demo/codes/")
    assert visitor.status == 404
    monkeypatch.setattr("django.conf.settings.DEMO", True)
    page = visitor.get("/demo/codes/")
    assert page.html.split('id="code">')[1][:6] in {factors.code_of(demo.SECRET, steps) for steps in (-1, 0)}
    for username, _, roles in demo.CLERKS:
        row = page.html.split(f"<td>{username}</td>")[1].split("</tr>")[0]
        assert row.endswith(f"<td>{'なし' if roles == ('clerk',) else 'あり'}</td>")
