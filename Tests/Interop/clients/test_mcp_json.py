"""The file mcp.json, which a client loads as it is."""

import json
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from client import OPENINGS, connect, over_http, over_stdio
from program import PATH
from web import WebServer

pytestmark = pytest.mark.anyio

SERVERS = json.loads((Path(__file__).parents[3] / "mcp.json").read_text())["mcpServers"]


def test_the_sandbox_and_the_real_backend_are_named():
    assert set(SERVERS) == {"nethesis-sandbox", "nethesis", "nethesis-http"}


@pytest.mark.parametrize("name", ["nethesis-sandbox", "nethesis"])
async def test_what_is_to_be_started_starts_and_lists_its_tools(name, monkeypatch):
    server = SERVERS[name]
    assert server["command"] == "nethesis-mcp"
    monkeypatch.setenv("PATH", f"{Path(PATH).parent}{os.pathsep}{os.environ['PATH']}")
    arguments, env = server.get("args", []), server.get("env")
    await check_tools(name, over_stdio(*arguments, command=server["command"], env=env))


async def test_what_runs_already_is_where_the_program_listens_by_itself():
    url = SERVERS["nethesis-http"]["url"]
    assert SERVERS["nethesis-http"] == {"type": "http", "url": url}
    address = urlsplit(url)
    if socket.socket().connect_ex((address.hostname, address.port)) == 0:
        pytest.skip(f"another program uses port {address.port}")
    with WebServer("--sandbox", listen=None) as server:
        assert server.url == url
        await check_tools("nethesis-http", over_http(url))


async def check_tools(name, way):
    async with connect(OPENINGS[-1], way) as client:
        tools = await client.tools()
    assert "create_api_key" in [tool["name"] for tool in tools]
    # Some clients allow 60 characters for both names together.
    assert all(len(name) + len(tool["name"]) <= 60 for tool in tools)
