"""入力検査 - what the system says of a value it does not take, all of a page at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from backoffice.codes import CLUBS, SCHOOLS
from backoffice.fields import Field

# The last year before the first of each era: 平成1年 is 1988 + 1.
BEFORE: Final = {"4": 1988, "5": 2018}


@dataclass(frozen=True)
class Mistake:
    """One red line: its code in result files, the field's label, and the sentence."""

    code: str
    label: str
    says: str


def size(value: str) -> int:
    """In bytes as they are kept; what cp932 lacks is kept as `&#134071;`."""
    return len(value.encode("cp932", "xmlcharrefreplace"))


def cut(value: str, limit: int) -> str:
    """As much as goes into the column; half a letter is lost with the rest."""
    return value.encode("cp932", "xmlcharrefreplace")[:limit].decode("cp932", "ignore")


def _like(pattern: str) -> Callable[[str], bool]:
    shape = re.compile(pattern)
    return lambda value: bool(shape.fullmatch(value))


def _is_date(value: str) -> bool:
    try:
        # A time of day keeps it a moment of no zone's: only the calendar is asked.
        return bool(re.fullmatch(r"\d{8}", value) and datetime.strptime(value + "Z", "%Y%m%d%z"))
    except ValueError:
        return False


# Of each form: what it takes, the code, and the end of the sentence.
FORMS: Final[Mapping[str, tuple[Callable[[str], bool], str, str]]] = {
    "key": (_like(r"[0-9A-Za-z-]+"), "E03", "は半角英数字で入力してください"),
    "date": (_is_date, "E03", "が正しくありません"),
    "born": (_like(r"\d{6}"), "E03", "が正しくありません"),
    "kana": (_like(r"[ｦ-ﾟ -]+"), "E03", "は半角カナで入力してください"),
    "wide": (lambda value: size(value) == 2 * len(value), "E03", "は全角で入力してください"),
    "grade": (_like("[1-6]"), "E03", "が正しくありません"),
    "postcode": (_like(r"\d{7}"), "E03", "が正しくありません"),
    "phone": (_like(r"[\d-]+"), "E03", "が正しくありません"),
    "days": (_like("[0-7]"), "E03", "が正しくありません"),
    "time": (_like(r"([01]\d|2[0-3])[0-5]\d"), "E03", "が正しくありません"),
    "school": (lambda value: value in SCHOOLS, "E04", "が登録されていません"),
    "club": (lambda value: value in CLUBS, "E04", "が登録されていません"),
}


def taken(field: Field, typed: str | None) -> str:
    """What the system makes of what came in, before it looks at it."""
    if field.kind == "checkbox":
        return "1" if typed in ("1", "on") else "0"
    value = field.unset if typed is None else typed.strip(" ")
    return cut(value, field.limit) if field.cut else value


def _mistake(field: Field, value: str) -> Mistake | None:
    if not value:
        return Mistake("E01", field.label, f"{field.label}を入力してください") if field.required else None
    if field.options and field.kind != "checkbox" and value not in dict(field.options):
        return Mistake("E04", field.label, f"{field.label}が正しくありません")
    if field.limit and size(value) > field.limit:
        return Mistake("E02", field.label, f"{field.label}は{field.limit}バイト以内で入力してください")
    if field.form:
        holds, code, says = FORMS[field.form]
        return None if holds(value) else Mistake(code, field.label, field.label + says)
    return None


def _birth(values: Mapping[str, str]) -> Iterator[Mistake]:
    """The era and the six digits make one day."""
    born, era = values.get("born", ""), values.get("era", "")
    if re.fullmatch(r"\d{6}", born) and era in BEFORE and not _is_date(f"{BEFORE[era] + int(born[:2]):04}{born[2:]}"):
        yield Mistake("E03", "生年月日", "生年月日が正しくありません")


def mistakes(fields: Iterable[Field], values: Mapping[str, str]) -> list[Mistake]:
    found = [told for field in fields if (told := _mistake(field, values.get(field.id, "")))]
    return [*found, *_birth(values)]
