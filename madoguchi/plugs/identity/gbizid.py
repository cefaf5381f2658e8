"""GビズID - signs in firms, and tells who they are and who acts for them.

https://gbiz-id.go.jp/top/manual/pdf/Developer_guideline.pdf; scopes and claims as far as others tell of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from madoguchi.core.identity import NOTHING, Proof, Trip, Unproven, iso_day
from madoguchi.core.plug import Health

from ._oidc import TIMEOUT, About, Relying, text_of

ABOUT: Final = About("GビズID", "MADOGUCHI_GBIZID", "openid profile user", "RS256", "client_secret_basic")
COMPANY: Final = "1"  # corp_type: 法人; else 個人事業主, whose name is the firm's


class Plug:
    """Settings: `gbizid`, the issuer's address as it says it (with its last slash); `gbizid_client`, `gbizid_secret`,
    what it knows us by; `identity_timeout`, seconds for each answer (10)."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        issuer, client, secret = (settings[name] for name in ("gbizid", "gbizid_client", "gbizid_secret"))
        if not secret:
            raise ValueError("gbizid_secret: the client's secret")
        timeout = float(settings.get("identity_timeout") or TIMEOUT)
        self._relying = Relying(ABOUT, issuer, client, secret, timeout)
        self.slowest = self._relying.slowest

    def leave(self, trip: Trip) -> str:
        """The provider's address. Raises Unproven."""
        return self._relying.leave(trip)

    def arrive(self, trip: Trip, answer: Mapping[str, str], now: datetime) -> Proof:
        """Which firm came back, and who acts for it. Raises Unproven."""
        claims = self._relying.claims(trip, answer, now)
        proof = Proof(
            sub=str(claims["sub"]),
            name=text_of(claims, "user_last_nm", "user_first_nm") or text_of(claims, "rep_last_nm", "rep_first_nm"),
            kana=text_of(claims, "user_last_nm_kana", "user_first_nm_kana"),
            birth=iso_day(text_of(claims, "user_birthday_ymd")),
            postcode=text_of(claims, "user_post_code").replace("-", ""),
            address=text_of(claims, "prefecture_name", "address1", "address2"),
            firm=text_of(claims, "name") if text_of(claims, "corp_type") == COMPANY else "",
            firm_number=text_of(claims, "corporate_number"),
            phone=text_of(claims, "user_tel_no_contact"),
        )
        if not proof.told:
            raise Unproven(NOTHING, f"{ABOUT.called}から、事業者の情報が届きませんでした。")
        return proof

    def health(self) -> Health:
        """Asks the provider what it says of itself."""
        return self._relying.health()
