"""項目 - the forty fields of a registration as data: label, kind of input, limit, and what may stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Field:
    """One value of a registration, as one page asks for it."""

    id: str  # under which it is kept
    label: str
    limit: int = 0  # in bytes of cp932; 0: by its options
    form: str = ""  # what is checked: a name of `checks.FORMS`
    required: bool = False
    kind: str = "text"  # of the input: text, textarea, select, radio, checkbox
    options: Options = ()
    cut: bool = False  # what is too long is cut without a word, as old systems do
    hint: str = ""
    name: str = ""  # of the input, where it is not the id
    unset: str = ""  # what is kept of a field that was not asked for
    drop: str = ""  # letters that are left out where the value is only shown

    @property
    def attribute(self) -> str:
        return self.name or self.id

    def shown(self, value: str) -> str:
        return "".join(letter for letter in value if letter not in self.drop)


ERAS: Final[Options] = (("4", "平成"), ("5", "令和"))
SEXES: Final[Options] = (("1", "男"), ("2", "女"), ("9", "不明"))
NO_YES: Final[Options] = (("0", "無"), ("1", "有"))
RELATIONS: Final[Options] = (("01", "父"), ("02", "母"), ("03", "祖父"), ("04", "祖母"), ("09", "その他"))
GROUNDS: Final[Options] = (
    *(("01", "就労"), ("02", "疾病"), ("03", "障害"), ("04", "介護"), ("05", "就学"), ("06", "求職"), ("07", "出産")),
    ("99", "その他"),
)
YMD: Final = "(YYYYMMDD)"


def _tick(key: str, label: str) -> Field:
    return Field(key, label, kind="checkbox", options=(("1", "有"),), unset="0")


def _guardian(number: int) -> tuple[Field, ...]:
    key, label, required = f"guardian{number}_", f"保護者{number}", number == 1
    return (
        Field(key + "name", label + "氏名", 40, required=required),
        Field(key + "kana", label + "カナ", 40, "kana", hint="(半角カナ)"),
        Field(key + "relation", label + "続柄コード", kind="select", options=RELATIONS, required=required),
        Field(key + "phone", label + "電話番号", 13, "phone"),
        Field(key + "ground", label + "要件コード", kind="select", options=GROUNDS),
        Field(key + "firm", label + "勤務先", 40),
        Field(key + "days", label + "週就労日数", 1, "days"),
        Field(key + "starts", label + "就労開始時刻", 4, "time", hint="(HHMM)"),
        Field(key + "ends", label + "就労終了時刻", 4, "time", hint="(HHMM)"),
    )


CHILD: Final = (
    Field("application", "申請番号", 20, "key", required=True),
    Field("received", "受付年月日", 8, "date", required=True, hint=YMD),
    Field("name", "児童氏名", 40, required=True),
    Field("kana", "児童氏名カナ", 40, "kana", required=True, hint="(半角カナ)"),
    Field("era", "生年月日元号", kind="select", options=ERAS, required=True),
    Field("born", "生年月日", 6, "born", required=True, hint="(YYMMDD)"),
    Field("sex", "性別", kind="radio", options=SEXES, required=True),
    Field("school", "学校コード", 3, "school", required=True),
    Field("grade", "学年", 1, "grade", required=True),
    Field("postcode", "郵便番号", 7, "postcode", hint="(7桁)"),
    Field("address", "住所", 60, "wide", required=True, hint="(全角)"),
    Field("building", "方書", 40, cut=True),
    Field("phone", "電話番号", 13, "phone"),
    Field("disability", "障害区分", kind="select", options=NO_YES, unset="0"),
    _tick("allergy", "アレルギー"),
    Field("remarks", "備考", 100, kind="textarea", cut=True),
)
GUARDIANS: Final = (*_guardian(1), *_guardian(2))
USE: Final = (
    Field("starts_on", "利用開始年月日", 8, "date", required=True, hint=YMD),
    Field("club1", "第1希望クラブコード", 3, "club", required=True),
    Field("club2", "第2希望クラブコード", 3, "club"),
    Field("club3", "第3希望クラブコード", 3, "club"),
    _tick("saturday", "土曜利用"),
    Field("longer", "延長利用", kind="select", options=NO_YES, unset="0"),
)
FIELDS: Final = (*CHILD, *GUARDIANS, *USE)
