from contextlib import asynccontextmanager

from llama_index.tools.mcp import BasicMCPClient, McpToolSpec

from journey import main
from mcp_sdk import session


@asynccontextmanager
async def connected(server):
    # A client of its own starts the server anew for each call, so that no link lives long enough: a session is kept.
    async with session(server) as client:
        assert BasicMCPClient
        tools = {tool.metadata.name: tool for tool in await McpToolSpec(client=client).to_tool_list_async()}

        async def call(name, arguments):
            return (await tools[name].acall(**arguments)).content

        yield {name: tool.metadata.to_openai_tool() for name, tool in tools.items()}, call


main(connected, "llama-index-tools-mcp", "llama-index-core", "mcp")
