"""A browser that is told what to do, for the pages of an identity provider."""

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request

from program import DEADLINE


class Unfollowed(urllib.request.HTTPRedirectHandler):
    """Redirections are what is looked at."""

    def redirect_request(self, *_):
        return None


class Visitor:
    """A browser with cookies that follows no redirection by itself."""

    def __init__(self):
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies, Unfollowed)

    def send(self, url, **form):
        """The status, the fields and the body; a form makes it a POST."""
        body = urllib.parse.urlencode(form).encode() if form else None
        try:
            response = self.opener.open(url, body, timeout=DEADLINE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return response.status, response.headers, response.read().decode()

    def json(self, url, **form):
        return json.loads(self.send(url, **form)[2])

    def sign_in(self, url, name, password):
        """Signs in and consents at the sandbox's provider, and gives the redirection's target."""
        place = self.send(url)[1]["Location"]
        for form in [{"username": name, "password": password}, {"action": "allow"}]:
            page, _, id = place.partition("?interaction=")
            place = self.send(page, interaction=id, **form)[1]["Location"]
        return place


def sign_in_url(login):
    """The URL that a running `login --browser` prints."""
    while not (line := login.errors.next().decode().strip()).startswith("http"):
        pass
    return line
