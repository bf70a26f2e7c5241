"""Entries that `install` writes, read by other people's readers of each format, and started as they say."""

import json
import os
import subprocess
import tomllib
from pathlib import Path

import json5
import pytest
import yaml

import program
from client import OPENINGS, connect, over_stdio

pytestmark = pytest.mark.anyio

# The client, its file below the home, the key of its servers, and the reader of the format.
CLIENTS = {
    "claude-desktop": (".config/Claude/claude_desktop_config.json", "mcpServers", json.loads),
    "claude-code": (".claude.json", "mcpServers", json.loads),
    "cursor": (".cursor/mcp.json", "mcpServers", json.loads),
    "vscode": (".config/Code/User/mcp.json", "servers", json5.loads),
    "devin": (".config/devin/mcp_config.json", "mcpServers", json.loads),
    "zed": (".config/zed/settings.json", "context_servers", json5.loads),
    "codex": (".codex/config.toml", "mcp_servers", tomllib.loads),
    "gemini-cli": (".gemini/settings.json", "mcpServers", json.loads),
    "copilot-cli": (".copilot/mcp-config.json", "mcpServers", json.loads),
    "opencode": (".config/opencode/opencode.json", "mcp", json5.loads),
    "goose": (".config/goose/config.yaml", "extensions", yaml.safe_load),
    "lm-studio": (".lmstudio/mcp.json", "mcpServers", json.loads),
    "kiro": (".kiro/settings/mcp.json", "mcpServers", json.loads),
    "jetbrains": (".ai/mcp/mcp.json", "mcpServers", json.loads),
    "junie": (".junie/mcp/mcp.json", "mcpServers", json.loads),
    "cline": (".cline/data/settings/cline_mcp_settings.json", "mcpServers", json.loads),
}

# Files as people keep them: what stands there is still there when the other reader has read the result.
BEFORE = {
    json.loads: '{"KEY": {"other": {"command": "x"}}, "kept": [1, 2]}\n',
    json5.loads: '// mine\n{\n\t"KEY": {\n\t\t"other": {"command": "x"}, // last\n\t},\n\t"kept": [1, 2],\n}\n',
    tomllib.loads: "kept = [1, 2] # mine\n\n[KEY.other]\ncommand = 'x'\n",
    yaml.safe_load: "# mine\nkept: [1, 2]\nKEY:\n  other:\n    command: x # last\n",
}


@pytest.fixture
def home(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/nethesis-mcp").symlink_to(os.path.abspath(program.PATH))
    return tmp_path


def install(home, *arguments):
    kept = {k: v for k, v in program.environment().items() if not k.startswith(("XDG_", "CODEX_", "CLAUDE_"))}
    env = kept | {"HOME": str(home), "PATH": f"{home}/bin:/usr/bin:/bin", "XDG_STATE_HOME": str(home / "state")}
    return subprocess.run(
        [os.path.abspath(program.PATH), "install", *arguments, "--", "--sandbox"],
        env=env, cwd=home, capture_output=True, text=True, timeout=program.DEADLINE,
    )  # fmt: skip


def command(entry):
    """The program and the arguments that an entry names, in whichever of three notations."""
    if isinstance(entry.get("command"), list):
        return entry["command"]
    return [entry.get("command") or entry["cmd"], *entry.get("args", [])]


async def check(entry, home, monkeypatch):
    """Starts what an entry names, opens a conversation as a client does, and lists the tools."""
    monkeypatch.setenv("PATH", f"{home}/bin{os.pathsep}{os.environ['PATH']}")
    first, *arguments = command(entry)
    assert Path(first).name == "nethesis-mcp"
    assert "--sandbox" in arguments
    async with connect(OPENINGS[0], over_stdio(*arguments, command=first)) as client:
        assert "create_api_key" in [tool["name"] for tool in await client.tools()]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("is_new", [True, False])
async def test_a_written_file_is_read_by_another_reader_and_what_it_names_answers(client, is_new, home, monkeypatch):
    path, key, read = CLIENTS[client]
    file = home / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if not is_new:
        file.write_text(BEFORE[read].replace("KEY", key))
    result = install(home, client)
    assert result.returncode == 0, result.stderr
    configuration = read(file.read_text())
    if not is_new:
        assert configuration["kept"] == [1, 2]
        assert configuration[key]["other"] == {"command": "x"}
    await check(configuration[key]["nethesis"], home, monkeypatch)


@pytest.mark.parametrize("client", CLIENTS)
async def test_a_printed_entry_is_read_by_another_reader_and_what_it_names_answers(client, home, monkeypatch):
    path, key, read = CLIENTS[client]
    result = install(home, client, "--print")
    assert result.returncode == 0, result.stderr
    assert not (home / path).exists()
    # The link stands behind an empty line at the end.
    text = result.stdout
    if "\n\n" in text and "://" in text.rsplit("\n\n", 1)[1]:
        text = text.rsplit("\n\n", 1)[0]
    await check(read(text)[key]["nethesis"], home, monkeypatch)
