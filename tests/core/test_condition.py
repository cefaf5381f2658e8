"""条件 - what a rule may say, and what is refused before anyone is judged by it."""

import pytest

from madoguchi.core.condition import LONGEST, ConditionFault, compile_condition

NAMES = {"grade": None, "birth": None, "guardians": frozenset({"days", "reason"}), "town": frozenset({"limit"})}
SCOPE = {"grade": 3, "birth": "2020-06-14", "guardians": [{"days": 12, "reason": "x"}], "town": {"limit": 12}}


def holds(source: str, **given: object) -> bool:
    return compile_condition(source, NAMES).holds({**SCOPE, **given})


def test_a_condition_speaks_of_answers_and_of_the_towns_values():
    assert holds("guardians.all(g, g.days >= town.limit)")
    assert not holds("guardians.all(g, g.days > town.limit)")


def test_the_grade_comes_from_the_birth_date():
    assert holds('school_grade(birth, "2027-04-01") == 1')


@pytest.mark.parametrize(
    "source",
    ["age > 3", "town.limits > 3", "guardians.all(g, g.hours > 3)", "guardians.exists(h, h.day == 1) && grade == 1"],
)
def test_an_unknown_name_is_refused_at_load(source: str):
    with pytest.raises(ConditionFault, match="知らない項目"):
        compile_condition(source, NAMES)


def test_an_unknown_function_is_refused_at_load():
    with pytest.raises(ConditionFault, match="知らない関数"):
        compile_condition("shout(birth) == 1", NAMES)


def test_a_name_in_quotes_is_text_and_not_a_field():
    assert not compile_condition('birth == "town.nowhere"', NAMES).holds(SCOPE)


def test_a_source_that_is_too_long_is_refused():
    with pytest.raises(ConditionFault, match="長すぎます"):
        compile_condition("grade == 1 || " * LONGEST + "true", NAMES)


def test_a_broken_source_is_refused():
    with pytest.raises(ConditionFault):
        compile_condition("grade ==", NAMES)


def test_a_condition_that_is_no_question_is_refused_when_asked():
    with pytest.raises(ConditionFault, match="真偽"):
        holds("grade + 1")


def test_an_unanswered_number_must_be_guarded():
    with pytest.raises(ConditionFault):
        holds("grade > 2", grade=None)
    assert not holds("grade != null && grade > 2", grade=None)


def test_japanese_text_is_counted_in_letters():
    assert compile_condition('text_size(birth) == 2 && "申請" == birth', NAMES).holds({**SCOPE, "birth": "申請"})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('same_week(week, week_from(["月", "祝日"], "09:00", "17:00", null, null, null, null))', True),
        ('same_week(week, week_from(["月", "火"], "09:00", "17:00", null, null, null, null))', False),
        ('same_week(week, week_from(["月"], "09:00", "16:00", null, null, null, null))', False),
        ('week_matches(week_from(["土", "日"], null, null, "9:00", "15:30", null, null), "15:00", "17:00", 0)', 1),
        ("week_from(none, none, none) == {}", True),
        ('weekday_count(["月", "土", "祝日"])', 2),
        ("weekday_count(none)", 0),
        ("tenths(half) == 10 * 5 + 5", True),
        ("tenths(none) == null", True),
        ('same(none, "")', True),
        ('["㈱見本"].exists(f, same(f, "株式会社　見本"))', True),
        ('mentions("代表 見本 太郎", "見本太郎")', True),
        ('same_place("見本町1丁目2", "見本町1-2")', True),
    ],
)
def test_what_papers_need_is_reckoned_alike_by_cel_and_by_us(source: str, expected: object) -> None:
    scope = {"week": {"mon": {"start": "09:00", "end": "17:00"}}, "none": None, "half": 5.5}
    condition = compile_condition(source, dict.fromkeys(scope))
    assert condition.value(scope) == condition.asked_of_cel(scope) == expected
