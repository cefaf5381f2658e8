"""What cities' rules of points ask for, one behaviour after the other, each named as the city's text shows it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from madoguchi.core.points import Extra, Reference, rank
from tests.core.points.small import (
    child,
    compared,
    document,
    first,
    guardian,
    rows_of,
    rules,
    scored,
    table,
    tables,
    whole,
)

ROWS = [{"when": {"given": n}, "points": n} for n in (16, 20, 50)]


def per_guardian(**about: object) -> dict[str, object]:
    return {"id": "base", "label": "基準指数", "each": ["guardians"], **about}


def test_min_of_guardians() -> None:
    """昭島・目黒・常滑: 父20点、母16点なら、基準指数は16点."""
    own = table(*ROWS, each=["guardians"], over="lowest")
    found = scored(own, document(guardians=[guardian(points=20), guardian(points=16)]))
    assert found.total == 16
    assert [line.at for line in found.parts[0].counted] == ["guardians.1"]


def test_sum_of_guardians() -> None:
    """武蔵村山(保育): 父50 + 母50 + 世帯5 + 子2 = 107."""
    household = {"id": "house", "label": "世帯", "rows": rows_of({"when": {"single": False}, "points": 5})}
    children = {
        "id": "child",
        "label": "児童",
        "each": ["children"],
        "rows": rows_of({"when": {"grade": 1}, "points": 2}),
    }
    own = whole(
        per_guardian(over="sum", rows=rows_of(*ROWS)), {**household, "otherwise": 0}, {**children, "otherwise": 0}
    )
    assert scored(own, document(guardians=[guardian(points=50), guardian(points=50)])).total == 107


def test_one_item_per_part() -> None:
    """児童の基礎 + 児童の調整 + 保護者の基礎(低い方) + 保護者の調整: 部ごとに一つの項目."""
    adjust = rows_of({"when": {"single": True}, "points": 3}, {"when": {"siblings": "2以上"}, "points": 1})
    own = whole(
        {"id": "child", "label": "児童", "each": ["children"], "rows": rows_of({"when": {"grade": 1}, "points": 5})},
        {"id": "adjust", "label": "調整", "take": "highest", "otherwise": 0, "rows": adjust},
        per_guardian(over="lowest", rows=rows_of(*ROWS)),
    )
    both = document(single="single", children=[child(), child()], guardians=[guardian(points=20)])
    found = scored(own, both)
    assert [part.points for part in found.parts] == [5, 3, 20]
    assert len(found.parts[1].lines) == 1
    assert found.total == 28


@pytest.mark.parametrize(("points", "enough"), [(16, False), (20, True)])
def test_threshold_not_ranking(points: int, enough: bool) -> None:
    """荒川: 17点以上は承認。それより下は、特に認めるときを除いて承認しない."""
    own = table(*ROWS, each=["guardians"], over="lowest")
    own["threshold"] = {"points": 17, "below": "特に認めるときを除いて承認しない", "source": "own"}
    assert scored(own, document(guardians=[guardian(points=points)])).enough is enough


def test_batch_all_admitted() -> None:
    """町田: 一斉受付で要件に合う1〜3年生と障害のある児童は、順位をつけずに全員入れる."""
    admitted = rows_of(
        {"when": {"window": "april", "grade": "3以下"}, "say": "一斉受付の1〜3年生です"},
        {"when": {"window": "april", "support": True}, "say": "一斉受付の障害のある児童です"},
    )
    own = whole({"id": "all", "label": "全員", "gives": "admission", "each": ["children"], "rows": admitted})
    for one, expected in ((child(grade=3), 1), (child(grade=5, support=True), 1), (child(grade=5), 0)):
        assert len(scored(own, document(children=[one])).given("admission")) == expected


PHASES = rows_of(
    {"when": {"grade": "3以下"}, "phase": 1},
    {"when": {"grade": "4以上", "support": True}, "phase": 1},
    {"when": {"grade": "4以上", "support": False}, "phase": 2},
)


def test_grade_phase() -> None:
    """目黒・府中・町田: 4〜6年生は、1〜3年生と障害のある児童を決めた後."""
    phase = {"id": "phase", "label": "組", "gives": "phase", "each": ["children"], "rows": PHASES}
    own = whole(phase, per_guardian(over="lowest", rows=rows_of(*ROWS)))
    high = scored(own, document(children=[child(grade=4)], guardians=[guardian(points=50)]))
    low = scored(own, document(guardians=[guardian(points=16)]))
    supported = scored(own, document(children=[child(grade=6, support=True)], guardians=[guardian(points=16)]))
    assert (high.phase, low.phase, supported.phase) == (2, 1, 1)
    assert rank(low) < rank(high)


def test_quota_inside_capacity() -> None:
    """瑞穂: 各クラブの定員の中に、障害のある児童の枠が2人分ある."""
    quota = {"id": "q", "label": "枠", "gives": "quota", "each": ["children"]}
    own = whole({**quota, "rows": rows_of({"when": {"support": True}, "quota": "disabled"})})
    own["quotas"] = [{"id": "disabled", "label": "障害児枠", "places": 2, "source": "own"}]
    assert rules(own).quotas[0].places == 2
    assert [line.gives["quota"] for line in scored(own, document(children=[child(support=True)])).given("quota")] == [
        "disabled"
    ]
    assert not scored(own, document()).given("quota")


def test_tie_break_chain() -> None:
    """同点のとき: 学年が低い、障害があり自立していない、ひとり親か保護者がいない、働く日数が多い."""
    own = table({"points": 10})
    own["ties"] = [
        {"column": "grade", "first": "lowest", "source": "own"},
        {"column": "reliant", "first": "no", "source": "own"},
        {"column": "single", "first": "yes", "source": "own"},
        {"column": "work_days", "first": "highest", "over": "lowest", "source": "own"},
    ]
    line = [
        document(children=[child(grade=1)]),
        document(children=[child(grade=2, reliant=False)]),
        document(children=[child(grade=2)], single="single"),
        document(children=[child(grade=2)], guardians=[guardian(work_days=20), guardian(work_days=18)]),
        document(children=[child(grade=2)], guardians=[guardian(work_days=22), guardian(work_days=17)]),
        document(children=[child(grade=2)], guardians=[guardian(work_days=None)]),
    ]
    assert compared(own, *line) == ()
    ranks = [rank(first(own, one)[0]) for one in line]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


FULL = {day: {"start": "09:00", "end": "14:00"} for day in ("mon", "tue", "wed", "thu", "fri")}
LATE = {day: {"start": "11:00", "end": "15:30"} for day in ("mon", "wed", "fri")}
ELIGIBLE = table(
    {"when": {"counted": "12以上"}, "points": 1},
    {"when": {"counted": "12未満"}, "points": 0},
    each=["guardians"],
    over="lowest",
)


def test_days_counted_only_if_band() -> None:
    """多摩: 週5日 9時〜14時は、15時〜17時にかからないので、1日も数えない."""
    assert scored(ELIGIBLE, document(guardians=[guardian(work_days=20, week=FULL)])).total == 0


def test_band_any_part() -> None:
    """多摩: 週3日(月12日) 11時〜15時半は、4時間以上で15時〜17時の一部にかかるので、数える."""
    assert scored(ELIGIBLE, document(guardians=[guardian(work_days=12, week=LATE)])).total == 1


def test_period_limited() -> None:
    """多摩・瑞穂: 出産は、出産月とその前後2か月."""
    period = {"id": "period", "label": "期間", "gives": "period", "each": ["guardians"]}
    own = whole({**period, "rows": rows_of({"when": {"reason": "birth"}, "anchor": "due", "before": 2, "after": 2})})
    born = scored(own, document(guardians=[guardian(reasons=["birth"], due="2027-05-20")]))
    (line,) = born.given("period")
    assert (line.gives["from"], line.gives["to"]) == ("2027-03-01", "2027-07-31")
    blank = first(own, document(guardians=[guardian(reasons=["birth"])]))[0]
    assert [gap.table for gap in blank.gaps] == ["period"]


def test_a_period_counted_from_the_start_of_the_service() -> None:
    """多摩: 求職は3か月."""
    period = {"id": "period", "label": "期間", "gives": "period", "each": ["guardians"]}
    own = whole(
        {**period, "rows": rows_of({"when": {"reason": "seeking"}, "anchor": "start", "before": 0, "after": 2})}
    )
    (line,) = scored(own, document(guardians=[guardian(reasons=["seeking"])])).given("period")
    assert (line.gives["from"], line.gives["to"]) == ("2027-04-01", "2027-06-30")


@pytest.mark.parametrize(
    ("grade", "once", "told"), [(4, True, ["4年生から"]), (3, False, ["年度に二度目"]), (3, True, [])]
)
def test_job_seeking_limits(grade: int, once: bool, told: list[str]) -> None:
    """多摩: 求職は、新4年生以上か、その年度に二度目なら、それを理由に断る."""
    refused = rows_of(
        {"when": {"reason": "seeking", "grade": "4以上"}, "say": "求職を理由に入れるのは3年生までです(4年生から)"},
        {"when": {"reason": "seeking", "first_time": False}, "say": "求職は年度に二度目です"},
    )
    own = whole({"id": "no", "label": "断る理由", "gives": "refusal", "each": ["guardians"], "rows": refused})
    found = scored(own, document(children=[child(grade=grade)], guardians=[guardian(reasons=["seeking"], first=once)]))
    lines = found.given("refusal")
    assert len(lines) == len(told)
    assert all(word in line.say for word, line in zip(told, lines, strict=True))


def test_conditional_return() -> None:
    """多摩・八王子: 育児休業中は、復職を条件に承認する。期限までに戻らなければ取り消す."""
    on = {"id": "on", "label": "条件", "gives": "condition", "each": ["guardians"]}
    own = whole({**on, "rows": rows_of({"when": {"on_leave": True}, "awaits": "復職", "due": "return_day"})})
    away = scored(own, document(guardians=[guardian(on_leave=True, **{"return": "2027-04-20"})]))
    (line,) = away.given("condition")
    assert (line.gives["awaits"], line.gives["due"]) == ("復職", "2027-04-20")
    assert not scored(own, document()).given("condition")


def test_blocked_by_arrears() -> None:
    """多摩・町田: 未納があれば受け付けない."""
    own = whole(
        {
            "id": "no",
            "label": "断る理由",
            "gives": "refusal",
            "rows": rows_of({"when": {"arrears": True}, "say": "未納です"}),
        }
    )
    assert [line.say for line in scored(own, document(arrears=True)).given("refusal")] == ["この申請: 未納です。"]


def test_all_adults_rule() -> None:
    """小平: 祖母が家にいれば、祖母の証明もいる."""
    own = whole(
        {
            **per_guardian(over="lowest", take="highest", rows=rows_of({"when": {"reason": "work"}, "points": 20})),
            "each": ["guardians", "members"],
            "only": {"adult": True},
        }
    )
    alone = document(members=[{"birth": "2010-04-02"}])
    assert scored(own, alone).total == 20
    with_grandmother = scored(own, document(members=[{"birth": "1955-01-05"}]))
    assert with_grandmother.total is None
    assert [(gap.at, gap.say) for gap in with_grandmother.gaps] == [
        ("members.0", "一緒に住む家族1は、「理由」がわからないので、「基準指数」の行が決まりません。")
    ]


def test_worst_reason_over_all_adults() -> None:
    """大人のうち、いちばん低い人の点になる."""
    own = table(*ROWS, each=["guardians"], over="lowest", only={"adult": True})
    assert scored(own, document(guardians=[guardian(points=n) for n in (50, 16, 20)])).total == 16


def test_reference_date() -> None:
    """荒川: 1月20日より後に出した変更は、4月の順位では見ない."""
    until = rules({**table({"points": 1}), "reference": {"until": "2027-01-20", "source": "own"}}).reference
    assert until.counts(date(2027, 1, 20))
    assert not until.counts(date(2027, 1, 21))
    assert Reference().counts(date(2027, 1, 21))


@pytest.mark.parametrize(("day", "points"), [("start", 4), ("received", 0), ("2027-03-31", 0), ("2027-04-01", 4)])
def test_rows_are_those_of_the_reference_date(day: str, points: int) -> None:
    own = table(
        {"when": {"single": True}, "points": 4, "from": "2027-04-01"},
        {"when": {"single": True}, "points": 0, "to": "2027-03-31"},
        otherwise=0,
    )
    assert scored({**own, "reference": {"day": day, "source": "own"}}, document(single="single")).total == points


def test_rerank_waiting() -> None:
    """八王子・狛江: 新しい証明書が来れば、待つ順番を計算し直す."""
    own = table(*ROWS, each=["guardians"], over="lowest")
    before, other, after = (scored(own, document(guardians=[guardian(points=n)])) for n in (16, 20, 50))
    assert rank(other) < rank(before)
    assert rank(after) < rank(other)


def test_half_points() -> None:
    """常滑(保育): 0.5と0.3のきざみは、そのままの小数で."""
    steps = rows_of({"points": "0.1"}, {"points": "0.2"}, {"points": "0.3"}, {"points": "-0.5"})
    own = whole({"id": "adjust", "label": "調整", "take": "all", "rows": steps})
    found = scored(own, document())
    assert found.total == Decimal("0.1")
    assert str(found.total) == "0.1"


def test_over_capacity_by_a_tenth() -> None:
    """東村山(児童館条例施行規則3条3項): 定員45人なら、45÷10の端数を切り捨てた4人まで多く入れられる."""
    extra = rules({**table({"points": 1}), "extra": {"one_in": 10, "source": "own"}}).extra
    assert extra == Extra(10, source="見本")
    assert extra.beyond(45) == 4


@pytest.mark.parametrize(
    ("answers", "yen"),
    [
        ({"income": 100_000}, 7000),
        ({"income": 48_599}, 3000),
        ({"income": 48_600}, 6000),
        ({"income": 162_000}, 8000),
        ({"income": 313_000}, 9000),
        ({"income": 313_000, "days": 15}, 3000),
        ({"income": 313_000, "nth": 2}, 3000),
        ({"income": 48_599, "days": 15}, 1500),
        ({"income": 48_599, "nth": 3, "days": 1}, 1500),
        ({"income": 313_000, "free": True}, 0),
    ],
)
def test_fee_table(answers: dict[str, object], yen: int) -> None:
    """町田: 育成料の表は、指数の表と同じもの."""
    assert scored(tables("machida_fees"), document(**answers)).total == yen


@pytest.mark.parametrize(
    ("days", "hours", "points"), [(20, 8, 20), (20, 7, 19), (20, 4, 16), (19, 8, 19), (16, 5, 16), (22, 10, 20)]
)
def test_rows_of_akishima_as_read(days: int, hours: int, points: int) -> None:
    """月20日の人は、月16日以上の行にも当てはまる。点の高い方を使う."""
    answers = document(guardians=[guardian(work_days=days, hours=hours), guardian()])
    assert scored(tables("akishima"), answers).total == points


def test_what_was_not_read_of_akishima_is_a_gap_and_no_guess() -> None:
    found = scored(tables("akishima"), document(guardians=[guardian(work_days=16, hours=4)]))
    assert found.total is None
    assert "読めていない" in found.gaps[0].say


def test_of_blank_columns_only_those_are_named_that_would_help() -> None:
    own = table(
        {"when": {"reason": "work", "hours": "8以上"}, "points": 1},
        {"when": {"reason": "birth", "due": "2027-01-01以後"}, "points": 2},
        each=["guardians"],
        over="lowest",
    )
    for answers, told in (
        ({"hours": None}, "保護者1は、「1日の時間」がわからないので、「基準指数」の行が決まりません。"),
        ({"hours": 7}, "保護者1は、理由が就労(居宅外)、1日の時間が7時間で、当てはまる行が「基準指数」にありません。"),
    ):
        assert scored(own, document(guardians=[guardian(**answers)])).gaps[0].say == told


def test_per_head_items() -> None:
    """就学前の弟妹一人につき0.5点、1.5点まで."""
    infants = {"id": "infants", "label": "弟妹", "each": ["members"], "only": {"preschool": True}, "take": "all"}
    own = whole({**infants, "over": "sum", "most": "1.5", "rows": rows_of({"points": "0.5"})})
    for born, points in ((0, "0"), (2, "1"), (4, "1.5")):
        members = [{"birth": "2024-05-05"}] * born + [{"birth": "2015-05-05"}]
        assert scored(own, document(members=members)).total == Decimal(points)
