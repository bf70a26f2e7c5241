"""What doctor says of a sign-in, and that it spends no refresh token."""

import json
import os

import pytest

from program import environment, run
from test_login import sandbox, sign_in, status


def doctor(env):
    """The lines by their subjects."""
    outcome = run("doctor", "--json", env=env)
    lines = {}
    for line in json.loads(outcome.stdout):
        lines.setdefault(line["subject"], []).append((line["level"], line["text"] + " " + line.get("advice", "")))
    assert "eyJ" not in outcome.stdout + outcome.stderr
    return outcome.returncode, lines


def stored():
    """The sealed file, byte by byte: a refresh would have changed it."""
    folder = os.path.join(environment()["XDG_STATE_HOME"], "nethesis-mcp")
    texts = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if "sealed" in name or "sessions" in name:
            with open(path, "rb") as file:
                texts[name] = file.read()
    assert texts
    return texts


def test_a_sign_in_that_works_is_ok_in_every_part(sandbox):
    sign_in(sandbox)
    before = stored()
    code, lines = doctor(sandbox.at)
    assert code == 0, lines
    for subject in ("store", "session", "provider", "client", "credential"):
        assert {level for level, _ in lines[subject]} == {"ok"}, lines
    assert len(lines["client"]) == 2 and "clock" not in lines and "scopes" not in lines
    assert stored() == before


def test_a_token_that_is_refused_is_not_renewed(sandbox):
    sign_in(sandbox)
    before = stored()
    sandbox.control("faults", clock_offset_s=3600)
    code, lines = doctor(sandbox.at)
    assert code == 1 and lines["credential"][-1][0] == "fail", lines
    assert "ahead of" in lines["clock"][0][1] and lines["clock"][0][0] == "warn"
    assert stored() == before
    assert run("call", "list_api_keys", env=sandbox.at).returncode == 0


@pytest.mark.parametrize(
    ("change", "subject", "words"),
    [
        ({"NETHESIS_MCP_LOGIN_CLIENT_ID": "browser=nobody"}, "client", "does not know the client id"),
        ({"NETHESIS_MCP_LOGIN_CLIENT_ID": "device=nobody"}, "client", "invalid_client"),
        ({"NETHESIS_MCP_LOGIN_CLIENT_ID": "browser=sandbox-device"}, "client", "browser"),
        ({"NETHESIS_MCP_LOGIN_ISSUER": "http://127.0.0.1:9/oidc"}, "provider", "refused the connection"),
    ],
)
def test_what_is_wrong_with_the_provider_or_the_client_is_said(sandbox, change, subject, words):
    code, lines = doctor(sandbox.at | change)
    assert any(level == "fail" and words in text for level, text in lines[subject]), lines
    assert code == 1


def test_a_key_that_is_gone_is_said_before_any_call(sandbox):
    sign_in(sandbox)
    folder = os.path.join(environment()["XDG_STATE_HOME"], "nethesis-mcp")
    for name in os.listdir(folder):
        if "key" in name:
            os.remove(os.path.join(folder, name))
    code, lines = doctor(sandbox.at)
    assert code == 1 and lines["store"][0][0] == "fail" and "credential" not in lines, lines


def test_status_says_where_sessions_are_kept(sandbox):
    sign_in(sandbox)
    report = status(sandbox.at)[1]
    assert os.path.exists(report["store"]["path"]) and report["store"]["key"] in ("file", "keyring")
    assert report["store"]["path"] in run("status", env=sandbox.at).stdout
