"""Behaviours of selection that municipalities' own rules show; each test has the name of one, and says whose it is.

Those of eligibility, points and fees are rules of other rooms; here stands what concerns who gets which place.
"""

from datetime import date

import pytest

from madoguchi.core.allocation import Refused, allocate, following, nearby, offers, remaining, with_wishes
from madoguchi.core.allocation.scale import exact
from tests.core.allocation.rounds import LOT, POINTS, checked, child, codes, places, pool, reasons, round_of

LOW_FIRST = {"id": "phase", "label": "学年の区分", "better": "lower", "default": 1}


def test_threshold_not_ranking():
    """荒川区: 17 and above are approved; below only when specially recognised, whatever is free."""
    rule = {"id": "total", "label": "基準17点", "component": "points", "at_least": 17, "unless": "recognised"}
    children = [child("a", "x", 16), child("b", "x", 17), child("c", "x", 16, tags=["recognised"])]
    priority = (POINTS, {"id": "order", "label": "受付順", "better": "lower"})
    for number, one in enumerate(children):
        one["values"]["order"] = number
    result = checked(round_of([pool("x", 9)], children, priority=priority, rules={"thresholds": [rule]}))
    assert places(result) == {"a": None, "b": "x", "c": "x"}
    told = reasons(result, "a")[0]
    assert (told["code"], told["mine"], told["limit"]) == ("threshold", 16, 17)


def test_batch_all_admitted():
    """町田市: within the window, grades 1-3 are all admitted without ranking, beyond the capacity too; it is named."""
    children = [child(name, "x", n, always="一斉受付") for n, name in enumerate("abc")] + [child("d", "x", 99)]
    result = checked(round_of([pool("x", 2)], children))
    assert places(result) == {"a": "x", "b": "x", "c": "x", "d": None}
    assert result["pools"][0]["over"] == 1
    assert codes(result, "d") == ["full"]


def test_grade_phase():
    """目黒区、府中市、町田市: grades 4-6 only after grades 1-3 and disabled children are placed."""
    children = [
        child("fourth", "x", 20, values={"phase": 2}),
        child("third", "x", 10, values={"phase": 1}),
        child("disabled_fifth", "x", 9, values={"phase": 1}),
    ]
    result = checked(round_of([pool("x", 2)], children, priority=(LOW_FIRST, POINTS)))
    assert places(result) == {"fourth": None, "third": "x", "disabled_fifth": "x"}
    told = reasons(result, "fourth")[0]
    assert (told["component"], told["mine"], told["cutoff"]) == ("phase", 2, 1)


def test_quota_inside_capacity():
    """瑞穂町: two places for disabled children inside each club's capacity; others get what these leave."""
    quota = [{"id": "special", "tag": "disabled", "seats": 2}]
    children = [child(name, "x", 20 - n) for n, name in enumerate("abc")]
    disabled = [child(name, "x", n, tags=["disabled"]) for n, name in enumerate(("p", "q", "r"), start=1)]
    result = checked(round_of([pool("x", 3, quotas=quota)], children + disabled))
    assert places(result) == {"a": "x", "b": None, "c": None, "p": None, "q": "x", "r": "x"}
    assert result["pools"][0]["limits"]["special"]["values"] == {"points": 2}
    without = checked(round_of([pool("x", 3, quotas=quota)], [*children, disabled[0]]))
    assert places(without) == {"a": "x", "b": "x", "c": None, "p": "x"}


def test_quota_that_is_not_released_stays_empty():
    quota = [{"id": "special", "tag": "disabled", "seats": 1, "release": False}]
    result = checked(round_of([pool("x", 1, quotas=quota)], [child("a", "x", 20)]))
    assert places(result) == {"a": None}
    assert reasons(result, "a") == [{"wish": 1, "pool": "x", "code": "quota", "reserved": 1}]


def test_over_capacity():
    """あきる野市、中野区: the mayor may exceed the capacity; explicitly, with the reason in the result."""
    over = {"seats": 1, "reason": "緊急の保護", "by": "市長"}
    result = checked(round_of([pool("x", 1, over=over)], [child("a", "x", 2), child("b", "x", 1)]))
    assert places(result) == {"a": "x", "b": "x"}
    assert (result["pools"][0]["over"], result["pools"][0]["reason"]) == (1, "緊急の保護")


@pytest.mark.parametrize(("seats", "refused"), [(4, False), (5, True)])
def test_over_capacity_by_a_tenth(seats: int, refused: bool):
    """東村山市(児童館条例施行規則3条3項): with a capacity of 45 at most floor(45 / 10) = 4 more."""
    over = {"seats": seats, "reason": "見本", "by": "市長"}
    told = round_of([pool("x", 45, over=over)], [child("a", "x", 1)], rules={"over_one_in": 10})
    if refused:
        with pytest.raises(Refused, match="4人まで"):
            allocate(told)
    else:
        assert places(checked(told)) == {"a": "x"}


def test_district_assignment():
    """西東京市: a newcomer goes to the district's club; another one only in a second round; the enrolled stay."""
    pools = [pool("north", 2, zones=["n"]), pool("south", 2, zones=["s"])]
    children = [
        child("newcomer", "south north", 20, zone="n"),
        child("enrolled", "south", 1, zone="n", present="south"),
        child("sibling", "south", 5, zone="n", tags=["enrolled_sibling"]),
        child("elsewhere", "south", 9, zone="n"),
    ]
    told = round_of(pools, children, rules={"zones_exempt": ["enrolled_sibling"]})
    result = checked(told)
    assert places(result) == {"newcomer": "north", "enrolled": "south", "sibling": "south", "elsewhere": None}
    assert codes(result, "newcomer") == ["zone"]
    second = remaining(told, result, "second", [child("elsewhere", "north south", 9)])
    for one in second["pools"]:
        one.pop("zones")
    assert places(checked(second)) == {"elsewhere": "north"}


def test_nearby_club_while_held():
    """三鷹市: a child held at its first choice may enter a club with space, and keeps its place in line."""
    children = [child("a", "x", 9), child("b", "x", 8, nearby=["y"]), child("c", "x", 7, nearby=["y"])]
    told = round_of([pool("x", 1), pool("y", 1)], children)
    result = checked(told)
    assert nearby(told, result) == {"b": "y"}
    assert result["pools"][0]["waiting"] == ["b", "c"]


def test_capacity_full_but_accept():
    """多摩市: without a vacancy an application is accepted, and waits."""
    result = checked(round_of([pool("x", 0)], [child("a", "x", 9), child("b", "x", 8)]))
    assert places(result) == {"a": None, "b": None}
    assert result["pools"][0]["waiting"] == ["a", "b"]
    assert codes(result, "a") == ["full"]


def test_preference_change():
    """多摩市: a change of wishes is a new application with its own date; the old place in line is lost."""
    by_date = (
        {"id": "applied", "label": "申請日", "better": "lower"},
        {"id": "order", "label": "受付順", "better": "lower"},
    )
    children = [
        {"id": name, "wishes": ["x"], "values": {"applied": day, "order": n}}
        for n, (name, day) in enumerate((("first", 1), ("second", 2), ("third", 3)))
    ]
    told = round_of([pool("x", 1), pool("y", 0)], children, priority=by_date)
    assert checked(told)["pools"][0]["waiting"] == ["second", "third"]
    changed = with_wishes(told, "second", ["y", "x"], {"applied": 9})
    assert checked(changed)["pools"][0]["waiting"] == ["third", "second"]


def test_tie_break_chain():
    """expydoc 7557445: lower grade, disabled and not self-reliant, single parent or no parents, more working days."""
    chain = (
        POINTS,
        {"id": "grade", "label": "学年", "better": "lower"},
        {"id": "disabled", "label": "障害", "better": "higher", "default": 0},
        {"id": "single", "label": "ひとり親", "better": "higher", "default": 0},
        {"id": "days", "label": "就労日数", "better": "higher", "default": 0},
    )
    rows = {
        "first_grade": {"grade": 1, "days": 1},
        "disabled": {"grade": 2, "disabled": 1},
        "single": {"grade": 2, "single": 1, "days": 5},
        "busy": {"grade": 2, "days": 20},
        "less_busy": {"grade": 2, "days": 19},
    }
    children = [child(name, "x", 15, values=values) for name, values in rows.items()]
    result = checked(round_of([pool("x", 0)], children, priority=chain))
    assert result["pools"][0]["waiting"] == list(rows)


def test_priority_after_batch():
    """小金井市、三鷹市: those who came later are judged afterwards, on what is left."""
    told = round_of([pool("x", 2)], [child("a", "x", 1)])
    result = checked(told)
    later = remaining(told, result, "later", [child("late", "x", 99), child("later", "x", 98)])
    assert places(checked(later)) == {"late": "x", "later": None}


def test_reference_date():
    """荒川区: a change filed after 01-20 is ignored for the ranking of April."""
    late = {"filed": "2027-01-25", "values": {"points": 30}}
    children = [child("a", "x", 10, changes=[late]), child("b", "x", 20)]
    result = checked(round_of([pool("x", 1)], children, rules={"reference_date": "2027-01-20"}))
    assert places(result) == {"a": None, "b": "x"}
    assert result["ignored"] == [{"applicant": "a", "filed": "2027-01-25"}]


def test_rerank_waiting():
    """八王子市、狛江市: with a new certificate the waiting order is reckoned anew; who has a place keeps it."""
    new = {"filed": "2027-05-08", "values": {"points": 30}}
    children = [child("in", "x", 25), child("a", "x", 20), child("b", "x", 10, changes=[new])]
    told = round_of([pool("x", 1)], children, rules={"reference_date": "2027-04-30"})
    april = checked(told)
    assert april["pools"][0]["waiting"] == ["a", "b"]
    june = following(told, april, "june", reference_date="2027-05-31")
    result = checked(june)
    assert places(result)["in"] == "x"
    assert result["pools"][0]["waiting"] == ["b", "a"]


def test_half_points():
    """常滑市(保育): steps of 0.5 and 0.3 are exact decimals; three tenths are three times one tenth."""
    total = {"id": "total", "label": "合計", "better": "higher", "of": ["points", "half"], "default": 0}
    order = {"id": "order", "label": "受付順", "better": "lower"}
    children = [
        child("a", "x", "0.3", values={"half": 0, "order": 2}),
        child("b", "x", "0.1", values={"half": "0.2", "order": 1}),
        child("c", "x", "0.5", values={"order": 3}),
    ]
    result = checked(round_of([pool("x", 1)], children, priority=(total, order)))
    assert result["pools"][0]["waiting"] == ["b", "a"]  # equal, so the order of receipt decides
    assert reasons(result, "a")[0] | {} == {
        "wish": 1, "pool": "x", "code": "below", "component": "total", "mine": "0.3", "cutoff": "0.5",
    }  # fmt: skip
    assert exact("0.3", 1) == 3


def test_conditional_return():
    """多摩市、八王子市: approved on condition; the place of one who did not come back goes to the next in line."""
    children = [child("leave", "x", 20, condition="5月31日までに復職"), child("next", "x", 10)]
    told = round_of([pool("x", 1)], children)
    result = checked(told)
    assert result["placements"][0]["condition"] == "5月31日までに復職"
    after = checked(following(told, result, "june", gone=["leave"]))
    assert offers(result, after, date(2027, 6, 1), 7) == [
        {"applicant": "next", "from": None, "to": "x", "answer_by": "2027-06-08"}
    ]


@pytest.mark.parametrize("why", ["学童クラブ費の滞納", "求職中は年度に一度だけ"])
def test_blocked_by_arrears_and_job_seeking_limits(why: str):
    """多摩市、町田市: not considered, and the reason is told; a seat stays empty rather than go to them."""
    result = checked(round_of([pool("x", 1)], [child("a", "x", 20, barred=why)]))
    assert reasons(result, "a") == [{"wish": 1, "pool": "x", "code": "barred", "say": why}]


def test_equal_children_need_a_lot():
    """Nobody is put before another by accident: without a rule for equals, the round is refused."""
    children = [child("a", "x", 5), child("b", "x", 5)]
    with pytest.raises(Refused, match="順位が同じ"):
        allocate(round_of([pool("x", 1)], children))
    result = checked(round_of([pool("x", 1)], children, priority=(POINTS, LOT)))
    loser = next(one for one in places(result) if places(result)[one] is None)
    assert codes(result, loser) == ["lot"]
