"""見本の審査のフォルダ - writes families as the folder that `madoguchi review` reads, and the truth beside it."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import repeat
from pathlib import Path
from random import Random
from typing import Any, Final

from madoguchi.lab.certificate.others import other_paper
from madoguchi.lab.certificate.paper import Medium, Seen, paper
from madoguchi.lab.certificate.photo import UNREADABLE
from madoguchi.lab.folders import edition_in

from .family import Family, Sheet
from .make import family_of

Media = Mapping[str, int]  # medium -> weight
MEDIA: Final[Media] = {"xlsx": 55, "pdf": 25, "scan": 10, "photo": 10}
OTHERS: Final[Media] = {"xlsx": 5, "pdf": 35, "scan": 25, "photo": 35}  # what is no form of an employer
COLUMNS: Final = {
    "residents": ("name", "kana", "birth", "postal", "address", "since", "until"),
    "arrears": ("name", "kana", "birth", "address", "amount", "months"),
}
FEW: Final = 8  # below this, starting processes costs more than they bring
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Order:
    """What is to be made: families of a seed for a town's window, their papers by medium. `home` has the folders of
    procedures and municipalities."""

    folder: Path
    home: Path
    procedure: str
    municipality: str
    today: date
    seed: int
    media: Media


def families(order: Order, applications: int) -> dict[str, Any]:
    """Writes so many families (some bring a second application), and returns the truth."""
    order.folder.mkdir(parents=True, exist_ok=True)
    truth: dict[str, Any] = {}
    rows: dict[str, list[Mapping[str, Any]]] = {name: [] for name in COLUMNS}
    for told, residents, debts in _made(order, applications):
        truth |= told
        rows["residents"] += residents
        rows["arrears"] += debts
    head = {
        "municipality": order.municipality,
        "procedure": order.procedure,
        "today": order.today.isoformat(),
    }
    _json(order.folder / "review.json", head)
    _json(order.folder / "truth.json", truth)
    for name, columns in COLUMNS.items():
        _csv(order.folder / "registers" / f"{name}.csv", columns, rows[name])
    return truth


_Told = tuple[dict[str, Any], list[Mapping[str, Any]], list[Mapping[str, Any]]]


def _made(order: Order, applications: int) -> Iterator[_Told]:
    if applications < FEW:
        yield from (_family(order, number) for number in range(applications))
        return
    # Spawned: a forked process would inherit the locks of threads it does not have (models, the box), and hang.
    around = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=around) as pool:
        yield from pool.map(_family, repeat(order), range(applications), chunksize=4)


# An edition is not sent from process to process: each opens it once.
_edition = cache(edition_in)


def _family(order: Order, number: int) -> _Told:
    edition = _edition(order.home, order.procedure, order.municipality)
    family = family_of(edition, order.today, order.seed, number)
    truth: dict[str, Any] = {}
    residents: list[Mapping[str, Any]] = []
    debts: list[Mapping[str, Any]] = []
    made: dict[int, tuple[str, bytes, str]] = {}
    for one in (family, *family.beside):
        truth[one.name] = _written(order, one, made)
        residents += one.residents
        debts += one.debts
    return truth, residents, debts


def _written(order: Order, family: Family, made: dict[int, tuple[str, bytes, str]]) -> dict[str, Any]:
    folder = order.folder / family.name
    _json(folder / "answers.json", family.answers)
    papers, media = {}, {}
    for place, sheet in enumerate(family.sheets):
        name, data, medium = _file(sheet, family.dice, order.media, made)
        file = folder / "papers" / sheet.place / f"{place}-{name}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        media[f"{sheet.place}/{file.name}"] = medium
        if sheet.kind == "work_certificate" and not sheet.spoilt:
            papers[f"{sheet.place}/{file.name}"] = sheet.told
    told = {"defects": family.defects, "natural": family.natural, "papers": papers, "media": media}
    return {**told, "clean": not family.defects}


def _file(sheet: Sheet, dice: Random, media: Media, made: dict[int, tuple[str, bytes, str]]) -> tuple[str, bytes, str]:
    """Its name, bytes and medium. A copy has the bytes of what stands on it, which were made before."""
    if sheet.copy and id(sheet.told) in made:
        return made[id(sheet.told)]
    weights = MEDIA if sheet.kind == "work_certificate" else OTHERS
    known = {name: weights[name] * bool(media.get(name)) for name in weights}
    medium: Any = dice.choices(list(known), list(known.values()))[0]
    name, data = _spoilt(sheet, dice, media) if sheet.spoilt else _paper(sheet, dice, medium)
    made[id(sheet.told)] = (name, data, "spoilt" if sheet.spoilt else medium)
    return made[id(sheet.told)]


def _paper(sheet: Sheet, dice: Random, medium: Medium, seen: Seen | None = None) -> tuple[str, bytes]:
    held_out = dice.random() < 0.5  # half on forms and in fonts that nobody tunes on
    if sheet.kind != "work_certificate":
        return other_paper(sheet.told, dice, medium, held_out=held_out, seen=seen)
    return paper(sheet.told, dice, medium, held_out=held_out, seen=seen)


def _spoilt(sheet: Sheet, dice: Random, media: Media) -> tuple[str, bytes]:
    if sheet.spoilt == "photo" and media.get("photo"):
        return _paper(sheet, dice, "photo", Seen(spoilt=dice.choice(list(UNREADABLE))))
    name, data = _paper(sheet, dice, "xlsx")
    if sheet.spoilt == "broken":
        return name, data[: len(data) // 2]
    return name, _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def _json(file: Path, told: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def _csv(file: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns)
        writer.writeheader()
        writer.writerows(rows)
