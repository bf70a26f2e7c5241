from contextlib import asynccontextmanager

from fastmcp import Client
from fastmcp.client.transports import StdioTransport

from journey import main


@asynccontextmanager
async def connected(server):
    async with Client(StdioTransport(server.command, server.arguments, env=server.env)) as client:

        async def call(name, arguments):
            result = await client.call_tool(name, arguments)
            # The data that a program gets, made by the output schema.
            assert result.data is not None
            return result.structured_content

        tools = await client.list_tools()
        yield {tool.name: tool.model_dump(by_alias=True)["inputSchema"] for tool in tools}, call


main(connected, "fastmcp", "mcp")
