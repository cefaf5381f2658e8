"""見本の家族: the same seed makes the same families; what was planted is found, and nothing else."""

import unicodedata
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from madoguchi.commands._packages import examine_folder
from madoguchi.core.days import JST, jst_date
from madoguchi.core.known import OUTSIDE
from madoguchi.core.package.edition import Edition
from madoguchi.lab.sample import page
from madoguchi.lab.sample.arrivals import NoWindow, arrivals, main_window
from madoguchi.lab.sample.dice import ASSUMED, pupils, written
from madoguchi.lab.sample.moves import moves
from madoguchi.lab.sample.papers import add_papers
from madoguchi.lab.sample.plants import DEFECTS, possible
from madoguchi.lab.sample.prepare import Dice, Job, Ready, family_of, prepare
from madoguchi.lab.sample.typed import Mistyped, Page, document_of, pages_of

HOME = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
MANY = 120


@cache
def edition_of(town: str) -> Edition:
    found = examine_folder(HOME / "procedures" / "gakudo", town, HOME).report.edition
    assert found
    return found


@cache
def families(town: str = "tama", number: int = MANY, seed: int = 7, papers: int = 0) -> tuple[Ready, ...]:
    edition = edition_of(town)
    moments = arrivals(main_window(edition.town, NOW), number, seed, NOW)
    jobs = [Job(place, seed, moment, NOW, papers) for place, moment in enumerate(moments)]
    return tuple(prepare(edition, job) for job in jobs)


@pytest.mark.parametrize(("town", "number"), [("tama", MANY), ("kodaira", 24), ("komae", 24), ("okutama", 12)])
def test_what_was_planted_is_found_and_nothing_else(town: str, number: int):
    for ready in families(town, number):
        found = edition_of(town).findings(ready.document, jst_date(ready.moment))
        assert Counter(one.code for one in found) == Counter(one["code"] for one in ready.planted), ready.number


def test_findings_of_every_code_appear():
    town = edition_of("tama").town
    found = {one["code"] for ready in families() for one in ready.planted}
    # Whoever is in grade 6 may come, and the form asks nobody above it.
    unreachable = {"grade_support"} if town.values["grade_max_support"].value == 6 else set()
    of_answers = {one.id for one in edition_of("tama").checks if not (one.paper or OUTSIDE.keys() & one.when.names)}
    assert found >= (of_answers | {"shift"}) - unreachable - {
        "sunday",
        "sunday_not_counted",
    }  # nobody made up works then
    assert set(possible(town)) == set(DEFECTS)


def test_the_same_seed_makes_the_same_families_and_another_seed_others():
    again = families.__wrapped__("tama", 12, 7, 0)
    assert [ready.document for ready in again] == [ready.document for ready in families(number=12)]
    assert again[0].document != families(number=12, seed=8)[0].document


def test_a_family_does_not_depend_on_how_many_there_are():
    few, many = families(number=12), families()
    assert [one.document["guardians"][0]["name"] for one in few] == [
        one.document["guardians"][0]["name"] for one in many[:12]
    ]


def test_nobody_is_real():
    names = Counter[str]()
    for ready in families():
        people = [person for group in ("children", "guardians", "members") for person in ready.document[group]]
        assert all("見本" in person["name"] and "ミホン" in person["kana"] for person in people)
        phones = [one["phone"] for group in ("guardians", "emergency") for one in ready.document[group]]
        assert all(phone.startswith("000") for phone in phones)
        assert len(set(phones)) == len(phones)
        assert not ready.document["mobile"] or ready.document["mobile"].startswith("0900")
        assert not ready.document["email"] or ready.document["email"].endswith("@example.jp")
        assert "見本町" in ready.document["address"]
        names.update(child["name"] for child in ready.document["children"])
    assert len(names) > 0.9 * names.total()


def test_letters_that_get_lost_are_there_and_readings_are_clean():
    names = "".join(child["name"] for ready in families() for child in ready.document["children"])
    assert set(names) & set("髙﨑𠮷")
    assert all(unicodedata.name(letter).startswith(("KATAKANA", "SPACE")) for letter in readings())


def readings() -> set[str]:
    return {letter for ready in families() for child in ready.document["children"] for letter in child["kana"]}


def test_schools_and_grades_follow_the_figures():
    children = [child for ready in families() for child in ready.document["children"]]
    grades = Counter(child["grade"] for child in children)
    assert grades[1] > grades[3] > grades[5]
    schools = Counter(child["school"] for child in children)
    known = pupils()["tama"]
    assert set(schools) <= {*known, "other"}
    big = [school for school, row in known.items() if sum(row.values()) > 500]
    small = [school for school, row in known.items() if sum(row.values()) < 250]
    assert big
    assert small
    assert sum(schools[school] for school in big) / len(big) > sum(schools[school] for school in small) / len(small)


def test_applications_arrive_in_their_window_and_not_in_the_future():
    town = edition_of("tama").town
    window = main_window(town, NOW)
    moments = arrivals(window, 400, 7, NOW)
    assert list(moments) == sorted(moments)
    assert all(window.begins <= moment < NOW for moment in moments)
    hours = Counter(moment.astimezone(JST).hour for moment in moments)
    assert hours[13] + hours[21] > hours[4] + hours[10]
    assert len({jst_date(moment) for moment in moments}) > 10


def test_nothing_arrives_before_the_first_window():
    town = edition_of("tama").town
    with pytest.raises(NoWindow):
        main_window(town, min(window.begins for window in town.windows))


def test_clerks_move_a_case_after_it_came_and_before_now():
    told = [
        list(moves(1, planted=bool(number % 2), arrived=NOW - timedelta(days=14), now=NOW, dice=Dice(7, number)))
        for number in range(80)
    ]
    for steps in told:
        assert [step.moment for step in steps] == sorted(step.moment for step in steps)
        assert all(NOW - timedelta(days=14) < step.moment < NOW for step in steps)
        assert [step.step for step in steps] in ([], ["return"], ["pass"], *(["pass", last] for last in LAST))
    assert {step.step for steps in told for step in steps} == {"return", "pass", *LAST}
    assert not [*moves(1, planted=False, arrived=NOW, now=NOW, dice=Dice(7, 1))]


LAST = ("approve", "hold", "refuse")


def test_a_form_that_has_changed_is_told():
    edition = edition_of("tama")
    home = family_of(edition, Job(0, 7, NOW, NOW))
    add_papers(edition, home, 0)
    pages = pages_of(edition, home.answers, jst_date(NOW), home.dice)
    first = Page(pages[0].stop, {"start_date": ["april"]})
    with pytest.raises(Mistyped, match="start"):
        document_of(edition, (first, *pages[1:]), jst_date(NOW))
    fewer = [page for page in pages if not page.stop.slug.startswith("contact")]
    with pytest.raises(Mistyped, match="leads through"):
        document_of(edition, tuple(fewer), jst_date(NOW))


def test_papers_say_that_they_are_samples_and_open_nowhere_else():
    papers = [paper for ready in families(number=12, papers=100) for paper in ready.papers]
    assert papers
    assert {paper.name.rpartition(".")[2] for paper in papers} <= {"xlsx", "pdf", "jpg"}
    heads = {"xlsx": b"PK", "pdf": b"%PDF-", "jpg": b"\xff\xd8"}
    assert all(paper.data.startswith(heads[paper.name.rpartition(".")[2]]) for paper in papers)
    assert max(len(paper.data) for paper in papers) < 300_000
    assert any(paper.planted for ready in families(number=40, papers=100) for paper in ready.papers)


def test_every_assumption_has_a_source_or_says_that_it_is_one():
    assumptions, sources = written()
    assert {one.source for one in assumptions.values()} <= {ASSUMED, *sources}
    assert all(sum(one.weights.values()) == 1000 for one in assumptions.values() if one.weights and one.id != "grade")


def test_the_page_of_samples_is_made_of_the_assumptions():
    made = (HOME / "docs" / "reference" / "sample.md").read_text(encoding="utf-8")
    assert made == page.text(), "madoguchi sample --assumptions > docs/reference/sample.md"
