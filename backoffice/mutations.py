"""変異 - small changes of the screens, as a maker's update brings them overnight; whoever types must see each one.

`harmless`: who goes by titles, labels and the words of choices makes the right record and need learn nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from backoffice import changes as to
from backoffice.codes import SCHOOLS
from backoffice.fields import Field
from backoffice.screens import Notice, System


@dataclass(frozen=True)
class Mutation:
    """One change by its name, at one of the pages where it can be; at the first when none is named."""

    name: str
    says: str
    change: to.Change
    pages: tuple[str, ...] = ("child",)
    harmless: bool = False

    def of(self, system: System, page: str = "") -> System:
        return self.change(system, page or self.pages[0])


ENTRY: Final = ("child", "guardians", "use")
PAIRED: Final = tuple(to.PAIRS)
BUSY: Final = "ただいま混み合っています。しばらくたってからやり直してください。"
CLOSED: Final = Notice("メンテナンス中", "メンテナンス中です。終了までお待ちください。", 503)
NEWS: Final = Notice("お知らせ", "年度更新の作業についてお知らせします。", goes_on=True)
OLD_PASSWORD: Final = Notice("パスワードの変更", "パスワードの有効期限が切れました。変更してください。")
NUMBER, KEY = ("整理番号", "number"), ("申請番号", "application")
REST: Final = (("児童氏名", "name"), ("学校", "school"), ("状態", "state"))
CONSENT: Final = Field("consent", "同意区分", kind="select", options=(("1", "同意"), ("2", "不同意")), required=True)

_OF_ROWS: Final = (
    Mutation("label-kana", "児童氏名カナの見出しが「カナ氏名」になった", to.row("kana", label="カナ氏名")),
    Mutation("label-postcode", "郵便番号の見出しが「〒」になった", to.row("postcode", label="〒")),
    Mutation(
        "label-relation",
        "保護者1続柄コードの見出しが「続柄1」になった",
        to.row("guardian1_relation", label="続柄1"),
        ("guardians",),
    ),
    Mutation("rows-exchanged", "二つの項目の並びが入れかわった", to.exchanged(), PAIRED, harmless=True),
    Mutation("labels-exchanged", "二つの項目の見出しだけが入れかわった", to.exchanged("label"), PAIRED),
    # On the page it looks like the one before: only a person can find out which of the two is true.
    Mutation("names-exchanged", "二つの項目のname属性だけが入れかわった", to.exchanged("name"), PAIRED),
    Mutation("field-moved", "備考が利用の画面へ移った", to.moved("remarks", "use")),
    Mutation("field-removed", "アレルギーの欄がなくなった", to.without("allergy")),
    Mutation(
        "optional-added",
        "任意の項目「きょうだい在籍」がふえた",
        to.having(Field("sibling", "きょうだい在籍", 20)),
        ENTRY,
        True,
    ),
    Mutation("required-added", "必須の項目「同意区分」がふえた", to.having(CONSENT), ENTRY),
    Mutation("optional-became-required", "方書が必須になった", to.row("building", required=True)),
    Mutation(
        "date-format-changed",
        "受付年月日がYYMMDDの6桁になった",
        to.row("received", limit=6, form="born", hint="(YYMMDD)"),
    ),
    Mutation("limit-shortened", "住所が20バイトで切られるようになった", to.row("address", limit=20, cut=True)),
    Mutation(
        "options-reordered",
        "要件コードの選択肢の並びが逆になった",
        to.options("guardian1_ground", lambda options: options[::-1]),
        ("guardians",),
        True,
    ),
    Mutation(
        "codes-renumbered",
        "続柄コードが01から1のように変わった",
        to.options("guardian1_relation", to.recoded(c01="1", c02="2", c03="3", c04="4", c09="9")),
        ("guardians",),
    ),
    Mutation(
        "codes-exchanged",
        "続柄コードの01と02の意味が入れかわった",
        to.options("guardian1_relation", to.recoded(c01="02", c02="01")),
        ("guardians",),
    ),
    Mutation("radio-exchanged", "性別の1と2の意味が入れかわった", to.options("sex", to.recoded(c1="2", c2="1"))),
    Mutation(
        "text-became-select",
        "学校コードが選択肢になった",
        to.row("school", kind="select", options=tuple(SCHOOLS.items())),
    ),
)
_OF_PAGES: Final = (
    Mutation(
        "alert-on-load", "画面を開くと警告の窓が出る", to.put(alert="入力期限が近づいています。"), (*ENTRY, "confirm")
    ),
    Mutation(
        "confirm-text",
        "登録の確認の文が変わった",
        to.buttons(lambda button: replace(button, asks=button.asks and "番号は確認しましたか？")),
        ("confirm",),
    ),
    Mutation("notice-after-login", "ログインのあとにお知らせの画面が入った", to.put(instead=NEWS), ("frames",)),
    Mutation("notice-before-entry", "新規登録の前にお知らせの画面が入った", to.put(instead=NEWS)),
    Mutation("utf-8", "画面の文字コードがUTF-8になった", to.everywhere(encoding="utf-8"), harmless=True),
    Mutation("euc-jp", "画面の文字コードがEUC-JPになり、機種依存文字が化ける", to.everywhere(encoding="euc_jp")),
    Mutation(
        "found-columns-exchanged", "検索結果の列の並びが変わった", to.columns(KEY, NUMBER, *REST), ("search",), True
    ),
    Mutation(
        "found-columns-renamed",
        "検索結果の見出しが「管理番号」「受付番号」になった",
        to.columns(("管理番号", "number"), ("受付番号", "application"), *REST),
        ("search",),
    ),
    Mutation(
        "found-heads-exchanged",
        "検索結果の見出しだけが入れかわった",
        to.columns(("申請番号", "number"), ("整理番号", "application"), *REST),
        ("search",),
    ),
    Mutation(
        "button-renamed",
        "進むボタンの名前が変わった",
        to.buttons(lambda button: button if button.deed == "back" else replace(button, says="実行")),
        (*ENTRY, "confirm"),
    ),
    Mutation("button-moved", "ボタンが表の上へ移った", to.put(buttons_on_top=True), (*ENTRY, "confirm"), True),
    Mutation("button-twin", "同じ名前のボタンが二つになり、一つは前の画面へ戻る", to.at(to.twin), ("confirm", *ENTRY)),
    Mutation(
        "title-changed", "画面の題が変わった", to.at(lambda screen: replace(screen, title="入力")), (*ENTRY, "confirm")
    ),
    Mutation(
        "pages-exchanged", "保護者の画面が児童の画面より先になった", to.everywhere(order=("guardians", "child", "use"))
    ),
    Mutation("frames-removed", "フレームがなくなり、一つの画面になった", to.everywhere(frames=False)),
)
_OF_ANSWERS: Final = (
    Mutation(
        "session-lost",
        "入力の途中で一度だけセッションが切れる",
        lambda system, page: replace(system, forgets_at=page),
        ("guardians", "child", "use"),
        True,
    ),
    Mutation(
        "login-silently",
        "入力の途中で一度だけ、何も言わずログイン画面に戻る",
        lambda system, page: replace(system, forgets_at=page, says_so=False),
        ("guardians", "child", "use"),
    ),
    Mutation("maintenance", "どの画面もメンテナンス中(503)になる", to.everywhere(closed=CLOSED)),
    Mutation(
        "password-expired", "ログインするとパスワードの変更を求められる", to.put(instead=OLD_PASSWORD), ("frames",)
    ),
    Mutation(
        "busy",
        "混み合っているという画面(200)が出て、何も行われない",
        to.put(instead=Notice("エラー", BUSY)),
        ("done", "search"),
    ),
    Mutation(
        "busy-after-saving",
        "登録は行われたのに、混み合っているという画面が出る",
        to.put(instead=Notice("エラー", BUSY, after_saving=True)),
        ("done",),
    ),
    Mutation("done-without-saving", "登録完了と出るのに、登録されていない", to.put(saves=False), ("done",)),
    Mutation("done-without-number", "登録完了の画面に整理番号が出ない", to.put(numbered=False), ("done",)),
    Mutation("confirm-lacks-field", "確認の画面に住所が出ない", to.without("address"), ("confirm",)),
    Mutation("confirm-normalises", "確認の画面で電話番号のハイフンが消える", to.row("phone", drop="-"), ("confirm",)),
    Mutation("record-labels-changed", "照会の画面の見出しが変わった", to.row("club1", label="第1希望"), ("record",)),
    Mutation("record-lacks-field", "照会の画面に第2希望クラブコードが出ない", to.without("club2"), ("record",)),
)


def _named(mutations: Iterable[Mutation]) -> dict[str, Mutation]:
    return {mutation.name: mutation for mutation in mutations}


MUTATIONS: Final = _named((*_OF_ROWS, *_OF_PAGES, *_OF_ANSWERS))
