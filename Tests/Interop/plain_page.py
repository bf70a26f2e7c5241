"""The page on which a person approves a call, without a browser."""

import html
import re
import urllib.parse
import urllib.request

from program import DEADLINE, PASSWORD

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Page:
    """The page of a call, as a browser sees it."""

    def __init__(self, url):
        self.url = url
        self.form = re.search(r'name="form" value="([0-9a-f]+)"', self.load())[1]

    def load(self, data=None, **headers):
        request = urllib.request.Request(self.url, data, headers)
        with OPENER.open(request, timeout=DEADLINE) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            return answer.read().decode()

    def submit(self, password=PASSWORD, decision="approve", **headers):
        fields = {"form": self.form, "secret-password": password, "decision": decision}
        return self.load(urllib.parse.urlencode(fields).encode(), **headers)


def token(page):
    return html.unescape(re.search(r'<code id="text-0"[^>]*>([^<]+)</code>', page)[1])
