"""変異 - each change can be seen by who looks; harmless ones leave the record right, and others do what they say."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from backoffice.app import make_app
from backoffice.door import EXPIRED
from backoffice.mutations import BUSY, MUTATIONS, Mutation
from backoffice.office import Office
from backoffice.records import Records
from backoffice.screens import SYSTEM
from tests.backoffice.clerk import PASSWORD, STAFF, Clerk, errors, shown, title
from tests.backoffice.typist import Stopped, Typist, right

EACH = [
    pytest.param(mutation, page, id=f"{mutation.name}-{page}")
    for mutation in MUTATIONS.values()
    for page in mutation.pages
]
HARMLESS = [param for param in EACH if isinstance(param.values[0], Mutation) and param.values[0].harmless]
Walk = Callable[..., tuple[Typist, Office]]


def walked(folder: Path, mutation: str = "", page: str = "", tries: int = 1) -> tuple[Typist, Office]:
    """A typist's whole way through a system of its own, as far as it leads; so many times when it stops."""
    system = MUTATIONS[mutation].of(SYSTEM, page) if mutation else SYSTEM
    office = Office(Records(folder / "backoffice.sqlite3"), {STAFF: PASSWORD}, system=system)
    typist = Typist(Clerk(make_app(office).test_client(), system.encoding))
    for _ in range(tries):
        try:
            typist.walk()
            break
        except Stopped:
            continue
    return typist, office


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    return lambda mutation, *words, **more: walked(tmp_path / mutation, mutation, *words, **more)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Typist, Office]:
    """The way through the system as it was delivered."""
    return walked(tmp_path_factory.mktemp("plain"))


def kept(office: Office) -> list[dict[str, str]]:
    return [dict(record.values) for record in office.records.all()]


def test_there_are_many_mutations_and_each_says_in_japanese_what_it_is() -> None:
    assert len(MUTATIONS) >= 34
    assert len({mutation.says for mutation in MUTATIONS.values()}) == len(MUTATIONS)
    assert all(re.search("[ぁ-ん]", mutation.says) for mutation in MUTATIONS.values())


def test_without_a_mutation_the_typist_makes_the_right_record(plain: tuple[Typist, Office]) -> None:
    typist, office = plain
    assert [right(values) for values in kept(office)] == [True]
    assert [title(page) for page in typist.seen[-3:]] == ["登録完了", "検索", "登録内容の照会"]


@pytest.mark.parametrize(("mutation", "page"), EACH)
def test_who_looks_at_every_page_sees_each_mutation(
    walk: Walk, plain: tuple[Typist, Office], mutation: Mutation, page: str
) -> None:
    assert walk(mutation.name, page)[0].seen != plain[0].seen


@pytest.mark.parametrize(("mutation", "page"), HARMLESS)
def test_a_harmless_mutation_leaves_one_right_record(walk: Walk, mutation: Mutation, page: str) -> None:
    _, office = walk(mutation.name, page, tries=2)
    assert [right(values) for values in kept(office)] == [True]


@pytest.mark.parametrize(
    "name",
    [
        *("label-kana", "label-relation", "labels-exchanged", "field-removed", "required-added"),
        *("date-format-changed", "limit-shortened", "codes-renumbered", "codes-exchanged", "radio-exchanged"),
        *("notice-before-entry", "login-silently", "maintenance", "busy", "done-without-saving"),
    ],
)
def test_who_types_without_looking_makes_no_right_record(walk: Walk, name: str) -> None:
    _, office = walk(name)
    assert not any(right(values) for values in kept(office))


def test_exchanged_labels_make_a_wrong_record_without_a_word(walk: Walk) -> None:
    (values,) = kept(walk("labels-exchanged")[1])
    assert (values["club1"], values["club2"]) == ("102", "101")


def test_exchanged_codes_turn_a_father_into_a_mother(walk: Walk) -> None:
    (values,) = kept(walk("codes-exchanged")[1])
    assert values["guardian1_relation"] == "02"


def test_a_shortened_column_cuts_without_a_word(walk: Walk) -> None:
    (values,) = kept(walk("limit-shortened")[1])
    assert values["address"] == "見本市関戸６－１２－"


def test_a_lost_session_is_lost_once_and_says_so(walk: Walk) -> None:
    typist, office = walk("session-lost", tries=2)
    told = [page for page in typist.seen if title(page) == "ログイン"]
    assert [errors(page) for page in told] == [[EXPIRED]]
    assert len(kept(office)) == 1


def test_a_silent_logout_says_nothing(walk: Walk) -> None:
    typist, _ = walk("login-silently")
    assert (title(typist.seen[-1]), errors(typist.seen[-1])) == ("ログイン", [])


def test_busy_keeps_nothing_and_busy_after_saving_keeps_it_behind_the_same_page(walk: Walk) -> None:
    before, nothing = walk("busy")
    after, one = walk("busy-after-saving")
    assert (len(kept(nothing)), len(kept(one))) == (0, 1)
    assert BUSY in before.seen[5]
    assert before.seen[5] == after.seen[5]


def test_a_deed_that_only_looks_done_is_found_by_nobody(walk: Walk) -> None:
    typist, office = walk("done-without-saving")
    assert shown(typist.seen[5]) == {"整理番号": "00000001"}
    assert kept(office) == []


def test_done_without_a_number_is_done(walk: Walk) -> None:
    typist, office = walk("done-without-number")
    assert (shown(typist.seen[5]), len(kept(office))) == ({}, 1)


def test_a_notice_lets_through_who_has_read_it(walk: Walk) -> None:
    typist, _ = walk("notice-before-entry")
    assert title(typist.seen[-1]) == "お知らせ"
    assert title(typist.clerk.look("/new/1?read=1")) == "新規登録（児童）"
    typist, _ = walk("notice-after-login")
    assert title(typist.seen[0]) == "お知らせ"
    assert "<frameset" in typist.clerk.look("/?read=1")


def test_without_frames_every_page_has_the_menu(walk: Walk) -> None:
    typist, _ = walk("frames-removed")
    assert not any("<frame" in page or 'target="main"' in page for page in typist.seen)
    assert all('href="/search"' in page for page in typist.seen)


def test_a_twin_button_leads_back(walk: Walk) -> None:
    typist, _ = walk("button-twin", "confirm")
    buttons = re.findall(r'type="submit" name="(\w+)" value="登録"', typist.seen[4])
    assert buttons == ["back", "save"]


def test_utf_8_keeps_the_letters_that_cp932_lacks(tmp_path: Path) -> None:
    office = Office(Records(tmp_path / "b.sqlite3"), {STAFF: PASSWORD}, system=MUTATIONS["utf-8"].of(SYSTEM))
    clerk = Clerk(make_app(office).test_client(), "utf-8")
    clerk.log_in()
    clerk.register(name="𠮷田　花子")
    assert kept(office)[0]["name"] == "𠮷田　花子"


def test_the_pages_of_a_change_have_the_mutation_too(walk: Walk) -> None:
    typist, _ = walk("button-moved")
    page = typist.clerk.look("/edit/00000001/1")
    assert page.index("次へ") < page.index("申請番号")
