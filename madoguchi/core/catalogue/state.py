"""国の悉皆調査 - the rows of the state's survey as entries; every column is kept as it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from .entry import STATE_SURVEY, Entry, count, plain

ID: Final = "手続ID"
_TEXTS: Final = {
    "national_id": ID,
    "name": "手続名",
    "law": "法令名",
    "article": "根拠条項号",
    "identity": "申請等における本人確認手法",
    "fee": "手数料等の納付有無",
    "period": "処理期間(非オンライン)",
}
_LISTS: Final = {
    "person": "手続が行われるイベント(個人)",
    "firm": "手続が行われるイベント(法人)",
    "documents": "申請時に添付させる書類",
}
_COUNTS: Final = {"volume": "総手続件数", "volume_online": "オンライン手続件数"}
NO_PAPERS: Final = "添付書類なし"
UNCLEAR: Final = ("不明", "")


def of_survey(rows: Iterable[Mapping[str, str]]) -> Iterator[Entry]:
    """An entry for each row that has an id and a name. What the state did online is not what the city does, so it
    stays among `more`: whoever imports the rows says where they stand."""
    for row in rows:
        told = {plain(head): (cell or "").strip() for head, cell in row.items() if head}
        if told.get(ID) and told.get("手続名"):
            yield Entry(f"state-{told[ID]}", STATE_SURVEY, _values(told), {k: v for k, v in told.items() if v})


def _values(row: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, head in _TEXTS.items():
        text = plain(row.get(head))
        values[key] = text.partition(" ")[2] or text if key in ("identity", "fee") else text
    for key, head in _LISTS.items():
        values[key] = tuple(plain(one) for one in row.get(head, "").split(";") if one.strip())
    for key, head in _COUNTS.items():
        values[key] = count(row.get(head)) or None  # a nought of the survey means 不明 as often as none
    if values["documents"] == (NO_PAPERS,):
        values["documents"] = ()
    if values["period"] in UNCLEAR:
        values["period"] = ""
    values["mynumber"] = "マイナンバー" in row.get("申請書等に記載させる情報", "") or None
    return {key: value for key, value in values.items() if value not in (None, "", ())}
