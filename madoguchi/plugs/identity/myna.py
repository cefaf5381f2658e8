"""マイナンバーカード - signs in by デジタル認証アプリ, which reads the card and tells name, address and day of birth.

https://developers.digital.go.jp/documents/auth-and-sign/authserver-gov. マイナンバー itself is never told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from madoguchi.core.identity import NOTHING, Proof, Trip, Unproven, iso_day
from madoguchi.core.plug import Health

from ._oidc import TIMEOUT, About, Relying, text_of

ALGORITHM: Final = "ES256"
CURVE: Final = "P-256"
# `gender` is not asked for: no form of ours needs it from there.
ABOUT: Final = About(
    "マイナンバーカードの確認サービス",
    "MADOGUCHI_MYNA",
    "openid name address birthdate",
    ALGORITHM,
    PrivateKeyJWT(alg=ALGORITHM),
)


class Plug:
    """Settings: `myna`, the issuer's address; `myna_client`, our client id there; `myna_key`, our private key in PEM
    (EC P-256); `identity_timeout`, seconds for each answer (10)."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        issuer, client = settings["myna"], settings["myna_client"]
        timeout = float(settings.get("identity_timeout") or TIMEOUT)
        self._relying = Relying(ABOUT, issuer, client, _key(settings["myna_key"]), timeout)
        self.slowest = self._relying.slowest

    def leave(self, trip: Trip) -> str:
        """The provider's address. Raises Unproven."""
        return self._relying.leave(trip)

    def arrive(self, trip: Trip, answer: Mapping[str, str], now: datetime) -> Proof:
        """Who came back. Raises Unproven."""
        claims = self._relying.claims(trip, answer, now)
        proof = Proof(
            sub=str(claims["sub"]),
            name=text_of(claims, "name"),
            birth=iso_day(text_of(claims, "birthdate")),
            address=_line(claims.get("address")),
        )
        if not proof.told:
            raise Unproven(NOTHING, f"{ABOUT.called}から、名前・住所・生年月日が届きませんでした。")
        return proof

    def health(self) -> Health:
        """Asks the provider what it says of itself."""
        return self._relying.health()


def _line(told: Any) -> str:
    """One line; OpenID Connect's own shape (Core 5.1.1) is understood as well."""
    return text_of(told, "formatted") if isinstance(told, dict) else text_of({"address": told}, "address")


def _key(pem: str) -> ECKey:
    try:
        key = ECKey.import_key(pem)
    except (JoseError, ValueError, TypeError):
        raise ValueError("myna_key: a private key in PEM (EC P-256)") from None
    if not key.is_private or key.curve_name != CURVE:
        raise ValueError("myna_key: a private key of the curve P-256")
    return key
