"""所要分の型: operators become seconds by the table, readings become flicks, and a family becomes answers."""

import hashlib
import io
import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from madoguchi.core.attachment import DARK, SHARP
from madoguchi.lab import evidence, klm
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.klm import certificate, page, picture, table
from madoguchi.lab.klm.answers import Chosen, Day, Document, Left, Row, Ticked, Typed, Week, card, rows
from madoguchi.lab.klm.families import Paper, Unknown, changed, families
from madoguchi.lab.klm.figures import Told, distance, lines, of_acts, of_family, plain
from madoguchi.lab.klm.model import Act, characters, choosing, kana, keys, operators, passing, seconds, typing
from madoguchi.lab.klm.paper import again_of, by_hand, signs
from madoguchi.lab.prove import klm as proof

# A run is comparable only with the same persons: whoever changes one makes another model.
PERSONAS = "3e6a975ccc262ac98974bc912f984148be18755d23d2cdda0f4ffa478e17dd03"
EDGE = 1_200  # pixels of the longer edge, at which a photo is judged
ACTS = (
    Act("R", 50, "", "はじめに"),
    Act("R", 10, "children.0.name", "お子さん", again=5),
    Act("M", 1, "children.0.name", "お子さん"),
    Act("T", 1, "children.0.name", "お子さん"),
    Act("F", 5, "children.0.name", "お子さん"),
    Act("C", 2, "children.0.name", "お子さん", default=True),
    Act("S", 0.5, "", "お子さん"),
)


@pytest.mark.parametrize(
    ("acts", "low", "base", "high"),
    [
        ([("M", 1)], 1.2, 1.35, 1.5),
        ([("T", 1), ("D", 8)], 2.95, 3.85, 5.4),
        ([("F", 10), ("C", 2)], 5.7, 10.2, 14.4),
        ([("R", 100)], 10.0, 12.0, 16.8),
        ([("P", 1), ("I", 1)], 28.0, 45.0, 75.0),
        ([("W", 2), ("S", 3)], 3.22, 4.4, 5.0),
        ([("H", 4)], 3.44, 6.0, 7.52),
        ([], 0.0, 0.0, 0.0),
    ],
)
def test_operators_become_seconds(acts: list[tuple[str, int]], low: float, base: float, high: float) -> None:
    told = seconds(Act(op, n, "") for op, n in acts)
    assert (told.low, told.base, told.high) == pytest.approx((low, base, high))


def test_the_photographed_certificate_is_legible_and_always_the_same() -> None:
    """Judged as the page's script does: bright, and its sharpest tile far from the middle one."""
    mother = certificate.printed(families()[0]["new"].told["guardians"][0])
    _, taken = certificate.certificate(mother, "photo")
    green = Image.open(io.BytesIO(taken)).getchannel("G")
    green = green.resize((green.width * EDGE // green.height, EDGE))
    light = np.frombuffer(green.tobytes(), np.uint8).reshape(green.height, green.width).astype(int)
    edges = 4 * light[1:-1, 1:-1] - light[1:-1, :-2] - light[1:-1, 2:] - light[:-2, 1:-1] - light[2:, 1:-1]
    rows, columns = (size // 128 for size in edges.shape)
    tiles = (edges[: rows * 128, : columns * 128] ** 2).reshape(rows, 128, columns, 128).sum(axis=(1, 3))
    assert light.mean() > 2 * DARK
    assert tiles.max() - np.median(tiles) > 2 * SHARP * 128**2
    assert certificate.certificate(mother, "photo")[1] == taken


def test_a_certificate_says_what_the_family_says_of_the_work_even_where_the_family_errs() -> None:
    father = families()[0]["new"].told["guardians"][1]
    said = dict(certificate.printed(father))
    assert (said["weekdays"], said["saturday_start"], said["office_phone"]) == (
        tuple("月火木金土"),
        "08:00",
        "042-000-0002",
    )
    assert Document("photo", certificate.printed(father)) == Document(
        "photo", certificate.printed({**father, "days": "月"})
    )


def test_an_operator_of_no_table_is_refused() -> None:
    with pytest.raises(KeyError):
        seconds([Act("Z", 1, "")])


def test_every_operator_has_its_source_and_its_order() -> None:
    assert "".join(operators()) == "MTWFCDRPIHS"
    assert all(one.low <= one.base <= one.high and one.source for one in operators().values())


@pytest.mark.parametrize(
    ("reading", "count"),
    [
        ("たま はなこ", 5),
        ("かぶしきがいしゃ", 10),
        ("ゆうゆうー", 5),
        ("パン", 3),
        ("じゃっきい", 6),
        ("", 0),
        ("a1", 0),
    ],
)
def test_a_reading_is_flicked_with_its_voicing_marks_and_small_kana(reading: str, count: int) -> None:
    assert kana(reading) == count


@pytest.mark.parametrize(
    ("told", "stands", "count"),
    [
        (("多摩 花子", "たま はなこ", 2), "", (5, 2, 0)),
        (("永山1-5-202", "ながやま", 1), "", (5, 1, 7)),
        (("永山1-5-202", "ながやま", 1), "東京都多摩市永山", (0, 0, 7)),
        (("永山1-5-202", "ながやま", 1), "東京都多摩市", (5, 1, 7)),
        (("hanako.family@example.jp", "", 0), "", (0, 0, 24)),
        (("2060025", "", 0), "", (0, 0, 7)),
    ],
)
def test_a_text_is_typed_in_kana_candidates_and_keys(
    told: tuple[str, str, int], stands: str, count: tuple[int, int, int]
) -> None:
    found = typing(*told, stands)
    assert (found["F"], found["C"], found["D"]) == count


def test_more_than_seven_options_are_a_second_decision_and_ten_are_read_at_most() -> None:
    assert (choosing(7), choosing(8)) == (1, 2)
    labels = [f"{number:02}番" for number in range(30)]
    assert passing(labels, 0) == 3
    assert passing(labels, 3) == 12
    assert passing(labels, 29) == 30
    assert (characters(" 氏 名\n"), keys("042-338")) == (2, 7)


def test_the_families_are_the_fixed_ones() -> None:
    told = files(klm).joinpath("personas.yaml").read_bytes()
    assert hashlib.sha256(told).hexdigest() == PERSONAS


def test_a_family_that_comes_back_is_the_same_with_what_has_changed() -> None:
    found, paper = families()
    assert list(found) == ["new", "returning", "siblings"]
    assert paper == Paper("new", 3, 14)
    new, again = found["new"].told, found["returning"].told
    assert again["guardians"][1]["hours"] == "09:00-18:00"
    assert new["guardians"][1]["hours"] == "08:00-18:00"
    assert again["children"] == new["children"]
    assert (found["new"].before, found["returning"].before) == (None, found["new"])
    assert [name for name, one in found.items() if one.signs_in] == ["returning"]
    told = {"name": "多摩 優子", "address": "東京都多摩市永山1-5-202", "birthdate": "19890203"}
    assert card(found["returning"]) == told


def test_the_mistake_of_a_family_is_one_answer_that_differs() -> None:
    found, _ = families()
    for name, path in (("new", "guardians.1.birth"), ("returning", "guardians.1.work_week")):
        right, wrong = rows(found[name]), rows(found[name].slipped())
        assert [at for at in right if right[at] != wrong[at]] == [path]
    right, wrong = rows(found["siblings"]), rows(found["siblings"].slipped())
    assert wrong["guardians.0.work_days"].answer == Typed("61")
    assert right["guardians.0.work_days"].answer == Typed("16")


def test_a_place_that_is_not_there_and_a_word_of_no_option_are_named() -> None:
    with pytest.raises(Unknown, match=r"guardians\.5\.hours"):
        changed({"guardians": []}, {"guardians.5.hours": "09:00-17:00"})
    told = families()[0]["new"]
    strange = changed(told.told, {"guardians.0.relation": "伯爵"})
    with pytest.raises(Unknown, match="伯爵"):
        rows(type(told)(told.name, strange, {}))


def test_answers_stand_by_the_names_of_inputs_and_say_what_is_assumed() -> None:
    told = rows(families()[0]["new"])
    assert told["children.0.name"].answer == Typed("多摩 花子", "たま はなこ", 2)
    assert told["children.0.birth"].answer == Day(date(2020, 6, 14))
    assert told["children.0.school"].answer == Chosen(like="永山")
    assert told["children.0.care"].answer == Ticked(("allergy",))
    assert told["guardians.1.work_week"].answer == Week(("mon", "tue", "thu", "fri", "sat"), "08:00", "18:00")
    assert told["guardians.0.reasons"].answer == Ticked(("work",))
    assert told["guardians.0.evidence"].answer == Document("photo")
    assert told["pickups.0.name"].default
    assert told["pickup_by"] == Row(Ticked(("guardian",)), default=True)
    assert told["change"] == Row(Left(), default=True)
    assert not told["emergency.0.name"].default
    both = rows(families()[0]["siblings"])
    assert both["children.1.support_grade"].answer == Typed("4度", "ど", 1)
    assert both["children.0.saturday"].answer == Chosen("yes")
    assert both["guardians.0.shift"].answer == Chosen("yes")
    assert both["guardians.0.work_week"].default


def test_figures_are_sums_of_the_acts() -> None:
    told = of_acts(ACTS)
    total = seconds(ACTS)
    assert told["base"] == round(total.base / 60, 2)
    assert told["without_s"] == round((total.base - 0.5) / 60, 2)
    assert told["characters"] == 60
    assert told["reread"] == round((total.base + 5 * 0.12) / 60, 2)
    assert sum(part for part in told["parts"].values()) == pytest.approx(told["base"], abs=0.03)
    assert [row["page"] for row in told["pages"]] == ["はじめに", "お子さん"]
    assert told["fields"][0]["field"] == "children.name"
    assert told["fields"][0]["seconds"] == pytest.approx(10 * 0.12 + 1.35 + 0.57 + 5 * 0.75 + 2 * 1.35, abs=0.05)
    assert plain("guardians.1.work_week") == "guardians.work_week"


def test_the_log_tells_every_act_and_its_moment() -> None:
    told = [json.loads(line) for line in lines("new", "clean", ACTS)]
    assert len(told) == len(ACTS)
    assert seconds(Act(row["op"], row["n"], row["at"]) for row in told) == seconds(ACTS)
    assert (told[0]["t"], told[1]["t"]) == (0, 6000)
    assert [row.get("default", False) for row in told].count(True) == 1


def test_on_paper_the_same_is_written_and_what_is_asked_again_is_written_twice() -> None:
    answers = rows(families()[0]["new"])
    once = by_hand(ACTS, answers, Paper("new", 3, 0))
    twice = by_hand(ACTS, answers, Paper("new", 3, 14))
    assert [(act.op, act.n) for act in once] == [("R", 10), ("M", 1), ("H", 4)]
    assert [(act.op, act.n) for act in twice[3:]] == [("R", 10), ("M", 1), ("H", 4)]
    filled = by_hand((*ACTS, Act("R", 5, "children.0.kana", "お子さん")), answers, Paper("new", 3, 0))
    assert [(act.op, act.n) for act in filled if act.at == "children.0.kana"] == [("R", 5), ("M", 1), ("H", 5)]
    assert (signs(Chosen("yes")), signs(Day(date(2020, 6, 14))), signs(Document("photo"))) == (1, 8, 0)
    assert signs(Week(("mon", "tue"), "09:00", "17:30")) == 10


def test_fourteen_items_of_the_new_family_are_asked_again() -> None:
    told = list(rows(families()[0]["new"]))
    assert len(again_of(told, 14)) == 14
    assert again_of(told, 2) == ["children.0.name", "children.0.kana"]


def figures(new: float, returning: float, *, prefilled: bool = True) -> dict[str, Any]:
    told = {"new": (new, True), "returning": (returning, prefilled)}
    return {name: {"base": base, "without_s": base, "prefilled": filled} for name, (base, filled) in told.items()}


def test_too_many_minutes_are_told_once_last_years_answers_come_back() -> None:
    assert not list(proof.too_long(figures(8.0, 6.0)))
    assert len(list(proof.too_long(figures(8.01, 6.01)))) == 2
    assert not list(proof.too_long(figures(12.0, 12.0, prefilled=False)))


def test_a_growth_of_more_than_three_in_a_hundred_is_told() -> None:
    assert not list(proof.grown(figures(10.3, 5.0), figures(10.0, 5.0)))
    assert len(list(proof.grown(figures(10.31, 5.0), figures(10.0, 5.0)))) == 1
    assert not list(proof.grown(figures(10.0, 5.0), {}))
    assert not list(proof.grown({"paper": {"without_s": 20.0}}, {"paper": {"without_s": 10.0}}))


def test_a_growth_is_refused_and_nothing_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof.runs, "run", lambda **told: figures(11.0, 5.0, prefilled=False))
    monkeypatch.setattr(evidence, "read", lambda: {"klm": {"figures": figures(10.0, 5.0)}})
    with pytest.raises(Disproved, match=r"new: 11\.0"):
        proof.run(full=True)


def test_page_and_picture_are_made_of_what_is_recorded() -> None:
    recorded = evidence.read()["klm"]["figures"]
    home = Path(evidence.HOME)
    made = (home / "docs/reference/minutes.md").read_text(encoding="utf-8")
    assert made == page.text(recorded), "madoguchi klm --markdown > docs/reference/minutes.md"
    drawn = (home / "docs/images/minutes.svg").read_text(encoding="utf-8")
    assert drawn == picture.svg(recorded), "madoguchi klm --recorded --svg docs/images/minutes.svg"


def test_the_distance_to_the_aim_is_told_by_field() -> None:
    rows = [{"field": "a", "seconds": 40.0}, {"field": "b", "seconds": 30.0}, {"field": "c", "seconds": 5.0}]
    assert distance("new", {"base": 7.0, "fields": rows}) == (1.0, "as much as a, b")
    assert distance("new", {"base": 8.0, "fields": rows}) == (2.0, "more than a, b, c")
    assert distance("new", {"base": 5.9, "fields": rows}) == (0.0, "nothing")
    assert distance("siblings", {"base": 9.0, "fields": rows}) is None


def test_the_tables_name_families_pages_and_fields() -> None:
    told = Told(ACTS, prefilled=False, unknown=("children.0.pet",), unasked=())
    text = table.text({"new": of_family(told, told)})
    for word in ("new", "お子さん", "children.name ×1", "children.0.pet", "読む", "one decision"):
        assert word in text
