"""Callers over HTTP who link sessions of their own, and the pages on which they do."""

import html
import json
import re
from contextlib import contextmanager
from urllib.parse import parse_qsl, urljoin, urlsplit

import visitor
from program import Program
from sign_in_page import PrivatePage
from web import WebServer

SCOPES = ["--scope-name", "read=my:read", "--scope-name", "write=my:write", "--scope-name", "keys=my:keys"]
SERVER_CLIENT = ("sandbox-server", "sandbox-server-secret")
REDIRECT = "http://127.0.0.1:9/callback"
USER1 = ("user1", "Passw0rd-1!")
USER2 = ("user2", "Passw0rd-2!")


@contextmanager
def provider(port, *arguments, users=20):
    """The sandbox with its provider, which knows the server at a port as a resource."""
    with Program("sandbox", "--users", str(users), "--resource", f"http://127.0.0.1:{port}/mcp", *arguments) as sandbox:
        sandbox.url = sandbox.wait_for_url("Sandbox")
        sandbox.issuer = sandbox.url.removesuffix("/api") + "/oidc"
        sandbox.port = port
        yield sandbox


def options(sandbox, secret, public_port=None):
    """The options of a server whose callers link sessions; the file of the client's secret has to be there."""
    url = f"http://127.0.0.1:{public_port or sandbox.port}/mcp"
    return [
        "--backend", sandbox.url, "--public-url", url, "--issuer", sandbox.issuer, *SCOPES, "--link-sessions",
        "--login-issuer", sandbox.issuer, "--login-client-id", SERVER_CLIENT[0],
        "--login-client-secret-file", str(secret),
    ]


def secret_file(folder):
    path = folder / "client-secret"
    path.write_text(f"{SERVER_CLIENT[1]}\n")
    return path


@contextmanager
def served(sandbox, secret, *arguments, env=None):
    with WebServer(
        *options(sandbox, secret), *arguments, listen=f"127.0.0.1:{sandbox.port}",
        env={"NETHESIS_MCP_TEST_PATIENCE": "0.5"} | (env or {}),
    ) as server:
        yield server


def caller_token(sandbox, person, client="sandbox-browser"):
    """An access token for the server, by the steps of a client of a person."""
    import base64
    import hashlib

    verifier = "v" * 64
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    resource = f"http://127.0.0.1:{sandbox.port}/mcp"
    query = {
        "client_id": client, "response_type": "code", "redirect_uri": REDIRECT, "state": "s",
        "scope": "my:read my:write my:keys", "resource": resource, "prompt": "consent",
        "code_challenge": challenge, "code_challenge_method": "S256",
    }
    browser = visitor.Visitor()
    place = browser.sign_in(f"{sandbox.issuer}/auth?{visitor.urllib.parse.urlencode(query)}", *person)
    code = dict(parse_qsl(urlsplit(place).query))["code"]
    return browser.json(
        f"{sandbox.issuer}/token", grant_type="authorization_code", client_id=client, redirect_uri=REDIRECT,
        code=code, code_verifier=verifier,
    )["access_token"]


def machine_token(sandbox):
    """The token of a program that acts for itself."""
    return visitor.Visitor().json(
        f"{sandbox.issuer}/token", grant_type="client_credentials", client_id=SERVER_CLIENT[0],
        client_secret=SERVER_CLIENT[1], resource=f"http://127.0.0.1:{sandbox.port}/mcp",
        scope="my:read my:write my:keys",
    )["access_token"]


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def text(result):
    return "\n".join(item["text"] for item in result["content"])


def link(result):
    """The only page that a result leads to."""
    (url,) = set(re.findall(r"http://127\.0\.0\.1:\d+/[\w/]*connect/\w{32}", json.dumps(result)))
    return url


def sign_in_at_provider(browser, place, person):
    """Signs in at the provider as a person, and gives the redirect that has the code."""
    if "interaction=" not in place:
        place = browser.send(place)[1]["Location"]
    while "interaction=" in place:
        page, _, id = place.partition("?interaction=")
        form = {"username": person[0], "password": person[1]} if page.endswith("sign-in") else {"action": "allow"}
        place = browser.send(page, interaction=id, **form)[1]["Location"]
    return place


class LinkPage(PrivatePage):
    """A page of the server, as a browser of its own sees it."""

    def __init__(self, url, browser=None):
        self.url = url
        self.browser = browser or visitor.Visitor()
        self.text = ""
        self.load()

    def load(self):
        status, headers, self.text = self.browser.send(self.url)
        assert status == 200, self.text
        assert headers["Cache-Control"] == "no-store" and headers["Referrer-Policy"] == "no-referrer"
        assert "form-action 'self'" in headers["Content-Security-Policy"]
        return self.text

    def leave(self):
        """The address of the provider that the page's link leads to."""
        path = html.unescape(re.search(r'<a class="button" href="([^"]*)"', self.text)[1])
        status, headers, text = self.browser.send(urljoin(self.url, path))
        assert status == 303, text
        for cookie in headers.get_all("Set-Cookie") or []:
            assert "SameSite=Lax" in cookie and "HttpOnly" in cookie
        return headers["Location"]

    def come_back(self, target):
        """Follows the redirect of a provider."""
        status, headers, text = self.browser.send(target)
        if status == 303:
            self.url = urljoin(target, headers["Location"])
            self.load()
        else:
            self.text = text
        return status

    def sign_in(self, person):
        """Signs in as a person does, to the end."""
        self.come_back(sign_in_at_provider(self.browser, self.leave(), person))
        return self.heading

    def submit(self, decision, **fields):
        """Sends a form of the page with its hidden fields."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.text))
        if "form" in hidden:
            self.hidden = hidden
        _, headers, self.text = self.browser.send(self.url, **self.hidden, decision=decision, **fields)
        assert headers["Cache-Control"] == "no-store"
        return self.heading

    def decline(self):
        return self.submit("decline")

    def follow(self, person):
        """Goes on to the provider by the link on the page, and signs in there."""
        place = html.unescape(re.search(r'<a class="button" href="([^"]*)"', self.text)[1])
        self.come_back(sign_in_at_provider(self.browser, place, person))
        return self.heading
