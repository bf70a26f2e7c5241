"""Signing in on the page of a call: what goes wrong, who may, and what is kept."""

import json
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

import asking
from leaks import found_in
from program import DEADLINE, PASSWORD, Sandbox, Server, run
from sign_in_page import MARIO, OWNER, SignInPage, link, settings
from terminal import Terminal
from test_page_connections import OTHER, PYTHON, SENDER, needs_root
from visitor import Visitor

KEY = asking.KEY
FAKETIME = [*Path("/usr/lib").glob("*/faketime/libfaketime.so.1")]
PATIENCE = {"NETHESIS_MCP_TEST_PATIENCE": "20"}


@pytest.fixture
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def at(sandbox):
    return settings(sandbox)


@pytest.fixture
def server(at):
    with Server(env=at) as server:
        yield server


def sessions(at):
    """The accounts whose sessions are stored."""
    report = json.loads(run("status", "--json", env=at).stdout)["documents"][0]
    return [session["name"] for session in report["sessions"]]


def words(result):
    assert result["isError"] and "structuredContent" not in result, result
    return result["content"][0]["text"]


def page_of(server, tool="list_api_keys", /, **arguments):
    return SignInPage(link(words(server.call(tool, **arguments))))


def names(server):
    """The names of all keys, which need a session."""
    result = server.call("list_api_keys")
    assert not result.get("isError"), result
    return [key["name"] for key in result["structuredContent"]["data"]["api_keys"]]


def test_from_nothing_to_a_key(server, at, sandbox):
    page = page_of(server, "create_api_key", **KEY)
    assert "Nobody is signed in" in page.text and 'type="password" id="secret' not in page.text
    # Nothing is looked up before somebody has signed in, and nothing is stored before that is right.
    assert not any("api-keys" in request for request in sandbox.control("requests"))
    assert page.sign_in().startswith("Mario")
    assert sessions(at) == []
    page.submit("keep")
    assert sessions(at) == ["Mario"]
    account = re.search(r"<dt>Account</dt><dd><bdi>(Mario[^<]*)</bdi>", page.text)
    assert account and "<dt>Sent to</dt>" in page.text
    made = page.approve()
    result = server.call("create_api_key", **KEY)
    assert not result["isError"] and made.startswith("myk_") and made not in json.dumps(result)
    assert names(server) == [KEY["name"]]


def test_a_question_of_the_client_leads_to_the_same_page(server, at):
    params = {"name": "create_api_key", "arguments": KEY, "_meta": asking.OPENER}
    asked = server.answer(server.begin("tools/call", params))["result"]
    question = asked["inputRequests"]["step_up"]["params"]
    assert "signs in and approves" in question["message"]
    page = SignInPage(question["url"])
    page.sign_in()
    page.submit("keep")
    page.approve()
    answers = {"requestState": asked["requestState"], "inputResponses": {"step_up": {"action": "accept"}}}
    assert asking.outcome(server.answer(server.begin("tools/call", params | answers)))["name"] == KEY["name"]


def test_a_client_of_2025_hears_that_the_page_is_done(at):
    with Server(env=at | PATIENCE) as server:
        capabilities = {"elicitation": {"url": {}}}
        client = {"name": "c", "version": "1"}
        params = {"protocolVersion": "2025-11-25", "capabilities": capabilities, "clientInfo": client}
        server.answer(server.begin("initialize", params))
        server.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        id = server.begin("tools/call", {"name": "list_api_keys", "arguments": {}})
        while (asked := server.receive()).get("method") != "elicitation/create":
            pass
        assert "has to sign in first" in asked["params"]["message"]
        server.send({"jsonrpc": "2.0", "id": asked["id"], "result": {"action": "accept"}})
        page = SignInPage(asked["params"]["url"])
        page.sign_in()
        page.submit("keep")
        heard = []
        while (message := server.receive()).get("id") != id:
            heard.append((message["method"], message["params"].get("elicitationId")))
        assert not message["result"].get("isError"), message
        assert ("notifications/elicitation/complete", asked["params"]["elicitationId"]) in heard


def test_what_is_there_already_is_looked_up_after_the_sign_in(server, at):
    with Server(env=at) as other:
        page = page_of(other)
        page.sign_in()
        page.submit("keep")
        for number in range(5):
            made = SignInPage(step_up(other, name=f"key {number}"))
            made.approve()
        run("logout", env=at)
        page = page_of(server, "create_api_key", **KEY)
        page.sign_in()
        page.submit("keep")
        assert page.heading == "It failed" and "five active keys" in page.text
        assert "five active keys" in words(server.call("create_api_key", **KEY))


def step_up(server, **arguments):
    return server.call("create_api_key", **KEY | arguments)["structuredContent"]["step_up"]["url"]


def test_one_sign_in_serves_all_calls(at):
    with Server(env=at | PATIENCE) as server:
        listing = page_of(server)
        created = page_of(server, "create_api_key", **KEY)
        waiting = [server.begin_call("list_api_keys"), server.begin_call("list_api_key_events")]
        created.sign_in()
        created.submit("keep")
        answered = {}
        while len(answered) < 2:
            message = server.receive()
            if "id" in message:
                answered[message["id"]] = message["result"]
        assert set(answered) == set(waiting)
        assert not answered[waiting[0]].get("isError"), answered
        listing.load()
        assert listing.heading == "Signed in"
        created.approve()


def test_calls_that_lack_the_same_session_share_one_page(at):
    with Server(env=at | asking.HASTE) as server:
        urls = {link(words(server.call(tool))) for tool in ["list_api_keys", "list_api_key_events", "list_api_keys"]}
        assert len(urls) == 1


def test_a_sign_in_at_a_terminal_is_noticed(at, sandbox):
    with Server(env=at | PATIENCE) as server:
        page = page_of(server, "create_api_key", **KEY)
        listing = page_of(server)
        assert run("login", "--paste", input=sandbox.token + "\n", env=at).returncode == 0
        page.load()
        assert page.heading != "Sign in to go on" and 'id="secret-0"' in page.text
        listing.load()
        assert listing.heading == "Signed in"
        assert names(server) == []


# What goes wrong at the provider


def changed(target, **changes):
    """A redirect with other parameters."""
    url = urlsplit(target)
    parameters = {name: values[0] for name, values in parse_qs(url.query).items()} | changes
    return url._replace(query=urlencode({k: v for k, v in parameters.items() if v is not None})).geturl()


@pytest.mark.parametrize("change", [{"state": "x" * 43}, {"state": None}, {"state": ""}])
def test_a_redirect_without_the_right_state_changes_nothing(server, at, change):
    page = page_of(server)
    target = page.sign_in_at_provider()
    status, text = page.come_back(changed(target, **change))
    assert status == 400 and "Nothing happened" in text
    page.load()
    assert page.heading == "Sign in to go on" and page.problem is None
    assert page.come_back(target)[0] == 303 and page.account.startswith("Mario")


@pytest.mark.parametrize("change", [{"iss": "https://evil.example/oidc"}, {"iss": None}, {"code": None}, {"code": "x"}])
def test_a_redirect_that_cannot_be_trusted_is_said_and_another_try_works(server, at, change):
    page = page_of(server)
    assert page.come_back(changed(page.sign_in_at_provider(), **change))[0] == 303
    assert page.problem and page.account is None and sessions(at) == []
    assert page.sign_in().startswith("Mario")


def test_a_code_is_taken_once(server):
    page = page_of(server)
    target = page.sign_in_at_provider()
    assert page.come_back(target)[0] == 303
    assert page.come_back(target)[0] == 400
    page.load()
    assert page.account.startswith("Mario")


def test_a_redirect_in_another_browser_changes_nothing(server):
    page = page_of(server)
    target = page.sign_in_at_provider()
    status, _, text = Visitor().send(target)
    assert status == 400 and "Another browser" in text
    # Who has the link alone is not asked about the session of somebody else.
    assert page.come_back(target)[0] == 303 and page.account
    other = SignInPage(page.url)
    assert other.account is None
    other.submit("keep")
    assert other.heading == "Sign in to go on"
    page.submit("keep")
    assert page.heading == "Signed in"


def test_a_refusal_at_the_provider_is_said(server, at):
    page = page_of(server)
    place = page.browser.send(page.leave())[1]["Location"]
    for form in [{"username": MARIO[0], "password": MARIO[1]}, {"action": "deny"}]:
        step, _, id = place.partition("?interaction=")
        place = page.browser.send(step, interaction=id, **form)[1]["Location"]
    assert page.come_back(place)[0] == 303
    assert "ended the sign-in" in page.problem and sessions(at) == []
    page.submit("decline")
    assert page.heading == "Declined"


@pytest.mark.parametrize("fault", ["identity_provider_down", "identity_provider_html"])
@pytest.mark.parametrize("moment", ["before", "between"])
def test_a_provider_that_is_out_of_order_is_said_and_another_try_works(server, at, sandbox, fault, moment):
    page = page_of(server)
    if moment == "before":
        sandbox.control("faults", **{fault: True})
        assert page.leave() == urlsplit(page.url).path
        page.load()
    else:
        target = page.sign_in_at_provider()
        sandbox.control("faults", **{fault: True})
        assert page.come_back(target)[0] == 303
    assert page.problem and "<html" not in page.problem and page.account is None
    sandbox.control("faults", **{fault: False})
    assert page.sign_in().startswith("Mario") and sessions(at) == []


def test_a_provider_that_is_slow_is_waited_for(server, sandbox):
    page = page_of(server)
    sandbox.control("faults", identity_provider_delay_ms=500)
    assert page.sign_in().startswith("Mario")


# Whose session it is


def test_another_account_than_the_configured_one_is_refused(at):
    with Server("--account", "mario@acme.example", env=at) as server:
        page = page_of(server)
        wanted = re.search(r"Sign in as <strong>([^<]*)", page.text)[1]
        page.sign_in(OWNER)
        assert wanted in page.problem and "nothing was stored" in page.problem
        assert page.account is None and sessions(at) == []


def test_the_wrong_person_is_not_kept_and_can_be_changed(server, at):
    page = page_of(server)
    name = page.sign_in(OWNER)
    page.submit("discard")
    assert page.account is None and sessions(at) == []
    # The provider asks again, though the browser is signed in there.
    assert page.sign_in(MARIO) != name
    page.submit("keep")
    assert sessions(at) == ["Mario"]


@pytest.fixture
def clock(tmp_path):
    """The environment of programs that share a clock, and a function that sets it, in seconds from now."""
    if not FAKETIME:
        assert os.environ.get("NETHESIS_MCP_REQUIRE_ORACLES") != "1", "there is no libfaketime"
        pytest.skip("there is no libfaketime")
    file = tmp_path / "clock"
    file.write_text("+0")
    env = {
        "LD_PRELOAD": str(FAKETIME[0]), "FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    return env, lambda seconds: file.write_text(f"+{seconds}")


def test_a_session_that_ends_while_a_page_is_open_is_replaced_there(clock):
    env, set_clock = clock
    with Sandbox(env=env) as sandbox:
        with Server(env=settings(sandbox) | env) as server:
            page = page_of(server, "create_api_key", **KEY)
            page.sign_in()
            page.submit("keep")
            set_clock(200 * 86_400)
            page.submit("approve", **{"secret-password": PASSWORD})
            assert page.heading == "Sign in to go on" and "ign in again" in page.text
            assert sandbox.control("requests").get("POST /api/me/api-keys", 0) == 0
            page.sign_in()
            page.submit("keep")
            page.approve()
            assert not server.call("create_api_key", **KEY).get("isError")
            assert len(names(server)) == 1


def test_a_grant_that_is_dead_leads_to_a_sign_in_and_no_loop(clock):
    env, set_clock = clock
    with Sandbox(env=env) as sandbox:
        with Server(env=settings(sandbox) | env) as server:
            page = page_of(server)
            page.sign_in()
            page.submit("keep")
            assert names(server) == []
            set_clock(200 * 86_400)
            page = page_of(server)
            sent = sandbox.control("requests")
            for _ in range(3):
                page.load()
            assert sandbox.control("requests") == sent
            page.sign_in(OWNER)
            page.submit("keep")
            # The session that has ended is gone: nobody has to say whose is meant.
            assert sessions(settings(sandbox) | env) == ["Owner"]
            assert names(server) == []


def test_an_approval_names_the_account_that_it_is_made_in(at, sandbox, tmp_path):
    file = tmp_path / "token"
    file.write_text(sandbox.token)
    file.chmod(0o600)
    with Server("--token-file", str(file), env=at) as server:
        page = SignInPage(step_up(server))
        assert re.search(r"<dt>Account</dt><dd><bdi>Mario", page.text)
        file.write_text(sandbox.control("sessions")["owner"])
        page.submit("approve", **{"secret-password": PASSWORD})
        assert "Look again" in page.text and not re.search(r"<dt>Account</dt><dd><bdi>Mario", page.text)
        assert sandbox.control("requests").get("POST /api/me/api-keys", 0) == 0


# A pasted session


def test_a_pasted_session_signs_in(server, at, sandbox):
    page = page_of(server, "create_api_key", **KEY)
    assert "my_jwt" in page.text and "my_refresh_token" in page.text
    page.submit("paste", session=f'  "{sandbox.token}" \n')
    assert page.account.startswith("Mario") and "cannot be renewed" in page.text and sessions(at) == []
    assert sandbox.token not in page.text
    page.submit("keep")
    page.approve()
    assert sessions(at) == ["Mario"]


@pytest.mark.parametrize(
    ("pasted", "said"),
    [("myk_0011.2233", "API key"), ("not a token", "no token"), ("", "Nothing was pasted"), ("x" * 20_000, "longer than")],
)
def test_what_is_no_session_is_refused_by_name(server, at, pasted, said):
    page = page_of(server)
    page.submit("paste", session=pasted)
    assert said in page.problem and "Nothing was stored" in page.problem and page.account is None
    assert sessions(at) == []


def test_a_session_that_the_backend_refuses_is_not_taken(server, at, sandbox):
    page = page_of(server)
    page.submit("paste", session=sandbox.control("sessions")["expired_session"])
    assert page.problem and page.account is None and sessions(at) == []


# Decisions and readers


@pytest.mark.parametrize(("tool", "arguments"), [("list_api_keys", {}), ("create_api_key", KEY)])
def test_who_declines_is_not_asked_by_the_same_call(server, at, tool, arguments):
    page = page_of(server, tool, **arguments)
    page.sign_in()
    page.submit("decline")
    assert page.heading == "Declined" and sessions(at) == []
    assert "The user said no" in words(server.call(tool, **arguments))


def test_a_sign_in_that_was_declined_can_be_asked_for_again(server):
    page = page_of(server)
    page.submit("decline")
    words(server.call("list_api_keys"))
    again = page_of(server)
    assert again.url != page.url and again.sign_in()


def test_a_page_that_nobody_uses_ends(at):
    with Server(env=at | {"NETHESIS_MCP_TEST_LIFETIME": "1"}) as server:
        page = page_of(server)
        while page.heading != "Expired":
            page.load()
        assert link(words(server.call("list_api_keys"))) != page.url


def test_a_foreign_page_cannot_send_the_forms(server, at, sandbox):
    page = page_of(server)
    status, _, text = page.browser.send(page.url, decision="paste", session=sandbox.token, form="0" * 32)
    assert status == 403 and "Not accepted" in text
    page.load()
    assert page.account is None


@needs_root
def test_another_user_of_the_machine_can_neither_open_nor_complete_it(server, at):
    page = page_of(server)
    target = page.sign_in_at_provider()
    url = urlsplit(page.url)
    for path in [url.path, url.path + "/sign-in", urlsplit(target).path + "?" + urlsplit(target).query]:
        head = f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\nConnection: close\r\n\r\n"
        outcome = subprocess.run(
            [PYTHON, "-c", SENDER, str(url.port)], input=head.encode(), capture_output=True, timeout=DEADLINE,
            user=OTHER, group=OTHER, extra_groups=[],
        )
        assert b" 403 " in outcome.stdout.splitlines()[0] and b"Not for you" in outcome.stdout
    assert page.come_back(target)[0] == 303 and page.account


def test_no_token_reaches_a_model_a_log_or_the_record(at, sandbox, tmp_path):
    record = tmp_path / "record"
    with Server("--audit", str(record), "--log-level", "trace", env=at) as server:
        results = [server.call("create_api_key", **KEY), server.call("list_api_keys")]
        page = SignInPage(link(words(results[0])))
        target = page.sign_in_at_provider()
        page.come_back(target)
        code = parse_qs(urlsplit(target).query)["code"][0]
        state = parse_qs(urlsplit(target).query)["state"][0]
        page.submit("keep")
        made = page.approve()
        results += [server.call("create_api_key", **KEY), server.call("list_api_keys")]
        server.end_input()
        server.wait()
        text = json.dumps(results) + server.errors.text() + record.read_text()
    assert found_in([code, state, made, PASSWORD], text) == []
    assert "eyJ" not in text


# Without a browser


def code_is_typed(said, person=MARIO):
    """Types a code at the provider, as a person does on another device."""
    browser = Visitor()
    url = re.search(r"Or open (\S+user_code=\S+), which", said)[1]
    page = browser.send(url)[2]
    fields = dict(re.findall(r'name="(user_code|xsrf)" value="([^"]*)"', page))
    place = browser.send(url.partition("?")[0], **fields)[1]["Location"]
    for form in [{"username": person[0], "password": person[1]}, {"action": "allow"}]:
        step, _, id = place.partition("?interaction=")
        place = browser.send(step, interaction=id, **form)[1]["Location"]
        if place is None or "interaction=" not in place:
            break


def test_approve_signs_in_with_a_code(server, at):
    url = link(words(server.call("create_api_key", **KEY)))
    with Terminal("approve", url, env=at) as terminal:
        terminal.wait_for("asks you to sign in first")
        terminal.answer("How? code", "code")
        terminal.wait_for("which has the code already")
        code_is_typed(terminal.seen)
        terminal.wait_for("You have signed in as")
        terminal.answer("Go on in this person's name?", "yes")
        terminal.wait_for("Account")
        terminal.answer("Approve?", "yes")
        terminal.answer("Your password", PASSWORD)
        assert terminal.end() == 0, terminal.seen
        assert "myk_" in terminal.seen
    assert sessions(at) == ["Mario"]


def test_approve_takes_a_pasted_session(server, at, sandbox):
    url = link(words(server.call("list_api_keys")))
    with Terminal("approve", url, env=at) as terminal:
        terminal.answer("How? code", "paste")
        terminal.answer("Session (not shown)", "nonsense")
        terminal.wait_for("That did not work")
        terminal.answer("How? code", "paste")
        terminal.answer("Session (not shown)", sandbox.token)
        terminal.answer("Go on in this person's name?", "yes")
        assert terminal.end() == 0, terminal.seen
        assert "Signed in" in terminal.seen and sandbox.token not in terminal.seen
    assert names(server) == []


def test_approve_declines_and_says_what_a_script_has_to_do(server, at):
    url = link(words(server.call("create_api_key", **KEY)))
    outcome = run("approve", url, "--password-stdin", "--token-to", "-", input=PASSWORD, env=at)
    assert outcome.returncode == 1 and "nethesis-mcp login" in outcome.stderr
    outcome = run("approve", url, "--decline", env=at)
    assert outcome.returncode == 0, outcome.stderr
    assert "The user said no" in words(server.call("create_api_key", **KEY))


def test_a_code_can_be_used_on_the_page_and_given_up(server, at):
    page = page_of(server)
    page.submit("code")
    assert page.heading == "Enter this code" and 'http-equiv="refresh"' in page.text
    page.submit("back")
    assert page.heading == "Sign in to go on"
    assert page.sign_in().startswith("Mario")


def test_without_a_provider_a_session_is_pasted(sandbox):
    at = {"NETHESIS_MCP_BACKEND": sandbox.url, "NETHESIS_MCP_OPEN_BROWSER": "false"}
    with Server("--secrets", "inline", "--token-store", "memory", env=at) as server:
        page = page_of(server)
        assert 'class="button"' not in page.text
        page.submit("paste", session=sandbox.token)
        page.submit("keep")
        assert names(server) == []


def test_nobody_is_asked_where_that_is_forbidden(at):
    with Server("--no-step-up", env=at) as server:
        said = words(server.call("list_api_keys"))
        assert "whoever runs this server signs in with `nethesis-mcp login`" in said and "http://127" not in said
