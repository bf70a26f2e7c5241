"""What is said of the secrets of tools, and that logs have none."""

import base64
import urllib.parse

import pytest

from leaks import found_in
from program import PASSWORD, Server, run
from test_step_up import KEY, ask, token


@pytest.mark.parametrize(
    "policy, taken, given",
    [
        ("inline", "the model gives it", "the model sees it"),
        ("auto", "a script may pass it", "who passed the secret sees it"),
        ("strict", "refused as an argument", "the user sees it once on the page"),
    ],
)
def test_what_becomes_of_the_secrets_of_each_tool(policy, taken, given):
    outcome = run("tools", "--secret-fields", "--secrets", policy, "--sandbox")
    assert outcome.returncode == 0, outcome.stderr
    lines = outcome.stdout.splitlines()
    start = lines.index("create_api_key")
    assert lines[start + 1].startswith("  takes password: ") and taken in lines[start + 1]
    assert lines[start + 2].startswith("  gives token: ") and given in lines[start + 2]


@pytest.mark.parametrize("policy", ["inline", "auto", "strict"])
def test_no_log_line_has_a_secret(sandbox, policy):
    with Server("--secrets", policy, "--log-level", "trace", env=sandbox.settings) as server:
        made = []
        if policy == "inline":
            made.append(server.call("create_api_key", **KEY, password=PASSWORD)["structuredContent"]["data"]["token"])
        else:
            made.append(token(ask(server).submit()))
        # In a path, where it has no business.
        raw = PASSWORD.encode()
        for said in [PASSWORD, urllib.parse.quote(PASSWORD), raw.hex(), base64.b64encode(raw).decode()]:
            server.call("revoke_api_key", id=said)
        server.end_input()
        assert server.wait() == 0
        assert found_in([PASSWORD, sandbox.token, *made], server.errors.text()) == []
        assert "asked the backend" in server.errors.text()
