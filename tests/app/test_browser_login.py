"""Signing in for real: `reports serve` with login, a provider on loopback, people in Chromium."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.stores.library import open_library
from ingest.models import Report
from tests.app.browsing import FLAGS, ask, own_server
from tests.app.provider import CLIENT, FAULTS, SECRET, Provider, provider
from tests.app.settling import PATIENCE, ready, settled, visiting
from tests.serving import any_port, serving

pytestmark = pytest.mark.browser

RATING = "What was Westmere rated for staffing?"
PEOPLE = {
    "rita": {"sub": "r1", "name": "Rita Reader", "groups": ["probation"]},
    "edith": {
        "sub": "e1",
        "name": "Edith <b>Editor</b>",
        "email": "Edith@example.org",
        "email_verified": True,
    },
    "evan": {"sub": "v1", "name": "Evan Evaluator", "groups": ["evaluators"]},
    "mallory": {
        "sub": "m1",
        "name": "Mallory",
        "email": "edith@example.org",
        "email_verified": False,
    },
}
SETTINGS = {
    "REPORTS_LOGIN": "on",
    "REPORTS_READERS": "probation",
    "REPORTS_EDITORS": "edith@example.org",
    "REPORTS_EVALUATORS": "evaluators",
    "REPORTS_ROLE_CLAIM": "groups",
}


class Site(NamedTuple):
    """The pages with login, and who vouches for people."""

    address: str
    provider: Provider
    folder: Path


def write_secrets(folder: Path, address: str, issuer: str) -> None:
    (folder / ".streamlit").mkdir(exist_ok=True)
    (folder / ".streamlit" / "secrets.toml").write_text(
        "[auth]\n"
        f'redirect_uri = "{address}/oauth2callback"\n'
        f'cookie_secret = "{"k" * 40}"\n'
        f'client_id = "{CLIENT}"\n'
        f'client_secret = "{SECRET}"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, westmere: Report) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("server")
    library = open_library(folder / "library", embedding="none")
    library.add([(westmere, westmere.text.encode())])
    library.close()
    port = any_port()
    with provider() as running:
        running.people = {name: dict(claims) for name, claims in PEOPLE.items()}
        write_secrets(folder, f"http://127.0.0.1:{port}", running.issuer)
        with serving(folder, port, **own_server(folder), **SETTINGS) as served:
            yield Site(served.address, running, folder)


@contextmanager
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    size = {"width": 1440, "height": 900}
    # To the provider and back are several pages.
    with visiting(browser, 2 * PATIENCE, viewport=size) as context:
        yield context


def go_through(page: Page, site: Site, name: str) -> None:
    """From the first page through the form of the provider and back."""
    page.goto(site.address)
    ready(page.get_by_role("button", name="Sign in")).click()
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{site.address}/**")


@contextmanager
def signed_in(browser: Browser, site: Site, name: str) -> Iterator[Page]:
    with visitor(browser) as context:
        page = context.new_page()
        go_through(page, site, name)
        expect(page.get_by_text("For example")).to_be_visible()
        yield page


def places(page: Page) -> list[str]:
    links = page.get_by_test_id("stSidebarNavLink")
    expect(links.first).to_be_visible()
    settled(page)
    return [text.splitlines()[-1] for text in links.all_inner_texts()]


def reports(site: Site, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "app.cli", "--store", str(site.folder / "library")]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=60)


def test_nobody_sees_anything_before_signing_in(browser: Browser, site: Site) -> None:
    with visitor(browser) as context:
        page = context.new_page()
        for path in ("", "/library", "/ratings", "/evaluation", "/?talk=" + "0" * 32):
            page.goto(site.address + path)
            expect(page.get_by_role("button", name="Sign in")).to_be_visible()
            expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
            expect(page.get_by_test_id("stChatInputTextArea")).to_have_count(0)
            assert "Westmere" not in page.content()


def test_a_conversation_belongs_to_one_person_alone(browser: Browser, site: Site) -> None:
    with signed_in(browser, site, "rita") as hers:
        turn = ask(hers, f"{RATING} His CRN is X123456")
        expect(turn.locator(".answer")).to_contain_text("Inadequate")
        expect(hers).to_have_url(re.compile(r"talk=[0-9a-f]{32}"))
        address = hers.url
        with signed_in(browser, site, "edith") as other:
            expect(other.get_by_text("Earlier conversations")).to_have_count(0)
            other.goto(address)
            expect(other.get_by_text("There is no such conversation")).to_be_visible()
            expect(other.locator(".question")).to_have_count(0)
            ask(other, "What was Westmere rated for services?")
        hers.reload()
        expect(hers.locator(".question")).to_have_count(1)
        expect(hers.get_by_text("Earlier conversations (1)")).to_be_visible()


def test_the_audit_log_has_what_was_asked_and_a_person_can_be_forgotten(
    browser: Browser, site: Site
) -> None:
    with signed_in(browser, site, "evan") as page:
        ask(page, f"{RATING} His CRN is X123456")
    me = f"{site.provider.issuer}#v1"
    (entry,) = json.loads(reports(site, "audit", "--json", "--person", me).stdout)
    assert entry["question"] == f"{RATING} His CRN is [case number removed]"
    assert entry["status"] == "answered"
    assert "Inadequate" in entry["answer"]
    assert entry["reports"] == ["westmere-2024-10"]
    assert entry["passages"][0].startswith("westmere-2024-10/")
    assert "X123456" not in reports(site, "audit", "--json").stdout

    assert "1 conversation and 1 entry" in reports(site, "forget", me).stdout
    assert json.loads(reports(site, "audit", "--json", "--person", me).stdout) == []
    with signed_in(browser, site, "evan") as page:
        expect(page.get_by_text("Earlier conversations")).to_have_count(0)


def test_a_reader_reads_and_changes_nothing(browser: Browser, site: Site) -> None:
    with signed_in(browser, site, "rita") as page:
        assert "Library" in places(page)
        assert "Evaluation" not in places(page)
        page.goto(f"{site.address}/library")
        expect(page.get_by_role("button", name="Read").first).to_be_visible()
        for words in ("Add reports", "Look after the library", "Remove …"):
            expect(page.get_by_text(words)).to_have_count(0)
        page.goto(f"{site.address}/evaluation")
        expect(page.get_by_text("For example")).to_be_visible()
        expect(page.get_by_text("Questions with known answers")).to_have_count(0)


def test_an_editor_adds_and_removes_and_an_evaluator_evaluates(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    lines = [
        "# Harbour dues review",
        "",
        "Ropes at the quay were frayed in eleven berths.",
    ]
    (tmp_path / "harbour.md").write_text("\n".join(lines))
    with signed_in(browser, site, "edith") as page:
        assert "Evaluation" not in places(page)
        page.goto(f"{site.address}/library")
        for words in ("Add reports", "Look after the library"):
            expect(page.get_by_text(words)).to_be_visible()
        ready(page.get_by_text("Add reports")).click()
        page.locator("input[type=file]").set_input_files(tmp_path / "harbour.md")
        ready(page.get_by_role("button", name="Add 1 file")).click()
        expect(page.locator("ul.outcomes li.added").first).to_contain_text("Harbour dues review")
        card = page.locator("[class*=st-key-report-]", has_text="Harbour dues review")
        ready(card.get_by_role("button", name="Remove …")).click()
        ready(page.get_by_role("button", name="Remove", exact=True)).click()
        expect(card).to_have_count(0)
    with signed_in(browser, site, "evan") as page:
        assert "Evaluation" in places(page)
        page.goto(f"{site.address}/evaluation")
        expect(page.get_by_text("Questions with known answers")).to_be_visible()


def test_signing_out_ends_it_here_and_at_the_provider(browser: Browser, site: Site) -> None:
    before = site.provider.signed_out
    with signed_in(browser, site, "edith") as page:
        ready(page.get_by_role("button", name="Edith <b>Editor</b>")).click()
        expect(page.locator(".person")).to_contain_text(
            "You may ask and read, add and remove reports."
        )
        expect(page.get_by_text(f"{site.provider.issuer}#e1")).to_be_visible()
        expect(page.get_by_text("for 90 days in an audit log")).to_be_visible()
        ready(page.get_by_role("button", name="Sign out")).click()
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        assert site.provider.signed_out == before + 1
        page.goto(f"{site.address}/library")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_who_is_not_on_the_list_is_told_so_and_can_leave(browser: Browser, site: Site) -> None:
    with visitor(browser) as context:
        page = context.new_page()
        go_through(page, site, "mallory")  # calls herself edith@example.org, unverified
        expect(page.get_by_text("You are not let in")).to_be_visible()
        expect(page.get_by_text("You are signed in as Mallory")).to_be_visible()
        assert "Westmere" not in page.content()
        ready(page.get_by_role("button", name="Sign out")).click()
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_token_lets_nobody_in(browser: Browser, site: Site, fault: str) -> None:
    site.provider.fault = fault
    log = site.folder / "log"
    before = log.read_text().count("OAuth token exchange failed")
    try:
        with visitor(browser) as context:
            page = context.new_page()
            go_through(page, site, "edith")
            expect(page.get_by_role("button", name="Sign in")).to_be_visible()
            assert all(c["name"] != "_streamlit_user" for c in context.cookies())
    finally:
        site.provider.fault = ""
    assert log.read_text().count("OAuth token exchange failed") == before + 1
    assert site.provider.refused == []  # it was not the client that erred


def test_a_sign_in_ends_after_its_hours(browser: Browser, site: Site) -> None:
    site.provider.issued_ago = 13 * 3600
    try:
        with visitor(browser) as context:
            page = context.new_page()
            go_through(page, site, "rita")
            expect(page.get_by_text("Your sign-in has ended")).to_be_visible()
            expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
            site.provider.issued_ago = 0
            ready(page.get_by_role("button", name="Sign in")).click()
            page.get_by_label("Your name").fill("rita")
            page.get_by_role("button", name="Continue").click()
            expect(page.get_by_text("For example")).to_be_visible()
    finally:
        site.provider.issued_ago = 0


def test_a_cookie_that_was_changed_lets_nobody_in(browser: Browser, site: Site) -> None:
    with signed_in(browser, site, "rita") as page:
        (cookie,) = (c for c in page.context.cookies() if c["name"] == "_streamlit_user")
        changed = cookie["value"][:20] + ("A" if cookie["value"][20] != "A" else "B")
        page.context.add_cookies([{**cookie, "value": changed + cookie["value"][21:]}])  # type: ignore[list-item]
        page.goto(site.address)
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_provider_that_is_away_is_said_to_be_away(
    browser: Browser, tmp_path: Path, westmere: Report
) -> None:
    library = open_library(tmp_path / "library", embedding="none")
    library.add([(westmere, westmere.text.encode())])
    library.close()
    port = any_port()
    write_secrets(tmp_path, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{any_port()}")
    with (
        serving(tmp_path, port, **own_server(tmp_path)) as served,
        visitor(browser) as context,
    ):
        page = context.new_page()
        page.goto(served.address)
        ready(page.get_by_role("button", name="Sign in")).click()
        expect(page.get_by_text("does not answer as it should")).to_be_visible()
        assert page.url.startswith(served.address)


def test_without_login_a_strangers_name_for_this_machine_opens_nothing(
    browser: Browser, chromium: str, address: str
) -> None:
    name = "pages.stranger.example"
    rule = f"--host-resolver-rules=MAP {name} 127.0.0.1"
    other = browser.browser_type.launch(executable_path=chromium, args=[*FLAGS, rule])
    with visitor(other) as context:
        page = context.new_page()
        page.goto(address.replace("127.0.0.1", name))
        expect(page.get_by_text("for nobody else")).to_be_visible()
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
        assert "Westmere" not in page.content()
    other.close()
