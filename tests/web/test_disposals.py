"""保存と廃棄の画面 - admins see what went and print its certificate; to others the pages are not there."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory

from madoguchi.core.case import Clerk
from madoguchi.desk import publish, retention
from madoguchi.store import municipalities, wall
from madoguchi.web.staff import disposals
from tests.desk.test_retention import ADMIN, FIRST, NOW, SECOND, closed, night, with_rule, years_ago


@pytest.fixture
def gone(house: object, gakudo: dict[str, Any]) -> None:
    """One application that went, and one that is kept."""
    with wall.inside("tama", write=True):
        edition = publish.publish(with_rule(gakudo), NOW)
    for reference in (FIRST, SECOND):
        closed(reference, years_ago(6), edition)
    with wall.inside("tama", write=True):
        retention.hold(SECOND, "litigation", ADMIN, NOW)
    assert night() == [FIRST]


def page(view: Any, *roles: str, **values: Any) -> str:
    """What somebody with these roles sees, who is signed in."""
    request = RequestFactory().get("/tama/staff/disposals/")
    request.session = {}
    request.city, request.clerk = municipalities.get("tama"), Clerk(1, "kanri", "管理", roles)
    with wall.inside("tama"):
        return view.__wrapped__.__wrapped__(request, city="tama", **values).content.decode()


def test_admins_see_what_went_and_what_is_kept(gone: None) -> None:
    text = page(disposals.disposals, "admin")
    assert "第1号" in text
    assert SECOND in text
    assert "訴訟" in text


def test_a_certificate_has_every_number_and_nobodys_name(gone: None) -> None:
    text = page(disposals.certificate, "admin", number=1)
    assert FIRST in text
    assert "4年(完結した日の翌日から)(見本)" in text
    assert "花子" not in text


@pytest.mark.parametrize("roles", [("clerk",), ("decider",), ("clerk", "designer")])
def test_to_others_they_are_not_there(gone: None, roles: tuple[str, ...]) -> None:
    with pytest.raises(Http404):
        page(disposals.disposals, *roles)
    with pytest.raises(Http404):
        page(disposals.certificate, *roles, number=1)


def test_a_certificate_nobody_made_is_not_there(gone: None) -> None:
    with pytest.raises(Http404):
        page(disposals.certificate, "admin", number=9)
