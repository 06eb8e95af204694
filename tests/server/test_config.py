"""The configuration: defaults, file, environment, and errors that name the key."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from server.config import ConfigError, Settings, load
from server.secret_key import secret_key

CONFIGS = Path(__file__).parents[2] / "configs"


def written(folder: Path, text: str) -> Path:
    path = folder / "tongke.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_manual_shows_the_very_defaults() -> None:
    assert load(CONFIGS / "default.toml", {}) == Settings() == load(None, {})


def test_the_manual_mentions_every_setting() -> None:
    manual = (CONFIGS / "default.toml").read_text(encoding="utf-8")
    for section, field in Settings.model_fields.items():
        assert f"[{section}]" in manual
        for key in getattr(field.annotation, "model_fields", {}):
            assert f"\n{key} = " in manual or f"\n# {key} = " in manual, f"{section}.{key}"


def test_the_production_sample_loads() -> None:
    assert load(CONFIGS / "production.toml", {}).http.public_url.startswith("https://")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "[http]\nport = 1\nhost = 'file'")
    http = load(path, {"TONGKE_HTTP__PORT": "2"}).http
    assert (http.port, http.host) == (2, "file")


def test_lists_in_the_environment_have_commas_or_are_json() -> None:
    assert load(None, {"TONGKE_MEDIA__ADVERTISE": "192.0.2.1, ::1"}).media.advertise == ("192.0.2.1", "::1")
    servers = load(None, {"TONGKE_MEDIA__ICE_SERVERS": '[{"urls": ["stun:a"]}]'}).media.ice_servers
    assert servers[0].urls == ("stun:a",)


@pytest.mark.parametrize(
    "server",
    [
        {"urls": ["https://turn.example"]},
        {"urls": ["stun://stun.example"]},
        {"urls": ["turn:turn.example"], "username": "without credential"},
        {"urls": []},
    ],
)
def test_an_ice_server_that_browsers_would_not_take_is_refused(server: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=r"media\.ice_servers"):
        load(None, {"TONGKE_MEDIA__ICE_SERVERS": json.dumps([server])})


def test_other_variables_are_none_of_our_business() -> None:
    assert load(None, {"TONGKE_CONFIG": "x", "HOME": "/"}) == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[http]\nprt = 1", "unknown key http.prt"),
        ("[htp]\nport = 1", "unknown key htp"),
        ("port = 1", "unknown key port"),
        ("[http]\nport = 'x'", "http.port"),
        ("[http]\nport = 70000", "http.port"),
        ("http = 1", "http"),
        ("[http]\ntls_cert = 'a'", "tls_cert and tls_key belong together"),
        ("[secret]\nkey = 'short'", "secret.key"),
        ("[site]\ntimezone = 'Mars/Base'", "site.timezone"),
        ("[signin]\naccount_attempts = 'often'", "signin.account_attempts"),
        ("[data]\ndatabase_url = 'mysql://x'", "data.database_url"),
        ("[http", "not TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load(path, {})
    assert str(caught.value).startswith(str(path))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "key"),
    [("TONGKE_HTTP__PORT", "http.port"), ("TONGKE_HTTP__PRT", "http.prt"), ("TONGKE_X__Y", "x")],
)
def test_what_is_wrong_in_the_environment_is_named_with_its_variable(name: str, key: str) -> None:
    with pytest.raises(ConfigError, match=rf"^{name}: .*{key}"):
        load(None, {name: "wrong"})


def test_a_wrong_secret_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path, "[secret]\nkey = 'hunter22'"), {})
    assert "hunter22" not in str(caught.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigError, match=r"^/nowhere/x.toml: can't be read"):
        load(Path("/nowhere/x.toml"), {})


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    settings = load(None, {"TONGKE_DATA__FOLDER": str(tmp_path / "var")})
    assert len(secret_key(settings)) >= 32
    assert secret_key(settings) == secret_key(settings)
    assert (tmp_path / "var" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret.key"]


def test_a_configured_secret_needs_no_file(tmp_path: Path) -> None:
    settings = load(None, {"TONGKE_DATA__FOLDER": str(tmp_path), "TONGKE_SECRET__KEY": "k" * 32})
    assert secret_key(settings) == "k" * 32
    assert not list(tmp_path.iterdir())


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = load(None, {"TONGKE_SECRET__KEY": "k" * 32, "TONGKE_MEDIA__SECRET": "w" * 32})
    assert "kkkk" not in repr(settings)
    assert "wwww" not in repr(settings)


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({}, "ws://127.0.0.1:8080/worker"),
        ({"TONGKE_HTTP__HOST": "::"}, "ws://[::1]:8080/worker"),
        ({"TONGKE_HTTP__PUBLIC_URL": "https://a.example"}, "ws://127.0.0.1:8080/worker"),
        ({"TONGKE_MEDIA__CONTROL_URL": "wss://b.example/worker"}, "wss://b.example/worker"),
    ],
)
def test_a_worker_dials_this_machine_unless_told_otherwise(environ: dict[str, str], url: str) -> None:
    assert load(None, environ).worker_url == url


def test_the_manual_is_toml_that_any_reader_takes() -> None:
    assert set(tomllib.loads((CONFIGS / "default.toml").read_text(encoding="utf-8"))) == set(
        Settings.model_fields
    )


def test_a_store_needs_its_bucket_and_keys() -> None:
    with pytest.raises(ConfigError, match=r"s3\.bucket"):
        load(None, {"TONGKE_STORAGE__KIND": "s3"})
    keys = {"TONGKE_S3__BUCKET": "b", "TONGKE_S3__ACCESS_KEY": "k", "TONGKE_S3__SECRET_KEY": "s"}
    assert load(None, {"TONGKE_STORAGE__KIND": "s3", **keys}).s3.is_complete
