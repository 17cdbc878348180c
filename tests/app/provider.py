"""A small real OpenID provider on loopback: discovery, a login form, codes, signed tokens, keys.

It follows OpenID Connect Core 1.0 as far as signing in by code goes, checks what a client must
send (secret, redirect address, code once, PKCE), and can be told to issue wrong tokens.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "reports", "the secret of the client"
FAULTS = ("tampered", "other key", "expired", "other audience", "other issuer", "unsigned", "nonce")
"""What can be wrong with a token."""


class Provider:
    """The state of the service: its people, its keys, the codes it gave out."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})
        self.stranger = RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})
        self.people: dict[str, dict[str, Any]] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, str] = {}
        self.fault = ""
        self.issued_ago = 0
        self.refused: list[str] = []
        self.signed_out = 0

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            **{
                name: f"{self.issuer}/{path}"
                for name, path in (
                    ("authorization_endpoint", "authorize"),
                    ("token_endpoint", "token"),
                    ("userinfo_endpoint", "userinfo"),
                    ("jwks_uri", "keys"),
                    ("end_session_endpoint", "end"),
                )
            },
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def code_for(self, login: str, asked: dict[str, str]) -> str:
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "login": login}
        return code

    def exchange(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Tokens for a code; None, with the reason noted, where the client sent anything wrong."""
        given = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        wrong = {
            "client": authorization != f"Basic {given}"
            and (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET),
            "code": asked is None,
            "redirect": asked is None or form.get("redirect_uri") != asked["redirect_uri"],
            "challenge": asked is None or asked.get("code_challenge") != challenge,
        }
        self.refused += [name for name, is_wrong in wrong.items() if is_wrong]
        if asked is None or any(wrong.values()):
            return None
        access = secrets.token_urlsafe(16)
        self.tokens[access] = asked["login"]
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 600,
            "id_token": self.token(asked["login"], asked.get("nonce", "")),
        }

    def token(self, login: str, nonce: str) -> str:
        now = int(time.time()) - self.issued_ago
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 600 + self.issued_ago,
            "nonce": nonce,
            **self.people[login],
        }
        header = {"alg": "RS256", "kid": "first"}
        if self.fault == "expired":
            claims |= {"iat": now - 7200, "exp": now - 3600}
        elif self.fault == "other audience":
            claims["aud"] = "somebody-else"
        elif self.fault == "other issuer":
            claims["iss"] = "http://127.0.0.1:1"
        elif self.fault == "nonce":
            claims["nonce"] = "of another sign-in"
        if self.fault == "unsigned":
            return f"{_part({'alg': 'none'})}.{_part(claims)}."
        signed = jwt.encode(header, claims, self.stranger if "key" in self.fault else self.key)
        if self.fault == "tampered":
            start, _, end = signed.split(".")
            return f"{start}.{_part(claims | {'email': 'edith@example.org'})}.{end}"
        return signed


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        if parts.path == "/.well-known/openid-configuration":
            self._json(self.provider.metadata())
        elif parts.path == "/keys":
            self._json({"keys": [self.provider.key.as_dict(private=False)]})
        elif parts.path == "/authorize":
            self._form(asked)
        elif parts.path == "/userinfo":
            login = self.provider.tokens.get(self.headers["Authorization"].partition(" ")[2])
            self._json(self.provider.people[login] if login else {})
        elif parts.path == "/end":
            self.provider.signed_out += 1
            self._redirect(asked["post_logout_redirect_uri"])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        form = dict(parse_qsl(self.rfile.read(length).decode()))
        if urlsplit(self.path).path == "/token":
            tokens = self.provider.exchange(form, self.headers.get("Authorization", ""))
            self._json(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)
            return
        asked = {name: value for name, value in form.items() if name != "login"}
        if form.get("login") not in self.provider.people:
            self._form(asked, "Nobody has that name.")
            return
        back = {"code": self.provider.code_for(form["login"], asked), "state": asked["state"]}
        self._redirect(f"{asked['redirect_uri']}?{urlencode(back)}")

    def _form(self, asked: dict[str, str], said: str = "") -> None:
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code":
            self.send_error(400)
            return
        hidden = "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in asked.items()
        )
        self._send(
            f"<!doctype html><title>Provider</title><p>{said}</p><form method='post' "
            f"action='/authorize'>{hidden}<label>Your name <input name='login'></label>"
            "<button>Continue</button></form>".encode(),
            "text/html",
        )

    def _json(self, value: object, status: int = 200) -> None:
        self._send(json.dumps(value).encode(), "application/json", status)

    def _redirect(self, url: str) -> None:
        self.send_response(302)
        self.send_header("Location", url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing: what went wrong is in `refused`."""


@contextmanager
def provider(port: int = 0) -> Iterator[Provider]:
    """The service, running on loopback until the end of the `with`."""
    handler = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        handler.provider = Provider(server.server_address[1])  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield handler.provider  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join()
