"""本人確認の失敗 - every way in which a provider can fail ends with a reason, and with nobody proved."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from joserfc.jwk import ECKey, RSAKey

from madoguchi.core.identity import AWAY, CANCELLED, NOTHING, REFUSED, STATE, UNTRUSTED, Identity, Trip, Unproven
from madoguchi.lab.idp import Providers
from madoguchi.lab.idp_cast import PEOPLE, PLAYS, WELL
from madoguchi.plugs import open_plug
from tests.plugs.identity.conftest import BACK, TRIP, browse, query, visit

ENDS = {
    "cancel": CANCELLED,
    "busy": AWAY,
    "wrong_state": STATE,
    "wrong_code": REFUSED,
    "token_400": REFUSED,
    "token_500": AWAY,
    "token_slow": AWAY,
    "token_garbage": UNTRUSTED,
    "no_id_token": UNTRUSTED,
    "wrong_nonce": UNTRUSTED,
    "alg_none": UNTRUSTED,
    "alg_hs256": UNTRUSTED,
    "bad_signature": UNTRUSTED,
    "wrong_iss": UNTRUSTED,
    "wrong_aud": UNTRUSTED,
    "wrong_azp": UNTRUSTED,
    "expired": UNTRUSTED,
    "clock_ahead": UNTRUSTED,
    "unknown_kid": UNTRUSTED,
    "keys_away": AWAY,
    "userinfo_500": AWAY,
    "userinfo_garbage": UNTRUSTED,
    "sub_mismatch": UNTRUSTED,
    "no_scope": NOTHING,
}


@pytest.fixture
def myna(opened: Callable[[str], Identity]) -> Identity:
    return opened("identity/myna")


@pytest.fixture
def gbizid(opened: Callable[[str], Identity]) -> Identity:
    return opened("identity/gbizid")


def refusal(plug: Identity, play: str, trip: Trip = TRIP) -> Unproven:
    with pytest.raises(Unproven) as refused:
        visit(plug, play=play, trip=trip)
    return refused.value


def test_every_mishap_the_providers_know_has_its_end_here() -> None:
    assert set(ENDS) | set(WELL) == set(PLAYS)


@pytest.mark.parametrize(("play", "reason"), ENDS.items())
def test_a_mishap_ends_with_its_reason_and_names_nobody(myna: Identity, play: str, reason: str) -> None:
    fault = refusal(myna, play)
    assert fault.reason == reason
    assert fault.permanent is (reason != AWAY)
    assert not any(told in str(fault) for person in PEOPLE.values() for told in person.values() if told)


@pytest.mark.parametrize("play", [play for play in ENDS if play not in ("token_slow", "keys_away")])
def test_firms_meet_the_same_ends(gbizid: Identity, play: str) -> None:
    assert refusal(gbizid, play).reason == ENDS[play]


@pytest.mark.parametrize("play", WELL)
def test_what_is_no_mishap_ends_well(myna: Identity, play: str) -> None:
    assert visit(myna, play=play).name == "見本 優子"


def test_the_visit_after_a_mishap_ends_well(myna: Identity, providers: Providers) -> None:
    for play in ("unknown_kid", "keys_away"):
        refusal(myna, play)
        providers.keys_away = False
        assert visit(myna, trip=replace(TRIP, nonce=play)).sub


def test_a_provider_that_has_changed_its_keys_is_asked_for_them_once(myna: Identity, providers: Providers) -> None:
    visit(myna)
    providers.realms[0].rotate()
    assert visit(myna, trip=replace(TRIP, nonce="n2")).sub


def test_a_visit_to_an_address_where_nobody_listens_ends_soon(settings: dict[str, str]) -> None:
    nobody = open_plug("identity/myna", settings | {"myna": "http://127.0.0.1:9/realm"})
    with pytest.raises(Unproven) as refused:
        nobody.leave(TRIP)
    assert refused.value.reason == AWAY
    assert "MADOGUCHI_MYNA" in nobody.health().do


def test_a_provider_that_calls_itself_otherwise_is_not_believed(settings: dict[str, str], providers: Providers) -> None:
    other = open_plug("identity/myna", settings | {"myna": f"{providers.issuer('myna')}/"})
    with pytest.raises(Unproven) as refused:
        other.leave(TRIP)
    assert refused.value.reason == UNTRUSTED


def test_an_answer_that_drips_in_is_given_up(myna: Identity) -> None:
    began = time.monotonic()
    refusal(myna, "token_slow")
    assert time.monotonic() - began < 5


def test_an_answer_that_another_provider_gave_is_refused(myna: Identity) -> None:
    answer = browse(myna.leave(TRIP)) | {"iss": "https://elsewhere.example"}
    with pytest.raises(Unproven) as refused:
        myna.arrive(TRIP, answer, datetime.now(UTC))
    assert refused.value.reason == UNTRUSTED


def test_a_code_is_worth_nothing_without_the_verifier_of_the_browser_that_asked(myna: Identity) -> None:
    answer = browse(myna.leave(TRIP))
    with pytest.raises(Unproven) as refused:
        myna.arrive(replace(TRIP, verifier="w" * 64), answer, datetime.now(UTC))
    assert refused.value.reason == REFUSED


def test_an_old_token_is_refused_by_our_own_clock(myna: Identity) -> None:
    answer = browse(myna.leave(TRIP))
    with pytest.raises(Unproven) as refused:
        myna.arrive(TRIP, answer, datetime.now(UTC) + timedelta(minutes=30))
    assert refused.value.reason == UNTRUSTED


def test_the_question_says_all_that_the_provider_wants_and_no_more(myna: Identity, providers: Providers) -> None:
    asked = query(myna.leave(TRIP))
    assert asked["scope"] == "openid name address birthdate"
    assert asked["code_challenge_method"] == "S256"
    assert (asked["state"], asked["nonce"], asked["redirect_uri"]) == (TRIP.state, TRIP.nonce, BACK)
    assert TRIP.verifier not in str(asked)
    visit(myna)
    assert not providers.refused


def test_a_stranger_s_key_is_turned_away(settings: dict[str, str]) -> None:
    stranger = settings | {"myna_key": ECKey.generate_key("P-256").as_pem(private=True).decode()}
    with pytest.raises(Unproven) as refused:
        visit(open_plug("identity/myna", stranger))
    assert refused.value.reason == REFUSED


def test_what_the_card_tells_is_made_one_shape(myna: Identity) -> None:
    one, other = visit(myna), visit(myna, who="kenichi", trip=replace(TRIP, nonce="n2"))
    assert (one.birth, other.birth) == ("1988-05-05", "1986-02-03")
    assert one.address.startswith("東京都多摩市")
    assert visit(myna, who="yoshida", trip=replace(TRIP, nonce="n3")).name == "𠮷田 髙子"


def test_a_firm_comes_with_its_number_and_whoever_acts_for_it(gbizid: Identity) -> None:
    proof = visit(gbizid)
    assert (proof.firm, proof.firm_number) == ("株式会社見本", "0000000000000")
    assert (proof.name, proof.kana, proof.birth) == ("見本花代", "ミホンハナヨ", "1990-01-02")


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("identity/myna", {"myna": "http://auth.example"}),
        ("identity/myna", {"myna": "ftp://127.0.0.1"}),
        ("identity/myna", {"myna_client": ""}),
        ("identity/myna", {"myna_key": "no key"}),
        ("identity/myna", {"myna_key": RSAKey.generate_key(2048).as_pem(private=True).decode()}),
        ("identity/myna", {"myna_key": ECKey.generate_key("P-384").as_pem(private=True).decode()}),
        ("identity/myna", {"myna_key": ECKey.generate_key("P-256").as_pem(private=False).decode()}),
        ("identity/gbizid", {"gbizid_secret": ""}),
        ("identity/gbizid", {"gbizid": "http://gbiz.example/oauth/"}),
    ],
)
def test_settings_that_cannot_work_are_refused_at_the_start(
    settings: dict[str, str], name: str, broken: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"(?i)myna|gbizid"):
        open_plug(name, settings | broken)
