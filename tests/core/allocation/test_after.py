"""After the round: withdrawals, newcomers and the next month, from the same lots; nobody there is worse off."""

from datetime import date
from random import Random

from madoguchi.core.allocation import allocate, following, offers
from madoguchi.lab.market import made_up
from tests.core.allocation.rounds import LOT, Told, checked, child, places, pool, round_of


def rounds_of_a_year() -> tuple[Told, Told, Told]:
    """April, its result, and May: some have left, some have come."""
    april = made_up(240, 6, seed=8)
    result = allocate(april)
    gone = Random(3).sample([one["applicant"] for one in result["placements"] if one["pool"]], 12)
    newcomers = [{**one, "id": f"N{n}"} for n, one in enumerate(made_up(15, 6, seed=9, siblings=0)["applicants"])]
    return april, result, following(april, result, "may", gone=gone, newcomers=newcomers)


def test_in_the_next_month_nobody_has_lost_anything():
    april, before, may = rounds_of_a_year()
    after = checked(may)
    wishes = {one["id"]: one["wishes"] for one in april["applicants"]}
    for name, place in places(before).items():
        now = places(after).get(name)
        if place and name in places(after):
            assert now is not None
            assert wishes[name].index(now) <= wishes[name].index(place)


def test_places_that_were_left_go_to_those_who_waited():
    _, before, may = rounds_of_a_year()
    after = checked(may)
    told = offers(before, after, date(2027, 5, 1), 7)
    assert told
    assert all(one["answer_by"] == "2027-05-08" and one["to"] == places(after)[one["applicant"]] for one in told)


def test_the_lots_of_those_who_wait_keep_their_order():
    _, before, may = rounds_of_a_year()
    lots = [{one["applicant"]: one["lot"] for one in result["placements"]} for result in (before, checked(may))]
    stay = sorted(lots[0].keys() & lots[1].keys(), key=lots[0].__getitem__)
    assert stay == sorted(stay, key=lots[1].__getitem__)
    assert len(stay) == 228


def test_a_vacancy_goes_to_the_next_lot():
    told = round_of([pool("x", 1)], [child(name, "x") for name in "abcde"], priority=(LOT,))
    result = checked(told)
    line = result["pools"][0]["waiting"]
    (winner,) = [name for name, place in places(result).items() if place]
    after = checked(following(told, result, "r2", gone=[winner]))
    assert [name for name, place in places(after).items() if place] == line[:1]
    assert after["pools"][0]["waiting"] == line[1:]


def test_a_chain_of_moves_follows_a_withdrawal():
    children = [child("a", "x", 9), child("b", "x y", 8), child("c", "x y", 7)]
    told = round_of([pool("x", 1), pool("y", 1)], children)
    after = checked(following(told, checked(told), "r2", gone=["a"]))
    assert places(after) == {"b": "x", "c": "y"}
