"""次にすること - the arithmetic of what to take on next can be followed by hand."""

from madoguchi.core.catalogue import Entry, Weights, progress, ranked, what_if

BIG = Entry(
    "a",
    "own",
    {
        "name": "a",
        "volume": 1000,
        "staff_before": 30,
        "staff_after": 10,
        "resident_before": 60,
        "resident_after": 20,
        "fee": "300円",
        "blockers": ("原本が紙",),
        "department": "市民部",
    },
)
SMALL = Entry("b", "own", {"name": "b", "volume": 10, "staff_before": 30, "staff_after": 10, "state": "work"})
DONE = Entry("c", "own", {"name": "c", "volume": 9, "staff_before": 9, "staff_after": 0, "state": "online"})
UNKNOWN = Entry("d", "own", {"name": "d", "volume": 500})


def test_minutes_saved_are_volume_times_minutes_times_what_is_feasible() -> None:
    told, unknown = ranked([SMALL, BIG, DONE, UNKNOWN], Weights())
    assert [one.entry.key for one in told] == ["a", "b"]
    assert [one.key for one in unknown] == ["d"]
    assert (told[0].volume, told[0].staff, told[0].resident, told[0].feasible) == (1000, 20, 40, 60)
    assert told[0].score == 1000 * (20 + 40 * 50 // 100) * 60 // 100
    assert told[0].obstacles == (("手数料", 15), ("原本が紙", 25))


def test_weights_are_taken_as_typed_and_nonsense_is_not() -> None:
    assert Weights.of({"resident": "0", "fee": "101", "hours": "0", "paper": "x"}) == Weights(resident=0)
    assert ranked([BIG], Weights(resident=0, fee=0, blocker=0))[0][0].score == 20_000


def test_with_so_many_hours_the_first_are_made_ready() -> None:
    told, _ = ranked([SMALL, BIG], Weights())
    assert what_if(told, 79, Weights()) == ((told[0],), 1000 * 20 // 60)
    assert what_if(told, 0, Weights()) == ((), 0)


def test_progress_is_counted_by_group_and_what_is_not_known_comes_last() -> None:
    told = progress([BIG, SMALL, DONE, UNKNOWN], "department")
    assert (told.total, told.states["online"], told.states["work"], told.states[""]) == (4, 1, 1, 2)
    assert [label for label, _ in told.groups] == ["市民部", "不明"]
