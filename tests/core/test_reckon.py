"""条件の計算 - plain Python answers as CEL does, or leaves the question to it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.condition import FUNCTIONS, Condition, ConditionFault, compile_condition
from madoguchi.core.reckon import Doubt, plain

NAMES: dict[str, frozenset[str] | None] = dict.fromkeys(("a", "b", "n", "s", "flag", "xs", "rows", "this", "table"))
TEXTS = ("", "x", "y", "2020-06-14", "申請", "12")
SCALARS = st.one_of(st.none(), st.booleans(), st.sampled_from((0, 1, 2, -7, 2**62)), st.sampled_from(TEXTS))
ITEMS = st.fixed_dictionaries({"p": SCALARS, "q": SCALARS, "xs": st.lists(SCALARS, max_size=2)})
SCOPES = st.fixed_dictionaries(
    {
        "a": SCALARS,
        "b": SCALARS,
        "n": st.sampled_from((None, 0, 1, 2, -7)),
        "s": st.sampled_from(TEXTS),
        "flag": st.sampled_from((None, True, False)),
        "xs": st.lists(st.sampled_from(TEXTS), max_size=3),
        "rows": st.lists(ITEMS, max_size=3),
        "this": ITEMS,
        "table": st.dictionaries(st.sampled_from(TEXTS), SCALARS, max_size=3),
    }
)
LITERALS = st.sampled_from(
    ("true", "false", "null", "0", "1", "2", "-7", "[]", "{}", '["x", "y"]', "[1, 2]", *(f'"{text}"' for text in TEXTS))
)
PLACES = st.sampled_from(
    ("a", "b", "n", "s", "flag", "xs", "rows", "table", "this.p", "this.xs", "rows[0].p", "rows[1]", 'table["x"]')
)
BINARY = ("==", "!=", "<", "<=", ">", ">=", "&&", "||", "+", "-", "*", "/", "%", "in")


def _wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(inner, st.sampled_from(BINARY), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, st.sampled_from(BINARY), inner, st.sampled_from(BINARY), inner).map(" ".join),
        inner.map(lambda e: f"!({e})"),
        inner.map(lambda e: f"size({e})"),
        inner.map(lambda e: f"({e}).size()"),
        inner.map(lambda e: f"string({e})"),
        inner.map(lambda e: f"int({e})"),
        inner.map(lambda e: f"text_size({e})"),
        inner.map(lambda e: f"digits({e})"),
        pairs.map(lambda t: f"days_between({t[0]}, {t[1]})"),
        pairs.map(lambda t: f"[{t[0]}, {t[1]}]"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} ? {t[1]} : {t[2]})"),
        st.tuples(inner, st.sampled_from(("startsWith", "endsWith", "contains")), inner).map(
            lambda t: f"({t[0]}).{t[1]}({t[2]})"
        ),
        st.tuples(
            st.sampled_from(("rows", "xs", "table", "this.xs")),
            st.sampled_from(("all", "exists", "exists_one", "filter")),
            st.one_of(
                inner, st.tuples(st.sampled_from(("r.p", "r", "r.xs")), inner).map(lambda t: f"{t[0]} == {t[1]}")
            ),
        ).map(lambda t: f"{t[0]}.{t[1]}(r, {t[2]})"),
    )


SOURCES = st.recursive(st.one_of(LITERALS, PLACES), _wider, max_leaves=6)


def _plainly(source: str, scope: dict[str, Any]) -> tuple[bool, Any]:
    run = plain(source, FUNCTIONS)
    if run is None:
        return False, None
    try:
        return True, run(scope, {})
    except (Doubt, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        return False, None


@given(SOURCES, SCOPES)
def test_what_is_answered_plainly_cel_answers_alike(source: str, scope: dict[str, Any]):
    known, answer = _plainly(source, scope)
    if not known:
        return
    condition: Condition = compile_condition(source, NAMES)
    told = condition.asked_of_cel(scope)
    # JSON tells true from 1, which Python does not.
    assert json.dumps(told, sort_keys=True) == json.dumps(answer, sort_keys=True), source


@pytest.mark.parametrize(
    ("source", "scope", "answer"),
    [
        ("this.p == true", {"this": {"p": None}}, False),
        ('"x" in this.xs', {"this": {"xs": ["x"]}}, True),
        ('a in ["x", "y"]', {"a": "z"}, False),
        ("n != null && n > 2", {"n": None}, False),
        ("n == null || n * 2 == 4", {"n": 2}, True),
        ('rows.exists(r, r.p == "x")', {"rows": [{"p": "x"}]}, True),
        ("size(rows.filter(r, r.p == this.p)) > 1", {"rows": [{"p": 1}, {"p": 1}], "this": {"p": 1}}, True),
        ('rows.exists(r, r.xs.exists(x, x == "y"))', {"rows": [{"xs": ["y"]}]}, True),
        ('s in table ? table[s] : ""', {"s": "x", "table": {"x": "第一"}}, "第一"),
        ("size(s)", {"s": "申"}, 3),
    ],
)
def test_the_commonest_shapes_are_answered_plainly(source: str, scope: dict[str, Any], answer: object):
    assert _plainly(source, scope) == (True, answer)


@pytest.mark.parametrize(
    ("source", "scope"),
    [
        ("n > 2", {"n": None}),
        ("flag && s", {"flag": True, "s": "x"}),
        ("n + 1", {"n": 2**63 - 1}),
        ("n == 1.0", {"n": 1}),
        ("n / 2", {"n": -7}),
        ("rows.exists(r, r.p > 1)", {"rows": [{"p": 2}, {"p": None}]}),
        ('s.matches("x+")', {"s": "x"}),
        ("1.5 > 1.0", {}),
        ('"\\u3042" == s', {"s": "あ"}),
        ("(" * 60 + "true" + ")" * 60, {}),
    ],
)
def test_what_is_doubtful_is_left_to_cel(source: str, scope: dict[str, Any]):
    assert _plainly(source, scope) == (False, None)


def test_a_list_it_comes_to_is_its_own():
    scope = {"xs": ["x"]}
    told = compile_condition("xs", NAMES).value(scope)
    told.append("y")
    assert scope == {"xs": ["x"]}


def test_what_fails_is_told_by_cel():
    with pytest.raises(ConditionFault):
        compile_condition("n > 2", NAMES).holds({"n": None})
