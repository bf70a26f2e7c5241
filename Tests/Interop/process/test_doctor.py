"""`nethesis-mcp doctor`: what is wrong, and what to do next."""

import json

import pytest

from backend import Backend, answering, close, redirect
from leaks import found_in
from program import PASSWORD, Sandbox, run


def doctor(*options, env):
    """The exit code and the lines, in which there is no secret."""
    outcome = run("doctor", *options, env=env)
    assert found_in([PASSWORD, env.get("NETHESIS_MCP_TOKEN", PASSWORD)], outcome.stdout + outcome.stderr) == []
    return outcome.returncode, outcome.stdout.splitlines()


def of(subject, lines):
    return [line for line in lines if line.split()[1] == f"{subject}:"]


def test_all_is_well(sandbox):
    code, lines = doctor(env=sandbox.settings)
    assert code == 0 and all(line.startswith("ok ") for line in lines), lines
    assert [line.split()[1] for line in lines] == [
        "settings:", "document:", "tools:", "backend:", "credential:", "credential:"
    ]
    assert " answers 404 after " in of("backend", lines)[0]
    assert "The backend accepts it: list_api_keys" in lines[-1]
    # The credential is shown to one list, and nothing is changed.
    assert sandbox.control("requests") == {"GET /api": 1, "GET /api/me/api-keys": 1}


def test_the_built_in_backend():
    assert run("doctor", "--sandbox").returncode == 0


def test_json_has_the_same(sandbox):
    code, lines = doctor("--json", env=sandbox.settings)
    assert code == 0
    assert {line["level"] for line in json.loads(lines[0])} == {"ok"}
    assert json.loads(lines[0])[-1]["subject"] == "credential"


def test_a_session_that_has_ended(sandbox):
    token = sandbox.control("sessions")["expired_session"]
    code, lines = doctor(env=sandbox.settings | {"NETHESIS_MCP_TOKEN": token})
    assert code == 1
    assert lines[-1].startswith("fail  credential: BearerAuth: a signed token of a session, which has ended at"), lines
    assert "signs in with `nethesis-mcp login`" in lines[-1]


def test_an_api_key_is_not_sent(sandbox):
    code, lines = doctor(env=sandbox.settings | {"NETHESIS_MCP_TOKEN": "myk_" + "0" * 30 + "." + "1" * 60})
    assert code == 1 and "begins with myk_." in lines[-2]
    assert lines[-1].startswith("fail  credential: It is of no use for list_api_keys, ")
    assert sandbox.control("requests") == {"GET /api": 1}


def test_a_backend_that_is_gone():
    with Sandbox() as sandbox:
        settings = sandbox.settings
    code, lines = doctor(env=settings)
    assert code == 1
    assert "refused the connection" in of("backend", lines)[0] and "Check the port" in of("backend", lines)[0]
    assert len(of("credential", lines)) == 1


UNAVAILABLE = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    "behave, level, words",
    [
        (answering(UNAVAILABLE), "fail", "answers 503 after "),
        (close, "fail", "was lost before the answer was complete"),
        (answering(b"SSH-2.0-OpenSSH\r\n"), "fail", "--backend names the API"),
        (redirect, "warn", "/elsewhere. No redirect is followed"),
    ],
)
def test_a_backend_that_is_not_as_it_should_be(behave, level, words):
    with Backend(behave) as backend:
        _, lines = doctor(env=backend.settings)
        (line,) = of("backend", lines)
        assert line.startswith(f"{level}  backend: ") and words in line, line
        assert b"session-token" not in backend.requests[0]


def test_a_name_that_is_not_there():
    code, lines = doctor(env={"NETHESIS_MCP_BACKEND": "https://backend.invalid/api"})
    assert code == 1 and "was not found" in of("backend", lines)[0]


def test_a_file_that_is_not_there(sandbox):
    code, lines = doctor("--token-file", "/nowhere/token", env={"NETHESIS_MCP_BACKEND": sandbox.url})
    assert code == 1 and "there is no file /nowhere/token" in lines[-1]
    assert doctor("--config", "/nowhere/c.json", env={}) == (
        1, ["fail  settings: --config: there is no file /nowhere/c.json."]
    )
