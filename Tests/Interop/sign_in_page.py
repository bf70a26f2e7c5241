"""The page on which a person signs in and approves a call, without a browser."""

import html
import re
from urllib.parse import urljoin, urlsplit

from plain_page import token
from program import PASSWORD
from visitor import Visitor

MARIO = ("mario", PASSWORD)
OWNER = ("owner", "OwnerPw1!")


def settings(sandbox):
    """The environment of a server that uses a sandbox, with its provider and without any token."""
    issuer = sandbox.url.removesuffix("/api") + "/oidc"
    return {
        "NETHESIS_MCP_BACKEND": sandbox.url, "NETHESIS_MCP_LOGIN_ISSUER": issuer,
        "NETHESIS_MCP_LOGIN_CLIENT_ID": "browser=sandbox-browser,device=sandbox-device",
        "NETHESIS_MCP_OPEN_BROWSER": "false",
    }


def link(text):
    """The only page that a text leads to."""
    (url,) = set(re.findall(r"http://127\.0\.0\.1:\d+/step-up/\w+/\w+", text))
    return url


class PrivatePage:
    """The text of a page that a person has been given the link of."""

    text: str

    @property
    def heading(self):
        return html.unescape(re.search(r"<h1[^>]*>([^<]*)</h1>", self.text)[1])

    @property
    def account(self):
        """The account that the page names before anything is stored."""
        found = re.search(r'<p class="who"><bdi>([^<]*)</bdi>', self.text)
        return html.unescape(found[1]) if found else None

    @property
    def problem(self):
        found = re.search(r'class="problem"[^>]*>\s*<p>(.*?)</p>', self.text, re.DOTALL)
        return html.unescape(re.sub("<[^>]*>", "", found[1])) if found else None


class SignInPage(PrivatePage):
    """A page of a server, as a browser of its own sees it."""

    def __init__(self, url, browser=None):
        self.url = url
        self.browser = browser or Visitor()
        self.text = ""
        self.load()

    def load(self):
        status, headers, self.text = self.browser.send(self.url)
        assert status == 200, self.text
        self._check(headers)
        return self.text

    def submit(self, decision, **fields):
        """Sends a form of the page with all its hidden fields."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.text))
        _, headers, self.text = self.browser.send(self.url, **hidden | fields, decision=decision)
        self._check(headers)
        return self.text

    @staticmethod
    def _check(headers):
        assert headers["Cache-Control"] == "no-store"
        policy = headers["Content-Security-Policy"]
        assert "form-action 'self'" in policy and "frame-ancestors 'none'" in policy
        for cookie in headers.get_all("Set-Cookie") or []:
            assert "SameSite=Lax" in cookie and "HttpOnly" in cookie

    def leave(self):
        """The address of the provider that the page's link leads to; its own where the provider is out of order."""
        path = html.unescape(re.search(r'<a class="button" href="([^"]*)"', self.text)[1])
        status, headers, _ = self.browser.send(urljoin(self.url, path))
        assert status == 303
        return headers["Location"]

    def sign_in_at_provider(self, person=MARIO):
        """Signs in at the provider, and gives the redirect that has the code."""
        place = self.leave()
        if "interaction=" not in place:
            place = self.browser.send(place)[1]["Location"]
        # A browser that is signed in there is only asked for consent.
        while "interaction=" in place:
            page, _, id = place.partition("?interaction=")
            form = {"username": person[0], "password": person[1]} if page.endswith("sign-in") else {"action": "allow"}
            place = self.browser.send(page, interaction=id, **form)[1]["Location"]
        return place

    def come_back(self, target):
        """Follows a redirect of the provider to the page."""
        status, headers, text = self.browser.send(target)
        if status == 303:
            assert urlsplit(self.url).path == headers["Location"]
            return status, self.load()
        return status, text

    def sign_in(self, person=MARIO):
        """Signs in as a person does; ends where the page names the account."""
        assert self.come_back(self.sign_in_at_provider(person))[0] == 303
        return self.account

    def approve(self, password=PASSWORD):
        """Approves the call, and gives the token that is shown."""
        return token(self.submit("approve", **{"secret-password": password}))
