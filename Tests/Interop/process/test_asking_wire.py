"""How a client is told that a person has to be asked, on the wire: on HTTP, with replicas, and where nobody can be."""

import secrets
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from asking import HASTE, KEY, ask, call, outcome
from plain_page import Page, token
from program import DEADLINE, ENVELOPE, PASSWORD, Server, run
from web import Connection, WebServer


def keys(sandbox):
    """How often the backend was asked for a key."""
    return sandbox.control("requests").get("POST /api/me/api-keys", 0)


def status(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=DEADLINE) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_client_that_opens_pages_is_asked_once():
    with WebServer("--sandbox") as server:
        state, url = ask(server)
        assert url.startswith(server.url.removesuffix("mcp") + "step-up/")
        with ThreadPoolExecutor() as pool:
            waiting = [pool.submit(call, server, state) for _ in range(2)]
            made = token(Page(url).submit())
            answers = [outcome(answer.result(DEADLINE)) for answer in waiting]
        assert answers[0] == answers[1]
        assert answers[0]["key_public"] in made and made not in str(answers)
        assert outcome(call(server, state)) == answers[0]
        assert keys(server) == 1


@pytest.mark.parametrize("action", ["accept", "decline", "cancel", "nonsense"])
def test_what_a_client_says_proves_nothing(action):
    with WebServer("--sandbox", env=HASTE) as server:
        state, url = ask(server)
        for _ in range(2):
            result = call(server, state, action=action)["result"]
            assert result["resultType"] == "complete"
            assert result["structuredContent"]["step_up"]["url"] == url
        assert keys(server) == 0
        Page(url).submit()
        outcome(call(server, state))
        assert keys(server) == 1


def test_a_state_that_is_not_the_one_of_the_call_is_refused():
    with WebServer("--sandbox", env=HASTE) as server, WebServer("--sandbox") as other:
        state, url = ask(server)
        foreign, _ = ask(other)
        for bad in [state[:-4] + "AAAA", state[:20], "", 1, foreign]:
            assert call(server, bad)["error"]["code"] == -32602
        assert call(server, state, arguments=KEY | {"mode": "write"})["error"]["code"] == -32602
        assert "step_up" in call(server, state)["result"]["structuredContent"]
        assert keys(server) == 0


def test_a_page_that_nobody_opens_expires():
    with WebServer("--sandbox", env=HASTE | {"NETHESIS_MCP_TEST_LIFETIME": "0.2"}) as server:
        state, url = ask(server)
        result = call(server, state)["result"]
        assert result["isError"] and "again" in result["content"][0]["text"]
        assert status(url) in (200, 404)
        assert ask(server)[1] != url


def test_two_tabs_make_one_key():
    with WebServer("--sandbox") as server:
        state, url = ask(server)
        pages = [Page(url) for _ in range(4)]
        with ThreadPoolExecutor() as pool:
            shown = list(pool.map(lambda page: page.submit(), pages))
        assert any("myk_" in page for page in shown)
        assert len({token(page) for page in shown if "myk_" in page}) == 1
        assert keys(server) == 1
        outcome(call(server, state))


def test_a_client_that_goes_away_leaves_the_page_open():
    with WebServer("--sandbox") as server:
        state, url = ask(server)
        connection = Connection(server.url)
        connection.post("server/discover")
        with ThreadPoolExecutor() as pool:
            waiting = pool.submit(call, connection, state, action="accept")
            page = Page(url)
            connection.hang_up()
            assert waiting.exception(DEADLINE)
        token(page.submit())
        outcome(call(server, state))
        assert keys(server) == 1


def test_another_replica_says_that_it_is_not_finished_there(sandbox, tmp_path):
    key = tmp_path / "key"
    key.write_bytes(secrets.token_bytes(32))
    with ExitStack() as stack:
        here, there = (
            stack.enter_context(WebServer("--state-key-file", str(key), env=sandbox.settings | HASTE)) for _ in range(2)
        )
        state, url = ask(here)
        result = call(there, state)["result"]
        assert result["resultType"] == "complete"
        assert "not finished here" in result["content"][0]["text"]
        assert result["structuredContent"]["step_up"]["url"] == url
        path = urlsplit(url).path
        assert status(there.url.removesuffix("/mcp") + path) == 404
        token(Page(url).submit())
        assert "not finished here" in call(there, state)["result"]["content"][0]["text"]
        outcome(call(here, state))
        assert keys(sandbox) == 1


@pytest.fixture
def access(tmp_path):
    """A file with access tokens, and the headers of two callers."""
    file = tmp_path / "tokens"
    callers = []
    for name in ["alice", "bob"]:
        made = run("access", "add", name, "--file", str(file)).stdout.split()
        callers.append({"Authorization": f"Bearer {made[-1]}"})
    return file, callers


def test_the_page_needs_no_access_token_and_callers_have_pages_of_their_own(access):
    file, (alice, bob) = access
    with WebServer("--sandbox", "--access-token-file", str(file), env=HASTE) as server:
        assert server.post("tools/list").status == 401
        state, url = ask(server, headers=alice)
        other_state, other_url = ask(server, headers=bob)
        assert url != other_url
        assert call(server, state, headers=bob)["error"]["code"] == -32602
        # Alice's client has lost its state: the same call is about the same page.
        assert call(server, headers=alice)["result"]["structuredContent"]["step_up"]["url"] == url
        made = token(Page(url).submit())
        assert outcome(call(server, headers=alice))["key_public"] in made
        assert "step_up" in call(server, other_state, headers=bob)["result"]["structuredContent"]
        assert keys(server) == 1


def test_the_link_has_the_public_url(access):
    file, (alice, _) = access
    public = "https://mcp.example.com/api/mcp"
    options = ["--access-token-file", str(file), "--public-url", public]
    with WebServer("--sandbox", *options, listen="0.0.0.0:0") as server:
        server.url = server.url.replace("0.0.0.0", "127.0.0.1")
        _, url = ask(server, headers=alice)
        assert url.startswith("https://mcp.example.com/api/step-up/")
        local = server.url.removesuffix("/mcp") + urlsplit(url).path.removeprefix("/api")
        assert status(local, Host="mcp.example.com") == 200
        assert status(local, Host="evil.example") == 421
        page = Page(local)
        for origin in ["https://evil.example", server.url.removesuffix("/mcp")]:
            with pytest.raises(urllib.error.HTTPError):
                page.submit(Origin=origin)
        token(page.submit(Origin="https://mcp.example.com"))


@pytest.mark.parametrize("id", ["0" * 32, "", "../mcp", "x" * 5000])
def test_a_page_cannot_be_guessed(id):
    with WebServer("--sandbox") as server:
        _, url = ask(server)
        assert status(url[:-32] + id) in (404, 431)
        assert status(url.replace("/step-up/", "/step-up/x")) == 404


def test_where_nobody_can_be_asked_it_is_said_how_to_go_on(access):
    file, (alice, _) = access
    open_to_others = WebServer("--sandbox", "--access-token-file", str(file), listen="0.0.0.0:0")
    with open_to_others as server, WebServer("--sandbox", "--no-step-up") as other:
        server.url = server.url.replace("0.0.0.0", "127.0.0.1")
        for result in [call(server, headers=alice)["result"], call(other)["result"]]:
            assert result["isError"]
            for word in ["--password-prompt", "--secrets inline"]:
                assert word in result["content"][0]["text"]
        made = call(other, arguments=KEY | {"password": PASSWORD})
        assert outcome(made)["token"].startswith("myk_")


def test_inline_is_as_the_document_says(sandbox):
    with Server("--secrets", "inline", env=sandbox.settings) as server:
        id = server.begin("tools/list", {"_meta": ENVELOPE})
        (tool,) = (t for t in server.answer(id)["result"]["tools"] if t["name"] == "create_api_key")
        assert "password" in tool["inputSchema"]["required"]
        refusal = server.call("create_api_key", **KEY)
        assert refusal["isError"] and "password" in refusal["content"][0]["text"]


@pytest.mark.parametrize("option", [None, "--no-open-browser"])
def test_the_page_is_shown_at_a_desktop(sandbox, tmp_path, option):
    shown = tmp_path / "shown"
    browser = tmp_path / "xdg-open"
    browser.write_text(f'#!/bin/sh\necho noise\necho "$1" > {shown}.new && mv {shown}.new {shown}\n')
    browser.chmod(0o755)
    desktop = {"DISPLAY": ":0", "PATH": f"{tmp_path}:/usr/bin:/bin"}
    with Server(*[option] if option else [], env=sandbox.settings | desktop) as server:
        url = server.call("create_api_key", **KEY)["structuredContent"]["step_up"]["url"]
        if option:
            assert not shown.exists()
            return
        end = time.monotonic() + DEADLINE
        while not shown.exists() and time.monotonic() < end:
            time.sleep(0.02)
        assert shown.read_text().strip() == url
