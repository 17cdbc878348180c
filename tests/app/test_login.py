"""What Streamlit's secrets must say before anything is served to others."""

from pathlib import Path
from typing import Any

import pytest

from app.commands.serve import login_to_serve
from app.errors import BadSetting
from app.login import is_own_host, is_this_machine, login_of
from app.settings import Settings, read_settings

GOOD: dict[str, Any] = {
    "redirect_uri": "https://reports.example.org/oauth2callback",
    "cookie_secret": "k" * 32,
    "client_id": "id",
    "client_secret": "secret",
    "server_metadata_url": "https://id.example/.well-known/openid-configuration",
}
NAMED = {name: GOOD[name] for name in ("client_id", "client_secret", "server_metadata_url")}


def write(folder: Path, text: str) -> None:
    (folder / ".streamlit").mkdir(exist_ok=True)
    (folder / ".streamlit" / "secrets.toml").write_text(text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to start in, of somebody whose home has no secrets."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    return tmp_path


def test_a_whole_part_tells_where_the_pages_are_and_who_vouches() -> None:
    login = login_of(GOOD)
    assert login.origin == "https://reports.example.org"
    assert [each.name for each in login.providers] == ["default"]


def test_several_services_have_a_name_each() -> None:
    shared = {name: GOOD[name] for name in ("redirect_uri", "cookie_secret")}
    login = login_of({**shared, "one": NAMED, "two": NAMED})
    assert [each.name for each in login.providers] == ["one", "two"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"redirect_uri": None}, "needs a redirect_uri"),
        ({"redirect_uri": "https://reports.example.org/"}, "needs a redirect_uri"),
        ({"redirect_uri": "http://reports.example.org/oauth2callback"}, "must begin with https"),
        ({"redirect_uri": "https:///oauth2callback"}, "is no address"),
        ({"cookie_secret": "short"}, "cookie_secret of 32"),
        ({"cookie_secret": None}, "cookie_secret of 32"),
        ({"client_id": ""}, r"\[auth\] in Streamlit's secrets lacks client_id"),
        ({"client_secret": None}, "lacks client_secret"),
        ({"server_metadata_url": "http://id.example/x"}, "must begin with https"),
        ({"work": {"client_id": "x"}}, r"\[auth.work\] .* lacks client_secret"),
        ({"my_work": NAMED}, "without an underscore"),
    ],
)
def test_what_is_wrong_with_it_is_said(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        login_of(GOOD | changes)


def test_over_plain_http_it_may_lead_to_this_machine_alone() -> None:
    here = "http://127.0.0.1:8501/oauth2callback"
    assert login_of(GOOD | {"redirect_uri": here}).origin == "http://127.0.0.1:8501"


def test_without_login_only_this_machine_is_served(folder: Path) -> None:
    assert login_to_serve(Settings(), folder) is None
    for address in ("0.0.0.0", "192.0.2.7", "::", "reports.example.org"):
        with pytest.raises(BadSetting, match="nobody would have to sign in"):
            login_to_serve(Settings(address=address), folder)
        with pytest.raises(BadSetting, match="nobody would have to sign in"):
            login_to_serve(Settings(address=address, login=False), folder)


def test_login_that_is_set_and_has_no_secrets_serves_nobody(folder: Path) -> None:
    with pytest.raises(BadSetting, match=r"no part \[auth\]"):
        login_to_serve(Settings(login=True), folder)


def test_secrets_of_the_folder_switch_login_on_and_let_it_listen_elsewhere(folder: Path) -> None:
    lines = "\n".join(f'{name} = "{value}"' for name, value in GOOD.items())
    write(folder, f"[auth]\n{lines}\n")
    login = login_to_serve(Settings(address="0.0.0.0"), folder)
    assert login is not None
    assert login.origin == "https://reports.example.org"
    with pytest.raises(BadSetting, match="REPORTS_READERS has 'staff'"):
        login_to_serve(Settings(readers=("staff",)), folder)


def test_secrets_that_cannot_be_read_are_named_and_not_shown(folder: Path) -> None:
    write(folder, '[auth]\ncookie_secret = "hush\n')
    with pytest.raises(BadSetting, match="cannot be read as TOML") as raised:
        login_to_serve(Settings(), folder)
    assert "hush" not in str(raised.value)


def test_lists_are_read_from_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTS_EDITORS", " ann@example.org , @example.net,")
    monkeypatch.setenv("REPORTS_LOGIN", "on")
    settings = read_settings()
    assert settings.editors == ("ann@example.org", "@example.net")
    assert settings.login is True


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1", "[::1]:8501", "127.9.9.9:1"])
def test_requests_to_this_machine_name_it(host: str) -> None:
    assert is_own_host(host)


@pytest.mark.parametrize(
    "host",
    ["reports.example.org", "192.0.2.7:8501", "localhost.example.org", "", "127.0.0.1.x", "["],
)
def test_requests_that_came_from_elsewhere_name_something_else(host: str) -> None:
    assert not is_own_host(host)
    assert not is_this_machine(host)
