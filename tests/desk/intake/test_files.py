"""ファイルの取り込み - good rows in, odd ones to a person, totals that add up, nothing twice, whatever comes."""

from __future__ import annotations

import pytest

from madoguchi.core.case import Errand
from madoguchi.core.intake import Unreadable
from madoguchi.desk import errands as worker
from madoguchi.desk import publish
from madoguchi.desk.intake import bring, carry
from madoguchi.desk.intake.bring import Unfit
from madoguchi.store import cases, errands, events, intakes, tables, wall
from tests.desk.intake.files import CLERK, NOW, ROW, adds_up, brought, carried, csv, filed, match, rows, titles, waiting


def the_case():
    (reference,) = cases.references()
    (case,) = cases.cases_of(reference)
    application = cases.get_application(reference)
    assert application
    return application, case


def killed(errand: Errand) -> None:
    """A worker that dies when a part is filed, and not yet kept."""
    carry.done(errand, "", NOW)
    raise RuntimeError("killed")


def test_a_row_becomes_an_application_as_any_other(tama: None) -> None:
    assert adds_up(filed(csv([ROW]))) == {"rows": 1, "filed": 1}
    application, case = the_case()
    assert (application.channel, application.contact) == ("logo", "oya@example.jp")
    assert application.received.isoformat() == "2026-11-15T00:05:00+00:00"
    assert (case.title, case.status) == ("多摩 花子", "received")
    assert application.answers["address"] == "多摩市関戸 4-72"
    assert application.answers["children"][0]["birth"] == "2020-06-14"
    (first, *_) = events.read(case.id)
    assert (first.step, first.who, first.role, first.channel) == ("submit", "uketsuke", "clerk", "logo")
    assert errands.undone("mail", [application.reference]), "the address is confirmed as for others"


def test_what_is_lacking_is_taken_in_and_found(tama: None) -> None:
    filed(csv([{**ROW, "日": "31", "郵便番号1": "", "郵便番号2": ""}]))
    _, case = the_case()
    by_place = {one.fields[0]: one.code for one in case.findings if one.code in ("left_out", "not_taken")}
    assert by_place["children.0.birth"] == "not_taken"
    assert by_place["postal"] == "left_out"
    (birth,) = [one for one in case.findings if one.code == "not_taken"]
    assert birth.evidence[0].said == "令和 2 6 31"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_same_file_again_in_another_encoding_and_order_changes_nothing(tama: None, encoding: str) -> None:
    assert adds_up(filed(csv(rows(3)))) == {"rows": 3, "filed": 3}
    again = filed(csv(rows(3), encoding, headers=[*reversed(ROW)]))
    assert (again.encoding, adds_up(again)) == (encoding, {"rows": 3, "known": 3})
    assert len(titles()) == 3
    assert not any(row.raw for row in intakes.rows(again.id, "known", 9)), "what says the same is not kept twice"


def test_kana_in_pieces_line_breaks_and_letters_of_names_come_through(tama: None) -> None:
    strange = {"子のフリガナ": "タマ カ\u3099ク", "子の名": "髙﨑\ue000", "住所": "多摩市\r\n関戸"}
    filed(csv([{**ROW, **strange}]))
    application, case = the_case()
    child = application.answers["children"][0]
    assert (child["kana"], child["name"]) == ("タマ ガク", "多摩 髙﨑\ue000")
    assert application.answers["address"] == "多摩市 関戸"
    assert "strange_letter" in [one.code for one in case.findings]


def test_five_of_a_hundred_rows_are_broken_and_only_they_wait(tama: None) -> None:
    lines = csv(rows(100, 住所="多摩市関戸")).split(b"\r\n")
    lines[10] = lines[10].replace("多摩".encode(), b"\xff\xfe", 1)
    lines[20] = lines[20] + b',"x"'
    lines[30] = lines[30].replace(b'"L-0030"', b'""')
    lines[40] = lines[40].replace(b'"L-0040"', b'"L-0040')
    lines[50] = lines[50].replace(b"2026/11/15 9:05", "きのう".encode())
    made = filed(b"\r\n".join(lines), encoding="utf-8")
    assert adds_up(made) == {"rows": 100, "filed": 95, "quarantined": 5}
    assert waiting(made) == {"10": "encoding", "20": "columns", "30": "number", "40": "quotes", "L-0050": "arrived"}
    assert len(titles()) == 95
    (last,) = [event for event in events.read(made.subject) if event.step == "intake_done"]
    assert (last.note["count"], last.note["findings"]) == (95, 5)


def test_a_number_twice_is_filed_once(tama: None) -> None:
    one, other = rows(2)
    made = filed(csv([one, one, {**one, "住所": "別の町"}, other]))
    assert adds_up(made) == {"rows": 4, "filed": 2, "known": 1, "quarantined": 1}
    assert waiting(made) == {"L-0001": "twice"}
    changed = filed(csv([{**other, "電話3": "2222"}, {**one, "ステータス": "送信済"}]))
    assert waiting(changed) == {"L-0002": "changed"}
    assert adds_up(changed) == {"rows": 2, "known": 1, "quarantined": 1}


def test_the_states_of_the_service_and_the_window_are_kept(tama: None) -> None:
    ended = {"取下げ": "withdrawn", "送信済": "received"}
    lines = rows(4)
    lines[0]["ステータス"], lines[1]["ステータス"] = "取下げ", "未知"
    lines[2]["送信日時"] = "2026/09/01 9:00"
    made = carried(brought(csv(lines), known=match(statuses=ended)))
    assert waiting(made) == {"L-0001": "ended", "L-0002": "status", "L-0003": "late"}


def test_a_row_about_nobody_waits(tama: None) -> None:
    assert waiting(filed(csv([{**ROW, "子の姓": "", "子の名": ""}]))) == {"L-0001": "nobody"}


def test_a_changed_header_stops_before_anything_is_filed(tama: None) -> None:
    filed(csv(rows(2)))
    later = rows(4)
    renamed = [{("氏名" if name == "子の名" else name): cell for name, cell in row.items()} for row in later]
    again = brought(csv(renamed))
    assert bring.says(again)[:2] == ("見出し「子の名」がなくなりました。", "新しい見出し「氏名」があります。")
    with pytest.raises(Unfit, match="子の名"):
        bring.start(again, CLERK, NOW)
    assert len(titles()) == 2
    moved = brought(csv(later, headers=[*reversed(ROW)]))
    assert bring.changed(moved).moved
    assert adds_up(carried(moved)) == {"rows": 4, "filed": 2, "known": 2}
    with pytest.raises(Unreadable, match="twice"):
        brought(csv(later, headers=[*ROW, "住所"]))


def test_what_was_settled_once_is_remembered_as_a_version(tama: None) -> None:
    first = filed(csv(rows(1)))
    second = brought(csv(rows(2)))
    assert not bring.says(second)
    assert second.match == {**first.match}
    assert (first.version, carried(second).version) == (1, 1)
    third = bring.draft(brought(csv(rows(2))), match(given={"single_parent": "single"}))
    assert carried(third).version == 2


def test_a_preview_shows_real_rows_and_files_nothing(tama: None) -> None:
    made = brought(csv(rows(5)), known=match())
    previews = bring.preview(made, NOW)
    assert [one.line for one in previews] == [1, 2, 3]
    shown = {row.path: row.shown for part in previews[0].parts for row in part.rows}
    assert shown["children.0.name"] == "多摩 見本1"
    assert any(one.path == "in_city" for one in previews[0].mistakes)
    assert not titles()
    assert {one.to: one.words for one in bring.unknown(made)}["children.0.school"] == ("見本小",)


def test_bytes_lie_sealed_and_open_for_their_own_row_alone(tama: None) -> None:
    made = filed(csv([ROW]))
    (row,) = intakes.rows(made.id, "filed", 9)
    assert "花子".encode() not in row.raw
    assert bring.words_of(made, row)["子の名"] == "花子"
    assert len(row.digest) == 64


def test_a_worker_carries_it_part_by_part_and_may_be_killed(house: object, gakudo: dict[str, object]) -> None:
    with wall.inside("tama", write=True):
        publish.publish(gakudo, NOW)
        made = bring.start(brought(csv(rows(60)), known=match()), CLERK, NOW)
        errand = tables.Errand.objects.get(kind="intake")
    with pytest.raises(RuntimeError), wall.inside("tama", write=True):
        killed(errands.value(errand))
    steps = 0
    while worker.serve_one(worker.Worker("w", {}, lambda: NOW), "tama"):
        steps += 1
    with wall.inside("tama"):
        ended = intakes.get(made.id)
        assert ended
        assert (ended.state, adds_up(ended)) == ("done", {"rows": 60, "filed": 60})
        assert len(titles()) == 60
    assert steps >= 3
