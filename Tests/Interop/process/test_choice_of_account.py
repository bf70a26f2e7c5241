"""Several people are signed in: the page of a call has the person choose, and nothing is used or sent before."""

import re

import pytest

import asking
from program import PASSWORD, Program, Sandbox, Server, run
from sign_in_page import MARIO, OWNER, SignInPage, link, settings
from terminal import Terminal
from test_sign_in_page import names, page_of, sessions, words
from visitor import Visitor, sign_in_url
from web import WebServer

KEY = asking.KEY


@pytest.fixture
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


def sign_in_both(at):
    for person in [MARIO, OWNER]:
        with Program("login", "--browser", env=at) as login:
            browser = Visitor()
            assert browser.send(browser.sign_in(sign_in_url(login), *person))[0] == 200
            assert login.wait() == 0, login.errors.text()


@pytest.fixture
def at(sandbox):
    """The environment of a machine on which two people are signed in."""
    at = settings(sandbox)
    sign_in_both(at)
    assert len(sessions(at)) == 2
    return at


def sent(sandbox):
    return [request for request in sandbox.control("requests") if "api-keys" in request]


def choices(page):
    """The form values by the accounts that the page names."""
    forms = re.findall(r'name="account" value="(\w+)">\s*<p class="who"><bdi>([^<]*)', page.text)
    return {label.split(" ")[0]: choice for choice, label in forms}


def test_the_page_names_the_accounts_and_the_backend_and_uses_the_one_that_is_chosen(at, sandbox):
    with Server(env=at) as server:
        page = page_of(server)
        assert page.heading == "Who are you?" and sorted(choices(page)) == ["Mario", "Owner"]
        assert sandbox.url.removesuffix("/api").removeprefix("http://") in re.sub("<[^>]*>", "", page.text)
        assert sent(sandbox) == []
        page.submit("use", account="0" * 16)
        assert "choose again" in page.problem and sent(sandbox) == []
        page.load()
        page.submit("use", account=choices(page)["Owner"])
        assert page.heading == "Signed in"
        assert names(server) == [] and len(sent(sandbox)) == 1
        # The other calls of this server are of the same person, and each approval says so.
        url = server.call("create_api_key", **KEY)["structuredContent"]["step_up"]["url"]
        assert re.search(r"<dt>Account</dt><dd><bdi>Owner", SignInPage(url).text)
    # For this server only: both stay signed in.
    assert len(sessions(at)) == 2
    with Server(env=at) as server:
        assert "sign" in words(server.call("list_api_keys"))


def test_an_approval_has_the_account_chosen_first(at, sandbox):
    with Server(env=at) as server:
        page = page_of(server, "create_api_key", **KEY)
        assert page.heading == "Who are you?" and "secret-0" not in page.text
        page.submit("use", account=choices(page)["Mario"])
        assert re.search(r"<dt>Account</dt><dd><bdi>Mario", page.text)
        assert page.approve().startswith("myk_")


def test_somebody_signs_in_on_the_same_page_instead(at):
    with Server(env=at) as server:
        page = page_of(server)
        assert page.sign_in(OWNER).startswith("Owner")
        page.submit("keep")
        assert page.heading == "Signed in" and names(server) == []


def test_a_session_that_is_gone_meanwhile_cannot_be_chosen(at):
    with Server(env=at) as server:
        page = page_of(server)
        mario = choices(page)["Mario"]
        run("logout", "--account", next(name for name in sessions(at) if name == "Mario"), env=at)
        page.submit("use", account=mario)
        # One is left, and nobody has chosen that one.
        assert page.heading == "Who are you?" and "is over" in page.problem
        page.submit("use", account=choices(page)["Owner"])
        assert page.heading == "Signed in"


def test_a_page_that_was_there_before_has_the_choice_too(sandbox):
    at = settings(sandbox)
    with Server(env=at) as server:
        page = page_of(server)
        assert page.heading == "Sign in to go on"
        sign_in_both(at)
        page.load()
        assert page.heading == "Who are you?"


def test_a_named_account_is_used_without_a_question(at):
    with Server("--account", "Owner", env=at) as server:
        assert names(server) == []


def test_at_a_terminal_a_number_chooses(at):
    with Server(env=at) as server:
        url = link(words(server.call("create_api_key", **KEY)))
        with Terminal("approve", url, env=at) as terminal:
            terminal.wait_for("say who you are")
            terminal.wait_for("How? ")
            number = re.search(r"(\d)  Mario", terminal.seen)[1]
            terminal.answer("How? ", number)
            terminal.wait_for("Account")
            terminal.answer("Approve?", "yes")
            terminal.answer("Your password", PASSWORD)
            assert terminal.end() == 0, terminal.seen
            assert "myk_" in terminal.seen


def test_over_http_nobody_chooses(at, sandbox):
    with WebServer(env=at) as server:
        answer = server.post("tools/call", {"name": "list_api_keys", "arguments": {}}).message["result"]
        assert answer["isError"] and "--account" in answer["content"][0]["text"]
        assert "/step-up/" not in str(answer) and sent(sandbox) == []


def test_a_command_says_how_to_choose(at, sandbox):
    outcome = run("call", "list_api_keys", env=at)
    assert outcome.returncode == 1 and "--account" in outcome.stderr and sent(sandbox) == []
    assert run("call", "list_api_keys", "--account", "Mario", env=at).returncode == 0


def test_status_and_the_check_up_name_both(at):
    status = run("status", env=at)
    assert status.returncode == 0, status.stderr
    issuer = at["NETHESIS_MCP_LOGIN_ISSUER"]
    assert re.search(rf"Mario .*\n +signed in at {issuer}, 20", status.stdout), status.stdout
    assert re.search(rf"Owner .*\n +signed in at {issuer}, 20", status.stdout)
    doctor = run("doctor", env=at)
    # A server on standard input and output asks; nothing is broken.
    assert doctor.returncode == 0 and re.search(r"warn +session: 2 people", doctor.stdout), doctor.stdout
    assert "--account" in doctor.stdout and "the page of a call" in doctor.stdout
    for command in ["logout", "token"]:
        outcome = run(command, env=at)
        assert outcome.returncode == 2 and "--account" in outcome.stderr, outcome.stderr
    assert len(sessions(at)) == 2
