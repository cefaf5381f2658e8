"""回答の表 - what each family answers to which input: the only place that knows the names of inputs and options.

Pages, and their order, are unknown here: whatever asks for an input of this name gets this answer. What a family's file
does not say has an assumed answer (`default`), which is marked in the log. A row that no page asks for is left over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from madoguchi.core.weeks import DAYS

from .certificate import Printed, printed
from .families import Family, Unknown

if TYPE_CHECKING:
    from madoguchi.lab.certificate.paper import Medium


@dataclass(frozen=True)
class Typed:
    """A text, how it is read in kana, and how often a kanji candidate is chosen on the way."""

    text: str
    reading: str = ""
    conversions: int = 0

    def beside(self, word: str) -> tuple[Typed, bool] | None:
        """What is left to type when a button puts in a word that the text begins with (True) or ends with (False)."""
        if self.text == word:
            return Typed(""), True
        sound = SOUNDS.get(word)
        for first, has, cut in ((True, str.startswith, str.removeprefix), (False, str.endswith, str.removesuffix)):
            if sound and has(self.text, word) and has(self.reading, sound):
                rest = cut(self.text, word).strip(), cut(self.reading, sound).strip()
                return Typed(*rest, max(0, self.conversions - 1)), first
        return None


@dataclass(frozen=True)
class Chosen:
    """One option: by id, or the one whose label begins so; else what the page proposes, or so many below the middle."""

    option: str = ""
    like: str = ""
    place: int = 0


@dataclass(frozen=True)
class Ticked:
    """Options of which any number is ticked."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """A day of the calendar."""

    day: date


@dataclass(frozen=True)
class Week:
    """Days of the week that are alike: when from, when to, how. "" is not said."""

    days: tuple[str, ...]
    start: str = ""
    end: str = ""
    how: str = ""


@dataclass(frozen=True)
class Document:
    """A document at hand: `photo`, it is photographed; else a file of this ending. What is printed on it stays right
    where the family makes a mistake."""

    form: Medium
    printed: Printed = field(default=(), compare=False)


@dataclass(frozen=True)
class Left:
    """An optional question that is passed over."""


Answer = Typed | Chosen | Ticked | Day | Week | Document | Left


@dataclass(frozen=True)
class Row:
    """The answer at an input; `default`: the family's file does not say it."""

    answer: Answer
    default: bool = False


Rows = dict[str, Row]

YES, NO, TICK, LEFT = Chosen("yes"), Chosen("no"), Ticked(("yes",)), Left()
NONE: Final = (None, "", "none")

# Their words -> the ids of our options.
SEX: Final = {"女": "girl", "男": "boy"}
CLASSES: Final = {"通常": "regular", "特別支援学級": "support_class"}
RELATIONS: Final = {"母": "mother", "父": "father", "祖母": "grandmother", "祖父": "grandfather"}
REASONS: Final = {"就労": "work"}
WORK: Final = {"外勤": "employed"}
VACATION: Final = {"利用する": "all"}
EXTENSION: Final = {"不要": "none", "月利用": "monthly"}
PICKUP: Final = {"お迎え": "pickup"}
NOTEBOOKS: Final = {"愛の手帳": "ai"}
PARENTS: Final = {"ひとり親": "single"}
READINGS: Final = {"祖母": "そぼ", "叔父": "おじ", "友人": "ゆうじん", "母": "はは", "父": "ちち"}
SHIFT: Final = "変則"
WISHES: Final = 3
# Words that a button may put in, and how they are read.
SOUNDS: Final = {
    "株式会社": "かぶしきがいしゃ",
    "有限会社": "ゆうげんがいしゃ",
    "合同会社": "ごうどうがいしゃ",
    "医療法人": "いりょうほうじん",
    "学校法人": "がっこうほうじん",
    "社会福祉法人": "しゃかいふくしほうじん",
    "一般社団法人": "いっぱんしゃだんほうじん",
}
TOWN: Final = "東京都多摩市"  # where all of the families live

# An answer that follows from another input is no decision of its own.
CHUNKS: Final = {"address": "postal"}

# What other forms of a city ask once more on paper, first what most of them do (入所申請書, 家庭状況調書, 児童調査表,
# 就労証明書; 練馬区, 岡崎市).
ASKED_AGAIN: Final = (
    *("children.*.name", "children.*.kana", "children.*.birth", "children.*.school", "postal", "address"),
    *("guardians.*.name", "guardians.*.relation", "guardians.*.employer", "guardians.*.work_week"),
)


def rows(family: Family) -> Rows:
    """The answers of a family, by the name of the input or of the field that several inputs belong to."""
    told = family.told
    children, guardians = told["children"], told["guardians"]
    found = _beginning(len(children), len(guardians)) | _home(told) | _end(told, guardians)
    for index, child in enumerate(children):
        found |= _at(f"children.{index}", _child(child, told, family.before is not None) | _care(child))
        found |= _at(f"children.{index}", _club(told) | _attendance(told["attendance"]))
    for index, guardian in enumerate(guardians):
        found |= _at(f"guardians.{index}", _guardian(guardian) | _work(guardian))
    return found


def card(family: Family) -> dict[str, str]:
    """What the card of the guardian who applies tells, by the names of OpenID Connect."""
    one = family.told["guardians"][0]
    birth = Day(one["birth"]).day
    return {"name": one["name"][0], "address": TOWN + family.told["home"]["rest"][0], "birthdate": f"{birth:%Y%m%d}"}


def _at(place: str, inside: Rows) -> Rows:
    return {f"{place}.{name}": row for name, row in inside.items()}


def _said(**answers: Answer) -> Rows:
    return {name: Row(answer) for name, answer in answers.items()}


def _assumed(**answers: Answer) -> Rows:
    return {name: Row(answer, default=True) for name, answer in answers.items()}


def _text(told: Sequence[Any]) -> Typed:
    return Typed(str(told[0]), str(told[1]), int(told[2]))


def _of(words: Mapping[str, str], word: str) -> str:
    if word not in words:
        raise Unknown(f"no option is known for {word}")
    return words[word]


def _yes(it: object) -> Chosen:
    return YES if it else NO


def _beginning(children: int, guardians: int) -> Rows:
    counts = _said(child_count=Chosen(str(children)), guardian_count=Chosen(str(guardians)))
    return counts | _assumed(intake=Chosen("april"), start_date=Chosen("april"), change=LEFT)


def _child(child: Mapping[str, Any], told: Mapping[str, Any], again: bool) -> Rows:
    found = _said(
        name=_text(child["name"]),
        kana=Typed(child["kana"], child["name"][1]),
        birth=Day(child["birth"]),
        class_type=Chosen(_of(CLASSES, child["class"])),
        # The school of the town part of the address.
        school=Chosen(like=_town_part(told["home"]["rest"][0])),
    )
    found |= _said(sex=Chosen(_of(SEX, child["sex"]))) if "sex" in child else _assumed(sex=LEFT)
    return found | _assumed(enrolled=_yes(again), current_club=Chosen(place=0))


def _town_part(address: str) -> str:
    found = re.match(r"[^\x00-\x7f]+", address)
    return found[0] if found else ""


def _care(child: Mapping[str, Any]) -> Rows:
    """Health and support. `none` says that there is nothing."""
    allergy, disease, support = (child.get(name) for name in ("allergy", "disease", "support"))
    found = _said(
        care=Ticked(
            tuple(name for name in ("allergy", "disease", "support") if child.get(name) not in NONE) or ("none",)
        )
    )
    if allergy not in NONE:
        found |= _said(allergy_food=_text(allergy))
    if disease not in NONE:
        found |= _said(disease_detail=_text(disease))
    if support not in NONE:
        found |= _said(support_detail=_text(support))
    notebook = next((name for name in NOTEBOOKS if str(child.get("handbook", "")).startswith(name)), "")
    if notebook:
        degree = child["handbook"].removeprefix(notebook)
        found |= _said(support_notebook=Chosen(NOTEBOOKS[notebook]), support_grade=Typed(degree, "ど", 1))
    return found | _assumed(
        doctor=LEFT,
        allergy_plan=LEFT,
        support_place=LEFT,
        support_interview=LEFT,
        epipen=NO,
        allergy_symptom=Typed("じんましん", "じんましん"),
        **_without(notebook),
    )


def _without(notebook: str) -> dict[str, Answer]:
    return {} if notebook else {"support_notebook": Chosen("none")}


def _club(told: Mapping[str, Any]) -> Rows:
    clubs = told["clubs"]
    found = {f"club_{place + 1}": Row(LEFT, default=True) for place in range(WISHES)}
    found |= {f"club_{place + 1}": Row(Chosen(place=place)) for place in range(clubs["choices"])}
    found |= _said(elsewhere_ok=_yes(clubs["elsewhere_ok"]), hold_ok=_yes(clubs["hold_ok"]))
    if "same_as_sibling" in clubs:
        found |= _said(same_as_sibling=YES)
    return found


def _attendance(told: Mapping[str, Any]) -> Rows:
    days = _days(told["days"])
    return _said(
        days=Week(
            tuple(day for day in days if day not in ("sat", "sun")), "", told["home_time"], _of(PICKUP, told["pickup"])
        ),
        saturday=_yes("sat" in days),
        vacation=Chosen(_of(VACATION, told["vacation"])),
        extension=Chosen(_of(EXTENSION, told["extension"])),
    )


def _days(told: str) -> tuple[str, ...]:
    ids = {label: day for day, label in DAYS.items()}
    return tuple(ids[label] for label in told)


def _home(told: Mapping[str, Any]) -> Rows:
    home = told["home"]
    found = _said(postal=Typed(home["postcode"].replace("-", "")), address=_text(home["rest"]))
    found |= _said(single_parent=Chosen(_of(PARENTS, told["single_parent"]) if "single_parent" in told else "none"))
    return (
        found
        | {"member_count": Row(Typed(str(len(told.get("others", ())))), "others" not in told)}
        | _assumed(in_city=YES)
        # What the card has told stands in these, to be confirmed.
        | _assumed(postcode=found["postal"].answer, head=Typed(TOWN), rest=found["address"].answer)
    )


def _guardian(told: Mapping[str, Any]) -> Rows:
    return _said(
        name=_text(told["name"]),
        kana=Typed(told["name"][1], told["name"][1]),
        birth=Day(told["birth"]),
        relation=Chosen(_of(RELATIONS, told["relation"])),
        phone=Typed(told["mobile"]),
        reasons=Ticked((_of(REASONS, told["reason"]),)),
        evidence=Document(told["document"], printed(told)),
    ) | _assumed(living=Chosen("together"), evidence_later=LEFT)


def _work(told: Mapping[str, Any]) -> Rows:
    start, end = told["main_band" if "main_band" in told else "hours"].split("-")
    found = _said(
        work_form=Chosen(_of(WORK, told["form"])),
        employer=_text(told["employer"]),
        employer_phone=Typed(told["employer_phone"]),
        commute_min=Typed(str(told["commute_min"])),
        work_days=Typed(str(told["days_per_month"])),
        shift=_yes(told.get("pattern") == SHIFT),
    )
    # Whoever works in shifts has no days in the file: a week of four, as 16 days of a month are.
    week = Week(_days(told.get("days", "月火木金")), start, end)
    return found | {"work_week": Row(week, "days" not in told)} | _assumed(on_leave=NO)


def _end(told: Mapping[str, Any], guardians: Sequence[Mapping[str, Any]]) -> Rows:
    contacts = told["contacts"]
    found = _said(emergency_count=Chosen(str(len(contacts))), contact_by=Chosen("mail"))
    found |= _said(email=Typed(told["home"]["email"]))
    for index, one in enumerate(contacts):
        who = {"name": _text(one["name"]), "relation": _relation(one["who"]), "phone": Typed(one["phone"])}
        found |= _at(f"emergency.{index}", _said(**who) | _assumed(hours=LEFT))
    first = guardians[0]
    found |= _at("pickups.0", _assumed(name=_text(first["name"]), relation=_relation(first["relation"])))
    # Whoever picks up is a guardian: named once more where a page wants the name, else ticked.
    found |= _assumed(pickup_count=Chosen("1"), pickup_by=Ticked(("guardian",)))
    found |= _assumed(applicant=Chosen("1"), arrears=NO, reduce=LEFT, e_notice=LEFT)
    return found | _assumed(tax=TICK, share=TICK, truth=TICK)


def _relation(word: str) -> Typed:
    return Typed(word, _of(READINGS, word), 1)
