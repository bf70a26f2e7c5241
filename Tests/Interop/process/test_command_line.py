"""The commands, as a person or a script runs them."""

import json
import re
import signal
import subprocess

import pytest

from program import DEADLINE, PASSWORD, PATH, Program, Sandbox, run

CREATE = ["call", "create_api_key", "--sandbox", "name=Nightly backup", "mode=read"]


def test_a_key_is_created_from_a_script():
    result = run(*CREATE, "expires_in_days=30", "--password-stdin", input=PASSWORD + "\n")
    assert result.returncode == 0, result.stderr
    assert re.search(r'"myk_[0-9a-f]{30}\.[0-9a-f]{60}"', json.dumps(json.loads(result.stdout)))
    assert PASSWORD not in result.stdout


def test_arguments_come_from_a_file_or_from_standard_input(tmp_path):
    arguments = json.dumps({"name": "Nightly backup", "mode": "write", "password": PASSWORD})
    file = tmp_path / "key.json"
    file.write_text(arguments)
    for source, input in [(str(file), ""), ("-", arguments)]:
        result = run("call", "create_api_key", "--sandbox", "--arguments", source, input=input)
        assert result.returncode == 0, result.stderr
        assert "myk_" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "input"),
    [
        ([*CREATE, "--password-stdin"], "Wr0ng-Passw0rd!\n"),
        (["call", "list_api_keys", "--backend", "http://127.0.0.1:9/api"], ""),
    ],
)
def test_a_tool_that_fails_ends_with_1(arguments, input):
    result = run(*arguments, input=input, env={"NETHESIS_MCP_TOKEN": "session-token"})
    assert result.returncode == 1
    assert result.stderr
    assert "Wr0ng-Passw0rd!" not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["call", "create_api_kex", "--sandbox"], "create_api_key"),
        ([*CREATE, "--secrets", "inline"], "password"),
        (CREATE, "--password-prompt"),
        ([*CREATE, "mood=read", "--password-stdin"], "mood"),
        ([*CREATE, "expires_in_days=soon", "--password-stdin"], "expires_in_days"),
        ([*CREATE, "--arguments", "-", "--password-stdin"], "--password-stdin"),
        (["call", "list_api_keys", "--arguments", "/no/such/file"], "/no/such/file"),
        (["stdio", "--timeout", "never"], "--timeout"),
        (["stdio", "--era", "bronze"], "--era"),
        (["stdio", "--spec", "/no/such/file"], "/no/such/file"),
        (["stdio", "--colour"], "--colour"),
        (["tools", "--backend", "ftp://example.com"], "--backend"),
        (["sandbox", "--listen", "nowhere"], "--listen"),
    ],
)
def test_what_is_wrongly_asked_for_ends_with_2(arguments, word):
    result = run(*arguments, input="N0t-Mine!")
    assert result.returncode == 2, result.stderr
    assert word in result.stderr
    assert not result.stdout
    assert "N0t-Mine!" not in result.stderr


def test_the_tools_are_listed_with_their_sizes():
    listed = json.loads(run("tools", "--json").stdout)
    table = run("tools").stdout
    assert "create_api_key" in [tool["name"] for tool in listed]
    for tool in listed:
        assert tool["definition"]["inputSchema"]["type"] == "object"
        assert re.search(rf"{tool['name']}\b.*\b{tool['bytes']}\b", table)


def test_a_result_that_cannot_be_written_is_no_success():
    with open("/dev/full", "w") as full:
        command = [PATH, "call", "list_api_keys", "--sandbox"]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=DEADLINE)
    assert result.returncode == 1
    assert "standard output" in result.stderr


def test_a_document_without_operations_has_no_tools(tmp_path):
    file = tmp_path / "empty.json"
    file.write_text(json.dumps({"openapi": "3.1.0", "info": {"title": "Empty", "version": "1"}, "paths": {}}))
    settings = ["--spec", str(file), "--backend", "https://api.example"]
    result = run("tools", *settings)
    assert result.returncode == 0, result.stderr
    assert "No tool" in result.stdout
    assert json.loads(run("tools", "--json", *settings).stdout) == []


def test_the_demo_plays_a_conversation():
    result = run("demo")
    assert result.returncode == 0, result.stderr
    for word in ["create_api_key", "tools/list", "docs://", "/step-up/"]:
        assert word in result.stdout
    # Neither the password nor the token passes the client.
    exchanged = [line for line in result.stdout.splitlines() if line.startswith(("  -> ", "  <- "))]
    assert len(exchanged) >= 10 and not any("myk_" in line or "password\":" in line for line in exchanged)
    assert result.stdout.count("myk_") == 1


def test_the_version_and_the_help_are_printed():
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", run("--version").stdout)
    for command in [[], ["stdio"], ["call"], ["tools"], ["sandbox"], ["demo"]]:
        result = run(*command, "--help")
        assert result.returncode == 0
        assert "USAGE: nethesis-mcp" in result.stdout
        assert not result.stderr


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_sandbox_runs_until_a_signal(end):
    with Sandbox() as sandbox:
        assert sandbox.control("requests") == {}
        sandbox.process.send_signal(end)
        assert sandbox.wait() == 0
        assert sandbox.output.next() is None


def test_a_port_that_is_taken_is_told(sandbox):
    address = sandbox.url.removeprefix("http://").removesuffix("/api")
    with Program("sandbox", "--listen", address) as second:
        assert second.wait() == 1
        assert address in second.errors.text()


def test_settings_come_from_options_then_the_environment_then_a_file(sandbox, tmp_path):
    (tmp_path / "token").write_text(sandbox.token)
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"backend": sandbox.url, "token-file": "token", "timeout": 5}))
    assert run("call", "list_api_keys", "--config", str(config)).returncode == 0
    elsewhere = "http://127.0.0.1:9/api"
    unreachable = {"NETHESIS_MCP_BACKEND": elsewhere, "NETHESIS_MCP_CONFIG": str(config)}
    assert run("call", "list_api_keys", env=unreachable).returncode == 1
    assert run("call", "list_api_keys", "--backend", sandbox.url, env=unreachable).returncode == 0


def test_an_argument_of_which_no_request_can_be_made_ends_with_2(sandbox, tmp_path):
    document = tmp_path / "api.json"
    operation = {"operationId": "remove", "parameters": [{"name": "id", "in": "path", "required": True}]}
    operation["parameters"][0]["schema"] = {"type": "string"}
    document.write_text(
        json.dumps(
            {
                "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "servers": [{"url": sandbox.url}],
                "paths": {"/things/{id}": {"delete": operation}},
            }
        )
    )
    for id in ["..", "a/../b", "."]:
        outcome = run("call", "remove", f"id={id}", "--spec", str(document))
        assert outcome.returncode == 2, outcome.stderr
    assert run("call", "remove", "id=a", "--spec", str(document)).returncode == 1


def test_several_secrets_are_asked_for_with_the_option_that_gives_them(tmp_path):
    document = tmp_path / "api.json"
    fields = {name: {"type": "string", "format": "password"} for name in ["current_password", "new_password"]}
    schema = {"type": "object", "required": list(fields), "properties": fields}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    operation = {"operationId": "change", "requestBody": body}
    document.write_text(
        json.dumps(
            {
                "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
                "servers": [{"url": "http://127.0.0.1:1"}], "paths": {"/password": {"post": operation}},
            }
        )
    )
    outcome = run("call", "change", "--spec", str(document))
    assert outcome.returncode == 2 and "--arguments FILE" in outcome.stderr, outcome.stderr
    assert "--password-prompt" not in outcome.stderr


def test_lint_says_in_json_that_a_document_cannot_be_read(tmp_path):
    outcome = run("lint", "--json", "--spec", str(tmp_path / "nowhere.yaml"))
    assert outcome.returncode == 2
    (finding,) = json.loads(outcome.stdout)
    assert finding["severity"] == "error" and "nowhere.yaml" in finding["message"]
