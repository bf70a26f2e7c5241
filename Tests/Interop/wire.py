"""Requests of 2026-07-28 as they are on the wire, and connections that need not behave."""

import asyncio
import json
import re
import socket
import struct
from contextlib import suppress

from program import DEADLINE, ENVELOPE

# A server ends what is half sent after 30 seconds, and a silent connection after 120.
PATIENCE = 150


def post(method, params=None, headers=None, body=None, length=None):
    """A request of 2026-07-28 as it is on the wire."""
    params = (params or {}) | {"_meta": ENVELOPE}
    if body is None:
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    own = {"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": method}
    if "name" in params:
        own["Mcp-Name"] = params["name"]
    return head("POST", own | (headers or {}), len(body) if length is None else length) + body


def head(method, headers, length=None):
    own = {
        "Host": "127.0.0.1",
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
    }
    if length is not None:
        own["Content-Length"] = str(length)
    lines = [f"{name}: {value}" for name, value in (own | headers).items()]
    return "\r\n".join([f"{method} /mcp HTTP/1.1", *lines, "", ""]).encode()


DISCOVER = post("server/discover")
LIST = post("tools/list")
CALL = post("tools/call", {"name": "list_api_keys", "arguments": {}})
LISTEN = post("subscriptions/listen", {"notifications": {"toolsListChanged": True}})


class Wire:
    """A connection, from an address of this machine so that ports do not run out."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, port, source="127.0.0.1"):
        return cls(*await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0)))

    async def ask(self, request):
        """Sends a request and gives the status, the headers and the body of its answer."""
        self.writer.write(request)
        return await self.answer()

    async def answer(self):
        async with asyncio.timeout(DEADLINE):
            top = (await self.reader.readuntil(b"\r\n\r\n")).decode()
            fields = dict(re.findall(r"(?m)^([\w-]+): (.*?)\r?$", top.lower()))
            if fields.get("transfer-encoding") == "chunked":
                body = b""
                while size := int(await self.reader.readline(), 16):
                    body += (await self.reader.readexactly(size + 2))[:-2]
                await self.reader.readline()
            else:
                body = await self.reader.readexactly(int(fields.get("content-length", 0)))
            return int(top.split()[1]), fields, body

    async def wait_for_end(self):
        """Reads until the server hangs up, and gives what it said."""
        async with asyncio.timeout(PATIENCE):
            said = b""
            with suppress(ConnectionError):
                while chunk := await self.reader.read(65536):
                    said = (said + chunk)[:65536]
            return said

    def close(self):
        self.writer.close()

    def reset(self):
        """Hangs up without a goodbye."""
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
