"""The official client in the version that is installed, with what differs between its versions hidden."""

import json
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from importlib.metadata import version
from unittest import mock

import anyio
import mcp
import mcp.client.session
from mcp import types
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from pydantic import AnyUrl

from program import DEADLINE, PATH, environment
from web import WebServer

LEGACY = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
MODERN = "2026-07-28"
IS_OLD = version("mcp").startswith("1.")

# How a client can open a conversation: by offering a version in a handshake, or (the newest client only) by speaking
# 2026-07-28 at once, or by asking the server first.
OPENINGS = LEGACY if IS_OLD else [*LEGACY, MODERN, "auto"]
TRANSPORTS = ["stdio", "http"]

ProtocolError = mcp.McpError if IS_OLD else mcp.MCPError


def over_stdio(*arguments, command=PATH, env=None):
    """The way to a server that the client starts, with folders of its own as all programs of these tests have."""
    own = {name: environment()[name] for name in ["HOME", "XDG_STATE_HOME"]}
    return stdio_client(StdioServerParameters(command=command, args=list(arguments), env=own | (env or {})))


def over_http(url):
    """The way to a server that runs."""
    return streamable_http_client(url)


@asynccontextmanager
async def converse(transport, opening, *arguments, env=None, elicit=None):
    """Starts the program for one conversation and gives that."""
    if transport == "stdio":
        async with connect(opening, over_stdio("stdio", *arguments, env=env), elicit) as conversation:
            yield conversation
    else:
        with WebServer(*arguments, env=env) as server:
            async with connect(opening, over_http(server.url), elicit) as conversation:
                yield conversation


@asynccontextmanager
async def connect(opening, way, elicit=None):
    """Opens a conversation with a server as a client does, which can be asked things if it knows what to do then."""
    logged, logs = anyio.create_memory_object_stream(float("inf"))
    asked = {"elicitation_callback": elicit} if elicit else {}
    if IS_OLD:
        options = asked | {"read_timeout_seconds": timedelta(seconds=DEADLINE), "logging_callback": logged.send}
        async with way as (read, write, *_), mcp.ClientSession(read, write, **options) as session:
            with mock.patch.object(types, "LATEST_PROTOCOL_VERSION", opening):
                result = await session.initialize()
            yield Conversation(session, result.protocolVersion, logs)
    else:
        options = asked | {"read_timeout_seconds": DEADLINE, "logging_callback": logged.send}
        mode = "legacy" if opening in LEGACY else opening
        offer = opening if opening in LEGACY else LEGACY[-1]
        async with AsyncExitStack() as stack:
            with mock.patch.object(mcp.client.session, "LATEST_HANDSHAKE_VERSION", offer):
                client = await stack.enter_async_context(mcp.Client(way, mode=mode, **options))
            yield Conversation(client.session, client.protocol_version, logs, client)


class Conversation:
    """What the tests do with a session; all answers are as they were on the wire."""

    def __init__(self, session, version, logs, client=None):
        self.session = session
        # The newest client goes through several rounds by itself.
        self._caller = client or session
        self.version = version
        self._logs = logs
        self.is_modern = version == MODERN

    async def tools(self):
        return await self._pages(self.session.list_tools, "tools")

    async def resources(self):
        return await self._pages(self.session.list_resources, "resources")

    async def templates(self):
        return await self._pages(self.session.list_resource_templates, "resourceTemplates")

    async def prompts(self):
        return await self._pages(self.session.list_prompts, "prompts")

    async def call(self, tool, /, progress_callback=None, timeout=DEADLINE, **arguments):
        limit = timedelta(seconds=timeout) if IS_OLD else timeout
        call = self._caller.call_tool(tool, arguments, limit, progress_callback=progress_callback)
        return wire(await call)

    async def call_successfully(self, tool, /, **arguments):
        """What the backend answered, which the text and, where the version has it, the structured content hold."""
        result = await self.call(tool, **arguments)
        assert not result.get("isError"), result
        answer = json.loads(result["content"][0]["text"])
        if self.version >= "2025-06-18":
            # Sentences on the result stand beside the answer.
            assert {name: value for name, value in result["structuredContent"].items() if name != "_notes"} == answer
        else:
            assert "structuredContent" not in result
        return answer

    async def call_in_vain(self, tool, /, **arguments):
        """What a failed tool has to say."""
        result = await self.call(tool, **arguments)
        assert result["isError"], result
        return "\n".join(block["text"] for block in result["content"])

    async def read(self, uri):
        result = wire(await self.session.read_resource(AnyUrl(uri) if IS_OLD else uri))
        (contents,) = result["contents"]
        assert contents["uri"] == uri
        return contents

    async def complete(self, template, name, value):
        reference = types.ResourceTemplateReference(type="ref/resource", uri=template)
        return wire(await self.session.complete(reference, {"name": name, "value": value}))["completion"]

    async def prompt(self, name, /, **arguments):
        return wire(await self.session.get_prompt(name, arguments))

    async def next_log(self):
        with anyio.fail_after(DEADLINE):
            return wire(await self._logs.receive())

    async def cancel(self, scope):
        """Gives up the latest request. The newest client tells the server by itself."""
        if IS_OLD:
            latest = types.CancelledNotificationParams(requestId=self.session._request_id - 1)
            cancelled = types.CancelledNotification(method="notifications/cancelled", params=latest)
            await self.session.send_notification(types.ClientNotification(cancelled))
        scope.cancel()

    async def _pages(self, method, member):
        items, cursor = [], None
        while True:
            page = wire(await method(params=types.PaginatedRequestParams(cursor=cursor) if cursor else None))
            items += page[member]
            cursor = page.get("nextCursor")
            if cursor is None:
                return items


def wire(model):
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True)
