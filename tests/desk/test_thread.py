"""一本の糸 - one child from the first page to the letter, through the desk alone."""

from datetime import UTC, datetime, timedelta

import pytest

from madoguchi import settings
from madoguchi.core.case import Actor
from madoguchi.core.days import jst_date
from madoguchi.core.flow import NotAllowed
from madoguchi.core.reference import code_for
from madoguchi.desk import apply, ask, confirm, deliver, nightly, status, submit, tell
from madoguchi.desk.act import act
from madoguchi.desk.refusals import AlreadySubmitted, Incomplete, NoDraft, Refused, WindowClosed
from madoguchi.lab.family import answers, family
from madoguchi.store import asks, cases, codes, drafts, editions, errands, events, notices, wall
from madoguchi.store.errors import Stale

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
CLERK, DECIDER = Actor("uketsuke", "clerk"), Actor("kessai", "decider")
RESIDENT = submit.RESIDENT


def fill_in(now: datetime = NOW, until: str = "", children: int = 1, **changed: str) -> str:
    """A draft as the family has it before the check page; it typed for four minutes."""
    key = apply.start("gakudo", now)
    draft = apply.open_draft(key)
    edition, today = editions.opened(draft.edition), jst_date(now)
    given = answers(edition, family(children=children, **changed), today, until)
    drafts.save(key, given, {}, draft.version, {"start": 200, "contact": 40}, now)
    return key


def typed(**changed: str) -> dict[str, list[str]]:
    """All that the family types; a page reads its own inputs."""
    return {name: [text] for name, text in family(**changed).items()}


def hand_in(now: datetime = NOW, children: int = 1, **changed: str) -> str:
    key = fill_in(now, children=children, **changed)
    return submit.submit(key, f"key-{key}", now).reference


def seen(case) -> list[str]:
    """What was found, apart from the papers that the sample family brings later."""
    return [finding.code for finding in case.findings if finding.code != "evidence_missing"]


def case_of(reference: str):
    (case,) = cases.cases_of(reference)
    return case


def test_an_application_becomes_a_case_to_be_reviewed(tama):
    case = case_of(hand_in())
    assert (case.status, case.title, seen(case)) == ("received", "見本 花子", [])


def test_each_child_has_a_case_and_the_household_is_there_once(tama):
    support = {"children__1__class_type": "undecided"}
    reference = hand_in(children=2, **support)
    first, second = cases.cases_of(reference)
    assert (first.id, first.title, second.id, second.title) == (
        *(f"{reference}-1", "見本 花子"),
        *(f"{reference}-2", "見本 太郎"),
    )
    assert seen(first) == []
    assert seen(second) == ["class_undecided"]
    assert (first.facets["grade"], second.facets["grade"]) == (1, 3)
    act(second.id, "pass", CLERK, NOW)
    assert [case.status for case in cases.cases_of(reference)] == ["received", "passed"]


def test_a_correction_for_one_child_changes_the_household_of_both(tama):
    reference = hand_in(children=2, guardians__0__work_days="8")
    assert [seen(case) for case in cases.cases_of(reference)] == [["work_days"]] * 2
    first, _ = cases.cases_of(reference)
    act(first.id, "return", CLERK, NOW, fields=("guardians.0.work_days", "child_count"), message="確かめてください")
    assert [field.id for _, field in ask.asked(first.id).fields] == ["work_days"], "each child has its case by now"
    ask.correct(first.id, {"guardians.0.work_days": ["20"], "child_count": ["1"]}, RESIDENT, NOW)
    assert [(case.status, seen(case)) for case in cases.cases_of(reference)] == [("received", [])] * 2


def test_the_same_key_gives_the_same_receipt_and_no_second_case(tama):
    key = fill_in()
    first = submit.submit(key, "one", NOW)
    assert submit.submit(key, "one", NOW) == first
    assert submit.submit(key, "another check page", NOW) == first
    assert submit.receipt(key) == first
    assert len(cases.cases_of(first.reference)) == 1


def test_a_key_of_any_length_is_a_key(tama):
    key = fill_in()
    long = "花" * 5_000
    assert submit.submit(key, long, NOW) == submit.submit(key, long, NOW)


def test_two_families_get_two_references(tama):
    assert hand_in() != hand_in()


def test_the_secret_opens_the_application_however_it_is_typed(tama):
    key = fill_in()
    receipt = submit.submit(key, "one", NOW)
    assert status.enter(receipt.reference, receipt.secret)
    assert status.enter(f" {receipt.reference.lower()} ", receipt.secret.replace("-", " ").lower())
    assert status.enter(receipt.reference, "0000-0000-0000") is None
    assert status.enter("no such thing", receipt.secret) is None


def test_a_draft_with_mistakes_is_refused_with_all_of_them(tama):
    key = apply.start("gakudo", NOW)
    apply.save(key, "start", typed(), apply.open_draft(key).version, None, NOW)
    with pytest.raises(Refused) as refused:
        submit.submit(key, "one", NOW)
    assert {"address", "truth", "children.0.club_1"} <= {mistake.path for mistake in refused.value.mistakes}


def test_what_was_typed_wrong_is_kept_beside_the_answers(tama):
    key = fill_in(until="child-1")
    raw = typed(children__0__birth__m="13")
    saved = apply.save(key, "child-1", raw, apply.open_draft(key).version, None, NOW)
    assert saved.draft.answers["children"][0]["name"] == "見本 花子"
    assert saved.draft.typed == {"children.0.birth.y": "2020", "children.0.birth.m": "13", "children.0.birth.d": "14"}


def test_a_second_tab_does_not_overwrite_the_first(tama):
    key = apply.start("gakudo", NOW)
    version = apply.open_draft(key).version
    apply.save(key, "start", typed(), version, None, NOW)
    with pytest.raises(Stale):
        apply.save(key, "start", typed(child_count="2"), version, None, NOW)


def test_a_handed_in_draft_no_longer_changes(tama):
    key = fill_in()
    submit.submit(key, "one", NOW)
    with pytest.raises(AlreadySubmitted):
        apply.save(key, "child-1", {}, 1, None, NOW)
    with pytest.raises(NoDraft):
        apply.open_draft("no-such-key")


@pytest.mark.parametrize(
    ("moment", "in_time"),
    [("2026-11-26T14:59:59", True), ("2026-11-26T15:00:00", False)],
)
def test_the_last_day_ends_at_midnight_in_japan(tama, moment, in_time):
    key = fill_in()
    then = datetime.fromisoformat(f"{moment}+00:00")
    if in_time:
        assert submit.submit(key, "one", then).reference
    else:
        with pytest.raises(WindowClosed) as closed:
            submit.submit(key, "one", then)
        assert closed.value.following is not None


def test_a_case_is_passed_and_approved_and_the_letter_is_there(tama):
    case = case_of(hand_in())
    act(case.id, "pass", CLERK, NOW, touch=42)
    (decided,) = act(case.id, "approve", DECIDER, NOW, reason="定員に空きがあるため", place="daini")
    assert (decided.status, decided.outcome) == ("approved", "approved")
    (letter,) = notices.of_case(case.id)
    assert "見本 花子さんの保護者様" in letter.body
    assert "定員に空きがあるため" in letter.body
    assert "2027年4月1日" in letter.body
    deliver.opened(case.id, NOW)
    deliver.opened(case.id, NOW + timedelta(days=1))
    assert notices.of_case(case.id)[0].opened == NOW
    assert [event.deed for event in events.read(subject=case.id)] == ["submit", "pass", "decide", "open"]


def test_each_deed_is_one_event_and_none_holds_a_name(tama):
    case = case_of(hand_in())
    act(case.id, "pass", CLERK, NOW, touch=42)
    told = list(events.read(subject=case.id))
    assert [(event.deed, event.who, event.source, event.to) for event in told] == [
        ("submit", "resident", "", "received"),
        ("pass", "uketsuke", "received", "passed"),
    ]
    assert [event.touch for event in told] == [240, 42]
    assert "花子" not in repr(told)


@pytest.mark.parametrize(
    ("step", "by"), [("approve", CLERK), ("approve", DECIDER), ("pass", DECIDER), ("pass", RESIDENT), ("fly", CLERK)]
)
def test_nobody_does_what_the_flow_does_not_allow(tama, step, by):
    case = case_of(hand_in())
    with pytest.raises(NotAllowed):
        act(case.id, step, by, NOW, reason="見本")


def test_a_decision_needs_its_reason(tama):
    case = case_of(hand_in())
    act(case.id, "pass", CLERK, NOW)
    with pytest.raises(Incomplete):
        act(case.id, "refuse", DECIDER, NOW, reason="  ")


def test_two_clerks_at_once_do_not_undo_each_other(tama):
    case = case_of(hand_in())
    act(case.id, "pass", CLERK, NOW, version=case.version)
    with pytest.raises(Stale):
        act(case.id, "send_back", DECIDER, NOW, reason="見本", version=case.version)


def test_many_cases_are_passed_all_or_none(tama):
    first, second = case_of(hand_in()), case_of(hand_in())
    act(second.id, "pass", CLERK, NOW)
    with pytest.raises(NotAllowed), wall.inside("tama", write=True):
        act([first.id, second.id], "pass", CLERK, NOW)
    assert case_of(first.reference).status == "received"


def test_the_family_corrects_what_it_was_asked_to_and_nothing_else(tama):
    case = case_of(hand_in(guardians__0__work_days="8"))
    assert seen(case) == ["work_days"]
    asked = ("guardians.0.work_days",)
    act(case.id, "return", CLERK, NOW, fields=asked, message="日数を確かめてください")
    raw = {"guardians.0.work_days": ["20"], "children.0.name": ["別の 名前"], "guardians.0.name": ["別の 名前"]}
    _, cleaned = ask.correct(case.id, raw, RESIDENT, NOW)
    assert not cleaned.mistakes
    again = case_of(case.reference)
    assert (again.status, seen(again), again.title) == ("received", [], "見本 花子")
    answers = cases.get_application(case.reference).answers
    assert answers["guardians"][0] == {**answers["guardians"][0], "name": "見本 優子", "work_days": 20}
    assert asks.open_of(case.id) == ()


def test_a_wrong_correction_changes_nothing(tama):
    case = case_of(hand_in())
    act(case.id, "return", CLERK, NOW, fields=("guardians.0.phone",), message="番号を確かめてください")
    _, cleaned = ask.correct(case.id, {"guardians.0.phone": ["12"]}, RESIDENT, NOW)
    assert [mistake.path for mistake in cleaned.mistakes] == ["guardians.0.phone"]
    assert case_of(case.reference).status == "correcting"
    assert len(asks.open_of(case.id)) == 1


def test_a_correction_that_calls_up_other_fields_asks_for_them(tama):
    case = case_of(hand_in())
    act(case.id, "return", CLERK, NOW, fields=("guardians.1.reasons",), message="理由を確かめてください")
    raw = {"guardians.1.reasons.birth": ["yes"], "guardians.1.reasons.other": ["yes"]}
    it, cleaned = ask.correct(case.id, raw, RESIDENT, NOW)
    assert [mistake.path for mistake in cleaned.mistakes] == ["guardians.1.detail", "guardians.1.birth_due"]
    assert [field.id for _, field in it.fields] == ["reasons", "detail", "birth_due"], (
        "on its page, and on one of its own"
    )
    raw |= {"guardians.1.detail": ["見本の理由"]}
    raw |= {f"guardians.1.birth_due.{part}": [text] for part, text in (("y", "2027"), ("m", "4"), ("d", "1"))}
    assert not ask.correct(case.id, raw, RESIDENT, NOW)[1].mistakes
    assert cases.get_application(case.reference).answers["guardians"][1]["work_days"] is None


def test_a_correction_is_due_in_the_towns_days_and_lapses_by_the_system(tama):
    case = case_of(hand_in())
    act(case.id, "return", CLERK, NOW, fields=("guardians.0.phone",), message="番号を確かめてください")
    (open_ask,) = asks.open_of(case.id)
    assert (open_ask.due - NOW.date()).days == 14
    assert asks.run_out(open_ask.due) == ()
    assert asks.run_out(open_ask.due + timedelta(days=1)) == (open_ask,)
    assert nightly.run_out(NOW + timedelta(days=14)) == ()
    assert nightly.run_out(NOW + timedelta(days=15)) == (case.id,)
    assert nightly.lapse(case.id, NOW + timedelta(days=15))
    assert not nightly.lapse(case.id, NOW + timedelta(days=15))
    assert case_of(case.reference).status == "received"


def test_the_family_withdraws(tama):
    case = case_of(hand_in())
    act(case.id, "withdraw", RESIDENT, NOW, channel="web")
    assert case_of(case.reference).status == "withdrawn"
    with pytest.raises(NotAllowed):
        act(case.id, "withdraw", RESIDENT, NOW, channel="web")


def mails() -> list[dict]:
    found = []
    while errand := errands.claim("test", 60, NOW + timedelta(hours=1)):
        if call := tell.prepare(errand, errand.payload):
            found.append(call.values)
        errands.finish(errand)
        tell.done(errand, "", NOW)
    return found


def test_an_address_gets_only_a_code_until_it_is_confirmed(tama):
    case = case_of(hand_in(email="family@example.jp"))
    act(case.id, "return", CLERK, NOW, fields=("guardians.0.phone",), message="番号")
    (mail,) = mails()
    code = code_for(settings.SECRET_KEY, f"tama/{case.reference}", codes.get(case.reference).serial)
    assert code in mail["body"]
    assert case.reference not in mail["body"]


def test_a_confirmed_address_gets_receipt_and_news_but_no_names(tama):
    case = case_of(hand_in(email="family@example.jp"))
    code = code_for(settings.SECRET_KEY, f"tama/{case.reference}", codes.get(case.reference).serial)
    assert confirm.confirm(case.reference, f" {code} ", NOW)
    act(case.id, "return", CLERK, NOW, fields=("guardians.0.phone",), message="番号を確かめてください")
    told = mails()
    assert len(told) == 3
    assert all("花子" not in mail["body"] and "確かめて" not in mail["body"] for mail in told)
    assert case.reference in told[1]["body"]
    assert [event.step for event in events.read(subject=case.reference)] == ["confirm_address"]
    assert [event.deed for event in events.read(subject=case.id)] == ["submit", "return", "notify"]


def test_a_code_is_worth_five_tries_and_half_an_hour(tama):
    reference = hand_in(email="family@example.jp")
    code = code_for(settings.SECRET_KEY, f"tama/{reference}", codes.get(reference).serial)
    assert not confirm.confirm(reference, code, NOW + timedelta(minutes=31))
    for _ in range(5):
        assert not confirm.confirm(reference, "000000" if code != "000000" else "111111", NOW)
    assert not confirm.confirm(reference, code, NOW)
    confirm.send(reference, NOW)
    newer = code_for(settings.SECRET_KEY, f"tama/{reference}", codes.get(reference).serial)
    assert newer != code
    assert confirm.confirm(reference, newer, NOW)


def test_an_address_is_not_flooded_with_codes(tama):
    reference = hand_in(email="family@example.jp")
    told = len(mails())
    for _ in range(confirm.SENDS + 3):
        confirm.send(reference, NOW)
        told += len(mails())
    assert told == confirm.SENDS
