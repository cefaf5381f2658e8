"""見本の選考回 - made-up rounds of any size: brothers and sisters, clubs, points by grade, a district bonus.

Lists of one to five clubs near home, a fifth of the children with a brother or sister in the round, places for 95 of
100 children. The same seed makes the same round. Nobody in it exists.
"""

from __future__ import annotations

from random import Random
from typing import Any, Final

from madoguchi.core.allocation import lottery
from madoguchi.core.allocation.values import POLICIES

SIBLINGS: Final = 0.2  # of the children
PLACES: Final = 0.95  # of the children
GRADES: Final = (30, 27, 22, 11, 6, 4)  # of a hundred children
GRADE_POINTS: Final = (6, 5, 4, 2, 1, 0)
HOME_POINTS: Final = 2  # 見本: the club of the child's own district

Told = dict[str, Any]


def made_up(children: int, pools: int, seed: int, *, siblings: float = SIBLINGS, towns: int = 1) -> Told:
    """The document of a round; `towns` municipalities, whose children stay inside."""
    chance = Random(seed)
    of_town = pools // towns
    families = _families(children, siblings, chance)
    rows: list[Told] = []
    policies: list[Told] = []
    for number, size in enumerate(families):
        first = (number * towns // len(families)) * of_town
        home, policy = first + chance.randrange(of_town), chance.choice(POLICIES)
        family = f"F{number:07d}"
        if size > 1:
            policies.append({"id": family, "policy": policy})
        clubs = _near(home, first, of_town, chance)
        for _ in range(size):
            child = _child(f"C{len(rows):07d}", home, clubs, chance)
            rows.append(child | {"family": family} if size > 1 else child)
    return {
        "schema": 1,
        "id": f"mihon-{seed}",
        "title": "見本の選考回",
        "rules": RULES,
        "pools": _pools(rows, pools, chance),
        "applicants": rows,
        "families": policies,
        "lottery": draw(f"mihon-{seed}", [row["id"] for row in rows], chance),
    }


RULES: Final[Told] = {
    "priority": [
        {
            "id": "total",
            "label": "合計指数",
            "better": "higher",
            "of": ["base", "grade_points", "district"],
            "default": 0,
        },
        {"id": "grade", "label": "学年", "better": "lower"},
        {"id": "lot", "label": "抽選", "better": "lower", "from": "lot"},
    ]
}


def draw(round_id: str, ids: list[str], chance: Random) -> Told:
    """A lottery's record with a made-up seed, salt and public value."""
    seed, salt = chance.randbytes(32).hex(), chance.randbytes(32).hex()
    return {
        "list_digest": lottery.list_digest(ids),
        "commitment": lottery.commitment(round_id, seed, salt),
        "seed": seed,
        "salt": salt,
        "public": {"source": "見本の公開値", "value": f"{chance.randrange(10**6):06d}"},
    }


def _families(children: int, siblings: float, chance: Random) -> list[int]:
    """The number of children of each family."""
    left, sizes = children, []
    while left:
        # Of 100 children so many have a brother or sister: of fewer families, for those have two or three.
        many = chance.random() < siblings / (2 - siblings)
        size = min(left, (2 if chance.random() < 0.9 else 3) if many else 1)
        sizes.append(size)
        left -= size
    return sizes


def _near(home: int, first: int, count: int, chance: Random) -> list[int]:
    """The home club and its neighbours, in the order in which a family would go there."""
    around = [first + (home - first + step) % count for step in (0, 1, -1, 2, -2, 3, -3)]
    clubs = list(dict.fromkeys(around))
    if chance.random() < 0.3:
        chance.shuffle(clubs)
    return clubs


def _child(name: str, home: int, clubs: list[int], chance: Random) -> Told:
    grade = chance.choices(range(6), GRADES)[0]
    wishes = clubs[: min(len(clubs), 1 + chance.randrange(5))]
    if len(wishes) > 1 and chance.random() < 0.2:
        wishes = [wishes[1], wishes[0], *wishes[2:]]
    return {
        "id": name,
        "wishes": [f"P{club:05d}" for club in wishes],
        "values": {
            "base": chance.choice((10, 12, 14, 15, 16, 18, 20)),
            "grade": 1 + grade,
            "grade_points": GRADE_POINTS[grade],
        },
        "values_at": {f"P{home:05d}": {"district": HOME_POINTS}},
    }


def _pools(rows: list[Told], pools: int, chance: Random) -> list[Told]:
    """Capacities around the mean: some clubs are in demand, some have room."""
    weights = [chance.uniform(0.6, 1.4) for _ in range(pools)]
    scale = PLACES * len(rows) / sum(weights)
    return [{"id": f"P{number:05d}", "capacity": round(weight * scale)} for number, weight in enumerate(weights)]


ORDERED: Final[Told] = {"priority": [{"id": "number", "label": "順番", "better": "higher"}]}


def tiny(chance: Random, families: int = 3, alone: int = 3, pools: int = 3, most: int = 2) -> Told:
    """So few children that every outcome can be looked at; at each pool another order, some pools of one club."""
    rows: list[Told] = [{"id": f"a{n}"} for n in range(alone)]
    for family in range(families):
        size = 2 if chance.random() < 0.8 else 3
        rows += [{"id": f"f{family}-{n}", "family": f"f{family}"} for n in range(size)]
    clubs: list[Told] = [{"id": f"c{n}", "capacity": chance.randint(1, most)} for n in range(pools)]
    if pools > 2 and chance.random() < 0.5:
        clubs[0]["site"] = clubs[1]["site"] = "s"
    return _ordered(chance, rows, clubs, families, 1)


def hard(chance: Random, couples: int, pools: int) -> Told:
    """Nobody but families with two children, few clubs, and at each of them another order."""
    rows: list[Told] = [{"id": f"f{n:02}-{child}", "family": f"f{n}"} for n in range(couples) for child in "ab"]
    clubs: list[Told] = [{"id": f"c{n}", "capacity": 0} for n in range(pools)]
    for _ in range(round(len(rows) * 0.9)):
        chance.choice(clubs)["capacity"] += 1
    return _ordered(chance, rows, clubs, couples, 2)


def _ordered(chance: Random, rows: list[Told], clubs: list[Told], families: int, least: int) -> Told:
    """Random wishes of at least so many clubs, and a random order of the children at each."""
    names = [club["id"] for club in clubs]
    order = {name: chance.sample(range(len(rows)), len(rows)) for name in names}
    for number, row in enumerate(rows):
        row["wishes"] = chance.sample(names, chance.randint(least, len(names)))
        row["values"] = {"number": 0}
        row["values_at"] = {name: {"number": order[name][number]} for name in names}
    policies = [{"id": f"f{n}", "policy": chance.choice(POLICIES[1:])} for n in range(families)]
    return {"schema": 1, "id": "mihon", "rules": ORDERED, "pools": clubs, "applicants": rows, "families": policies}
