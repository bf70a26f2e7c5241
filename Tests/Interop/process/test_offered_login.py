"""A call at a terminal without a session offers to sign in, and goes on; a script gets an error instead."""

import re
import subprocess

import pytest

from program import DEADLINE, PATH, environment
from terminal import Terminal
from test_login import MARIO, keys, sandbox
from visitor import Visitor

OFFER = "Sign in now? [Y/n] "


@pytest.mark.parametrize("answer", ["", "y", "YES "])
def test_a_call_at_a_terminal_signs_in_and_goes_on(sandbox, answer):
    env = sandbox.at | {"NETHESIS_MCP_LOGIN_CLIENT_ID": "browser=sandbox-browser"}
    with Terminal("call", "list_api_keys", env=env) as terminal:
        terminal.answer(OFFER, answer)
        # The last parameter of the URL.
        terminal.wait_for("prompt=consent")
        url = re.search(r"http://\S+/oidc/auth\?\S+", terminal.seen)[0]
        browser = Visitor()
        assert browser.send(browser.sign_in(url, *MARIO))[0] == 200
        assert terminal.end() == 0, terminal.seen
        assert "Signed in as Mario" in terminal.seen and "api_keys" in terminal.seen
    keys(env)


def test_who_declines_gets_the_error(sandbox):
    with Terminal("call", "list_api_keys", env=sandbox.at) as terminal:
        terminal.answer(OFFER, "n")
        assert terminal.end() == 1
        assert "nethesis-mcp login" in terminal.seen.split(OFFER)[1]


def test_a_sign_in_that_fails_ends_the_command(sandbox):
    sandbox.control("faults", identity_provider_html=True)
    with Terminal("call", "list_api_keys", env=sandbox.at) as terminal:
        terminal.answer(OFFER, "y")
        assert terminal.end() == 1 and "api_keys" not in terminal.seen


def test_nothing_is_offered_where_there_is_a_token_or_no_terminal(sandbox):
    with Terminal("call", "list_api_keys", env=sandbox.at | {"NETHESIS_MCP_TOKEN": sandbox.token}) as terminal:
        assert terminal.end() == 0 and OFFER not in terminal.seen
    # Standard output and error alone make no person.
    outcome = subprocess.run(
        [PATH, "call", "list_api_keys"], stdin=subprocess.DEVNULL, env=environment(sandbox.at), capture_output=True,
        text=True, timeout=DEADLINE,
    )
    assert outcome.returncode == 1 and OFFER not in outcome.stderr and "nethesis-mcp login" in outcome.stderr
