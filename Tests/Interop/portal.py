"""The portal of a running server, as browsers and programs fetch it."""

import html.parser
import http.client
import re
import urllib.parse
from dataclasses import dataclass

from program import DEADLINE, Program


@dataclass
class Page:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("Content-Type", "")


class Portal:
    """The pages of a server."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.base = endpoint[: endpoint.rindex("/") + 1]
        self.host = urllib.parse.urlsplit(endpoint).netloc

    def fetch(self, path: str, method: str = "GET", body: bytes | None = None, /, **fields: str) -> Page:
        """A page by its path from the root, or by its URL."""
        if path.startswith("http"):
            assert path.startswith(self.base), path
        url = urllib.parse.urlsplit(urllib.parse.urljoin(self.base, path))
        connection = http.client.HTTPConnection(self.host, timeout=DEADLINE)
        target = url.path + (f"?{url.query}" if url.query else "")
        connection.request(method, target, body, {name.replace("_", "-"): value for name, value in fields.items()})
        response = connection.getresponse()
        page = Page(response.status, response.headers, response.read())
        connection.close()
        return page

    def paths(self) -> list[str]:
        """The pages that the sitemap lists."""
        found = re.findall(r"<loc>([^<]*)</loc>", self.fetch("sitemap.xml").text)
        return [url.removeprefix(self.base) for url in found]


class PortalServer(Program):
    """A server on HTTP with its portal."""

    def __init__(self, *arguments: str, env: dict[str, str] | None = None) -> None:
        super().__init__("http", "--listen", "127.0.0.1:0", *arguments, env=env)

    def __enter__(self) -> Portal:
        super().__enter__()
        return Portal(self.wait_for_url("Serving at"))


class Reader(html.parser.HTMLParser):
    """The links, the ids and the texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.texts: list[str] = []
        self.forms: list[dict[str, str | None]] = []
        self._skipped = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "a" and values.get("href") is not None:
            self.links.append(values["href"] or "")
        if tag in ("script", "img", "iframe") and values.get("src"):
            self.loaded.append(values["src"] or "")
        if tag == "link" and values.get("href"):
            self.loaded.append(values["href"] or "")
        if tag == "form":
            self.forms.append(values)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag in ("script", "style", "nav", "header", "footer", "button", "title"):
            self._skipped += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "nav", "header", "footer", "button", "title"):
            self._skipped -= 1

    def handle_data(self, data: str) -> None:
        if not self._skipped and data.strip():
            self.texts.append(data)
