"""What a newcomer stumbles over, and what the program says then."""

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from backend import Backend, answering, json_answer
from program import DEADLINE, PATH, Server, environment, run
from received import Received

KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
BEARER = {"type": "http", "scheme": "bearer"}
BASIC = {"type": "http", "scheme": "basic"}


@pytest.fixture
def backend():
    with Backend(answering(json_answer(b"{}"))) as backend:
        yield backend


def document(folder, scheme):
    path = folder / "api.json"
    security = {"security": [{"s": []}], "components": {"securitySchemes": {"s": scheme}}} if scheme else {}
    operation = {"operationId": "get_a", "responses": {"200": {"description": "d"}}}
    head = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": operation}}}
    path.write_text(json.dumps(head | security))
    return str(path)


def said(*options, env=None):
    """What a server says at its start."""
    with Server(*options, env=env) as server:
        server.ping()
        server.end_input()
        assert server.wait() == 0
        return server.errors.text()


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        (KEY, ['"s" takes an API key', "NETHESIS_MCP_CREDENTIAL_S", '"key-file"']),
        (BASIC, ['"s" takes a user name and a password', "NETHESIS_MCP_CREDENTIAL_S", '"password-file"']),
        (None, ["asks for no credential"]),
    ],
)
def test_a_token_that_is_of_no_use(tmp_path, backend, scheme, words):
    token = tmp_path / "token"
    token.write_text("t0ken")
    token.chmod(0o600)
    options = ["--spec", document(tmp_path, scheme), "--backend", backend.url]
    for given, origin, env in [
        (["--token-file", str(token)], "--token-file", None),
        ([], "NETHESIS_MCP_TOKEN", {"NETHESIS_MCP_TOKEN": "t0ken"}),
    ]:
        text = said(*options, *given, env=env)
        assert f"{origin} is not used" in text
        assert all(word in text for word in words), text
        outcome = run("doctor", *options, *given, env=env)
        (line,) = [line for line in outcome.stdout.splitlines() if "is not used" in line]
        assert line.startswith("warn  credential: ") and all(word in line for word in words)
    assert "is not used" not in said("--spec", document(tmp_path, BEARER), *options[2:], "--token-file", str(token))
    assert "is not used" not in said(*options, env={"NETHESIS_MCP_CREDENTIAL_S": "a:b"})


def test_a_token_file_that_is_not_there(tmp_path):
    text = said("--token-file", str(tmp_path / "tokn"))
    assert "warning" in text and f"there is no file {tmp_path}/tokn" in text
    (tmp_path / "tokn").write_text("t")
    (tmp_path / "tokn").chmod(0o600)
    assert "there is no file" not in said("--token-file", str(tmp_path / "tokn"))


@pytest.mark.parametrize("text", ["Bearer abc", "bearer abc\n", "BEARER  abc", "abc"])
def test_a_token_is_sent_once_with_its_scheme(tmp_path, backend, text):
    (tmp_path / "token").write_text(text)
    (tmp_path / "token").chmod(0o600)
    options = ["--spec", document(tmp_path, BEARER), "--backend", backend.url]
    for given, env in [
        (["--token-file", "~/token"], {"HOME": str(tmp_path)}),
        ([], {"NETHESIS_MCP_TOKEN": text}),
        ([], {"NETHESIS_MCP_CREDENTIAL_S": text}),
    ]:
        outcome = run("call", "get_a", *options, *given, env=env)
        assert outcome.returncode == 0, outcome.stderr
        assert Received(backend.requests[-1]).fields["authorization"] == "Bearer abc"


def test_a_tilde_is_the_home_wherever_a_path_is_given(tmp_path, backend):
    home = {"HOME": str(tmp_path)}
    document(tmp_path, None)
    (tmp_path / "config.json").write_text(json.dumps({"spec": "~/api.json", "backend": backend.url}))
    (tmp_path / "none.json").write_text("{}")
    for outcome in [
        run("lint", "--spec", "~/api.json", env=home),
        run("lint", env=home | {"NETHESIS_MCP_SPEC": "~/api.json"}),
        run("lint", "--config", "~/config.json", env=home),
        run("call", "get_a", "--config=~/config.json", "--arguments=~/none.json", env=home),
        run("access", "add", "alice", "--file=~/tokens", env=home),
        run("access", "list", "--file=~/tokens", env=home),
    ]:
        assert outcome.returncode == 0, outcome
    assert (tmp_path / "tokens").exists()


def test_arguments_as_one_object(sandbox):
    outcome = run("call", "list_api_keys", "{}", env=sandbox.settings)
    assert outcome.returncode == 0, outcome.stderr
    arguments = json.dumps({"name": "backup", "mode": "read", "password": "S3cr3t-Passw0rd!"})
    outcome = run("call", "create_api_key", arguments, env=sandbox.settings)
    assert outcome.returncode == 0, outcome.stderr
    assert json.loads(outcome.stdout)["data"]["name"] == "backup"
    outcome = run("call", "create_api_key", "{name", env=sandbox.settings)
    assert outcome.returncode == 2 and "not a JSON object" in outcome.stderr


def test_at_a_terminal_it_says_what_it_waits_for():
    main, terminal = pty.openpty()
    try:
        process = subprocess.Popen(
            [PATH, "--sandbox"], stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        )
        line = process.stderr.readline().decode()
        assert "waits for an MCP client" in line and "--help" in line
        os.write(main, b"\x04")
        assert process.wait(DEADLINE) == 0
        assert process.stdout.read() == b""
    finally:
        process.kill()
        os.close(main)
        os.close(terminal)


def test_doctor_knows_folders_and_its_own_overlay(tmp_path, backend):
    options = ["--spec", document(tmp_path, None), "--backend", backend.url]
    outcome = run("doctor", *options, "--token-file", str(tmp_path))
    (line,) = [line for line in outcome.stdout.splitlines() if " files: " in line]
    assert line.startswith("fail") and "is a folder" in line and "chmod" not in line
    assert "overlay" not in run("doctor", *options).stdout
    assert "built-in overlay" in run("doctor", "--sandbox").stdout


def test_the_example_for_a_team_names_the_path_of_the_backend():
    text = (Path(__file__).parents[3] / "README.md").read_text()
    assert "--backend https://my.nethesis.it/backend/api" in text
    assert "https://my.nethesis.it/api" not in text
    assert "anew for each call needs `http`" in text
