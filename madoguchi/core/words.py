"""用語 - the field's own words, English name to Japanese term; a new word is added here first."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "municipality": "自治体",
    "procedure": "手続",
    "package": "手続パッケージ",
    "edition": "版",
    "catalogue": "手続カタログ",
    "form": "様式",
    "page": "画面",
    "field": "項目",
    "answers": "入力内容",
    "draft": "下書き",
    "application": "申請",
    "attachment": "添付書類",
    "reference": "受付番号",
    "secret": "確認用の番号",
    "contact": "連絡先",
    "case": "案件",
    "round": "選考回",
    "docket": "起案",
    "notice": "通知",
    "letter": "通知書",
    "ask": "依頼",
    "intake": "受付",
    "channel": "申請経路",
    "finding": "指摘",
    "fault": "不備",
    "mistake": "入力の誤り",
    "correction": "補正",
    "points": "指数",
    "table": "指数表",
    "column": "欄",
    "row": "行",
    "cell": "升",
    "score": "点数",
    "gap": "点の出ない所",
    "revision": "改正案",
    "edit": "改正の記録",
    "trial": "だれが変わるか",
    "recount": "検算",
    "capacity": "定員",
    "placement": "配置",
    "run": "配置の記録",
    "selection": "選考",
    "stay": "在籍",
    "roster": "名簿",
    "pool": "受入先",
    "quota": "枠",
    "wish": "希望",
    "lot": "抽選",
    "exception": "例外",
    "signature": "署名",
    "outcome": "承認・保留・不承認",
    "decision": "決定",
    "interview": "面談",
    "slot": "面談の日時",
    "meeting": "面談の約束",
    "approval": "決裁",
    "transcript": "転記",
    "handover": "引き渡し",
    "robot": "RPA",
    "batch": "一括ファイル",
    "errand": "用務",
    "lane": "列",
    "event": "記録",
    "wall": "壁",
    "ledger": "台帳",
    "anchor": "控え",
    "flow": "業務フロー",
    "step": "手順",
    "deed": "行為",
    "window": "受付期間",
    "touch time": "作業時間",
    "lead time": "処理期間",
    "plug": "差込",
    "retention": "保存年限",
    "hold": "廃棄の停止",
    "disposal": "廃棄",
    "certificate": "廃棄の記録",
    "backup": "写し",
    "sample": "見本",
    "clerk": "受付・審査担当",
    "decider": "決裁者",
    "designer": "手続設計者",
    "coordinator": "市長会事務局",
    "observer": "東京都",
    "resident": "申請者",
    "protection": "支援措置",
    "viewing": "閲覧",
    "purpose": "閲覧の目的",
    "permit": "閲覧の権限",
    "section": "担当部署",
    "account": "利用者",
    "factor": "認証の要素",
    "identity": "本人確認",
    "person": "申請した人",
    "proof": "本人確認の結果",
    "passkey": "パスキー",
    "lock": "締出し",
    "mask": "伏せる",
    "helper": "代わりに入力する人",
    "assent": "もう一人の保護者の確認",
    "invitation": "勤め先への依頼",
    "statement": "勤め先の証明",
    "need": "住民ニーズ",
    "tally": "集計",
    "voice": "利用者の声",
    "paper": "書類",
    "reading": "読み取り",
    "review": "審査",
    "evidence": "根拠の値",
    "register": "公簿",
    "crossing": "突合",
    "verdict": "判断",
    "spot": "場所",
    "crop": "切り抜き",
    "bound": "上限",
    "advice": "助言",
    "triage": "優先の目安",
    "learned": "学んだ式",
}

# What a clerk may look for, by the code that stands in the record of the viewing.
PURPOSES: Final[dict[str, str]] = {
    "review": "審査",
    "inquiry": "問い合わせ対応",
    "decide": "決裁",
    "statistics": "統計",
    "audit": "監査",
    "other": "その他",
    "care": "学童クラブの保育",
}
# It follows from being a club's account; nobody else chooses it.
CARE: Final = "care"
CHOSEN: Final = {code: label for code, label in PURPOSES.items() if code != CARE}

# What can be looked at, by the code in the record of the viewing.
VIEWINGS: Final[dict[str, str]] = {
    "case": "案件",
    "document": "書類",
    "print": "印刷",
    "export": "書き出し",
    "roster": "名簿",
    "screen": "RPAの画面",
}

# What somebody showed at the counter, by the code in the record; no number of it is kept.
PAPERS: Final[dict[str, str]] = {
    "license": "運転免許証",
    "mynumber": "マイナンバーカード",
    "insurance_and_one": "健康保険の資格確認書と、ほかの書類1点",
    "two_others": "その他の書類2点",
}

ROLES: Final[tuple[str, ...]] = ("resident", "clerk", "decider", "system")

# The closed dozen: many steps share one deed (a site inspection is a `pass`).
DEEDS: Final[tuple[str, ...]] = (
    "submit",
    "pass",
    "return",
    "correct",
    "assign",
    "note",
    "decide",
    "notify",
    "open",
    "withdraw",
    "expire",
    "revoke",
)

# The three legal kinds of check.
STAGES: Final[tuple[str, ...]] = ("形式チェック", "形式審査", "実質審査")
LEVELS: Final[tuple[str, ...]] = ("block", "ask", "condition", "info")

# What is to be done next about a finding, by its code.
NEXT: Final[dict[str, str]] = {
    "ask": "申請者に依頼する",
    "look": "書類を見て確かめる",
    "judge": "要件に当たるか判断する",
    "condition": "条件をつける",
    "register": "台帳で確かめる",
    "meet": "相談・面談する",
}

# What came of an interview (面談), by its code: of one that was held, and (by the deed) of one that was not.
INTERVIEWS: Final[dict[str, str]] = {
    "none": "配慮なしで預かれる",
    "support": "配慮があれば預かれる",
    "cannot": "預かれない",
    "return": "面談をしなかった",
    "note": "面談は要らない",
}

# What can be wrong with a file that was handed in, by its code.
QUALITIES: Final[dict[str, str]] = {
    "unreadable": "読めない",
    "cut": "端が切れている",
    "wrong_kind": "別の書類",
    "password": "パスワードがかかっている",
    "not_read": "読み取れなかった",
    "waiting": "まだ読み取っていない",
}

# Deeds beside the flow's steps, as a case's history tells them.
BESIDE_THE_FLOW: Final[dict[str, str]] = {
    "account": "利用者を変えた",
    "absence": "不在の日を変えた",
    "open": "通知を開いた",
    "notify": "お知らせを送った",
    "remind": "開いていない通知をもう一度知らせた",
    "remind_due": "条件の書類の期限を知らせた",
    "remind_meeting": "面談の日が近いことを知らせた",
    "undelivered": "お知らせが届かなかった",
    "post": "通知書を郵送のために印刷した",
    "retry_errand": "止まった用務をもう一度出した",
    "hold": "廃棄を止めた",
    "lift_hold": "廃棄の停止を解いた",
    "assign": "担当を決めた",
    "note": "メモを書いた",
    "confirm_address": "連絡先を確かめた",
    "change_address": "連絡先を変えた",
    "remove_address": "連絡先を消した",
    "secret": "確認用の番号を作り直した",
    "protect": "支援措置をつけた",
    "name_clerks": "支援措置の担当を変えた",
    "unprotect": "支援措置を外した",
    "ask_guardian": "もう一人の保護者に確認を頼んだ",
    "confirm_guardian": "もう一人の保護者が確認した",
    "again": "窓口で前回の内容から始めた",
    "appeal": "審査請求の記録を書き出した",
    "ask_employer": "勤め先に証明を頼んだ",
    "withdraw_employer": "勤め先への依頼を取り消した",
    "employer_states": "勤め先が証明を送った",
    "bring_statement": "勤め先の証明が付いた",
    "review": "書類と答えをくらべた",
    "verdict": "指摘を判断した",
    "advice": "言語モデルに助言を求めた",
    "triage": "優先の目安を学んだ",
    "typed": "基幹システムに入力した",
    "not_typed": "基幹システムに入力できなかった",
    "take_transcript": "転記を人が引き取った",
    "hand_transcript": "転記をRPAに戻した",
    "robot": "RPAを止めた・動かした",
    "batch": "一括ファイルで渡した",
}

# Findings that no check of a package makes, by their code.
BESIDE_THE_CHECKS: Final[dict[str, str]] = {
    "unread": "書類を読み取れませんでした",
    "advice": "言語モデルの助言",
}
