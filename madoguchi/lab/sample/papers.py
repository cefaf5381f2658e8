"""見本の書類 - the papers that a made-up family adds: sheets, PDFs and photos, every page of them marked 見本."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from PIL import Image, ImageEnhance, ImageFilter

from madoguchi import settings
from madoguchi.core.package.edition import Edition
from madoguchi.core.weeks import DAYS

from .dice import Dice
from .household import Household
from .sheet import sheet

Rows = dict[str, str]
KEY: Final = 22  # characters of a file's key
TITLES: Final[Mapping[str, str]] = {
    "work": "就労証明書",
    "offer": "就労証明書(採用予定)",
    "study": "在学証明書",
    "birth": "母子健康手帳の写し",
    "illness": "診断書",
    "disability": "障害者手帳の写し",
    "care": "介護の状況の申立書",
    "job_seeking": "求職活動の申立書",
    "disaster": "罹災証明書",
    "other": "申立書",
}
PPI: Final = 100  # of a photo: a page is about 830 × 1,170 pixels


@dataclass(frozen=True)
class Paper:
    """One file; `key` stands for the one it will be kept under, `planted` is what is wrong with it."""

    key: str
    name: str
    data: bytes
    planted: str = ""


def add_papers(edition: Edition, home: Household, share: int) -> tuple[Paper, ...]:
    """The papers of a family, put among its answers; who adds none says that they follow."""
    if "evidence" not in edition.form.grouped.get("guardians", {}):
        return ()
    adds = home.dice.between(1, 100) <= share
    papers: list[Paper] = []
    for place, guardian in enumerate(home.guardians):
        if guardian["reasons"] == ["none"]:
            continue
        if adds:
            papers.append(_evidence(home, guardian, len(papers)))
            guardian["evidence"] = [papers[-1].key]
        else:
            guardian["evidence_later"] = True
            home.plant("evidence_missing", f"guardians.{place}.evidence")
    if any(one["code"] == "moving_in" for one in home.planted):
        if adds:
            rows = {
                "借りる人": home.guardians[0]["name"],
                "物件": "見本町9-9-9",
                "入居の日": home.answers["move_in_date"],
            }
            papers.append(_paper(home.dice, _key(home, len(papers)), "賃貸借契約書", rows, ""))
            home.answers["move_in_proof"] = [papers[-1].key]
        else:
            home.plant("move_in_proof_missing", "move_in_proof")
    return tuple(papers)


def _key(home: Household, place: int) -> str:
    return f"mihon-{home.number}-{place}".ljust(KEY, "-")


def _evidence(home: Household, guardian: Mapping[str, Any], place: int) -> Paper:
    reason = guardian["reasons"][0]
    if reason not in ("work", "offer"):
        rows = {
            "名前": guardian["name"],
            "生年月日": guardian["birth"],
            "証明日": home.today.isoformat(),
            "内容": "見本の内容",
        }
        return _paper(home.dice, _key(home, place), TITLES[reason], rows, "")
    planted = home.dice.one_of(tuple(WRONG)) if home.dice.happens("wrong_paper") else ""
    rows = certificate(guardian, home.today)
    if planted:
        WRONG[planted](rows)
    return _paper(home.dice, _key(home, place), TITLES[reason], rows, planted)


def certificate(guardian: Mapping[str, Any], today: date) -> Rows:
    """What the national form asks of an employer, as far as the application speaks of it."""
    week = guardian["work_week"]
    times = [f"{DAYS[day]} {row['start']}〜{row['end']}" for day, row in week.items()]
    return {
        "証明日": (today - timedelta(days=20)).isoformat(),
        "事業所名": guardian["employer"],
        "代表者名": "見本 一郎",
        "所在地": "見本県見本市1-1",
        "電話番号": guardian["employer_phone"],
        "本人氏名": guardian["name"],
        "フリガナ": guardian["kana"],
        "生年月日": guardian["birth"],
        "雇用の形態": "正社員" if len(week) == 5 else "パート・アルバイト",
        "雇用期間": "無期",
        "就労時間": "、".join(times),
        "月間の就労日数": f"{guardian['work_days']}日",
        "就労実績(前の3か月)": "、".join(f"{guardian['work_days']}日" for _ in range(3)),
        "備考": "見本",
    }


def _wrong_days(rows: Rows) -> None:
    rows["月間の就労日数"] = "8日"


def _wrong_name(rows: Rows) -> None:
    rows["本人氏名"] = "別見本 次郎"


def _no_date(rows: Rows) -> None:
    rows["証明日"] = ""


def _old_date(rows: Rows) -> None:
    rows["証明日"] = (date.fromisoformat(rows["証明日"]) - timedelta(days=200)).isoformat()


def _no_record(rows: Rows) -> None:
    rows["就労実績(前の3か月)"] = ""


# What is wrong with a certificate, by the names of the truth file.
WRONG: Final[Mapping[str, Callable[[Rows], None]]] = {
    "days_differ": _wrong_days,
    "name_differs": _wrong_name,
    "date_missing": _no_date,
    "date_old": _old_date,
    "record_missing": _no_record,
    "unreadable": lambda rows: None,  # the photo is
}


def _paper(dice: Dice, key: str, title: str, rows: Rows, planted: str) -> Paper:
    form = "photo" if planted == "unreadable" else dice.assumed("paper")
    if form != "sheet" and not _fonts().families():
        form = "sheet"  # without a font, a page would be blank boxes
    make, ending = {"sheet": (sheet, "xlsx"), "pdf": (_pdf, "pdf"), "photo": (_photo, "jpg")}[form]
    data = _blurred(rows, title) if planted == "unreadable" and form == "photo" else make(rows, title)
    return Paper(key, f"{title}.{ending}", data, planted)


@cache
def _fonts() -> typst.Fonts:
    there = [folder for folder in settings.FONTS if Path(folder).is_dir()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=there)


def _set(rows: Rows, title: str, **form: Any) -> bytes:
    told = {"title": title, "rows": [list(row) for row in rows.items()], "fonts": list(_fonts().families())}
    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    here = Path(__file__).parent
    press = typst.Compiler(here / "paper.typ", here, _fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    made = press.compile(**form)
    assert isinstance(made, bytes)  # one page
    return made


def _pdf(rows: Rows, title: str) -> bytes:
    return _set(rows, title, format="pdf")


def _photo(rows: Rows, title: str, blur: int = 0) -> bytes:
    page = Image.open(io.BytesIO(_set(rows, title, format="png", ppi=PPI))).convert("RGB")
    seen = page.rotate(1.5, expand=True, fillcolor=(90, 80, 70)).filter(ImageFilter.GaussianBlur(blur or 0.4))
    file = io.BytesIO()
    ImageEnhance.Brightness(seen).enhance(0.55 if blur else 0.92).save(file, "JPEG", quality=70)
    return file.getvalue()


def _blurred(rows: Rows, title: str) -> bytes:
    return _photo(rows, title, blur=6)
