"""The official client, whose results every framework gets; the newest has another name for its arguments."""

import json
from contextlib import asynccontextmanager

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from journey import main


@asynccontextmanager
async def session(server):
    """An open session: other frameworks begin with one, too."""
    parameters = StdioServerParameters(command=server.command, args=server.arguments, env=server.env)
    async with stdio_client(parameters) as streams, ClientSession(*streams[:2]) as session:
        await session.initialize()
        yield session


def schema(tool):
    return getattr(tool, "inputSchema", None) or getattr(tool, "input_schema", None)


async def all_tools(session):
    """The tools of all pages."""
    page = await session.list_tools()
    tools = list(page.tools)
    while cursor := getattr(page, "nextCursor", None) or getattr(page, "next_cursor", None):
        page = await session.list_tools(cursor)
        tools += page.tools
    return tools


@asynccontextmanager
async def connected(server):
    async with session(server) as client:

        async def call(name, arguments):
            # What is structured, which many hand on alone.
            result = await client.call_tool(name, arguments)
            dumped = result.model_dump(by_alias=True)
            assert not dumped["isError"], dumped
            return json.dumps(dumped["structuredContent"])

        yield {tool.name: schema(tool) for tool in await all_tools(client)}, call


if __name__ == "__main__":
    main(connected, "mcp")
