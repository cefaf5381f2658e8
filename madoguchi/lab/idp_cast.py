"""配役 - the 見本 people and firms that the providers of the lab know, and what may befall them on the way."""

from __future__ import annotations

from typing import Final

CLIENT: Final = "RP00000001"
SECRET: Final = "mihon-gbizid"  # noqa: S105 - the demo's provider knows everybody by it

# What can befall somebody on the way, and what the page of the provider calls it.
PLAYS: Final[dict[str, str]] = {
    "": "うまくいく",
    "cancel": "利用者が取りやめる",
    "busy": "サービスが混んでいる",
    "wrong_state": "別の画面への答えを返す",
    "wrong_code": "使えない認可コードを返す",
    "token_400": "トークンを断る(400)",
    "token_500": "トークンで失敗する(500)",
    "token_slow": "トークンの答えが来ない",
    "token_garbage": "トークンの答えが壊れている",
    "no_id_token": "IDトークンがない",
    "wrong_nonce": "別の訪問のIDトークン(nonce)",
    "alg_none": "署名のないIDトークン(none)",
    "alg_hs256": "合い鍵で署名したIDトークン(HS256)",
    "bad_signature": "署名が合わない",
    "wrong_iss": "発行者が違う(iss)",
    "wrong_aud": "宛先が違う(aud)",
    "wrong_azp": "求めた者が違う(azp)",
    "expired": "期限が切れている(exp)",
    "clock_ahead": "時計が10分進んでいる(iat)",
    "clock_little": "時計が30秒進んでいる",
    "unknown_kid": "知らない鍵で署名している(kid)",
    "rotated": "鍵を替えたところ",
    "keys_away": "鍵の一覧が取れない",
    "userinfo_500": "利用者情報で失敗する(500)",
    "userinfo_garbage": "利用者情報が壊れている",
    "sub_mismatch": "別人の利用者情報(sub)",
    "no_scope": "何も渡さない",
    "only_name": "名前だけ渡す",
}
WELL: Final = ("", "clock_little", "rotated", "only_name")  # these end with somebody proved

PEOPLE: Final[dict[str, dict[str, str]]] = {
    "yuko": {
        "name": "見本 優子",
        "address": "東京都多摩市関戸六丁目12番地1 見本荘202",
        "birthdate": "19880505",
        "gender": "2",
    },
    "kenichi": {
        "name": "見本 健一",
        "address": "東京都多摩市関戸六丁目12番地1 見本荘202",
        "birthdate": "1986-02-03",
        "gender": "1",
    },
    "yoshida": {"name": "𠮷田 髙子", "address": "見本の長い住所 九丁目", "birthdate": "", "gender": "2"},
}
FIRMS: Final[dict[str, dict[str, str]]] = {
    "mihon": {
        "account_type": "2",
        "corp_type": "1",
        "corporate_number": "0000000000000",
        "name": "株式会社見本",
        "prefecture_name": "東京都",
        "address1": "多摩市",
        "address2": "見本町1-2-3",
        "rep_last_nm": "見本",
        "rep_first_nm": "太郎",
        "user_last_nm": "見本",
        "user_first_nm": "花代",
        "user_last_nm_kana": "ミホン",
        "user_first_nm_kana": "ハナヨ",
        "user_birthday_ymd": "1990-01-02",
        "user_tel_no_contact": "0420000000",
    }
}
