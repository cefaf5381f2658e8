"""配送の報告 - what a report says, in the shapes that servers give it and in any that somebody makes up."""

import pytest

from madoguchi.core.bounce import Report, mark_for
from madoguchi.plugs.delivery import read
from tests.dsn import HOLIDAY, SHAPES, report

SECRET = "s" * 40
MARK = mark_for(SECRET, "tama", 7, "notice/2026-000001-J-1/3/tama")
MAIL = f"From: madoguchi@city.example\nTo: oya@example.jp\nMessage-ID: <{MARK}@city.example>\n\nhello\n"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_mail_given_up_is_known_by_its_mark(shape: str) -> None:
    told = read(report(shape, MAIL))
    assert told
    assert told.failed
    assert told.mark
    assert (told.mark.municipality, told.mark.errand) == ("tama", 7)
    assert told.mark.fits(SECRET, "notice/2026-000001-J-1/3/tama")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("relayed", "2.0.0"), ("delivered", "2.1.5")])
def test_what_may_still_arrive_has_not_failed(shape: str, action: str, status: str) -> None:
    told = read(report(shape, MAIL, action, status))
    assert told
    assert not told.failed


def test_what_was_given_up_after_days_has_failed_whatever_its_code() -> None:
    told = read(report("postfix", MAIL, "failed", "4.4.1"))
    assert told
    assert told.failed, "RFC 3464: failed is final"


@pytest.mark.parametrize(
    "raw", [HOLIDAY, b"", b"\xff\xfe\x00" * 99, MAIL.encode(), b"Content-Type: multipart/report\n\n"]
)
def test_what_is_no_report_says_nothing(raw: bytes) -> None:
    assert read(raw) is None


def test_a_report_of_a_mail_of_somebody_else_has_no_mark() -> None:
    theirs = "From: x@example.jp\nMessage-ID: <20261116.7@example.jp>\n\nhello\n"
    assert read(report("postfix", theirs)) == Report(failed=True, mark=None)


def test_parts_within_parts_without_end_are_no_report() -> None:
    deep = b"".join(
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b%d\n\n--b%d\n" % (at, at)
        for at in range(5000)
    )
    assert read(deep) is None


def test_a_report_of_any_size_is_read_from_its_beginning() -> None:
    assert read(report("postfix", MAIL) + b"x" * 3_000_000) == read(report("postfix", MAIL))
