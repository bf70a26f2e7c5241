"""Linked sessions: who opens the link must be who called, and each caller's calls are made in that caller's session."""

import http.client
import json
import os
import re

import pytest

import program
import visitor
from client import connect
from linking import (
    USER1, USER2, LinkPage, bearer, caller_token, link, machine_token, options, provider, secret_file,
    served, sign_in_at_provider, text,
)
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from program import ENVELOPE, run
from oauth_client import Browser, Storage, signing_in
from test_oauth import REDIRECT, follow
from web import WebServer, free_port

pytestmark = pytest.mark.anyio


@pytest.fixture
def sandbox():
    with provider(free_port()) as sandbox:
        yield sandbox


@pytest.fixture
def server(sandbox, tmp_path):
    with served(sandbox, secret_file(tmp_path)) as server:
        yield server


def keys(server, token, **more):
    return server.call("list_api_keys", headers=bearer(token), **more)


def linked(server, token, person):
    """Has the caller of a token link the session of a person."""
    page = LinkPage(link(keys(server, token)))
    assert page.sign_in(person) == "Signed in"
    return page


def test_the_first_call_gives_a_link_and_the_next_goes_on(sandbox, server):
    token = caller_token(sandbox, USER1)
    first = keys(server, token)
    assert first["isError"]
    assert "call list_api_keys again" in text(first)
    page = LinkPage(link(first))
    assert page.heading == "Sign in to go on"
    assert "sandbox-browser" in page.text
    # The same call leads to the same page.
    assert link(keys(server, token)) == page.url
    assert page.sign_in(USER1) == "Signed in"
    assert page.account == "User 1 <logto1001@x.it>"
    assert "api_keys" in keys(server, token)["structuredContent"]["data"]
    # Another token of the same person is the same caller.
    assert "api_keys" in keys(server, caller_token(sandbox, USER1))["structuredContent"]["data"]
    # The session is that caller's alone.
    assert keys(server, caller_token(sandbox, USER2))["isError"]


def test_each_caller_acts_in_its_own_session(sandbox, server):
    tokens = {person: caller_token(sandbox, person) for person in [USER1, USER2]}
    made = {}
    for person, token in tokens.items():
        linked(server, token, person)
        result = server.call(
            "create_api_key", headers=bearer(token), name=f"Key of {person[0]}", mode="read", password=person[1]
        )
        assert not result.get("isError"), result
        made[person] = result["structuredContent"]["data"]["id"]
    for person, token in tokens.items():
        listed = keys(server, token)["structuredContent"]["data"]["api_keys"]
        assert [key["id"] for key in listed] == [made[person]]


def test_somebody_else_who_opens_the_link_is_refused_and_both_are_told(sandbox, server):
    token = caller_token(sandbox, USER1)
    url = link(keys(server, token))
    page = LinkPage(url)
    assert page.sign_in(USER2) == "Not for you"
    assert "User 1" not in page.text and "User 2" not in page.text
    told = keys(server, token)
    assert told["isError"]
    assert "somebody else signed in on the page" in text(told)
    assert "connect/" not in json.dumps(told)
    # Nothing was linked, to either.
    again = keys(server, token)
    assert link(again) != url
    assert keys(server, caller_token(sandbox, USER2))["isError"]
    assert LinkPage(link(again)).sign_in(USER1) == "Signed in"
    assert not keys(server, token).get("isError")


def test_a_caller_who_sends_a_link_to_somebody_else_gets_nothing_of_theirs(sandbox, server):
    """Phishing: Bob calls, and has Alice open his link, who is signed in at the provider."""
    bob = caller_token(sandbox, USER2)
    alice = visitor.Visitor()
    url = link(keys(server, bob))
    page = LinkPage(url, alice)
    assert page.sign_in(USER1) == "Not for you"
    result = keys(server, bob)
    assert result["isError"]
    assert keys(server, bob)["isError"]


def stolen(browser):
    """A browser that has the cookies of another one for the server."""
    thief = visitor.Visitor()
    jar = next(handler.cookiejar for handler in thief.opener.handlers if hasattr(handler, "cookiejar"))
    own = next(handler.cookiejar for handler in browser.opener.handlers if hasattr(handler, "cookiejar"))
    for cookie in own:
        if cookie.name.endswith("nethesis-mcp-link"):
            jar.set_cookie(cookie)
    assert len(jar) == 1
    return thief


def test_a_stolen_cookie_is_of_no_use(sandbox, server):
    token = caller_token(sandbox, USER1)
    page = LinkPage(link(keys(server, token)))
    place = page.leave()
    thief = stolen(page.browser)
    # The thief goes on in a browser with the same cookie, as himself.
    theirs = LinkPage(page.url, thief)
    assert theirs.sign_in(USER2) == "Not for you"
    assert keys(server, token)["isError"]
    # Nor can the attempt that was under way be finished by then.
    assert page.come_back(sign_in_at_provider(page.browser, place, USER1)) in (303, 400)
    assert page.heading != "Signed in"
    assert keys(server, token)["isError"]


def test_a_redirect_counts_in_the_browser_that_left_and_once(sandbox, server):
    token = caller_token(sandbox, USER1)
    page = LinkPage(link(keys(server, token)))
    redirect = sign_in_at_provider(page.browser, page.leave(), USER1)
    other = visitor.Visitor()
    status, _, body = other.send(redirect)
    assert status == 400 and "Another browser" in body
    # It has not been used up by that.
    assert page.come_back(redirect) == 303
    assert page.heading == "Signed in"
    status, _, body = page.browser.send(redirect)
    assert status == 400 and "Nothing happened" in body
    for query in ["", "?state=x&code=y", "?code=y", "?state=a&state=b", "?error=access_denied"]:
        assert page.browser.send(redirect.partition("?")[0] + query)[0] == 400


def test_whoever_has_a_link_cannot_fill_the_store_with_it(sandbox, server):
    page = LinkPage(link(keys(server, caller_token(sandbox, USER1))))
    # Browsers that have no cookie yet, and never come back.
    places = [page.leave()]
    sizes = []
    for _ in range(40):
        assert visitor.Visitor().send(f"{page.url}/sign-in")[0] == 303
        sizes.append(os.stat(os.path.join(program.environment()["XDG_STATE_HOME"], "nethesis-mcp/sessions")).st_size)
    # It is as large after forty as after ten.
    assert sizes[-1] < sizes[10] * 1.2, sizes
    # The first one has given way; who leaves anew can sign in.
    page.come_back(sign_in_at_provider(page.browser, places[0], USER1))
    assert page.heading == "Nothing happened"
    again = LinkPage(page.url.partition("?")[0], page.browser)
    assert again.sign_in(USER1) == "Signed in"


def test_the_account_is_shown_to_nobody_else_who_has_the_link(sandbox, server):
    token = caller_token(sandbox, USER1)
    page = linked(server, token, USER1)
    assert page.account
    other = LinkPage(page.url)
    assert other.heading == "Signed in" and other.account is None and "User 1" not in other.text


def test_declining_is_told_once(sandbox, server):
    token = caller_token(sandbox, USER1)
    page = LinkPage(link(keys(server, token)))
    # Only the page itself can decline.
    for fields in [{"decision": "decline"}, {"decision": "decline", "form": "x"}]:
        assert page.browser.send(page.url, **fields)[0] == 403
    assert page.decline() == "Declined"
    assert "said no" in text(keys(server, token))
    assert link(keys(server, token)) != page.url


def test_a_program_is_given_no_page(sandbox, server):
    result = keys(server, machine_token(sandbox))
    assert result["isError"] and "this caller is a program" in text(result)
    assert "connect/" not in json.dumps(result)


def test_a_client_that_opens_pages_is_asked_to(sandbox, server):
    token = caller_token(sandbox, USER1)
    opener = ENVELOPE | {"io.modelcontextprotocol/clientCapabilities": {"elicitation": {"url": {}}}}
    params = {"name": "list_api_keys", "arguments": {}, "_meta": opener}
    asked = server.post("tools/call", params, bearer(token)).message["result"]
    assert asked["resultType"] == "input_required"
    question = asked["inputRequests"]["link"]
    assert (question["method"], question["params"]["mode"]) == ("elicitation/create", "url")
    back = params | {"requestState": asked["requestState"], "inputResponses": {"link": {"action": "accept"}}}
    # An accepted question proves nothing: only the page counts.
    waiting = server.post("tools/call", back, bearer(token)).message["result"]
    assert waiting["isError"] and link(waiting) == question["params"]["url"]
    # Another caller cannot go on with it.
    other = server.post("tools/call", back, bearer(caller_token(sandbox, USER2))).message
    assert question["params"]["url"] not in json.dumps(other)
    assert LinkPage(question["params"]["url"]).sign_in(USER1) == "Signed in"
    done = server.post("tools/call", back, bearer(token)).message["result"]
    assert done["resultType"] == "complete" and "api_keys" in done["structuredContent"]["data"]


def test_an_approval_comes_after_the_session_is_linked(sandbox, server):
    token = caller_token(sandbox, USER1)
    key = {"name": "Nightly backup", "mode": "read"}
    first = server.call("create_api_key", headers=bearer(token), **key)
    assert LinkPage(link(first)).sign_in(USER1) == "Signed in"
    second = server.call("create_api_key", headers=bearer(token), **key)
    page = second["structuredContent"]["step_up"]["url"]
    assert "/step-up/" in page
    _, _, shown = visitor.Visitor().send(page)
    assert "User 1" in shown


@pytest.mark.parametrize("opening", ["2025-06-18", "2025-11-25", "2026-07-28"])
async def test_the_official_client_is_led_to_the_page(sandbox, server, opening):
    token = caller_token(sandbox, USER1)
    async with create_mcp_http_client(headers=bearer(token)) as http:
        async with connect(opening, streamable_http_client(server.url, http_client=http)) as conversation:
            first = await conversation.call("list_api_keys")
            assert first["isError"]
            assert LinkPage(link(first)).sign_in(USER1) == "Signed in"
            assert "api_keys" in (await conversation.call_successfully("list_api_keys"))["data"]


@pytest.mark.parametrize("opening", ["2025-06-18", "2025-11-25", "2026-07-28"])
async def test_the_official_client_signs_in_then_the_person_links_and_the_call_goes_on(sandbox, server, opening):
    person = Browser(lambda url: follow(url, *USER1))
    async with create_mcp_http_client(auth=signing_in(server.url, person, Storage("sandbox-browser", REDIRECT))) as http:
        async with connect(opening, streamable_http_client(server.url, http_client=http)) as conversation:
            first = await conversation.call("list_api_keys")
            assert first["isError"] and len(person.asked) == 1
            assert LinkPage(link(first)).sign_in(USER2) == "Not for you"
            assert "somebody else" in text(await conversation.call("list_api_keys"))
            assert LinkPage(link(await conversation.call("list_api_keys"))).sign_in(USER1) == "Signed in"
            assert "api_keys" in (await conversation.call_successfully("list_api_keys"))["data"]
    assert len(person.asked) == 1


def test_sessions_outlive_the_process(sandbox, tmp_path):
    token = caller_token(sandbox, USER1)
    secret = secret_file(tmp_path)
    with served(sandbox, secret) as server:
        page = LinkPage(link(keys(server, token)))
    # A page, too: whoever serves next goes on with it.
    with served(sandbox, secret) as server:
        assert page.sign_in(USER1) == "Signed in"
        assert not keys(server, token).get("isError")
    with served(sandbox, secret) as server:
        assert not keys(server, token).get("isError")


def test_a_server_that_stops_releases_calls_that_wait_for_a_person(sandbox, tmp_path):
    token = caller_token(sandbox, USER1)
    # Longer than the time that calls get when the server stops.
    with served(sandbox, secret_file(tmp_path), env={"NETHESIS_MCP_TEST_PATIENCE": "45"}) as server:
        url = link(keys(server, token))
        meta = ENVELOPE | {"progressToken": "p"}
        body = {
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": "list_api_keys", "arguments": {}, "_meta": meta},
        }
        fields = bearer(token) | {
            "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": "list_api_keys",
        }
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=program.DEADLINE)
        connection.request("POST", "/mcp", json.dumps(body), fields)
        response = connection.getresponse()
        # The first sign of life: it waits.
        while b"Waiting for the user" not in response.readline():
            pass
        server.terminate()
        # The page outlives the process, so its link is given again.
        assert url.encode() in response.read()
        connection.close()
        assert server.wait() == 0


def test_what_is_stored_and_written_shows_no_token(sandbox, tmp_path):
    token = caller_token(sandbox, USER1)
    with served(sandbox, secret_file(tmp_path), "--log-level", "trace") as server:
        linked(server, token, USER1)
        assert not keys(server, token).get("isError")
        server.terminate()
        server.wait()
        log = server.errors.text()
    for path, _, files in os.walk(program.environment()["XDG_STATE_HOME"]):
        for file in files:
            with open(os.path.join(path, file), "rb") as opened:
                content = opened.read()
            for canary in [b"logto1001", b"refresh_token", b"eyJ", token.encode()]:
                assert canary not in content, (file, canary)
    assert "eyJ" not in log and token not in log


@pytest.mark.parametrize(
    ("leave_out", "words"),
    [
        ("--public-url", "give it as --public-url"),
        ("--issuer", "it has to be known who calls; give --issuer or --access-token-file"),
        ("--login-issuer", "at which callers sign in, as --login-issuer"),
        ("--login-client-id", "as --login-client-id"),
    ],
)
def test_a_setting_that_is_missing_ends_with_2(sandbox, tmp_path, leave_out, words):
    arguments = options(sandbox, secret_file(tmp_path))
    at = arguments.index(leave_out)
    del arguments[at:at + 2]
    if leave_out == "--issuer":
        arguments = [a for n, a in enumerate(arguments) if a != "--scope-name" and arguments[n - 1] != "--scope-name"]
    result = run("http", "--listen", "127.0.0.1:0", *arguments)
    assert result.returncode == 2, result.stderr
    assert words in re.sub(r"\s+", " ", result.stderr)


def test_without_the_setting_nobody_signs_in_over_http(sandbox, tmp_path):
    arguments = [a for a in options(sandbox, secret_file(tmp_path)) if a != "--link-sessions"]
    with WebServer(*arguments, listen=f"127.0.0.1:{sandbox.port}") as server:
        result = keys(server, caller_token(sandbox, USER1))
        assert result["isError"] and "connect/" not in json.dumps(result)
        assert server.get("/connect/callback?state=x&code=y").status in (401, 404)


# Callers with plain access tokens, and those of another issuer.


@pytest.fixture
def listed(sandbox, tmp_path):
    """A server whose callers have access tokens of its own list: alice and bob."""
    file = str(tmp_path / "tokens")
    tokens = {name: run("access", "add", name, "--file", file).stdout.strip() for name in ["alice", "bob"]}
    arguments = options(sandbox, secret_file(tmp_path))
    at = arguments.index("--issuer")
    arguments = arguments[:at] + arguments[at + 8:]
    with WebServer(
        *arguments, "--access-token-file", file, listen=f"127.0.0.1:{sandbox.port}",
        env={"NETHESIS_MCP_TEST_PATIENCE": "0.5"},
    ) as server:
        server.tokens = tokens
        yield server


def test_a_caller_with_an_access_token_types_it_on_the_page(listed):
    token = listed.tokens["alice"]
    page = LinkPage(link(keys(listed, token)))
    # Nothing leads to the provider before.
    assert 'class="button"' not in page.text
    assert "location" not in {name.lower() for name in page.browser.send(page.url + "/sign-in")[1]}
    assert page.submit("identify", token="nmcp_wrong") == "Sign in to go on"
    assert "no access token" in page.problem
    assert page.submit("identify", token=f" {token} ") == "One more step"
    assert "alice" in page.text and token not in page.text
    assert page.follow(USER1) == "Signed in"
    assert not keys(listed, token).get("isError")
    assert keys(listed, listed.tokens["bob"])["isError"]


def test_another_callers_access_token_is_refused_and_both_are_told(listed):
    page = LinkPage(link(keys(listed, listed.tokens["alice"])))
    assert page.submit("identify", token=listed.tokens["bob"]) == "Not for you"
    assert "somebody else" in text(keys(listed, listed.tokens["alice"]))
    assert link(keys(listed, listed.tokens["alice"])) != page.url


def test_tokens_are_not_guessed_on_a_page(listed):
    page = LinkPage(link(keys(listed, listed.tokens["alice"])))
    for _ in range(5):
        page.submit("identify", token="nmcp_guess")
    assert page.heading == "Not for you"
    # The right one comes too late.
    assert page.submit("identify", token=listed.tokens["alice"]) == "Not for you"
    assert "too many access tokens" in text(keys(listed, listed.tokens["alice"]))


def test_a_stolen_cookie_does_not_stand_for_a_token(listed):
    """Who has the cookie of a browser that has shown to be the caller's still has to show it himself."""
    page = LinkPage(link(keys(listed, listed.tokens["alice"])))
    assert page.submit("identify", token=listed.tokens["alice"]) == "One more step"
    thief = LinkPage(page.url, stolen(page.browser))
    assert 'name="token"' in thief.text and 'class="button"' not in thief.text
    assert "location" not in {name.lower() for name in thief.browser.send(page.url + "/sign-in")[1]}


@pytest.fixture
def elsewhere(sandbox, tmp_path):
    """A server whose callers have tokens of one provider, and sessions of another."""
    with provider(sandbox.port, "--listen", "127.0.0.1:0") as other:
        arguments = options(sandbox, secret_file(tmp_path))
        for name in ["--backend", "--login-issuer"]:
            arguments[arguments.index(name) + 1] = other.url if name == "--backend" else other.issuer
        own = ["--link-client-id", "sandbox-server", "--link-client-secret-file", str(tmp_path / "client-secret")]
        refused = run("http", *arguments)
        assert refused.returncode == 2 and "--link-client-id" in refused.stderr
        with WebServer(
            *arguments, *own, listen=f"127.0.0.1:{sandbox.port}", env={"NETHESIS_MCP_TEST_PATIENCE": "0.5"}
        ) as server:
            server.other = other
            yield server


def test_a_caller_of_another_issuer_is_identified_there_first(sandbox, elsewhere):
    token = caller_token(sandbox, USER1)
    page = LinkPage(link(keys(elsewhere, token)))
    first = page.leave()
    assert first.startswith(sandbox.issuer)
    status, headers, _ = page.browser.send(sign_in_at_provider(page.browser, first, USER1))
    # In the same chain of redirects, with nothing to take up in between.
    assert status == 303 and headers["Location"].startswith(elsewhere.other.issuer)
    assert page.come_back(sign_in_at_provider(page.browser, headers["Location"], USER2)) == 303
    assert page.heading == "Signed in" and page.account.startswith("User 2")
    assert not keys(elsewhere, token).get("isError")


def test_somebody_else_is_refused_before_the_other_provider(sandbox, elsewhere):
    token = caller_token(sandbox, USER1)
    page = LinkPage(link(keys(elsewhere, token)))
    assert page.sign_in(USER2) == "Not for you"
    assert "somebody else" in text(keys(elsewhere, token))


def test_a_stolen_cookie_does_not_stand_for_an_identity(sandbox, elsewhere):
    token = caller_token(sandbox, USER1)
    page = LinkPage(link(keys(elsewhere, token)))
    status, _, _ = page.browser.send(sign_in_at_provider(page.browser, page.leave(), USER1))
    assert status == 303
    # The thief of the cookie begins where everybody does.
    thief = LinkPage(page.url, stolen(page.browser))
    assert thief.leave().startswith(sandbox.issuer)
    assert keys(elsewhere, token)["isError"]


# The end of links.


def test_a_tool_unlinks_the_callers_own_session(sandbox, server):
    tokens = [caller_token(sandbox, person) for person in [USER1, USER2]]
    for token, person in zip(tokens, [USER1, USER2]):
        linked(server, token, person)
        assert not keys(server, token).get("isError")
    result = server.call("unlink_session", headers=bearer(tokens[0]))
    assert not result.get("isError") and "removed and revoked at the provider" in text(result)
    assert link(keys(server, tokens[0]))
    assert not keys(server, tokens[1]).get("isError")
    assert "no session" in text(server.call("unlink_session", headers=bearer(tokens[0])))


def test_a_page_unlinks_the_session_of_who_signs_in(sandbox, server):
    tokens = [caller_token(sandbox, person) for person in [USER1, USER2]]
    for token, person in zip(tokens, [USER1, USER2]):
        linked(server, token, person)
    page = LinkPage(server.url.removesuffix("/mcp") + "/connect/unlink")
    assert page.sign_in(USER1) == "Unlinked"
    assert keys(server, tokens[0])["isError"]
    assert not keys(server, tokens[1]).get("isError")


def test_who_runs_the_server_lists_and_revokes_links(sandbox, server, tmp_path):
    token, other = (caller_token(sandbox, person) for person in [USER1, USER2])
    arguments = [
        "--backend", sandbox.url, "--login-issuer", sandbox.issuer, "--login-client-id", "sandbox-server",
        "--login-client-secret-file", str(tmp_path / "client-secret"),
    ]
    assert "Nobody has linked" in run("links", "list", *arguments).stderr
    linked(server, token, USER1)
    linked(server, other, USER2)
    outcome = run("links", "list", "--json", *arguments)
    entries = json.loads(outcome.stdout)
    assert {entry["caller"] for entry in entries} == {"logto1001", "logto1002"}
    assert all(entry["issuer"] == sandbox.issuer and entry["until"] for entry in entries)
    assert "eyJ" not in outcome.stdout
    assert run("links", "revoke", "nobody", *arguments).returncode == 1
    revoked = run("links", "revoke", "logto1001@x.it", *arguments)
    assert revoked.returncode == 0 and "revoked at the provider" in revoked.stderr
    assert "logto1001" not in run("links", "list", *arguments).stdout
    assert not keys(server, other).get("isError")
