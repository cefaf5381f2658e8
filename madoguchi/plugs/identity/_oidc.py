"""OpenID Connect接続 - the authorization code flow, as one who asks: discovery, PKCE, tokens, and what must be proved.

OpenID Connect Core 1.0, 3.1; RFC 7636 (PKCE), RFC 7523 (private_key_jwt), RFC 9207 (iss of the answer).
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import JSONDecodeError, RequestException, Session

from madoguchi.core.identity import AWAY, CANCELLED, LONGEST, REFUSED, STATE, UNTRUSTED, Trip, Unproven
from madoguchi.core.plug import Health

from ._line import careful

TIMEOUT: Final = 10.0  # seconds for each answer; four of them at most: discovery, token, keys, userinfo
ANSWERS: Final = 4
SKEW: Final = 60  # seconds that the provider's clock may be apart from ours
FRESH: Final = 600  # seconds: an ID token was made for this visit
KNOWN: Final = 3_600.0  # seconds for which addresses and keys are remembered
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})  # where nothing leaves the machine
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


@dataclass(frozen=True)
class About:
    """The facts in which providers differ. `method`: how authlib shows who asks; `called` stands in sentences."""

    called: str
    setting: str
    scope: str
    algorithm: str
    method: Any


@dataclass(frozen=True)
class _Known:
    """What the provider says of itself, and until when it is believed without asking again."""

    endpoints: Mapping[str, str]
    keys: KeySet
    until: float


class Relying:
    """The one who asks (RP). Raises ValueError for an address that cannot be a provider's."""

    def __init__(self, about: About, issuer: str, client: str, secret: Any, timeout: float = TIMEOUT) -> None:
        self._about, self._issuer, self._client, self._secret = about, issuer, client, secret
        self._timeout = timeout
        self._known: _Known | None = None
        self.slowest = timedelta(seconds=timeout * (ANSWERS + 1))
        if not _safe(issuer) or not client:
            raise ValueError(f"{about.setting}: https://host/path of the provider, and the client's id")

    def leave(self, trip: Trip) -> str:
        """The provider's address with our question. Raises Unproven."""
        with self._told(), self._session(trip.back) as session:
            url, _ = session.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=trip.state,
                code_verifier=trip.verifier,
                nonce=trip.nonce,
            )
            return str(url)

    def claims(self, trip: Trip, answer: Mapping[str, str], now: datetime) -> dict[str, Any]:
        """What the provider says of whoever came back, `sub` among it. Raises Unproven."""
        code = self._code(trip, answer)
        with self._told(), self._session(trip.back) as session:
            token = session.fetch_token(
                self._endpoint("token_endpoint"),
                code=code,
                grant_type="authorization_code",
                code_verifier=trip.verifier,
            )
            proved = self._proved(str(token.get("id_token", "")), trip, now)
            said = session.get(self._endpoint("userinfo_endpoint"))
            if said.status_code != 200:
                raise self._no(AWAY if said.status_code >= 500 else REFUSED, f"userinfo {said.status_code}")
            claims: dict[str, Any] = said.json()
        # Tokens may be mixed up on the way: only what is said of the proved person counts (Core 5.3.2).
        if not hmac.compare_digest(str(claims.get("sub", "")).encode(), proved.encode()):
            raise self._no(UNTRUSTED, "sub")
        return claims

    def health(self) -> Health:
        """Asks for what the provider says of itself."""
        self._known = None
        try:
            with self._told():
                self._endpoint("token_endpoint")
        except Unproven as fault:
            return Health(ok=False, say=str(fault), do=f"{self._about.setting} の宛先を確認してください。")
        return Health(ok=True, say=f"{self._about.called}が応答しました。")

    def _code(self, trip: Trip, answer: Mapping[str, str]) -> str:
        if not hmac.compare_digest(answer.get("state", "").encode(), trip.state.encode()):
            raise self._no(STATE, "state")
        if answer.get("iss", self._issuer) != self._issuer:
            raise self._no(UNTRUSTED, "iss")
        if error := answer.get("error", ""):
            busy = error in ("server_error", "temporarily_unavailable")
            reason = CANCELLED if error == "access_denied" else AWAY if busy else REFUSED
            raise self._no(reason, "error")
        if not answer.get("code"):
            raise self._no(REFUSED, "code")
        return answer["code"]

    def _proved(self, token: str, trip: Trip, now: datetime) -> str:
        """The `sub` of an ID token that is the provider's own, for us, for this visit, and of now."""
        moment = int(now.timestamp())
        claims = jwt.decode(token, self._key_of(token), algorithms=[self._about.algorithm]).claims
        jwt.JWTClaimsRegistry(
            now=moment,
            leeway=SKEW,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._client},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": trip.nonce},
        ).validate(claims)
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", "" if several else self._client) != self._client:
            raise self._no(UNTRUSTED, "azp")
        if moment - int(claims["iat"]) > FRESH + SKEW:
            raise self._no(UNTRUSTED, "iat")
        return str(claims["sub"])

    def _key_of(self, token: str) -> Any:
        """The key that a token says it is signed with. Providers change keys: one that is unknown is asked for once."""
        head = jws.extract_compact(token.encode()).headers()
        if head.get("alg") != self._about.algorithm:
            raise self._no(UNTRUSTED, "alg")
        for fresh in (False, True):
            if fresh:
                self._known = None
            for key in self._ask().keys.keys:
                if key.kid == head.get("kid") and key.get("use", "sig") == "sig":
                    return key
        raise self._no(UNTRUSTED, "kid")

    def _endpoint(self, name: str) -> str:
        return self._ask().endpoints[name]

    def _ask(self) -> _Known:
        """What the provider says of itself; asked anew after an hour."""
        if self._known is None or self._known.until < time.monotonic():
            with careful(Session(), self._timeout) as session:
                told = self._json(session, f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
                endpoints = {name: str(told.get(name, "")) for name in _ENDPOINTS}
                if told.get("issuer") != self._issuer or not all(map(_safe, endpoints.values())):
                    raise self._no(UNTRUSTED, "discovery")
                keys = KeySet.import_key_set(self._json(session, endpoints["jwks_uri"]))  # type: ignore[arg-type] # - JSON
            self._known = _Known(endpoints, keys, time.monotonic() + KNOWN)
        return self._known

    def _json(self, session: Session, address: str) -> dict[str, Any]:
        answer = session.get(address)
        if answer.status_code != 200:
            raise self._no(AWAY, f"{answer.status_code}")
        told: dict[str, Any] = answer.json()
        return told

    @contextmanager
    def _session(self, back: str) -> Iterator[OAuth2Session]:
        session = OAuth2Session(
            self._client,
            self._secret,
            token_endpoint_auth_method=self._about.method,
            scope=self._about.scope,
            redirect_uri=back,
            code_challenge_method="S256",
        )
        with careful(session, self._timeout):
            yield session

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever goes wrong between us is one of the reasons; words of the other side are left out."""
        try:
            yield
        except OAuthError as no:
            raise self._no(REFUSED, str(no.error)[:20] if no.error == "invalid_grant" else "token") from None
        except JoseError as forged:
            raise self._no(UNTRUSTED, type(forged).__name__) from None
        except JSONDecodeError:
            raise self._no(UNTRUSTED, "JSON") from None
        except RequestException as lost:
            raise self._no(AWAY, type(lost).__name__) from None
        except (ValueError, KeyError, TypeError, AttributeError) as garbage:
            raise self._no(UNTRUSTED, type(garbage).__name__) from None

    def _no(self, reason: str, what: str) -> Unproven:
        return Unproven(reason, f"{self._about.called}で確認できませんでした({what})。")


def _safe(address: str) -> bool:
    """Whether what we send there travels sealed, or stays on this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE))


def text_of(claims: Mapping[str, Any], *names: str) -> str:
    """What these claims say, joined; "" for what is no text, or is longer than anybody's."""
    told = "".join(value.strip() for name in names if isinstance(value := claims.get(name), str))
    return told if len(told) <= LONGEST else ""
