"""勤め先への依頼 - what was stated goes on with the next application while it is valid, and to nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError

from madoguchi.core.statement import Statement
from madoguchi.desk import again, apply, invite, issuer
from madoguchi.desk.submit import submit
from madoguchi.lab.family import answers, family
from madoguchi.store import attachments, cases, drafts, editions, persons, statements, tables
from madoguchi.web.clock import now, today

PLACE = "guardians.0.evidence"


def handed_in() -> str:
    """An application of somebody who signed in."""
    key = apply.start("gakudo", now())
    draft = drafts.get(key)
    assert draft
    drafts.save(key, answers(editions.opened(draft.edition), family(), today()), {}, draft.version, {}, now())
    return submit(key, "k" * 30, now(), person=persons.known("myna", "h", now())).reference


def stated(reference: str, days: int = 0) -> Statement:
    """A statement of so many days ago."""
    at = now() - timedelta(days=days)
    says = {"office_name": "株式会社見本", "cert_date": at.date().isoformat()}
    plain = {"owner": "", "reference": reference, "place": PLACE, "document": "work_certificate", "invitation": 1}
    one = Statement(0, **plain, version=1, says=says, at=at, domain="mihon.example.jp", free=False)
    return replace(one, id=statements.put(one))


@pytest.mark.parametrize(("days", "taken"), [(10, 1), (120, 0)])
def test_a_second_application_takes_a_valid_statement_over(tama: None, days: int, taken: int) -> None:
    reference = handed_in()
    first = stated(reference, days)
    key = again.begin(reference, persons.known("myna", "h", now()), {}, now())
    found = statements.statements(attachments.owner_of(key))
    assert len(found) == taken
    if taken:
        assert replace(found[0], id=first.id, owner="", reference=reference) == first
        assert invite.stated(key, invite.of_draft(key, now()).edition)[PLACE]["office_name"] == "株式会社見本"


def test_a_draft_of_its_own_takes_nothing_over(tama: None) -> None:
    stated(handed_in())
    key = apply.start("gakudo", now())
    assert invite.stated(key, invite.of_draft(key, now()).edition) == {}


def test_what_was_stated_is_never_stated_otherwise(tama: None) -> None:
    one = stated(handed_in())
    with pytest.raises(DatabaseError):
        tables.Statement.objects.filter(pk=one.id).update(says={})


def test_what_was_handed_in_is_not_taken_away(tama: None) -> None:
    one = stated(handed_in())
    try:
        tables.Statement.objects.filter(pk=one.id).delete()
    except DatabaseError:
        return
    assert tables.Statement.objects.filter(pk=one.id).exists()


def test_where_nobody_is_employed_nobody_is_asked(tama: None) -> None:
    whose = invite.of_application(handed_in())
    assert [one.path for one in whose.places] == [PLACE, "guardians.1.evidence"]
    application = cases.get_application(whose.reference)
    assert application
    told = dict(application.answers)
    told["guardians"] = [{**one, "work_form": "self_home"} for one in told["guardians"]]
    assert replace(whose, answers=told).places == ()


def test_codes_by_one_address_of_ours_end(tama: None) -> None:
    whose = invite.of_application(handed_in())
    token, say = invite.offer(whose, whose.places[0], now())
    assert not say
    told = [issuer.send_code(f"a{n}@mihon.example.jp", token, now())[1] for n in range(issuer.SENDS + 1)]
    assert told == [""] * issuer.SENDS + [issuer.SPENT]


def test_a_proof_is_good_for_its_own_address_alone(tama: None) -> None:
    proof = issuer.seal.sealed({"to": "a@mihon.example.jp", "for": issuer.seal.digest("one")})
    assert issuer.sender_of(proof, "one") == "a@mihon.example.jp"
    assert issuer.sender_of(proof, "two") == issuer.sender_of("x", "one") == issuer.sender_of("", "one") == ""
