"""The file mcp.json, which a client loads as it is."""

import json
import os
from pathlib import Path

import pytest

from client import OPENINGS, connect, over_stdio
from program import PATH

pytestmark = pytest.mark.anyio

SERVERS = json.loads((Path(__file__).parents[3] / "mcp.json").read_text())["mcpServers"]


def test_the_sandbox_and_the_real_backend_are_named():
    assert set(SERVERS) == {"nethesis-sandbox", "nethesis"}


@pytest.mark.parametrize("name", SERVERS)
async def test_what_is_named_starts_and_lists_its_tools(name, monkeypatch):
    server = SERVERS[name]
    assert server["command"] == "nethesis-mcp"
    monkeypatch.setenv("PATH", f"{Path(PATH).parent}{os.pathsep}{os.environ['PATH']}")
    arguments, env = server.get("args", []), server.get("env")
    way = over_stdio(*arguments, command=server["command"], env=env)
    async with connect(OPENINGS[-1], way) as client:
        tools = await client.tools()
    assert "create_api_key" in [tool["name"] for tool in tools]
    # Some clients allow 60 characters for both names together.
    assert all(len(name) + len(tool["name"]) <= 60 for tool in tools)
