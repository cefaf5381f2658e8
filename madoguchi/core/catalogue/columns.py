"""カタログの欄 - the columns of a catalogue, with where each comes from; heads of any list are matched with these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# 出どころ: the state's survey, ぴったりサービス, the state's core data model (GIF), or this house's own proposal.
SURVEY, PITTARI, GIF, OURS = "悉皆調査", "ぴったり", "GIF", "独自"
TEXT, LIST, NUMBER, MINUTES, CHANNEL, STATE, YESNO, KIND, LINK = (
    *("text", "list", "number", "minutes", "channel", "state", "yesno", "kind", "link"),
)


@dataclass(frozen=True)
class Column:
    """カタログの欄. `heads` are other names under which lists have it."""

    key: str
    label: str
    group: str
    kind: str
    mark: str
    heads: tuple[str, ...] = ()


COLUMNS: Final = (
    Column("code", "手続コード", "識別", TEXT, OURS, ("手続番号", "番号", "No", "ID", "整理番号")),
    Column("national_id", "国の手続ID", "識別", TEXT, SURVEY, ("手続ID",)),
    Column("name", "手続名", "識別", TEXT, SURVEY, ("手続名称", "名称", "手続の名称", "申請名", "事務名", "届出名")),
    Column("kana", "手続名カナ", "識別", TEXT, OURS, ("ふりがな", "フリガナ", "よみ")),
    Column("alias", "通称・検索語", "識別", LIST, GIF, ("通称", "検索語", "キーワード", "別名")),
    Column("summary", "概要", "識別", TEXT, PITTARI, ("説明", "内容", "手続概要", "手続の概要")),
    Column("law", "根拠法令名", "根拠", TEXT, SURVEY, ("根拠法令", "法令名", "根拠", "根拠法律・条例等", "根拠規定")),
    Column("article", "根拠条項号", "根拠", TEXT, SURVEY, ("条項", "条項号", "根拠条文")),
    Column("local_rule", "条例・規則・要綱名", "根拠", TEXT, PITTARI, ("条例", "要綱", "規則", "例規")),
    Column("department", "部", "所管", TEXT, PITTARI, ("部名", "担当部", "所管部", "部局")),
    Column(
        "section", "課・係", "所管", TEXT, PITTARI, ("担当課", "所管課", "課名", "課", "所管部署", "担当", "担当部署")
    ),
    Column("contact", "問合せ先", "所管", TEXT, GIF, ("連絡先", "電話", "電話番号", "内線")),
    Column("target", "対象者", "対象", TEXT, GIF, ("対象", "だれが", "申請者")),
    Column("person", "ライフイベント(個人)", "対象", LIST, SURVEY, ("手続が行われるイベント(個人)", "ライフイベント")),
    Column("firm", "ライフイベント(法人)", "対象", LIST, SURVEY, ("手続が行われるイベント(法人)",)),
    Column(
        "volume", "年間件数", "量", NUMBER, SURVEY, ("総手続件数", "件数", "処理件数", "申請件数", "取扱件数", "件/年")
    ),
    Column("volume_online", "年間オンライン件数", "量", NUMBER, SURVEY, ("オンライン手続件数", "オンライン件数")),
    Column("year", "件数の年度", "量", NUMBER, OURS, ("年度", "調査年度")),
    Column(
        "staff_before",
        "職員の分/件(いま)",
        "時間",
        MINUTES,
        OURS,
        ("処理時間", "職員の処理時間", "所要時間", "1件あたり時間"),
    ),
    Column("staff_after", "職員の分/件(オンライン後)", "時間", MINUTES, OURS, ("処理時間(後)", "見込時間")),
    Column("resident_before", "住民の分/件(いま)", "時間", MINUTES, OURS, ("住民の所要時間", "来庁時間")),
    Column("resident_after", "住民の分/件(オンライン後)", "時間", MINUTES, OURS, ("住民の所要時間(後)",)),
    Column("minutes_kind", "時間の種別", "時間", KIND, OURS, ("実測・推計", "時間の根拠")),
    Column("deadline", "手続期限", "時間", TEXT, PITTARI, ("期限", "届出期限", "申請期間")),
    Column("period", "標準処理期間", "時間", TEXT, SURVEY, ("処理期間(非オンライン)", "処理期間", "処理日数")),
    Column(
        "documents",
        "書類",
        "書類",
        LIST,
        PITTARI,
        ("添付書類", "必要書類", "申請時に添付させる書類", "様式", "手続書類"),
    ),
    Column("bring", "持ちもの", "書類", LIST, PITTARI, ("持ち物", "必要なもの", "持参するもの")),
    Column("mynumber", "マイナンバー記載", "本人", YESNO, SURVEY, ("マイナンバー", "個人番号", "番号利用")),
    Column("card", "マイナンバーカード", "本人", YESNO, OURS, ("カード", "電子署名", "マイナンバーカードの要否")),
    Column(
        "identity", "本人確認", "本人", TEXT, SURVEY, ("申請等における本人確認手法", "本人確認手法", "本人確認方法")
    ),
    Column("fee", "手数料", "費用", TEXT, SURVEY, ("手数料等の納付有無", "費用", "料金")),
    Column("channels", "受付方法", "経路", CHANNEL, OURS, ("受付経路", "申請方法", "方法", "提出方法", "受付窓口")),
    Column("link", "オンラインの入口", "経路", LINK, OURS, ("URL", "リンク", "申請URL", "アドレス")),
    Column("state", "状態", "計画", STATE, SURVEY, ("オンライン化", "電子化", "オンライン化の状況", "電子申請の可否")),
    Column("why", "理由", "計画", TEXT, OURS, ("向かない理由", "できない理由")),
    Column("blockers", "懸念点", "計画", LIST, SURVEY, ("課題", "障害", "オンライン化の懸念点")),
    Column("owner", "推進担当", "計画", TEXT, OURS, ("推進者",)),
    Column("wave", "実施予定", "計画", TEXT, SURVEY, ("実施時期", "オンライン化実施時期", "予定時期")),
    Column("package", "手続パッケージ", "計画", TEXT, OURS, ("パッケージ",)),
    Column("sample", "見本", "管理", YESNO, OURS, ()),
    Column("note", "備考", "管理", TEXT, OURS, ("メモ", "特記事項")),
)
by_key: Final = {column.key: column for column in COLUMNS}
# Without these a list says too little to be a catalogue. For the law, the city's own rule does as well.
FIVE: Final = (("name",), ("section", "department"), ("law", "local_rule"), ("volume",), ("channels", "state"))
