"""審査の物語 - a certificate with other working days is seen, asked about, sent anew, read again, and passed."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Locator, Page, expect

from madoguchi.lab import axe
from madoguchi.lab.certificate.paper import paper
from madoguchi.lab.certificate.values import values
from madoguchi.lab.family import family
from madoguchi.store import events, wall
from tests.desk.test_review import certificate
from tests.stories.conftest import Beside, Counter, until
from tests.stories.hands import fill_at_once, look_up, open_case, sign_in

CHILD = "見本 花子"


@pytest.fixture
def beside() -> Beside:
    """Papers are read."""
    return Beside({"MADOGUCHI_READING": "paper"})


def file_of(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def with_certificate(page: Page, counter: Counter, told: dict[str, str], path: str) -> tuple[str, str]:
    """Apply, with the mother's certificate on its page."""
    page.goto(f"{counter.url}/tama/gakudo/")
    page.get_by_role("button", name="申し込む").click()
    field = "guardians.0.evidence"
    for _ in range(60):
        if page.url.endswith("/check/"):
            break
        if page.locator(f'[name="{field}.new"]').count():
            page.locator(f'[name="{field}.new"]').first.set_input_files(path)
            here = page.url
            page.get_by_role("button", name="次へ").click(timeout=60_000)
            page.wait_for_url(lambda url, here=here: url != here, timeout=60_000)  # it is read meanwhile
            told = {name: value for name, value in told.items() if name != f"{field}_later"}
        else:
            fill_at_once(page, told)
    page.get_by_role("button", name="申請する").click()
    return page.locator("#reference").inner_text(), page.locator("#secret").inner_text()


def printed(**changed: object) -> tuple[str, bytes]:
    """The mother's certificate as a PDF, out of which values are cut."""
    told = {**values(Random(1), life="full_time"), "name": "見本 優子", "birth_date": "1988-05-05"}
    return paper({**told, **changed}, Random(3), "pdf", layout="national")


def seen(finding: Locator) -> None:
    """The value, cut out of the page."""
    crop = finding.locator(".shot img").first
    crop.scroll_into_view_if_needed()
    until(lambda: crop.evaluate("one => one.complete && one.naturalWidth > 200"), "the crop")


def read_by(desk: Page, what: str) -> None:
    """Look at the case again until the worker has read the paper."""

    def there() -> bool:
        desk.reload()
        return what in desk.locator("main").inner_text()

    until(there, what)


def to(desk: Page, finding: Locator) -> None:
    """From finding to finding by key."""
    for _ in range(20):
        desk.keyboard.press("j")
        if finding.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError("no key leads there")


def test_other_working_days_are_seen_asked_about_sent_anew_and_passed(
    counter: Counter, phone: Page, desk: Page, tmp_path: Path, javascript: bool
) -> None:
    wrong = file_of(tmp_path, *printed(days_per_month=12))
    reference, secret = with_certificate(phone, counter, dict(family()), wrong)

    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, CHILD)
    read_by(desk, "証明書は12日")
    finding = desk.locator("article.finding", has_text="証明書は12日")
    expect(finding.locator("tr.differs").first).to_contain_text("20日")
    seen(finding)
    if javascript:  # axe is a script
        assert axe.wrong(desk, {1280: 800}) == []
    if javascript:
        to(desk, finding)
        desk.keyboard.press("r")
        desk.wait_for_url("**/return/**")
    else:
        finding.get_by_role("button", name="依頼に加える").click()
    message = desk.locator('[name="message"]')
    expect(message).to_have_value(re.compile("働く日数|日数"))
    words = message.input_value()
    desk.locator('[name="fields"][value="guardians.0.evidence"]').check()
    desk.get_by_role("button", name="補正を依頼する").click()
    expect(desk.get_by_role("status")).to_contain_text("補正を依頼する")

    look_up(phone, counter, reference, secret)
    expect(phone.locator("main")).to_contain_text(words.splitlines()[0])
    phone.get_by_role("link", name=re.compile("直す")).first.click()
    right = file_of(tmp_path, "new.xlsx", certificate(days_per_month=20)[1])
    phone.locator('[name="guardians.0.evidence.new"]').first.set_input_files(right)
    for box in phone.locator('[name="guardians.0.evidence.remove"]').all():
        box.check(force=True)
    phone.locator("main form button:not([type=button])").last.click()
    phone.wait_for_url("**/?done*")

    open_case(desk, counter, CHILD)
    until(lambda: (desk.reload(), "読み取り中" not in desk.locator("main").inner_text())[1], "read again")
    expect(desk.locator(".finding", has_text="証明書は12日")).to_have_count(0)
    desk.get_by_role("button", name="審査を通す").click()
    expect(desk.get_by_role("status")).to_contain_text("審査を通す")
    with wall.inside("tama"):
        told = {one.step: one for one in events.read(subject=f"{reference}-1")}
    assert {"return", "verdict", "pass"} <= set(told)
    assert told["verdict"].note["verdict"] == "asked"
    if javascript:
        assert told["return"].touch is not None
        assert told["pass"].touch is not None


def test_the_cells_of_a_workbook_are_shown_and_a_finding_is_settled_by_key(
    counter: Counter, phone: Page, desk: Page, tmp_path: Path, javascript: bool
) -> None:
    wrong = file_of(tmp_path, *certificate(days_per_month=12))
    with_certificate(phone, counter, dict(family()), wrong)
    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, CHILD)
    read_by(desk, "証明書は12日")
    finding = desk.locator("article.finding", has_text="証明書は12日")
    expect(finding.locator(".cells")).to_contain_text("!")
    key = finding.get_attribute("id")
    if javascript:
        to(desk, finding)
        desk.keyboard.press("f")
    else:
        finding.get_by_role("button", name="問題なし").click()
    expect(desk.locator(f"details.settled#{key}")).to_contain_text("問題なし")
