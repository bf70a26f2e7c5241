"""The listing as each client passes it on to its model."""

import json
import re

import pytest

from program import run

CLIENTS = [
    "claude-desktop", "claude-code", "cursor", "vscode", "devin", "zed", "codex", "gemini-cli", "copilot-cli",
    "opencode", "goose", "lm-studio", "kiro", "jetbrains", "junie", "cline",
]  # fmt: skip


def document(folder, operations):
    path = folder / "api.json"
    paths = {f"/{number}": {"get": operation} for number, operation in enumerate(operations)}
    head = {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "servers": [{"url": "http://127.0.0.1:1"}]}
    path.write_text(json.dumps(head | {"paths": paths}))
    return ["--spec", str(path), "--tools", "all", "--no-docs-tools"]


@pytest.mark.parametrize("client", CLIENTS)
def test_every_client_has_a_listing_with_its_cost(client):
    listed = json.loads(run("tools", "--client", client, "--json").stdout)
    own = {tool["name"]: tool["definition"] for tool in json.loads(run("tools", "--json").stdout)}
    assert [tool["name"] for tool in listed["tools"]] == list(own)
    for tool in listed["tools"]:
        definition = tool["definition"]
        assert set(definition) == {"name", "description", "input_schema"}
        assert tool["name"] in definition["name"]
        size = len(json.dumps(definition, separators=(",", ":"), ensure_ascii=False).encode())
        assert tool["bytes"] == size
        assert tool["estimatedTokens"] == (size + 3) // 4
        assert definition["description"] == own[tool["name"]]["description"]
    assert listed["bytes"] == sum(tool["bytes"] for tool in listed["tools"])
    result = run("tools", "--client", client)
    assert (result.returncode, result.stderr) == (0, "")
    for tool in listed["tools"]:
        assert re.search(rf"^{tool['definition']['name']} +{tool['bytes']} ", result.stdout, re.MULTILINE)
    for words in listed["lacks"] + listed["notes"] + listed["losses"]:
        assert words in result.stdout


def test_the_server_has_the_name_of_the_configuration():
    assert "mcp__mine__create_api_key" in run("tools", "--client", "claude-code", "--name", "mine").stdout


def test_what_is_lost_is_said(tmp_path):
    operations = [{"operationId": f"look{number}", "description": "語 " * 900} for number in range(130)]
    operations[7]["x-mcp"] = {"name": "x" * 64}
    options = document(tmp_path, operations)
    assert "bytes of its description are cut off" in run("tools", "--client", "claude-code", *options).stdout
    cursor = run("tools", "--client", "cursor", *options).stdout
    assert f"{'x' * 64}: not passed on: the names of server and tool together have 72 characters" in cursor
    assert "130 tools are more than 80" in cursor
    assert "and 45 more: not passed on: it is beyond the first 80 tools" in cursor
    assert len(cursor.splitlines()) < 100
    assert "grouped" in run("tools", "--client", "vscode", *options).stdout
    assert "additionalProperties is taken out" in run("tools", "--client", "gemini-cli", *options).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--client", "cursr"], "did you mean cursor?"),
        (["--client", ""], "--client: there is no client"),
        (["--client", "\x1b[2J"], "--client: there is no client"),
        (["--client", "zed", "--secret-fields"], "--secret-fields"),
        (["--client", "zed", "--name", ""], "--name: a name has"),
        (["--client", "zed", "--name", "\x1b[2J"], "--name: a name has"),
        (["--client", "gemini", "--name", "a_b"], "no underscore"),
        (["--name", "mine"], "--client"),
    ],
)
def test_what_is_wrong_ends_with_2(arguments, words):
    result = run("tools", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    assert "\x1b" not in result.stderr


def test_an_api_without_tools_is_no_fault(tmp_path):
    result = run("tools", "--client", "zed", *document(tmp_path, []))
    assert result.returncode == 0
    assert "passes no tool on" in result.stdout
