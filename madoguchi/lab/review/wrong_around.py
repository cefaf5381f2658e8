"""わざと入れる不備(まわり) - what only shows beside the application: registers, unpaid fees, other applications.

And what is in order although it looks alike: brothers and sisters who share a certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import timedelta
from typing import Any, Final

from madoguchi.lab.certificate import people
from madoguchi.lab.sample.people import born_for

from . import said
from .family import Family, Sheet
from .papers import register

Plant = Callable[[Family], bool]


def not_registered(family: Family) -> bool:
    """The register knows no such child."""
    return _child(family, lambda row: None)


def moved_away(family: Family) -> bool:
    """Moved out, or moves in too late."""

    def gone(row: dict[str, str]) -> dict[str, str]:
        if family.dice.random() < 0.5:
            return row | {"until": (family.start - timedelta(days=family.dice.randint(1, 60))).isoformat()}
        return row | {"since": (family.start + timedelta(days=family.dice.randint(1, 30))).isoformat()}

    return _child(family, gone)


def registered_otherwise(family: Family) -> bool:
    """Another address, or another name at the same address."""

    def otherwise(row: dict[str, str]) -> dict[str, str]:
        if family.dice.random() < 0.5:
            return row | {"address": f"見本町{family.dice.randint(7, 9)}-{family.dice.randint(41, 60)}-1"}
        name, kana = people.person(family.dice, child=True)
        return row | {"name": f"{name}子", "kana": f"{kana}コ"}

    return _child(family, otherwise)


def _child(family: Family, change: Callable[[dict[str, str]], dict[str, str] | None]) -> bool:
    if not family.residents:
        return False
    place = family.dice.randrange(len(family.residents))
    changed = change(family.residents[place])
    family.residents[place : place + 1] = [changed] if changed else []
    family.defect("address_residence", f"children.{place}")
    return True


def owing(family: Family) -> bool:
    """Fees of one of the household are unpaid."""
    someone = family.dice.choice([*family.children, *family.guardians, *family.answers["members"]])
    _debt(family, said.name(someone["name"], family.dice), someone["kana"], someone["birth"])
    family.defect("arrears")
    return True


def owing_at_this_address(family: Family) -> bool:
    """Fees of a child who is not in the application, of the same home."""
    if " " not in family.answers["address"]:  # of a house with many homes it is the room that counts
        return False
    name, kana = people.person(family.dice, child=True)
    _debt(family, name, kana, born_for(6, family.start, family.home.dice))
    family.defect("arrears")
    return True


def owing_as_typed(family: Family) -> bool:
    """They say so themselves."""
    family.answers["arrears"] = True
    family.defect("arrears")
    return True


def _debt(family: Family, name: str, kana: str, birth: str) -> None:
    row = {"name": name, "kana": kana, "birth": birth, "address": said.address(family.answers["address"], family.dice)}
    family.debts.append({**row, "amount": str(family.dice.randint(1, 12) * 6_000), "months": "前年度6月"})


def _copied(family: Family, name: str) -> Family:
    """The same family once more, in an application of its own."""
    return Family(
        f"{family.name}-{name}",
        family.home,
        family.dice,
        deepcopy(family.answers),
        _copies(family),
        list(family.natural),
    )


def _copies(family: Family) -> list[Sheet]:
    return [Sheet(one.place, one.kind, one.told, copy=("", b""), medium=one.medium) for one in family.sheets]


def twice(family: Family) -> bool:
    """The same child in two applications."""
    again = _copied(family, "again")
    for one in (family, again):
        for place in range(len(family.children)):
            one.defect("one_application_per_child", f"children.{place}")
        _shared(one)
    family.beside.append(again)
    return True


def _shared(family: Family) -> None:
    """One certificate for all is in order, and said."""
    for sheet in family.sheets:
        if sheet.kind == "work_certificate":
            family.expect("sibling_reuse", sheet.place.rpartition(".")[0])


def sister(family: Family, other: bool = False) -> bool:
    """Another child of the family in an application of its own, with copies of the papers: in order."""
    if len(family.children) != 1 or not any(one.kind == "work_certificate" for one in family.sheets):
        return False
    apart = _copied(family, "sister")
    name, kana = "見本妹 結", "ミホンイモウト ユイ"
    child = apart.answers["children"][0]
    grade = 1 if family.home.grade_of(child) != 1 else 2
    child |= {"name": name, "kana": kana, "birth": born_for(grade, family.start, family.home.dice), "grade": grade}
    if family.residents:
        apart.residents.append({**family.residents[0], "name": name, "kana": kana, "birth": child["birth"]})
        apart.residents[0]["since"] = max(child["birth"], family.residents[0]["since"])
    for one, sibling in ((family, child), (apart, family.children[0])):
        _shared(one)
        member = {key: sibling[key] for key in ("name", "kana", "birth")} | {"relation": "きょうだい", "job": ""}
        one.answers["members"] = [*one.answers["members"], member]
        one.answers["member_count"] = len(one.answers["members"])
    family.beside.append(apart)
    if not other:
        for one in (family, apart):
            for place, sheet in enumerate(one.sheets):
                if sheet.kind == "work_certificate":
                    one.defect("sibling_reuse", one.sheets[place].place.rpartition(".")[0])
    return True


def differing(family: Family) -> bool:
    """Two applications of the family that tell of one guardian's work otherwise."""
    working = [
        place
        for place, one in enumerate(family.guardians)
        if one["reasons"] == ["work"] and not one["on_leave"] and not one["shift"]
    ]
    if not working or not sister(family, other=True):
        return False
    apart, place = family.beside[-1], working[0]
    apart.answers["guardians"][place]["employer"] = "別見本会社"
    for one in (family, apart):
        one.defect("siblings_differ", f"guardians.{place}")
    apart.defect("name_birth_match", f"guardians.{place}")
    return True


def borrowed(family: Family) -> bool:
    """A certificate that also lies in the application of strangers, whom it does not name."""
    found = [(where, one) for where, one in family.certificates() if not one.copy]
    if not found:
        return False
    where, sheet = family.dice.choice(found)
    stranger = _copied(family, "stranger")
    stranger.sheets = [Sheet("guardians.0.evidence", sheet.kind, sheet.told, copy=("", b""), medium=sheet.medium)]
    _renamed(stranger)
    family.defect("same_certificate", where)
    stranger.defect("same_certificate", "guardians.0")
    stranger.defect("name_birth_match", "guardians.0")
    family.beside.append(stranger)
    return True


def _renamed(family: Family) -> None:
    """Other people, of whom the register knows the children: one guardian who works."""
    house = ("見本他", "ミホンタ")
    family.natural = []
    answers = family.answers
    answers |= {"guardian_count": "1", "guardians": answers["guardians"][:1], "member_count": 0, "members": []}
    answers |= {
        "single_parent": "single",
        "address": f"見本町{family.dice.randint(1, 6)}-88-{family.dice.randint(1, 99)}",
    }
    for row in (*answers["guardians"], *answers["children"]):
        name, kana = people.person(family.dice, house)
        row |= {"name": name.replace("　", " "), "kana": kana.replace("　", " ")}
    answers["guardians"][0]["birth"] = "1985-02-03"
    register(family)


WRONG_AROUND: Final[Mapping[str, Plant]] = {
    plant.__name__: plant
    for plant in (
        *(not_registered, moved_away, registered_otherwise, owing, owing_at_this_address, owing_as_typed),
        *(twice, sister, differing, borrowed),
    )
}


def decoys(family: Family) -> list[dict[str, Any]]:
    """Debts of people who have nothing to do with anybody: the same birthday, or a house nearby."""
    rows = []
    if family.dice.random() < 0.1:
        name, kana = people.person(family.dice, child=True)
        row = {"name": f"{name}太", "kana": f"{kana}タ", "birth": family.children[0]["birth"]}
        rows.append({**row, "address": "見本町99-99-99", "amount": "6000", "months": "前年度6月"})
    return rows
