"""The first hour with an API of one's own: nothing is called fine that is not, and each message leads on."""

import json

import pytest

from backend import Backend, answering, json_answer
from program import PASSWORD, run
from terminal import Terminal

SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "other": {"type": "apiKey", "in": "header", "name": "X-Other"},
}
UNAUTHORIZED = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"


def api(folder, url, paths=("/pets",), scheme="key", **members):
    file = folder / "api.json"
    operations = {
        path: {"get": {"operationId": f"list{path[1:].title()}", "responses": {"200": {"description": "d"}}} | members}
        for path in paths
    }
    file.write_text(json.dumps({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "servers": [{"url": url}],
        "security": [{scheme: []}], "components": {"securitySchemes": SCHEMES}, "paths": operations,
    }))
    return str(file)


@pytest.fixture
def refusing():
    with Backend(answering(UNAUTHORIZED)) as backend:
        yield backend


def test_doctor_names_what_it_has_not_tried(tmp_path, refusing):
    spec = api(tmp_path, refusing.url)
    outcome = run("doctor", "--spec", spec, env={"NETHESIS_MCP_CREDENTIAL_KEY": "wr0ng"})
    assert outcome.returncode == 0, outcome.stdout
    last = outcome.stdout.splitlines()[-1]
    assert last.startswith("skip  call: No tool was called") and "nethesis-mcp call list_pets" in last
    lines = json.loads(run("doctor", "--json", "--spec", spec, env={"NETHESIS_MCP_CREDENTIAL_KEY": "wr0ng"}).stdout)
    assert lines[-1]["level"] == "skip"
    # Nothing is missing where no call can be tried: that is said already.
    assert "skip" not in run("doctor", "--spec", spec).stdout


def test_doctor_names_credentials_that_its_call_does_not_show(tmp_path):
    with Backend(answering(json_answer(b"{}"))) as backend:
        file = tmp_path / "api.json"
        api(tmp_path, backend.url, ["/pets", "/toys"])
        document = json.loads(file.read_text())
        document["paths"]["/pets"]["get"]["x-mcp"] = {"pin": True}
        document["paths"]["/toys"]["get"]["security"] = [{"other": []}]
        file.write_text(json.dumps(document))
        env = {"NETHESIS_MCP_CREDENTIAL_KEY": "k", "NETHESIS_MCP_CREDENTIAL_OTHER": "o"}
        lines = run("doctor", "--spec", str(file), env=env).stdout.splitlines()
    assert any("The backend accepts it: list_pets" in line for line in lines), lines
    assert lines[-1].startswith("skip  credential: other: not tried") and "nethesis-mcp call list_toys" in lines[-1]


@pytest.mark.parametrize("command", [["tools"], ["call", "list_pets"], ["doctor"], ["stdio"]])
def test_the_sandbox_is_for_its_own_api(tmp_path, command):
    spec = api(tmp_path, "https://api.example.com/v1")
    config = tmp_path / "config.json"
    config.write_text('{"credentials": {"key": {"key-file": "key"}}}')
    outcome = run(*command, "--spec", spec, "--config", str(config), "--sandbox")
    words = outcome.stdout + outcome.stderr
    assert outcome.returncode == (1 if command == ["doctor"] else 2), words
    assert "--sandbox: the sandbox stands in for my.nethesis.it only" in words and "no credential" not in words
    named = run(*command, "--spec", f"shop={spec}", "--spec", "my=built-in", "--backend", "shop=sandbox")
    words = named.stdout + named.stderr
    assert "--backend shop=sandbox: the sandbox stands in for" in words


def test_the_sandbox_takes_other_documents_of_its_api(tmp_path):
    spec = api(tmp_path, "https://my.nethesis.it/backend/api", ["/me/api-keys", "/me/other"], security=[])
    outcome = run("call", "list_me_api_keys", "--spec", spec, "--sandbox")
    # It is the sandbox that responds.
    assert "HTTP 401" in outcome.stderr, outcome.stderr
    assert run("tools", "--spec", spec, "--sandbox").returncode == 0


@pytest.mark.parametrize("command", ["call", "tools", "lint"])
def test_the_credential_of_an_api_is_written_out(tmp_path, command):
    words = ["call", "list_pets"] if command == "call" else [command]
    outcome = run(*words, "--spec", api(tmp_path, "http://127.0.0.1:1"))
    if command == "lint":
        assert '"key" (an API key)' in outcome.stderr and "doctor" in outcome.stderr
        return
    assert '{"credentials":{"key":{"key-file":"FILE"}}}' in outcome.stderr, outcome.stderr
    assert "NETHESIS_MCP_CREDENTIAL_KEY for the key itself" in outcome.stderr


def test_the_example_of_the_message_is_one_that_works(tmp_path):
    with Backend(answering(json_answer(b"{}"))) as backend:
        spec = api(tmp_path, backend.url)
        (tmp_path / "FILE").write_text("k3y")
        (tmp_path / "FILE").chmod(0o600)
        (tmp_path / "c.json").write_text('{"credentials":{"key":{"key-file":"FILE"}}}')
        assert run("call", "list_pets", "--spec", spec, "--config", str(tmp_path / "c.json")).returncode == 0
        assert b"X-Key: k3y" in backend.requests[-1] or b"x-key: k3y" in backend.requests[-1]


def test_a_word_that_is_no_argument_gets_an_example():
    outcome = run("call", "create_api_key", "backup", "read", "--sandbox")
    assert outcome.returncode == 2 and "name=backup" in outcome.stderr


def test_a_refused_key_is_not_called_a_token_alone(tmp_path, refusing):
    outcome = run("call", "list_pets", "--spec", api(tmp_path, refusing.url), env={"NETHESIS_MCP_CREDENTIAL_KEY": "k"})
    assert outcome.returncode == 1 and "HTTP 401" in outcome.stderr
    assert "key" in outcome.stderr and "nethesis-mcp doctor" in outcome.stderr


def test_a_wrong_password_is_said_first():
    outcome = run("call", "create_api_key", "name=a", "mode=read", "--sandbox", "--password-stdin", input="wr0ng\n")
    lines = [line for line in outcome.stderr.splitlines() if not line.startswith((" ", "Sandbox"))]
    assert outcome.returncode == 1 and lines[0].startswith("The password is wrong"), lines


def test_the_password_of_the_sandbox_is_said_before_it_is_asked_for():
    with Terminal("call", "create_api_key", "name=a", "mode=read", "--sandbox", "--password-prompt") as terminal:
        terminal.wait_for("Password: ")
        assert f"password is {PASSWORD}" in terminal.seen
        terminal.type(f"{PASSWORD}\n")
        assert terminal.end() == 0, terminal.seen


@pytest.mark.parametrize("command", [["call", "list_api_keys"], ["tools"], ["read"], ["prompt"], ["doctor"]])
def test_the_url_of_a_server_is_for_clients(command):
    for words in [["--http", "http://127.0.0.1:8722/mcp"], ["--http=http://127.0.0.1:8722/mcp"]]:
        outcome = run(*command, *words)
        assert outcome.returncode == 2 and "starts a server of its own" in outcome.stderr


def test_the_command_version_leads_to_the_option():
    outcome = run("version")
    assert outcome.returncode == 2 and "nethesis-mcp --version" in outcome.stderr
