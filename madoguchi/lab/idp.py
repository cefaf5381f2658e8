"""本人確認の相手 - providers of identities that speak OpenID Connect over HTTP, and fail in every way they are told.

Two under one roof: デジタル認証アプリ (ES256, private_key_jwt) and GビズID (RS256, client_secret_basic). They are as
strict with who asks as the real ones: PKCE, assertions of one use, codes of one use and five minutes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import html
import json
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeyParameters, KeySet, RSAKey

from .idp_cast import CLIENT, FIRMS, PEOPLE, PLAYS, SECRET
from .served import Counterpart, Talk

ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
TURNS: Final = 2  # keys that a provider has, one after the other
LASTS: Final = 300  # seconds in which a code is good


@dataclass
class Realm:
    """One provider: where it stands, how it signs, and whom it knows."""

    name: str
    called: str
    path: str
    ends: Mapping[str, str]
    algorithm: str
    people: Mapping[str, Mapping[str, str]]
    slash: str = ""
    turn: int = 0
    key: Any = None

    def __post_init__(self) -> None:
        self.rotate()

    def rotate(self) -> None:
        """A new key to sign with; the one before is published no more."""
        self.key, self.turn = _key(self.algorithm, self.turn % TURNS), self.turn + 1


@dataclass
class Visit:
    """One question that was answered with a code."""

    asked: dict[str, str]
    who: str
    play: str
    made: float
    used: bool = False


class Providers(Counterpart):
    """`plays` befall the next visits that choose none of their own. `knows` is the key by which the first one knows us.

    `patience`: seconds that somebody is kept waiting for an answer that does not come. `people`: who has a card.
    """

    def __init__(
        self,
        knows: ECKey,
        port: int = 0,
        host: str = "127.0.0.1",
        people: Mapping[str, Mapping[str, str]] = PEOPLE,
    ) -> None:
        super().__init__((host, port), _Talk)
        self.knows, self.patience = knows, 30.0
        self.plays: list[str] = []
        self.visits: dict[str, Visit] = {}
        self.tokens: dict[str, Visit] = {}
        self.assertions: set[str] = set()
        self.keys_away = False
        self.refused: list[str] = []  # why: for tests, and for whoever tries a new plug
        self.lock = threading.Lock()
        for turn in range(TURNS + 1):  # before anybody waits for one
            _key("RS256", turn)
        connect = "protocol/openid-connect/"
        names = ("auth", "token", "userinfo", "certs")
        self.realms = (
            Realm(
                "myna",
                "デジタル認証アプリ",
                "/api/realms/main",
                {name: f"/{connect}{name}" for name in names},
                "ES256",
                people,
            ),
            Realm(
                "gbizid",
                "GビズID",
                "/oauth",
                dict(zip(names, ("/authorize", "/token", "/userinfo", "/jwks"), strict=True)),
                "RS256",
                FIRMS,
                slash="/",
            ),
        )

    def issuer(self, name: str) -> str:
        """For MADOGUCHI_MYNA and MADOGUCHI_GBIZID."""
        realm = next(realm for realm in self.realms if realm.name == name)
        return f"{self.base}{realm.path}{realm.slash}"


class _Talk(Talk, BaseHTTPRequestHandler):
    server: Providers

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer(dict(parse_qsl(body.decode())))

    def _answer(self, form: dict[str, str]) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        for realm in self.server.realms:
            if not parts.path.startswith(realm.path):
                continue
            end = parts.path.removeprefix(realm.path)
            if end == "/.well-known/openid-configuration":
                return self.say(200, self._about(realm))
            for name, known in realm.ends.items():
                if end == known:
                    return getattr(self, f"_{name}")(realm, asked, form)
        return self.say(404, {})

    def _about(self, realm: Realm) -> dict[str, Any]:
        here = {name: f"{self.server.base}{realm.path}{end}" for name, end in realm.ends.items()}
        return {
            "issuer": self.server.issuer(realm.name),
            "authorization_endpoint": here["auth"],
            "token_endpoint": here["token"],
            "userinfo_endpoint": here["userinfo"],
            "jwks_uri": here["certs"],
            "id_token_signing_alg_values_supported": [realm.algorithm],
            "code_challenge_methods_supported": ["S256"],
        }

    def _certs(self, realm: Realm, asked: dict[str, str], form: dict[str, str]) -> None:
        if self.server.keys_away:
            return self.say(503, {})
        return self.say(200, KeySet([realm.key]).as_dict(private=False))

    def _auth(self, realm: Realm, asked: dict[str, str], form: dict[str, str]) -> None:
        """The provider's page; posted, the browser goes back with an answer."""
        want = {"response_type": "code", "client_id": CLIENT, "code_challenge_method": "S256"}
        wrong = [name for name, value in want.items() if asked.get(name) != value]
        wrong += [name for name in ("redirect_uri", "state", "nonce", "code_challenge") if not asked.get(name)]
        if wrong or "openid" not in asked.get("scope", "").split():
            self.server.refused.append(f"auth: {wrong}")
            return self.say(400, {"error": "invalid_request", "wrong": wrong})
        if self.command == "GET":
            return self._page(realm)
        play = form.get("play", "") or (self.server.plays.pop(0) if self.server.plays else "")
        who = form.get("who", next(iter(realm.people)))
        return self._back(asked, {"state": asked["state"], **self._outcome(asked, who, play)})

    def _outcome(self, asked: dict[str, str], who: str, play: str) -> dict[str, str]:
        if play in ("cancel", "busy"):
            return {"error": "access_denied" if play == "cancel" else "temporarily_unavailable"}
        code = secrets.token_urlsafe(24)
        self.server.visits[code] = Visit(asked, who, play, time.time())
        if play == "wrong_code":
            code = "stolen-" + code
        return {"code": code, **({"state": "another"} if play == "wrong_state" else {})}

    def _back(self, asked: dict[str, str], answer: dict[str, str]) -> None:
        self.send_response(303)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _token(self, realm: Realm, asked: dict[str, str], form: dict[str, str]) -> None:
        if no := self._unknown(realm, form):
            self.server.refused.append(f"token: {no}")
            return self.say(401, {"error": "invalid_client"})
        with self.server.lock:
            visit = self.server.visits.get(form.get("code", ""))
            good = visit is not None and self._fits(visit, form)
            if visit:
                visit.used = True
        if visit is None or not good or visit.play == "token_400":
            return self.say(400, {"error": "invalid_grant"})
        if visit.play == "token_500":
            return self.say(500, {"error": "server_error"})
        if visit.play == "token_slow":
            time.sleep(self.server.patience)
            return None
        if visit.play == "token_garbage":
            return self.raw(200, b"<html>")
        access = secrets.token_urlsafe(24)
        self.server.tokens[access] = visit
        told = {"access_token": access, "token_type": "Bearer", "expires_in": 3600}
        if visit.play != "no_id_token":
            told["id_token"] = self._id_token(realm, visit)
        return self.say(200, told)

    def _fits(self, visit: Visit, form: dict[str, str]) -> bool:
        """Once, in time, by whoever asked: PKCE (RFC 7636, 4.6)."""
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return (
            not visit.used
            and time.time() - visit.made < LASTS
            and form.get("grant_type") == "authorization_code"
            and form.get("redirect_uri") == visit.asked["redirect_uri"]
            and hmac.compare_digest(challenge, visit.asked["code_challenge"])
        )

    def _unknown(self, realm: Realm, form: dict[str, str]) -> str:
        """Why whoever asks is not our client; "" when it is."""
        if realm.name == "gbizid":
            kind, _, told = self.headers.get("Authorization", "").partition(" ")
            pair = base64.b64decode(told).decode() if kind == "Basic" else ""
            return "" if [unquote(one) for one in pair.split(":")] == [CLIENT, SECRET] else "basic"
        if form.get("client_assertion_type") != ASSERTION:
            return "assertion"
        try:
            claims = jwt.decode(form.get("client_assertion", ""), self.server.knows, algorithms=["ES256"]).claims
            jwt.JWTClaimsRegistry(
                iss={"essential": True, "value": CLIENT},
                sub={"essential": True, "value": CLIENT},
                aud={"essential": True, "value": self._about(realm)["token_endpoint"]},
                exp={"essential": True},
                jti={"essential": True},
            ).validate(claims)
        except (JoseError, ValueError) as no:
            return str(no)
        if claims["jti"] in self.server.assertions:
            return "jti"
        self.server.assertions.add(str(claims["jti"]))
        return ""

    def _id_token(self, realm: Realm, visit: Visit) -> str:
        play, now = visit.play, int(time.time())
        now += {"clock_ahead": 600, "clock_little": 30, "expired": -3_600}.get(play, 0)
        claims: dict[str, Any] = {
            "iss": "https://elsewhere.example" if play == "wrong_iss" else self.server.issuer(realm.name),
            "aud": "RP99999999" if play == "wrong_aud" else CLIENT,
            "sub": _sub(visit.who),
            "nonce": "of-another-visit" if play == "wrong_nonce" else visit.asked["nonce"],
            "iat": now,
            "exp": now + 300,
        }
        if play == "wrong_azp":
            claims |= {"aud": [CLIENT, "RP99999999"], "azp": "RP99999999"}
        return self._signed(realm, play, claims)

    def _signed(self, realm: Realm, play: str, claims: dict[str, Any]) -> str:
        if play == "alg_none":
            parts = ({"alg": "none"}, claims)
            return ".".join(_b64(json.dumps(part).encode()) for part in parts) + "."
        if play == "alg_hs256":
            # The public key, which everybody has, taken for a secret; by hand, since no library signs so.
            parts = ({"alg": "HS256", "kid": realm.key.kid}, claims)
            said = ".".join(_b64(json.dumps(part).encode()) for part in parts)
            return f"{said}.{_b64(hmac.digest(realm.key.as_pem(private=False), said.encode(), hashlib.sha256))}"
        if play in ("rotated", "keys_away"):
            realm.rotate()
        key, kid = realm.key, realm.key.kid
        self.server.keys_away = play == "keys_away"
        if play in ("unknown_kid", "bad_signature"):
            key = _key(realm.algorithm, TURNS)
            kid = key.kid if play == "unknown_kid" else kid
        return jwt.encode({"alg": realm.algorithm, "kid": kid}, claims, key, algorithms=[realm.algorithm])

    def _userinfo(self, realm: Realm, asked: dict[str, str], form: dict[str, str]) -> None:
        kind, _, access = self.headers.get("Authorization", "").partition(" ")
        visit = self.server.tokens.get(access) if kind == "Bearer" else None
        if visit is None:
            return self.say(401, {"error": "invalid_token"})
        if visit.play == "userinfo_500":
            return self.say(500, {})
        if visit.play == "userinfo_garbage":
            return self.raw(200, b"\x00{")
        told = dict(realm.people.get(visit.who, {}))
        told = {} if visit.play == "no_scope" else told
        told = {"name": told["name"]} if visit.play == "only_name" else told
        return self.say(200, {"sub": _sub("another" if visit.play == "sub_mismatch" else visit.who), **told})

    def _page(self, realm: Realm) -> None:
        people = "".join(
            f'<p><label><input type="radio" name="who" value="{who}"{" checked" if not place else ""}> '
            f"{html.escape(told['name'])}</label></p>"
            for place, (who, told) in enumerate(realm.people.items())
        )
        plays = "".join(f'<option value="{name}">{html.escape(word)}</option>' for name, word in PLAYS.items())
        page = (
            '<!doctype html><html lang="ja"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{realm.called}(見本)</title><h1>{realm.called}(見本)</h1>"
            "<p>これは見本です。本物のサービスではありません。</p>"
            f'<form method="post">{people}<p><label>起きること <select name="play">{plays}</select></label></p>'
            "<p><button>進む</button></p></form></html>"
        )
        self.raw(200, page.encode(), "text/html; charset=utf-8")


@cache
def _key(algorithm: str, turn: int) -> Any:
    """The keys of a provider, one for each turn; the last is a stranger's. Made once: some take a second."""
    about: KeyParameters = {"kid": secrets.token_hex(6), "use": "sig", "alg": algorithm}
    return ECKey.generate_key("P-256", about) if algorithm == "ES256" else RSAKey.generate_key(2048, about)


def _sub(who: str) -> str:
    """A name of the provider's own making."""
    return hashlib.sha256(f"idp/{who}".encode()).hexdigest()[:32]


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
