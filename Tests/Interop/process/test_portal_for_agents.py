"""The checks of the Agent-Friendly Documentation Spec (draft 0.5.0) on the running portal."""

import hashlib
import html
import re
import urllib.parse

import pytest

from portal import PortalServer, Reader

PASS, WARN = 50_000, 100_000


@pytest.fixture(scope="module", params=["own", "complete", "public-docs"])
def portal(request, tmp_path_factory):
    arguments = ["--sandbox"]
    if request.param == "complete":
        from pathlib import Path

        path = Path(__file__).parents[4] / "shared/specs/my-nethesis.openapi.yaml"
        if not path.exists():
            pytest.skip(f"there is no {path}")
        arguments += ["--spec", str(path), "--tools", "all"]
    if request.param == "public-docs":
        file = tmp_path_factory.mktemp("access") / "tokens"
        file.write_text(f"alice:{hashlib.sha256(b'x').hexdigest()}\n")
        arguments += ["--access-token-file", str(file), "--public-docs"]
    with PortalServer(*arguments) as portal:
        yield portal


@pytest.fixture(scope="module")
def indexes(portal):
    """The texts of llms.txt and of those that it leads to, by their URLs."""
    found, waiting = {}, [portal.base + "llms.txt"]
    while waiting:
        url = waiting.pop()
        if url not in found:
            page = portal.fetch(url)
            assert page.status == 200, url
            found[url] = page.text
            waiting += [link for link in links(page.text) if link.endswith("llms.txt")]
    return found


def links(text):
    return re.findall(r"\]\((https?://[^)\s]+)\)", text)


def index_links(indexes):
    return [link for text in indexes.values() for link in links(text) if not link.endswith("llms.txt")]


def pages(portal):
    return [path for path in portal.paths()]


def words(text):
    """Segments as the comparison wants them: without formatting, case and space."""
    return re.sub(r"[\s`*_#>|\\\[\]-]+", "", text).lower()


def test_llms_txt_exists_and_is_valid(indexes):
    for url, text in indexes.items():
        assert text.startswith("# "), url
        assert re.search(r"^> ", text, re.M) and re.search(r"^## ", text, re.M) and links(text)


def test_llms_txt_size(indexes):
    for url, text in indexes.items():
        assert len(text) < PASS, url


def test_llms_txt_links_resolve_and_are_markdown(portal, indexes):
    for link in index_links(indexes):
        page = portal.fetch(link)
        assert page.status == 200, link
        assert page.type.startswith("text/markdown") or link.endswith("openapi.json"), link


def test_llms_txt_coverage(portal, indexes):
    listed = {re.sub(r"(^|/)index$", "", link.removeprefix(portal.base).removesuffix(".md")) for link in index_links(indexes)}
    wanted = {urllib.parse.unquote(path) for path in pages(portal)}
    missing = wanted - {urllib.parse.unquote(path) for path in listed}
    assert len(missing) <= len(wanted) * 0.05, sorted(missing)[:10]


def test_each_page_begins_with_the_way_to_the_index(portal):
    for path in pages(portal):
        html, markdown = portal.fetch(path).text, portal.fetch(path, Accept="text/markdown").text
        body = html[html.index("<main") :]
        assert "llms.txt" in body[: len(body) // 2].split("<h1")[0], path
        assert "display:none" not in html
        assert "llms.txt" in "".join(markdown.splitlines(True)[:4]), path


def test_markdown_by_url_and_by_negotiation(portal):
    for path in pages(portal):
        by_url = portal.fetch((path or "index") + ".md")
        by_accept = portal.fetch(path, Accept="text/markdown")
        for page in (by_url, by_accept):
            assert page.status == 200 and page.type.startswith("text/markdown"), path
            assert page.text.startswith("# ")
        assert by_url.text == by_accept.text


def test_page_sizes(portal):
    for path in pages(portal):
        html, markdown = portal.fetch(path).text, portal.fetch(path, Accept="text/markdown").text
        assert len(markdown) < PASS, path
        assert len(" ".join(Reader(html).texts)) < PASS, path
        assert len(html.encode()) < 100_000, (path, len(html))


def test_pages_are_rendered_and_begin_with_their_content(portal):
    for path in pages(portal):
        text = portal.fetch(path).text
        assert "<h1>" in text
        texts = "".join(Reader(text).texts)
        heading = re.search(r"<h1>(.*?)</h1>", text, re.S)[1]
        position = words(texts).find(words(html.unescape(re.sub("<[^>]*>", "", heading)))[:20])
        assert 0 <= position < max(400, len(words(texts)) / 10), path


def test_fences_are_closed(portal, indexes):
    texts = [portal.fetch(path, Accept="text/markdown").text for path in pages(portal)] + list(indexes.values())
    for text in texts:
        fence = None
        for line in text.splitlines():
            mark = re.match(r"\s*(`{3,}|~{3,})", line)
            if mark and fence is None:
                fence = mark[1]
            elif mark and line.strip() == mark[1] and mark[1][0] == fence[0] and len(mark[1]) >= len(fence):
                fence = None
        assert fence is None


def test_missing_pages_and_redirects(portal):
    for path in pages(portal):
        assert 400 <= portal.fetch((path or "x") + "-8f3a1c").status < 500, path
    for path in pages(portal)[:20]:
        html = portal.fetch(path).text
        assert "http-equiv" not in html and "window.location" not in html


def test_markdown_has_what_the_html_has(portal):
    for path in pages(portal):
        segments = [words(text) for text in Reader(portal.fetch(path).text).texts]
        segments = [segment for segment in segments if len(segment) > 1]
        markdown = words(portal.fetch(path, Accept="text/markdown").text)
        missing = [segment for segment in segments if segment not in markdown]
        assert len(segments) < 10 or len(missing) < len(segments) * 0.05, (path, missing[:8])


def test_cache_headers(portal):
    for path in ["llms.txt", "errors.md", "index.md"]:
        headers = portal.fetch(path).headers
        assert headers["ETag"] and "no-cache" in headers["Cache-Control"]


def test_pages_are_open(portal):
    for path in pages(portal):
        page = portal.fetch(path)
        assert page.status == 200 and 'type="password"' not in page.text


def test_link_headers_and_the_catalogue(portal):
    link = portal.fetch("errors").headers["Link"]
    for relation in ["llms-txt", "api-catalog", "alternate"]:
        assert f'rel="{relation}"' in link
    for target in re.findall(r"<([^>]*)>", link):
        assert portal.fetch(urllib.parse.urljoin(portal.base, target)).status == 200, target
    page = portal.fetch(".well-known/api-catalog")
    assert page.type.startswith("application/linkset+json")
    assert 'rel="api-catalog"' in portal.fetch(".well-known/api-catalog", "HEAD").headers["Link"]
    import json

    linkset = json.loads(page.body)["linkset"]
    assert linkset[0]["anchor"] and linkset[-1]["item"]
    for entry in linkset:
        for name, targets in entry.items():
            for target in targets if name != "anchor" else []:
                assert portal.fetch(target["href"]).status == 200


def test_behind_access_there_is_another_way(tmp_path):
    file = tmp_path / "tokens"
    file.write_text(f"alice:{hashlib.sha256(b'x').hexdigest()}\n")
    with PortalServer("--sandbox", "--access-token-file", str(file)) as portal:
        assert portal.fetch("errors").status == 401
        page = portal.fetch("llms.txt")
        assert page.status == 200 and "MCP server" in page.text and "nethesis-mcp read" in page.text
