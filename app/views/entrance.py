"""The way in: on one's own machine nothing to do, on a server signing in, and why it did not work.

Streamlit checks the token and keeps who signed in in a signed cookie; who that is to us, and what
they may do, is decided here for every run of a page.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from urllib.parse import urlsplit

import httpx
import streamlit as st

from app.access import AT_HOME, MAY, Person, Role
from app.audit import AuditLog, audit_days
from app.claims import check_names, person_of
from app.errors import BadSetting, NotAllowed, SignInAgain
from app.login import Login, Provider, is_own_host, is_this_machine, login_of
from app.render import button_label
from app.settings import Settings
from app.views.frame import error_line, show_error
from app.wording import counted
from index.stores.library import Library
from ingest.errors import ReportsError

_SECONDS = 5.0
"""How long a sign-in service may take to tell of itself."""
_TOLD = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
"""What a sign-in service tells of itself (OpenID Connect Discovery 1.0, section 3)."""
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
"""Headers that say that somebody comes from elsewhere, through a proxy."""
_log = logging.getLogger(__name__)


def login_on(settings: Settings) -> bool:
    """Whether people sign in: as is set, else as Streamlit's secrets have it."""
    return settings.login if settings.login is not None else _auth() is not None


def come_in(settings: Settings) -> Person | Callable[[], None]:
    """Who is at the page; where nobody may be let in, what to show instead."""
    try:
        if not login_on(settings):
            _check_home()
            return AT_HOME
        login = login_of(_auth())
        check_names(settings)
    except ReportsError as error:
        said = str(error) if isinstance(error, NotAllowed) else _misconfigured(error)
        return lambda: error_line(said)
    if not st.user.get("is_logged_in"):
        return lambda: _welcome(login)
    try:
        return person_of(st.user.to_dict(), settings, datetime.now(UTC))
    except SignInAgain as error:
        said = str(error)
        return lambda: _again(login, said)
    except NotAllowed as error:
        said = str(error)
        return lambda: _not_let_in(said)


def must_still(person: Person, role: Role, settings: Settings) -> None:
    """Stop whoever may not do this any more: a part of a page runs again without its door.

    Raises NotAllowed.
    """
    person.must(role)
    now = come_in(settings)
    if not isinstance(now, Person) or now.id != person.id:
        raise NotAllowed("Your sign-in has ended. Load this page again and sign in.")
    now.must(role)


@st.cache_resource(show_spinner=False)
def audit_log(_library: Library, _settings: Settings, login: bool) -> AuditLog | None:
    """The audit log of this process, None where none is kept.

    One that is set to 0 days is emptied; one of which nothing is set is left as it is.
    """
    days = audit_days(_settings, login)
    if not days:
        if _settings.audit_days == 0:
            _library.purge_audit(0)
        return None
    log = AuditLog(_library, days)
    log.start()
    return log


def show_person(person: Person, settings: Settings) -> None:
    """Who is signed in, what they may do, and the way out; nothing on one's own machine."""
    if person == AT_HOME:
        return
    with (
        st.sidebar,
        st.popover(button_label(person.name), icon=":material/person:", width="stretch"),
    ):
        may = ", ".join(words for role, words in MAY.items() if person.may(role))
        days = audit_days(settings, login=True)
        logged = f", and for {counted(days, 'day')} in an audit log" if days else ""
        st.html(
            f'<p class="person">Signed in as <b>{escape(person.name)}</b>. You may {may}.</p>'
            '<p class="small">What you ask and what is answered is kept for you alone, until you '
            f"delete it{logged}. To have all of it taken out, give whoever looks after this "
            f"service your id: <code>{escape(person.id)}</code></p>"
        )
        st.button("Sign out", key="sign-out", on_click=st.logout, icon=":material/logout:")


def _auth() -> object | None:
    """The part [auth] of Streamlit's secrets, None without one."""
    from streamlit.errors import StreamlitSecretNotFoundError

    try:
        return st.secrets.get("auth")
    except StreamlitSecretNotFoundError:
        return None


def _check_home() -> None:
    """Raise NotAllowed where others could come in, though nobody signs in.

    A request that names another host reached this machine through a proxy, or through a page of
    a stranger whose name was pointed here (DNS rebinding).
    """
    headers = st.context.headers
    host = headers.get("Host") or ""  # one that names no host is no browser of this machine
    address = st.get_option("server.address")
    outside = any(headers.get(name) for name in _FORWARDED)
    if not address or not is_this_machine(address) or not is_own_host(host) or outside:
        raise NotAllowed(
            "These pages are set up for the machine that they run on and for nobody else. Open "
            "them there, as http://127.0.0.1 with their port. To let others in, set up signing "
            "in: docs/server.md says how."
        )


def _misconfigured(error: ReportsError) -> str:
    """What people see of a wrong setting; which one it is, is for the server's log."""
    _log.error("Nobody can sign in: %s", error)
    return (
        "Signing in is not set up right, so nobody can come in. Tell whoever looks after this "
        "service; the server's log says what is wrong."
    )


def _welcome(login: Login) -> None:
    st.html(
        '<div class="welcome"><h1 class="title">What do the inspection reports say?</h1>'
        '<p class="lead">Sign in with your work account to ask. Every answer is quoted or counted '
        "from the reports in this library, and opens where it comes from.</p></div>"
    )
    _buttons(login)
    st.html(
        '<p class="small">If you have just signed in and see this page again, the sign-in was not '
        "accepted. Try once more; if it comes back, tell whoever looks after this service.</p>"
    )


def _again(login: Login, said: str) -> None:
    st.html(f'<h1 class="title">Sign in again</h1><p class="lead">{escape(said)}</p>')
    _buttons(login)


def _not_let_in(said: str) -> None:
    st.html('<h1 class="title">You are not let in</h1>')
    error_line(said)
    st.button("Sign out", key="sign-out", on_click=st.logout, icon=":material/logout:")


def _buttons(login: Login) -> None:
    for provider in login.providers:
        name = "" if provider.name == "default" else f" with {provider.name.capitalize()}"
        if st.button(
            button_label(f"Sign in{name}"),
            key=f"sign-in-{provider.name}",
            type="primary",
            icon=":material/login:",
        ):
            try:
                _check_reachable(provider)
            except BadSetting as error:
                show_error(error)
                return
            st.login(None if provider.name == "default" else provider.name)


def _check_reachable(provider: Provider) -> None:
    """Ask the service before people are sent there: Streamlit would leave them at a bare page.

    Raises BadSetting.
    """
    host = urlsplit(provider.metadata_url).hostname or ""
    try:
        answer = httpx.get(provider.metadata_url, timeout=_SECONDS, follow_redirects=True)
        answer.raise_for_status()
        told = answer.json()
        lacking = [name for name in _TOLD if not told[name]]
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        _log.error("%s cannot be used: %s: %s", provider.metadata_url, type(error).__name__, error)
        lacking = ["an answer"]
    if lacking:
        raise BadSetting(
            f"The sign-in service {host} does not answer as it should, so nobody can sign in now. "
            "Try again in a few minutes; if it goes on, tell whoever looks after this service."
        )
