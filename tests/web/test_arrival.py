"""到達 - the case's page says when the family knew of a decision, and until when it may ask for a review."""

import pytest

from madoguchi.core.arrival import review_ends
from madoguchi.core.case import Actor
from madoguchi.core.days import jst_date, spoken_long
from madoguchi.desk.act import act
from madoguchi.store import notices, wall
from madoguchi.web.clock import now
from tests.web.test_letters import pdf_of
from tests.web.visits import Visitor, hand_in, look_up, open_case, shown, sign_in, work


@pytest.fixture
def decided(visitor: Visitor) -> tuple[str, str]:
    """A case that was refused, and its family's secret."""
    reference = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", Actor("uketsuke", "clerk"), now())
        act(f"{reference}-1", "refuse", Actor("kessai", "decider"), now(), reason="指数 15点。最後の方は 18点でした。")
    work()
    return f"{reference}-1", secret


def history(clerk: Visitor, case_id: str) -> str:
    return open_case(clerk, case_id).text()


def test_nothing_ends_before_the_family_has_opened_it(visitor: Visitor, decided: tuple[str, str], staff: None) -> None:
    sign_in(visitor)
    text = history(visitor, decided[0])
    assert "開封" not in text
    assert "審査請求は" not in text


def test_opened_and_fetched_are_kept_and_the_last_day_of_review_follows(
    visitor: Visitor, decided: tuple[str, str], staff: None, visit
) -> None:
    case_id, secret = decided
    look_up(visitor, case_id.rpartition("-")[0], secret)
    visitor.send(visitor.page.form("/result/"))
    with wall.inside("tama"):
        (before,) = notices.of_case(case_id)
    assert before.opened
    assert before.downloaded is None
    pdf_of(visitor)
    with wall.inside("tama"):
        (after,) = notices.of_case(case_id)
    assert after.downloaded
    clerk = visit()
    sign_in(clerk)
    text = history(clerk, case_id)
    end = spoken_long(review_ends(jst_date(after.opened)))
    assert "PDFを保存" in text
    assert f"審査請求は{end}まで" in text.replace(" ", "")
