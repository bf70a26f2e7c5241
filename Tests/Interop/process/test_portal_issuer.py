"""The pages of the portal for callers with access tokens of an issuer: decided as on the endpoint."""

import urllib.parse

from portal import Portal
from program import control
from test_oauth import attacked, bearer, machine_token, sandbox, served, server  # noqa: F401

PAGES = ["", "operations/create_api_key", "openapi.json", "search.json?q=key", "sitemap.xml"]


def challenge_of_the_endpoint(server, headers=None):
    return server.post("server/discover", headers=headers).headers["WWW-Authenticate"]


def test_a_token_of_the_issuer_opens_the_pages(sandbox, server):
    portal, token = Portal(server.url), machine_token(sandbox, scope="my:read")
    for path in PAGES:
        assert portal.fetch(path, Authorization=f"Bearer {token}").status == 200, path
        assert portal.fetch(path, Authorization=f"bearer {token}").status == 200, path
        page = portal.fetch(path)
        assert page.status == 401 and page.headers["Cache-Control"] == "no-store", path
        assert page.headers["WWW-Authenticate"] == challenge_of_the_endpoint(server)
        page = portal.fetch(path, Authorization="Bearer nonsense")
        assert page.status == 401, path
        assert page.headers["WWW-Authenticate"] == challenge_of_the_endpoint(server, bearer("nonsense"))
        assert 'error="invalid_token"' in page.headers["WWW-Authenticate"]
        page = portal.fetch(path, Authorization="Bearer a b")
        assert page.status == 400 and 'error="invalid_request"' in page.headers["WWW-Authenticate"], path
    page = portal.fetch("errors", Authorization=f"Bearer {token}")
    assert page.headers["Cache-Control"] == "private, no-cache"
    again = portal.fetch("errors", Authorization=f"Bearer {token}", If_None_Match=page.headers["ETag"])
    assert again.status == 304
    assert portal.fetch("errors", If_None_Match=page.headers["ETag"]).status == 401


def test_the_form_takes_a_token_of_the_issuer(sandbox, server):
    portal, token = Portal(server.url), machine_token(sandbox)
    body = urllib.parse.urlencode({"token": token, "page": "errors"}).encode()
    page = portal.fetch("sign-in", "POST", body, Content_Type="application/x-www-form-urlencoded")
    assert page.status == 303 and token not in page.headers["Set-Cookie"]
    cookie = page.headers["Set-Cookie"].split(";")[0]
    assert portal.fetch("errors", Cookie=cookie).status == 200
    # A token in the header goes first, however good the cookie is.
    assert portal.fetch("errors", Cookie=cookie, Authorization="Bearer nonsense").status == 401
    for path in ["operations/create_api_key", "nowhere"]:
        assert portal.fetch(path).status == 401


def test_a_token_without_any_scope_of_the_server_opens_nothing(sandbox):
    with attacked(sandbox) as (issuer, server):
        portal = Portal(server.url)
        page = portal.fetch("errors", Authorization=f"Bearer {issuer.token(server.url, scope='other')}")
        assert page.status == 403 and 'error="insufficient_scope"' in page.headers["WWW-Authenticate"]
        assert 'scope="my:keys"' in page.headers["WWW-Authenticate"]
        good = issuer.token(server.url, scope="my:read")
        assert portal.fetch("errors", Authorization=f"Bearer {good}").status == 200
        for token in [issuer.token("http://127.0.0.1:1/mcp"), issuer.token(server.url, exp=1), good[:-4], "x" * 20_000]:
            assert portal.fetch("errors", Authorization=f"Bearer {token}").status == 401


def test_an_outage_of_the_issuer_is_503(sandbox):
    token = machine_token(sandbox)
    with served(sandbox, sandbox.port) as server:
        portal = Portal(server.url)
        control(sandbox.url, "faults", identity_provider_down=True)
        page = portal.fetch("errors", Authorization=f"Bearer {token}")
        assert page.status == 503 and 1 <= int(page.headers["Retry-After"]) <= 30
        assert page.headers["WWW-Authenticate"] is None
        assert "api_key" not in page.text


def test_public_docs_are_open_beside_an_issuer(sandbox):
    with served(sandbox, sandbox.port, "--public-docs") as server:
        assert Portal(server.url).fetch("operations/create_api_key").status == 200
        assert server.post("server/discover").status == 401
