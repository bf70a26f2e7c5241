"""People who read the documentation sign in at the callers' issuer, by the client that links use."""

import html
import re
import urllib.parse
from contextlib import contextmanager

import pytest

import visitor
from linking import (
    SCOPES, SERVER_CLIENT, USER1, USER2, options, secret_file, served, sign_in_at_provider,
)
from program import control, run
from test_links import sandbox, server  # noqa: F401
from web import WebServer


def jar(browser):
    return next(handler.cookiejar for handler in browser.opener.handlers if hasattr(handler, "cookiejar"))


def base(server):
    return server.url.removesuffix("mcp")


def leave(browser, server, page="errors"):
    """The address of the issuer that the link on a closed page leads to."""
    status, headers, text = browser.send(base(server) + page)
    assert status == 401 and headers["Cache-Control"] == "no-store", text
    assert 'name="token"' in text and "API key" not in text
    path = html.unescape(re.search(r'<a class="button" href="([^"]*)"', text)[1])
    status, headers, text = browser.send(urllib.parse.urljoin(base(server) + page, path))
    assert status == 303, text
    return headers["Location"]


def signed_in(server, person=USER1, page="errors"):
    """A browser in which a person has signed in to read."""
    browser = visitor.Visitor()
    place = leave(browser, server, page)
    status, headers, text = browser.send(sign_in_at_provider(browser, place, person))
    assert status == 303 and headers["Location"] == base(server) + page, text
    return browser


def session(browser):
    (cookie,) = [cookie for cookie in jar(browser) if cookie.name.startswith("nethesis-mcp-reader")]
    return cookie


def copied(browser):
    """Another browser, with the reader's cookie of the first."""
    other = visitor.Visitor()
    jar(other).set_cookie(session(browser))
    return other


def test_a_person_signs_in_and_reads(sandbox, server):
    browser = visitor.Visitor()
    place = leave(browser, server, "operations/create_api_key")
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(place).query))
    assert place.startswith(sandbox.issuer) and query["client_id"] == SERVER_CLIENT[0]
    assert query["code_challenge_method"] == "S256" and query["resource"] == server.url
    assert query["redirect_uri"] == base(server) + "connect/callback"
    # What clients are told to ask for: the API on offer is that of keys alone.
    assert set(query["scope"].split()) == {"openid", "my:keys"}
    status, headers, _ = browser.send(sign_in_at_provider(browser, place, USER1))
    assert (status, headers["Location"]) == (303, base(server) + "operations/create_api_key")
    (field,) = headers.get_all("Set-Cookie")
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/;", "Max-Age=28800"]:
        assert attribute in field, field
    assert "Secure" not in field and "eyJ" not in field
    status, headers, text = browser.send(base(server) + "operations/create_api_key")
    assert status == 200 and "sign-out" in text and headers["Cache-Control"] == "private, no-cache"
    assert browser.send(base(server) + "sign-in")[1]["Location"] == "/"
    # Somebody else's browser is none of it, and the cookie is nothing to the endpoint.
    assert visitor.Visitor().send(base(server) + "errors")[0] == 401
    cookie = f"{session(browser).name}={session(browser).value}"
    assert server.post("server/discover", headers={"Cookie": cookie}).status == 401


def test_a_redirect_counts_in_the_browser_that_left_and_once(sandbox, server):
    browser = visitor.Visitor()
    redirect = sign_in_at_provider(browser, leave(browser, server), USER1)
    # Somebody has another person open the redirect, to have that one read as somebody else.
    other = visitor.Visitor()
    leave(other, server)
    for victim in [other, visitor.Visitor()]:
        status, headers, text = victim.send(redirect)
        assert status == 400 and "Another browser" in text and "open the documentation" in text
        assert not headers.get_all("Set-Cookie")
        assert victim.send(base(server) + "errors")[0] == 401
    assert browser.send(redirect)[0] == 303
    jar(browser).clear(session(browser).domain, session(browser).path, session(browser).name)
    status, headers, text = browser.send(redirect)
    assert status == 400 and "Nothing happened" in text and not headers.get_all("Set-Cookie")
    assert browser.send(base(server) + "errors")[0] == 401


@pytest.mark.parametrize(
    "page",
    [
        "//evil.example", "/evil", "https://evil.example", "\\\\evil.example", "..", "a/../../b", "x\r\nSet-Cookie: a=b", "é",
        "sign-out", "sign-in/issuer", "a" * 2000,
    ],
)
def test_the_way_back_stays_in_the_documentation(sandbox, server, page):
    browser = visitor.Visitor()
    query = urllib.parse.urlencode({"page": page})
    status, headers, _ = browser.send(f"{base(server)}sign-in/issuer?{query}")
    assert status == 303 and headers["Location"].startswith(sandbox.issuer)
    status, headers, _ = browser.send(sign_in_at_provider(browser, headers["Location"], USER1))
    assert (status, headers["Location"]) == (303, base(server))


def test_signing_out_takes_the_page_itself(sandbox, server):
    browser, other = signed_in(server), signed_in(server, USER2)
    thief = copied(browser)
    page = base(server) + "sign-out"
    _, headers, text = browser.send(page)
    assert headers["Cache-Control"] == "no-store"
    form = re.search(r'name="form" value="(\w+)"', text)[1]
    foreign = re.search(r'name="form" value="(\w+)"', other.send(page)[2])[1]
    # Without the form, with that of another session, or from elsewhere.
    for fields in [{"form": ""}, {"x": "y"}, {"form": foreign}]:
        status, _, text = browser.send(page, **fields)
        assert status == 403 and "still signed in" in text
    browser.opener.addheaders = [("Sec-Fetch-Site", "same-site")]
    assert browser.send(page, form=form)[0] == 403
    browser.opener.addheaders = [("Origin", "http://evil.example")]
    assert browser.send(page, form=form)[0] == 403
    browser.opener.addheaders = []
    # A link does nothing either.
    browser.send(f"{page}?form={form}")
    assert browser.send(base(server) + "errors")[0] == 200
    status, headers, text = browser.send(page, form=form)
    assert status == 200 and "Max-Age=0" in headers["Set-Cookie"] and "no session here" in text
    assert browser.send(base(server) + "errors")[0] == 401
    # Whoever had copied the cookie is out, too; others stay.
    assert thief.send(base(server) + "errors")[0] == 401
    assert other.send(base(server) + "errors")[0] == 200


def test_a_typed_token_is_signed_out_as_well(sandbox, server):
    from linking import caller_token

    browser = visitor.Visitor()
    status, _, _ = browser.send(base(server) + "sign-in", token=caller_token(sandbox, USER1), page="errors")
    assert status == 303 and browser.send(base(server) + "errors")[0] == 200
    form = re.search(r'name="form" value="(\w+)"', browser.send(base(server) + "sign-out")[2])[1]
    assert browser.send(base(server) + "sign-out", form=form)[0] == 200
    assert browser.send(base(server) + "errors")[0] == 401


@pytest.mark.parametrize("has_left", [False, True])
def test_a_provider_that_is_down_is_503(sandbox, server, has_left):
    browser = visitor.Visitor()
    url = base(server) + "sign-in/issuer?page=errors"
    if has_left:
        url = sign_in_at_provider(browser, leave(browser, server), USER1)
    control(sandbox.url, "faults", identity_provider_down=True)
    status, headers, text = browser.send(url)
    assert status == 503 and 1 <= int(headers["Retry-After"]) <= 60, text
    assert headers["WWW-Authenticate"] is None and not headers.get_all("Set-Cookie")


def test_who_declines_is_told_and_reads_nothing(sandbox, server):
    browser = visitor.Visitor()
    state = urllib.parse.parse_qs(urllib.parse.urlsplit(leave(browser, server)).query)["state"][0]
    query = urllib.parse.urlencode({"state": state, "error": "access_denied", "iss": sandbox.issuer})
    status, headers, text = browser.send(f"{base(server)}connect/callback?{query}")
    assert status == 403 and "Not signed in" in text and not headers.get_all("Set-Cookie")


def test_without_any_scope_of_the_server_nobody_reads(sandbox, tmp_path):
    arguments = options(sandbox, secret_file(tmp_path))
    arguments = [text.replace("my:", "our:") for text in arguments]
    with WebServer(*arguments, listen=f"127.0.0.1:{sandbox.port}") as server:
        browser = visitor.Visitor()
        status, headers, text = browser.send(sign_in_at_provider(browser, leave(browser, server), USER1))
        assert status == 403 and "no scope of this server" in text and not headers.get_all("Set-Cookie")


def test_a_token_for_another_audience_opens_nothing(sandbox, tmp_path):
    with served(sandbox, secret_file(tmp_path), "--audience", "https://other.example") as server:
        browser = visitor.Visitor()
        status, headers, text = browser.send(sign_in_at_provider(browser, leave(browser, server), USER1))
        assert status == 403 and f"access tokens for {server.url}" in text and not headers.get_all("Set-Cookie")


@contextmanager
def reading_only(sandbox, folder):
    """A server whose callers link no sessions, with a client for readers."""
    url = f"http://127.0.0.1:{sandbox.port}/mcp"
    with WebServer(
        "--backend", sandbox.url, "--public-url", url, "--issuer", sandbox.issuer, *SCOPES, "--caller-session-tokens",
        "--link-client-id", SERVER_CLIENT[0], "--link-client-secret-file", str(secret_file(folder)),
        listen=f"127.0.0.1:{sandbox.port}",
    ) as server:
        yield server


def test_a_client_for_readers_links_no_sessions(sandbox, tmp_path):
    from linking import bearer, caller_token

    with reading_only(sandbox, tmp_path) as server:
        browser = signed_in(server)
        result = server.call("list_api_keys", headers=bearer(caller_token(sandbox, USER1)))
        assert result["isError"] and "connect/" not in str(result)
    # A session outlives the process, and any replica with the store knows it.
    with reading_only(sandbox, tmp_path) as server:
        assert browser.send(base(server) + "errors")[0] == 200
    refused = run("http", "--backend", sandbox.url, "--link-client-id", "x", "--public-url", "http://127.0.0.1:1/mcp")
    assert refused.returncode == 2 and "at an --issuer, and none is given" in re.sub(r"\s+", " ", refused.stderr)
