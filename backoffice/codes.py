"""コード表 - the schools and clubs that the system knows, by three digits of its own."""

import csv
from pathlib import Path
from typing import Final

# Names of schools: 東京都教育庁の公開データ 学校別・学年別の児童数 (CC BY 4.0). The codes, and most clubs, are made up.
_TABLE: Final = Path(__file__).with_name("codes.csv")


def _of(kind: str) -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["コード"]: row["名称"] for row in csv.DictReader(file) if row["種別"] == kind}


SCHOOLS: Final = _of("学校")
CLUBS: Final = _of("クラブ")
