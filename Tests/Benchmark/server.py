"""The tool create_api_key on the official Python SDK at its best: what nethesis-mcp is measured against.

The low-level server, whose handlers give the wire form themselves, uvloop, no logging, no tracing, one HTTP client
that keeps its connections. It checks no argument, which nethesis-mcp does.
"""

import argparse
import asyncio
import json
import logging
import sys

import mcp_types
import pydantic_core
import uvloop
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

CONNECTIONS = 128
TIMEOUT = 30


class AiohttpBackend:
    """Forwards calls with aiohttp, which is imported on the first one: a start does not wait for it."""

    def __init__(self, url, token):
        self.url = url
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.session = None

    async def post(self, body):
        if self.session is None:
            import aiohttp

            self.session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                headers=self.headers,
                timeout=aiohttp.ClientTimeout(total=TIMEOUT),
            )
        async with self.session.post(self.url, data=body) as response:
            return response.status, await response.read()

    async def close(self):
        if self.session is not None:
            await self.session.close()


class Httpx2Backend:
    """Forwards calls with httpx2, the client that comes with the SDK."""

    def __init__(self, url, token):
        self.url = url
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.client = None

    async def post(self, body):
        if self.client is None:
            import httpx2

            limits = httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
            self.client = httpx2.AsyncClient(headers=self.headers, limits=limits, timeout=TIMEOUT, trust_env=False)
        response = await self.client.post(self.url, content=body)
        return response.status_code, response.content

    async def close(self):
        if self.client is not None:
            await self.client.aclose()


class Input:
    """Standard input on the event loop, where the SDK's own takes a thread for each line."""

    def __init__(self, reader):
        self.reader = reader

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.reader.readline()
        if not line:
            raise StopAsyncIteration
        return line


class Output:
    """Standard output on the event loop."""

    def __init__(self, transport):
        self.transport = transport

    async def write(self, text):
        self.transport.write(text.encode())

    async def flush(self):
        pass


async def loop_streams():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    transport, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, sys.stdout)
    return Input(reader), Output(transport)


def make_server(tool, backend, is_modern):
    # What a result of 2026-07-28 says in addition.
    additions = {"resultType": "complete"} if is_modern else {}
    tools = mcp_types.ListToolsResult(tools=[mcp_types.Tool.model_validate(tool)])

    async def list_tools(context, params):
        return tools

    async def call_tool(context, params):
        status, body = await backend.post(pydantic_core.to_json(params.arguments))
        return {
            "content": [{"type": "text", "text": body.decode()}],
            "structuredContent": pydantic_core.from_json(body),
            "isError": status >= 300,
            **additions,
        }

    server = Server("benchmark", version="1", on_list_tools=list_tools, on_call_tool=call_tool)
    # The tracing of each message, which the SDK documents as what to drop.
    server.middleware.clear()
    return server


async def main(options):
    make_backend = {"aiohttp": AiohttpBackend, "httpx2": Httpx2Backend}[options.client]
    backend = make_backend(options.backend + "/me/api-keys", options.token)
    with open(options.tool, encoding="utf-8") as file:
        server = make_server(json.load(file), backend, options.http)
    if options.http:
        await serve_http(server)
    else:
        streams = await loop_streams() if options.streams == "loop" else (None, None)
        async with stdio_server(*streams) as (read, write):
            await server.run(read, write, server.create_initialization_options())
    await backend.close()


async def serve_http(server):
    """Serves on a port that is free, which it tells on standard error as `nethesis-mcp http` does, until a signal."""
    import socket

    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    app = server.streamable_http_app(stateless_http=True, json_response=True)
    config = uvicorn.Config(
        app, loop="uvloop", http="httptools", ws="none", lifespan="on", log_config=None, access_log=False
    )
    print(f"Serving at http://127.0.0.1:{listener.getsockname()[1]}/mcp", file=sys.stderr, flush=True)
    await uvicorn.Server(config).serve([listener])


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--backend", required=True, help="the base URL")
parser.add_argument("--token", required=True, help="what the backend is told, as a bearer token")
parser.add_argument("--tool", required=True, help="the tool's definition, as in tools/list")
parser.add_argument("--client", choices=["aiohttp", "httpx2"], default="aiohttp", help="who speaks HTTP")
parser.add_argument("--streams", choices=["sdk", "loop"], default="sdk", help="who reads and writes the lines")
parser.add_argument("--http", action="store_true", help="serve over HTTP, stateless, with answers in JSON")
logging.disable(logging.CRITICAL)
uvloop.run(main(parser.parse_args()))
