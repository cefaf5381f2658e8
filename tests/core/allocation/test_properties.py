"""What must hold of every round, tried on rounds that hypothesis draws."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.allocation import allocate, following
from madoguchi.core.allocation.canon import canonical
from tests.core.allocation.rounds import EXAMPLES, Told, checked, places, rank, report, rounds


@given(rounds())
@EXAMPLES
def test_every_result_is_found_true_by_the_checker(document: Told):
    assert report(document, allocate(document)).wrong == ()


@given(rounds(families=False))
@EXAMPLES
def test_children_who_choose_alone_never_leave_an_exception(document: Told):
    assert allocate(document)["exceptions"] == []


@given(rounds(families=False), st.data())
@EXAMPLES
def test_one_more_seat_hurts_nobody(document: Told, data: Any):
    before = allocate(document)
    more = deepcopy(document)
    data.draw(st.sampled_from(more["pools"]))["capacity"] += 1
    after = checked(more)
    assert all(rank(document, after, one) <= rank(document, before, one) for one in places(before))


@given(rounds(families=False), st.data())
@EXAMPLES
def test_honest_wishes_are_the_best_wishes(document: Told, data: Any):
    liar = data.draw(st.sampled_from(document["applicants"]))
    names = [one["id"] for one in document["pools"]]
    lie = data.draw(st.permutations(names))[: data.draw(st.integers(1, len(names)))]
    rows = [{**one, "wishes": lie} if one is liar else one for one in document["applicants"]]
    honest, other = allocate(document), allocate({**document, "applicants": rows})
    assert rank(document, honest, liar["id"]) <= rank(document, other, liar["id"])


@given(rounds(), st.randoms(use_true_random=False))
@EXAMPLES
def test_the_order_in_which_a_round_is_written_does_not_matter(document: Told, chance: Any):
    other = deepcopy(document)
    for name in ("pools", "applicants", "families"):
        chance.shuffle(other[name])
    other = dict(chance.sample(sorted(other.items()), len(other)))
    assert canonical(allocate(other)) == canonical(allocate(document))


@given(rounds(families=False), st.data())
@EXAMPLES
def test_more_points_never_hurt(document: Told, data: Any):
    one = data.draw(st.sampled_from(document["applicants"]))
    better = {**one, "values": {**one["values"], "points": one["values"]["points"] + data.draw(st.integers(1, 5))}}
    rows = [better if row is one else row for row in document["applicants"]]
    before, after = allocate(document), allocate({**document, "applicants": rows})
    assert rank(document, after, one["id"]) <= rank(document, before, one["id"])


@given(rounds(), st.data())
@EXAMPLES
def test_after_withdrawals_nobody_is_worse_off(document: Told, data: Any):
    before = allocate(document)
    gone = data.draw(st.sets(st.sampled_from([one["id"] for one in document["applicants"]]), max_size=3))
    after = checked(following(document, before, "r2", gone=gone))
    stay = places(after)
    assert stay.keys() == places(before).keys() - gone
    assert all(places(before)[one] is None or rank(document, after, one) <= rank(document, before, one) for one in stay)
