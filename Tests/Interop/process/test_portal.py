"""The portal over HTTP: formats, caching, access, and the facts of the published page."""

import gzip
import hashlib
import json
import re
import urllib.parse
from pathlib import Path

import pytest

import program
from portal import PortalServer, Reader

TOKEN = "a-token-of-a-reader"
DOCUMENT_WITH_A_FAULT = """
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://api.example.com/v1'}]
paths:
  /pets: {get: {operationId: listPets, responses: {'200': {description: ok}}}}
  /others:
    get: {operationId: others, servers: [{url: 'https://other.example.com'}], responses: {'200': {description: ok}}}
"""


@pytest.fixture(scope="module")
def portal():
    with PortalServer("--sandbox") as portal:
        yield portal


@pytest.fixture
def closed(tmp_path):
    """A server whose callers need tokens."""
    file = tmp_path / "tokens"
    file.write_text(f"alice:{hashlib.sha256(TOKEN.encode()).hexdigest()}\n")
    with PortalServer("--sandbox", "--access-token-file", str(file)) as portal:
        portal.tokens = file
        yield portal


# MARK: Formats


def test_a_page_is_html_or_markdown_as_one_asks(portal):
    path = "operations/create_api_key"
    html, markdown = portal.fetch(path), portal.fetch(path + ".md")
    assert html.type == "text/html; charset=utf-8" and markdown.type == "text/markdown; charset=utf-8"
    for accept, expected in [
        ("text/markdown", markdown),
        ("text/html;q=0.5, text/markdown", markdown),
        ("text/markdown, text/html;q=0.9, */*;q=0.1", markdown),
        ("text/html, text/markdown", html),
        ("text/html,application/xhtml+xml,*/*;q=0.8", html),
        ("*/*", html),
        ("application/json", html),
        ("text/markdown;q=0", html),
    ]:
        page = portal.fetch(path, Accept=accept)
        assert (page.body, page.type) == (expected.body, expected.type), accept
        assert "Accept" in page.headers["Vary"]
    assert portal.fetch(path + ".md", Accept="text/html").type.startswith("text/markdown")


def test_an_unchanged_page_is_not_sent_again(portal):
    for path in ["", "operations/create_api_key", "operations/create_api_key.md", "llms.txt", "portal.css", "openapi.json"]:
        page = portal.fetch(path)
        for tag in [page.headers["ETag"], f"W/{page.headers['ETag']}", f'"other", {page.headers["ETag"]}', "*"]:
            again = portal.fetch(path, If_None_Match=tag)
            assert (again.status, again.body) == (304, b""), (path, tag)
            assert again.headers["ETag"] == page.headers["ETag"]
        assert portal.fetch(path, If_None_Match='"other"').status == 200
    tags = {portal.fetch("errors" + end).headers["ETag"] for end in ["", ".md"]}
    assert len(tags) == 2


def test_a_search_is_no_kept_page(portal):
    for end in ["", ".md", ".json"]:
        for query in ["", "?q=revoke+a+key", "?q=zzzzzzzz", ""]:
            text = portal.fetch(f"search{end}{query}").text
            assert ("revoke_api_key" in text) == ("revoke" in query), (end, query)


def test_pages_are_compressed_for_those_who_can_read_it(portal):
    plain = portal.fetch("")
    packed = portal.fetch("", Accept_Encoding="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body) / 2
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert portal.fetch("", Accept_Encoding="gzip;q=0").headers["Content-Encoding"] is None


def test_head_is_get_without_the_body_and_nothing_else_is_known(portal):
    get, head = portal.fetch("errors"), portal.fetch("errors", "HEAD")
    assert head.body == b"" and head.headers["Content-Length"] == str(len(get.body))
    for method in ["POST", "PUT", "DELETE", "OPTIONS"]:
        page = portal.fetch("errors", method)
        assert page.status == 405 and page.headers["Allow"] == "GET, HEAD"


def test_a_path_that_leads_nowhere_says_what_was_meant(portal):
    for accept in ["text/html", "text/markdown"]:
        page = portal.fetch("operations/create_api_keys", Accept=accept)
        assert page.status == 404
        assert "operations/create_api_key" in page.text and page.type.startswith(accept)
    for path in ["nothing", "operations/", "operations/%ff", "operations/%2e%2e%2fx", "a//b", "schemas/x", "%00", "index.html"]:
        assert portal.fetch(path).status == 404, path
    assert "<script>" not in portal.fetch("operations/%3Cscript%3E").text


def test_a_browser_at_the_endpoint_is_led_to_the_portal(portal):
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = portal.fetch("mcp", Accept=browser)
    assert page.status == 303 and "Accept" in page.headers["Vary"]
    assert urllib.parse.urljoin(portal.endpoint, page.headers["Location"]) == portal.base
    for accept in ["text/event-stream", "text/html, text/event-stream", "*/*", "application/json"]:
        assert portal.fetch("mcp", Accept=accept).status != 303, accept
    assert portal.fetch("mcp", Accept=browser, Host="evil.example").status != 303


def test_names_and_origins_of_others_get_no_page(portal):
    for path in ["", "operations/create_api_key", "search?q=key", "openapi.json", "portal.css"]:
        assert portal.fetch(path, Host="evil.example").status == 421
        assert portal.fetch(path, Origin="https://evil.example").status == 403
        assert portal.fetch(path, Origin="null").status == 403
        assert portal.fetch(path, Origin=portal.base.rstrip("/")).status == 200


def test_pages_are_below_the_folder_of_the_endpoint():
    with PortalServer("--sandbox", "--path", "/tools/v1/mcp") as portal:
        assert portal.base.endswith("/tools/v1/")
        page = portal.fetch("operations/create_api_key")
        assert page.status == 200
        for link in Reader(page.text).links:
            target = urllib.parse.urljoin(portal.base + "operations/create_api_key", link).partition("#")[0]
            assert target.startswith(portal.base) and portal.fetch(target).status == 200, link
        assert portal.fetch("/").status == 404


def test_pages_hold_nothing_of_this_machine(portal):
    for path in portal.paths() + ["openapi.json", "llms.txt"]:
        text = portal.fetch(path).text
        for word in [program.PATH, str(Path.home()), str(Path.cwd())]:
            assert len(word) < 6 or word not in text, (path, word)


def test_the_status_page_tells_faults_to_this_machine_alone(tmp_path):
    document = tmp_path / "api.yaml"
    document.write_text(DOCUMENT_WITH_A_FAULT)
    cases = [([], True), (["--public-url", "http://127.0.0.1/mcp"], False), (["--trusted-proxy", "10.0.0.1"], False)]
    for options, tells in cases:
        backend = ["--spec", str(document), "--backend", "http://127.0.0.1:9"]
        with PortalServer(*backend, *options) as portal:
            text = portal.fetch("status.md").text
            assert ("has a server of its own" in text) == tells, options


# MARK: Access


def test_without_a_token_no_page_is_shown_and_a_form_asks_for_one(closed):
    for path in ["", "operations/create_api_key", "openapi.json", "search?q=key", "search.json?q=key", "sitemap.xml", "no"]:
        page = closed.fetch(path)
        assert page.status == 401 and "Bearer" in page.headers["WWW-Authenticate"], path
        assert "api_key" not in page.text.replace(f'value="{path}"', "")
        assert "no-store" in page.headers["Cache-Control"]
        assert closed.fetch(path, Authorization="Bearer wrong").status == 401
        assert closed.fetch(path, Authorization=f"Bearer {TOKEN}").status == (404 if path == "no" else 200)
    assert closed.fetch("portal.css").status == 200
    index = closed.fetch("llms.txt")
    assert index.status == 200 and "create_api_key" not in index.text


def test_the_form_lets_a_browser_in_without_giving_it_the_token(closed):
    def send(**values):
        body = urllib.parse.urlencode(values).encode()
        return closed.fetch("sign-in", "POST", body, Content_Type="application/x-www-form-urlencoded")

    assert send(token="wrong", page="errors").status == 401
    assert send(token="", page="errors").status == 401
    page = send(token=TOKEN, page="operations/create_api_key")
    assert page.status == 303
    assert urllib.parse.urljoin(closed.base, page.headers["Location"]).removeprefix(closed.base) == "operations/create_api_key"
    cookie = page.headers["Set-Cookie"]
    assert TOKEN not in cookie and "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Max-Age=28800" in cookie
    pair = cookie.split(";")[0]
    assert closed.fetch("operations/create_api_key", Cookie=pair).status == 200
    assert closed.fetch("errors", Cookie=pair[:-1]).status == 401
    # It is good for pages and for nothing else.
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}).encode()
    fields = {"Content_Type": "application/json", "Accept": "application/json, text/event-stream"}
    assert closed.fetch("mcp", "POST", message, Cookie=pair, **fields).status == 401
    for place in ["//evil.example", "https://evil.example", "/\\evil.example", "../x", "/etc", "a\r\nX: y"]:
        location = send(token=TOKEN, page=place).headers["Location"]
        assert urllib.parse.urljoin(closed.base, location) == closed.base, place
    # A token that is taken back takes its sessions with it.
    closed.tokens.write_text("bob:" + "0" * 64 + "\n")
    for _ in range(200):
        if closed.fetch("errors", Cookie=pair).status == 401:
            break
    assert closed.fetch("errors", Cookie=pair).status == 401


def test_the_form_of_another_origin_is_refused(closed):
    body = urllib.parse.urlencode({"token": TOKEN}).encode()
    fields = {"Content_Type": "application/x-www-form-urlencoded"}
    assert closed.fetch("sign-in", "POST", body, Origin="https://evil.example", **fields).status == 403
    assert closed.fetch("sign-in", "POST", body, Origin=closed.base.rstrip("/"), **fields).status == 303
    # Another port of this machine is another origin, which may belong to another user.
    for site, status in [("cross-site", 403), ("same-site", 403), ("same-origin", 303)]:
        fields["Sec_Fetch_Site"] = site
        page = closed.fetch("sign-in", "POST", body, Origin="http://127.0.0.1:1", **fields)
        assert page.status == status and ("Set-Cookie" in page.headers) == (status == 303), site


def test_a_token_that_is_too_long_is_said_to_be(closed):
    body = urllib.parse.urlencode({"token": "a" * 20_000}).encode()
    page = closed.fetch("sign-in", "POST", body, Content_Type="application/x-www-form-urlencoded")
    assert page.status == 413 and "as long as that" in page.text


def test_servers_on_two_ports_do_not_take_each_other_s_cookies(closed):
    with PortalServer("--sandbox", "--access-token-file", str(closed.tokens)) as other:
        jar = {}
        for server in [closed, other]:
            body = urllib.parse.urlencode({"token": TOKEN}).encode()
            page = server.fetch("sign-in", "POST", body, Content_Type="application/x-www-form-urlencoded")
            name, _, value = page.headers["Set-Cookie"].split(";")[0].partition("=")
            # A browser keeps one of each name for the host, whatever the port.
            jar[name] = value
        both = "; ".join(f"{name}={value}" for name, value in jar.items())
        assert [server.fetch("errors", Cookie=both).status for server in [closed, other]] == [200, 200]


def test_public_docs_open_the_pages_and_not_the_endpoint(tmp_path):
    file = tmp_path / "tokens"
    file.write_text(f"alice:{hashlib.sha256(TOKEN.encode()).hexdigest()}\n")
    with PortalServer("--sandbox", "--access-token-file", str(file), "--public-docs") as portal:
        assert portal.fetch("operations/create_api_key").status == 200
        message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}).encode()
        fields = {"Content_Type": "application/json", "Accept": "application/json, text/event-stream"}
        assert portal.fetch("mcp", "POST", message, **fields).status == 401
        assert "fault" not in portal.fetch("status").text


# MARK: Facts

SECRETS = ["S3cr3t-Passw0rd!", "myk_a1b2c3d4e5f60718293a4b5c.0011223344556677889900aabbccddeeff00112233445566"]
CURL_SECRET = '"password":"S3cr3t-Passw0rd!"'


def test_every_fact_of_the_published_page_is_on_ours(published_document):
    facts = published_document.parents[1] / "facts/published-page.jsonl"
    if not facts.exists():
        pytest.skip(f"there is no {facts}")
    with PortalServer("--sandbox", "--spec", str(published_document)) as portal:
        texts = " ".join(Reader(portal.fetch("operations/create_api_key").text).texts)
        texts += " ".join(Reader(portal.fetch("connect").text).texts)
    text = re.sub(r"\s+", " ", texts)
    missing = []
    for line in facts.read_text().splitlines():
        fact = json.loads(line)
        for needle in fact["all_of"]:
            if needle in SECRETS or needle == CURL_SECRET:
                continue
            if not any(choice in text for choice in needle.split("|")):
                missing.append((fact["id"], needle))
    assert missing == []
    for secret in SECRETS:
        assert secret not in text


def test_our_document_has_the_same_fields_types_limits_and_statuses(portal):
    page = portal.fetch("operations/create_api_key.md").text
    for words in [
        "`POST /me/api-keys`", "`name` (string, required)", "`mode` (string, required)", "One of `read`, `write`",
        "`expires_in_days` (integer, optional)", "1 to 365", "Default: `90`", "`password` (string (format password), required, secret)",
        "--request POST", "Authorization: Bearer $ACCESS_TOKEN", "Content-Type: application/json",
        "nethesis-mcp call create_api_key", '"method": "tools/call"', "max_keys_reached", "invalid token",
    ]:
        assert words in page, words
    for status in ["201", "400", "401", "403", "409", "500"]:
        assert f"**`{status}`" in page
    for field in ["id", "user_id", "organization_id", "key_public", "expires_at", "last_used_at", "revoked_at", "created_at", "token"]:
        assert f"`{field}` (" in page
